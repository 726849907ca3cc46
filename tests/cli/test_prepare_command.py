"""What a command prepares while somebody waits, what it leaves, and what `prepare` does about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import Shell
from tui.cli import preparing
from tui.library.frontdesk import Library
from tui.system.locks import PREPARATION, only_one
from tui.system.paths import user_paths


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The processes that commands would have left behind."""
    started: list[str] = []
    monkeypatch.setattr(preparing, "_leave", lambda: started.append("prepares"))
    return started


def stories(folder: Path, count: int) -> Path:
    """Write documents about barley."""
    for number in range(count):
        (folder / f"{number}.md").write_text(
            f"---\ntitle: Story {number}\n---\n\nBarley rose {number} times.\n"
        )
    return folder


def waiting() -> int:
    library = Library.open(user_paths())
    try:
        return library.counts().queue
    finally:
        library.close()


def test_few_are_prepared_before_the_command_ends(shell: Shell, tmp_path: Path, left: list[str]) -> None:
    """A search right after an import finds them."""
    shell("import", stories(tmp_path, 3))
    assert (waiting(), left) == (0, [])
    assert len(shell("search", "barley", "--json").json()) == 3


def test_names_of_many_are_left_to_a_process_of_its_own(
    shell: Shell, tmp_path: Path, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for names, but a search finds the texts at once."""
    monkeypatch.setattr(preparing, "_MOST_NAMES", 1)
    shell("import", stories(tmp_path, 3))
    assert left == ["prepares"]
    assert waiting() > 1
    assert len(shell("search", "barley", "--json").json()) == 3


def test_too_many_texts_are_left_and_that_is_said(
    shell: Shell, tmp_path: Path, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that nobody takes an empty answer for the truth."""
    monkeypatch.setattr(preparing, "MOST_TEXTS", 2)
    ran = shell("import", stories(tmp_path, 30))
    assert left == ["prepares"]
    assert "made searchable in the background" in ran.err
    assert "not searchable yet" in shell("search", "barley", "--json").err
    assert "all are prepared" in shell("prepare").err
    assert waiting() == 0
    assert len(shell("search", "barley", "--json", "--limit", "0").json()) == 30


def test_prepare_waits_for_who_is_at_it_already(shell: Shell, tmp_path: Path, left: list[str]) -> None:
    """Two at once would do everything twice; where nothing waits any more, it ends."""
    shell("import", stories(tmp_path, 1))
    library = Library.open(user_paths())
    with only_one(library.database.path, PREPARATION, ""):
        ran = shell("prepare")
    library.close()
    assert (ran.code, ran.err) == (0, "0 articles were waiting; all are prepared.\n")
