"""Programs of the reader's own: real little ones, that write down what they were given."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.errors import DatelineError
from tui.system.programs import (
    PLACEHOLDERS,
    Facts,
    Running,
    command_problem,
    filled,
    harmless,
    run_on_terminal,
    typed_command,
)

STORY = Facts("https://a.example/1?a=b;c&d", "Grain: 'ports' open", "k3v9", "The Post")


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


# ── the command ───────────────────────────────────────────────────────────────────────────────


def test_placeholders_are_filled_in_within_their_one_argument() -> None:
    """Whole or in part; each word of the command stays one word whatever stands in it."""
    command = ("note", "{title}", "--from={feed}/{id}", "{link}", "{other}")
    assert filled(command, STORY) == [
        "note",
        "Grain: 'ports' open",
        "--from=The Post/k3v9",
        "https://a.example/1?a=b;c&d",
        "{other}",
    ]
    # Once: a title that holds a placeholder is a title.
    assert filled(("x", "{title}"), STORY._replace(title="a {link}")) == ["x", "a {link}"]


def test_the_link_comes_last_where_nothing_says_where() -> None:
    assert filled(("mpv", "--mute"), STORY, with_link=True) == ["mpv", "--mute", STORY.link]
    assert filled(("mpv", "{link}", "-"), STORY, with_link=True) == ["mpv", STORY.link, "-"]
    for link in (None, "file:///etc/passwd", "-rf", "javascript:1"):
        with pytest.raises(DatelineError, match="no page of its own"):
            filled(("mpv",), STORY._replace(link=link), with_link=True)


@pytest.mark.parametrize(
    ("title", "argument"),
    [
        ("--exec=rm", "exec=rm"),
        ("+!rm -rf", "rm -rf"),
        ("@/etc/passwd", "etc-passwd"),
        ("../../.ssh/keys", "ssh-keys"),
        ("..", "untitled"),
        ("a\x00b\nc\x1b[0m", "a\ufffdb c\ufffd[0m"),
        ("“Never”, she says", "“Never”, she says"),
        ("(Video) and/or", "(Video) and-or"),
        ("Елка " * 100, ("Елка " * 100).encode()[:160].decode(errors="ignore").rstrip()),
    ],
)
def test_a_title_is_neither_option_nor_path(title: str, argument: str) -> None:
    """Whoever writes headlines does not choose which file is written, nor how the program is run."""
    assert filled(("x", "{title}", "/notes/{title}.md"), STORY._replace(title=title)) == [
        "x",
        argument,
        f"/notes/{argument}.md",
    ]


@given(st.text())
@settings(max_examples=200)
def test_no_words_of_a_feed_are_option_or_path(words: str) -> None:
    made = harmless(words)
    assert len(made.encode()) <= 160
    assert not {"/", "\\", "\n", "\0"} & set(made)
    assert made[:1] not in ("-", "+", "@", ".", "/", "=", "~", " ")


@pytest.mark.parametrize(
    "command",
    [
        ("{link}",),
        ("sh", "-c", "curl {link}"),
        ("bash", "-lc", "echo {title}"),
        ("env", "A=b", "/bin/zsh", "-c", "{id}"),
        ("python3.12", "-c", "print('{title}')"),
        ("perl", "-e", "{title}"),
        ("emacsclient", "--eval", '(note "{title}")'),
        ("emacs", '--eval=(note "{title}")'),
        ("ssh", "{link}"),
    ],
)
def test_words_of_a_feed_are_never_a_program(command: tuple[str, ...]) -> None:
    assert command_problem(command)


@pytest.mark.parametrize(
    "command",
    [
        ("sh", "-c", 'echo "$1"', "sh", "{link}"),
        ("python3", "note.py", "{title}"),
        ("mpv", "-c", "{link}"),
        ("pandoc", "-o", "/x/{title}.pdf"),
    ],
)
def test_as_an_argument_they_may_stand_anywhere(command: tuple[str, ...]) -> None:
    assert command_problem(command) == ""


def test_what_is_typed_is_split_as_a_shell_does_and_nothing_more() -> None:
    assert typed_command("note 'a b' $HOME `x` ; rm * {title}") == (
        *("note", "a b", "$HOME", "`x`", ";", "rm", "*", "{title}"),
    )
    for wrong in ("'", "", "  ", "''", "{title} x", "sh -c {link}"):
        with pytest.raises(DatelineError):
            typed_command(wrong)


def test_every_placeholder_is_one() -> None:
    assert all(filled(("x", f"{{{name}}}"), STORY)[1] != f"{{{name}}}" for name in PLACEHOLDERS)


# ── running it ────────────────────────────────────────────────────────────────────────────────

NOTE = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"


def test_a_program_gets_the_story_whole_on_its_standard_input(tmp_path: Path) -> None:
    """Also one larger than any pipe, and one that is not read at all."""
    text = "Grain ports, ёлка\n".encode() * 40_000
    assert Running(python(NOTE, str(tmp_path / "a")), text).wait() == (0, "")
    assert (tmp_path / "a").read_bytes() == text
    assert Running(python(""), text).wait().is_well


@pytest.mark.parametrize(
    ("code", "ended"),
    [
        ("print('\\n 12 words'); import sys; print('warned', file=sys.stderr)", (0, "12 words")),
        ("import sys; print('warned', file=sys.stderr)", (0, "warned")),
        (
            "import sys; print('on it'); sys.exit('no \\x1b[31msuch\\x1b[0m folder\\nmore')",
            (1, "no such folder"),
        ),
        ("print('---'); print('title: of a story that tee shows')", (0, "title: of a story that tee shows")),
        ("print('only said'); raise SystemExit(7)", (7, "only said")),
        ("print('x' * 10**6)", (0, "x" * 119 + "…")),
        ("import os; os.kill(os.getpid(), 9)", (-9, "")),
    ],
)
def test_how_it_ended_is_told_with_its_first_line(code: str, ended: tuple[int, str]) -> None:
    """Of errors where it failed; harmless, and short."""
    assert Running(python(code), b"").wait() == ended


def test_what_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("no program")
    for command in (["nosuchprogram"], [str(tmp_path / "plain")], ["a\0b"]):
        for run in (Running, run_on_terminal):
            with pytest.raises(DatelineError, match="could not be started"):
                run(command)


def test_a_program_has_a_session_of_its_own_and_lives_on_without_anyone_to_listen(tmp_path: Path) -> None:
    """Neither the terminal's end nor ours ends it: what it prints goes to a file, not to a broken pipe."""
    done = tmp_path / "done"
    live = (
        "import os, sys, time; assert os.getsid(0) == os.getpid()\n"
        "while not os.path.exists(sys.argv[1]): time.sleep(0.01)\n"
        "print('x' * 100_000, flush=True); open(sys.argv[2], 'w').close()"
    )
    start = (
        "import sys; from tui.system.programs import Running\n"
        "Running([sys.executable, '-c', *sys.argv[1:]], b'').__class__"
    )
    gone = tmp_path / "gone"
    assert Running(python(start, live, str(gone), str(done)), b"").wait().code == 0
    gone.touch()
    until = time.monotonic() + 20
    while not done.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert done.exists()
