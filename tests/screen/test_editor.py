"""The reader's editor on a real terminal: handed over as it was before, and taken back whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Terminal, dateline
from tui.errors import ConfigError, DatelineError
from tui.system.editor import edit_text, editor_command
from tui.system.paths import Paths

EDITOR = """\
#!/bin/sh
stty -a < /dev/tty > "$0.modes"
printf 'the editor is here\\n' > /dev/tty
read line < /dev/tty
printf '%s\\nand more\\n' "$line" >> "$1"
ls -l "$1" > "$0.file"
"""


def write_editor(folder: Path, text: str = EDITOR) -> Path:
    editor = folder / "an editor"
    editor.write_text(text, encoding="utf-8")
    editor.chmod(0o755)
    return editor


@pytest.fixture
def home(seeded: Paths, tmp_path: Path) -> Path:
    """The folder of a reader who has the bundled articles."""
    return tmp_path


def test_the_terminal_is_handed_to_the_editor_and_taken_back(home: Path) -> None:
    """It has a line mode and an echo of its own; then the reader stands there as before, and keys act."""
    editor = write_editor(home)
    with Terminal(dateline(), home=home, env={"VISUAL": f"'{editor}'", "EDITOR": "false"}) as terminal:
        terminal.wait(lambda: b"\x1b[?2004h" in terminal.raw)
        terminal.wait("Istanbul")
        terminal.send("\r")
        terminal.wait("min, 730 words")
        terminal.send("E")
        terminal.wait("the editor is here")
        assert b"\x1b[?1049l" in terminal.raw
        terminal.send("what I think\n")
        terminal.wait("† what I think")
        terminal.wait("and more")
        terminal.send("J")
        terminal.wait("Notre-Dame.* \\d+%")
        terminal.send("qq")
        assert terminal.end() == 0
        assert terminal.is_given_back()
    modes = Path(f"{editor}.modes").read_text(encoding="utf-8")
    assert " icanon" in modes
    assert " echo " in modes
    # What is being written is nobody else's to read, and is gone afterwards.
    listed = Path(f"{editor}.file").read_text(encoding="utf-8").split()
    assert listed[0].startswith("-rw-------")
    assert not Path(listed[-1]).exists()


def test_an_editor_that_fails_changes_nothing(home: Path) -> None:
    """Told in a line, on a screen that is there again."""
    with Terminal(dateline(), home=home, env={"VISUAL": "false"}) as terminal:
        terminal.wait(lambda: b"\x1b[?2004h" in terminal.raw)
        terminal.wait("Istanbul")
        terminal.send("E")
        terminal.wait("The editor false ended with code 1")
        terminal.wait("Notre-Dame")
        terminal.send("q")
        assert terminal.end() == 0
        assert terminal.is_given_back()


def test_what_is_typed_as_editor_is_read_as_a_shell_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`VISUAL` before `EDITOR`, words in quotes as one; what is none is said."""
    monkeypatch.setenv("EDITOR", "ed --quiet")
    monkeypatch.delenv("VISUAL", raising=False)
    assert editor_command() == ["ed", "--quiet"]
    monkeypatch.setenv(
        "VISUAL", f"'{write_editor(tmp_path, '#!/bin/sh' + chr(10) + 'echo more >> $1' + chr(10))}'"
    )
    assert edit_text("one\ntwo") == "one\ntwo\nmore\n"
    monkeypatch.setenv("VISUAL", "'no end")
    with pytest.raises(ConfigError, match="cannot be read"):
        editor_command()
    monkeypatch.setenv("VISUAL", str(tmp_path / "no such editor"))
    with pytest.raises((ConfigError, DatelineError), match="cannot be run"):
        edit_text("")
