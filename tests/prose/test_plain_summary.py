"""The list's one line: plain, short, and cheap on whatever comes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.entries import ContentForm, RawEntry
from tui.prose import plain_summary
from tui.text.safe import clean_line


def summary_of(markup: str, form: ContentForm = "html") -> str | None:
    return plain_summary(RawEntry("1", None, "T", "", summary=markup, summary_form=form))


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("A <b>bold</b>ness", "A boldness"),
        ("a<br>b", "a b"),
        ("AT&amp;T &lt;3 &#8211; &nbsp; ok", "AT&T <3 – ok"),
        ("<script>x < y</script>seen<STYLE>p{}</Style> too", "seen too"),
        ("a<!-- <p>no</p> -->b", "ab"),
        ("1 < 2 and 3<4", "1 < 2 and 3<4"),
        ("<!DOCTYPE html><p>x", "x"),
        ("an open <a href='x", "an open"),
        ("soft\u00adly", "softly"),
        ("\x1b]52;c;x\x07", "\ufffd]52;c;x\ufffd"),
        ("&#27;[1m&#155;", "[1m›"),
    ],
)
def test_markup_becomes_the_words_it_shows(markup: str, line: str) -> None:
    """Tags part words where blocks do, entities are letters, what is not shown is not there."""
    assert summary_of(markup) == line


def test_the_summary_comes_first_then_the_dek_then_the_text() -> None:
    """Whatever the entry has; None where it has nothing."""
    assert plain_summary(RawEntry("1", None, "T", "<p>Text", summary="<i></i>", dek="Dek")) == "Dek"
    assert plain_summary(RawEntry("1", None, "T", "<p>Text", summary="Sum")) == "Sum"
    assert plain_summary(RawEntry("1", None, "T", "<p>Text")) == "Text"
    assert plain_summary(RawEntry("1", None, "T", "<img src=x>")) is None
    assert plain_summary(RawEntry("1", None, "T", "[]", "blocks")) is None


def test_text_is_not_taken_for_markup() -> None:
    """Where the source says that it is plain."""
    assert summary_of("a <b> c &amp; d", "text") == "a <b> c &amp; d"


@given(st.text(), st.integers(min_value=10, max_value=300))
def test_it_is_one_clean_line_of_the_length_asked_for(markup: str, limit: int) -> None:
    """Whatever the entry holds."""
    line = plain_summary(RawEntry("1", None, "T", markup), limit)
    assert line is None or (line == clean_line(line) and 0 < len(line) <= limit)


@pytest.mark.parametrize(
    "unit", ["<", "<a", "<!--", "</", "<script>", "&", "&#", "<a href='", "<!", "<p>", "İ<"]
)
def test_hostile_markup_takes_no_longer_than_any_other(unit: str) -> None:
    """500 KB of each in a moment: this runs for every entry of every feed."""
    raw = RawEntry("1", None, "T", unit * (500_000 // len(unit)))
    started = time.process_time()
    for _ in range(5):
        plain_summary(raw)
    assert time.process_time() - started < 4
