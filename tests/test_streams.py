"""Letters that a terminal's encoding lacks: something as wide stands in, and nothing acts."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.system.streams import encoder, encoding_of, representable
from tui.text.cells import cell_width

ENCODINGS = ("utf-8", "ascii", "iso-8859-1", "iso-8859-2", "cp1252", "koi8-r", "shift_jis", "gbk", "euc-jp")


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        ("utf-8", "é 日本 │", "é 日本 │"),
        ("iso-8859-1", "Café │ “Łódź” … 日本", 'Café | "Lódz" . ????'),
        ("ascii", "⠀⠁⡀⠃⠇⡇⣿", " ...::#"),
        ("ascii", "é\u0301 ★●", "e **"),
        ("koi8-r", "Привет ─ é", "Привет - e"),
        ("shift_jis", "日本 é", "日本 e"),
    ],
)
def test_what_an_encoding_lacks_is_shown_as_something_like_it(encoding: str, text: str, shown: str) -> None:
    """Columns stay where they are."""
    assert representable(text, encoding) == shown


@given(st.text(), st.sampled_from(ENCODINGS))
def test_any_text_can_be_shown_in_any_encoding(text: str, encoding: str) -> None:
    """No letter ends what writes to the terminal."""
    encoder(encoding)(text).decode(encoding)


@given(st.characters(), st.sampled_from(ENCODINGS))
def test_a_stand_in_is_as_wide_as_what_it_stands_for(char: str, encoding: str) -> None:
    """The borders stand in their columns."""
    shown = representable(char, encoding)
    assert shown == char or (shown.isascii() and len(shown) == cell_width(char))


@given(st.text(), st.sampled_from(("iso-8859-1", "iso-8859-2", "cp1252", "koi8-r", "cp1251")))
def test_no_byte_begins_a_control_sequence(text: str, encoding: str) -> None:
    """A terminal that is of another mind about its encoding takes `›` in Windows-1252 for CSI."""
    assert not set(encoder(encoding)(text)) & set(range(0x80, 0xA0))


@pytest.mark.parametrize(
    ("stated", "used"),
    [("utf-16", "utf-8"), ("nonsense", "utf-8"), ("latin-1", "latin-1"), ("ascii", "ascii")],
)
def test_an_encoding_without_our_controls_is_not_used(stated: str, used: str) -> None:
    """Whatever PYTHONIOENCODING says."""

    class Stream(io.StringIO):
        encoding = stated

    assert encoding_of(Stream()) == used
