"""What is pasted is text, whatever is in it: never keys."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.terminal import Terminal, dateline
from tui.terminal.protocol import Pasting

BEGIN, END = "\x1b[200~", "\x1b[201~"
KEYS = st.text("ab\x1b[2", max_size=8).filter(lambda text: BEGIN[:5] not in text)
PASTES = st.text("ab\x1b[201~0m", max_size=20).filter(lambda text: END not in text)


@given(st.lists(st.tuples(KEYS, PASTES), max_size=4), st.lists(st.integers(0, 60), max_size=6))
def test_a_paste_keeps_no_escape_and_keys_keep_theirs(parts: list[tuple[str, str]], cuts: list[int]) -> None:
    """However the terminal's bytes are cut into reads."""
    typed = "".join(f"{keys}{BEGIN}{paste}{END}" for keys, paste in parts)
    wanted = "".join(f"{keys}{BEGIN}{paste.replace(chr(27), '')}{END}" for keys, paste in parts)
    pasting = Pasting()
    places = sorted({0, len(typed), *(min(cut, len(typed)) for cut in cuts)})
    reads = [typed[start:end] for start, end in pairwise(places)]
    assert "".join(map(pasting.through, reads)) == wanted


def test_a_lone_escape_is_passed_on_at_once() -> None:
    """It must not wait for what may come after it."""
    assert Pasting().through("\x1b") == "\x1b"


def test_an_escape_in_a_paste_over_the_list_presses_no_key(tmp_path: Path) -> None:
    """A copied text with an ESC in it, say from a hostile page, would mark, fetch or quit."""
    with Terminal(dateline(), home=tmp_path, columns=100, rows=24) as screen:
        screen.wait(r"Unread 12")
        screen.settle()
        screen.send(f"{BEGIN}harmless\x1b[A\x1bq\x1b\x1bAmq\x1b{END}")
        screen.send("j")
        screen.settle()
        assert screen.process.poll() is None
        assert "Unread 12" in screen.text
        screen.send("/")
        screen.send(f"{BEGIN}istan\x1b[Dbul{END}")
        screen.wait(r"istan\[Dbul")
