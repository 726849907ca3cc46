"""A thread's timeline: one sentence a day, told by most, read alone, and nothing twice."""

from __future__ import annotations

import time
from datetime import date
from string import ascii_lowercase

from tests.builders import build_headline
from tui.model.temporal import DatedPhrase
from tui.temporal import dated_phrases
from tui.threads.timeline import MOST, DatedText, timeline_of

WRITTEN = date(2021, 6, 16)
"""A Wednesday."""


def text_of(row: int, source: str, *paragraphs: str, written: date = WRITTEN) -> DatedText:
    """Return a text of some paragraphs with its dates."""
    dates = [
        DatedPhrase(0, leaf, start, end, value)
        for leaf, paragraph in enumerate(paragraphs, 1)
        for start, end, value in dated_phrases(paragraph, written)
    ]
    leaves = {(0, leaf): paragraph for leaf, paragraph in enumerate(paragraphs, 1)}
    return DatedText(build_headline(row=row), source, written.isoformat(), dates, leaves)


def lines(*texts: DatedText, names: tuple[str, ...] = ("Marlow Bridge", "Ferrant")) -> list[tuple[str, str]]:
    """Return (value, sentence) of a timeline."""
    return [(entry.value, entry.told.text) for entry in timeline_of(texts, names)]


POST = text_of(
    1,
    "Post",
    "The Marlow Bridge was closed on Friday after cracks were found in two of its piers.",
    "It had been inspected on Friday. Engineers began to fill the cracks in the piers on Monday.",
)
HERALD = text_of(
    2,
    "Herald",
    "Cracks in two piers closed the Marlow Bridge to all traffic on Friday, the county said.",
    "The Marlow Bridge was built in 1931. Ferry owner Lise Ferrant said Tuesday she would run more boats.",
)


def test_each_day_has_the_sentence_that_most_tell_the_earliest_first() -> None:
    """What two sources say in their first lines is what happened; what repeats it is left out."""
    assert lines(POST, HERALD) == [
        ("1931", "The Marlow Bridge was built in 1931."),
        ("2021-06-11", "The Marlow Bridge was closed on Friday after cracks were found in two of its piers."),
        ("2021-06-14", "Engineers began to fill the cracks in the piers on Monday."),
        ("2021-06-15", "Ferry owner Lise Ferrant said Tuesday she would run more boats."),
    ]


def test_an_entry_tells_how_many_sources_tell_of_its_day_and_where_it_stands() -> None:
    """The sentence is verbatim, at its place in its leaf."""
    texts = (POST, HERALD)
    by_value = {entry.value: entry for entry in timeline_of(texts, ["Marlow Bridge"])}
    assert {value: entry.sources for value, entry in by_value.items()}["2021-06-11"] == 2
    for entry in by_value.values():
        at = entry.told.at
        leaf = texts[entry.told.headline.row - 1].leaves[at.section, at.leaf]
        assert leaf[at.start : at.end] == entry.told.text


def test_when_it_was_said_is_not_when_it_happened() -> None:
    """Of `said Tuesday` and `on Sunday` the second is the event."""
    text = text_of(1, "Post", "Police said Tuesday that thieves took the bell of Marlow church on Sunday.")
    assert [value for value, _ in lines(text)] == ["2021-06-13"]


def test_the_day_of_writing_counts_where_something_happened_on_it() -> None:
    """A text of Wednesday that tells what happened on Wednesday."""
    text = text_of(1, "Post", "The Marlow Bridge reopened on Wednesday with a brass band and two speeches.")
    assert [value for value, _ in lines(text)] == ["2021-06-16"]


def test_this_year_is_no_event() -> None:
    """Nor is a year in a sentence that names nothing of the thread."""
    text = text_of(
        1, "Post", "The Marlow Bridge cost the county much money this year. Wine was good in 1990."
    )
    assert lines(text) == []


def test_a_long_thread_has_no_more_than_thirty_entries_and_is_quick() -> None:
    """A hundred texts that name fifty dates each take half a second."""
    texts = [
        text_of(
            row,
            f"source {row % 9}",
            *(
                f"On {month} {day}, {letter * 3}{month} saw {letter * 2}o{month} near the Marlow Bridge."
                for month in ("March", "April")
                for day, letter in enumerate(ascii_lowercase, 1)
            ),
        )
        for row in range(1, 101)
    ]
    begin = time.process_time()
    assert len(timeline_of(texts, ["Marlow Bridge"])) == MOST
    assert time.process_time() - begin < 3
