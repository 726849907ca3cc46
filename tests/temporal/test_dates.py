"""Dates in a text are told from the day it was written, and what is not sure is left alone."""

from __future__ import annotations

import time
from datetime import date

import pytest

from tui.model.prose import FRONT, Paragraph, Prose, Section, Text
from tui.model.temporal import DatedPhrase
from tui.temporal import dated_phrases, dates_of

WRITTEN = date(2021, 6, 16)
"""A Wednesday."""


def told(text: str, written: date = WRITTEN, language: str = "en") -> list[tuple[str, str]]:
    """Return (words, value) of the dates in a text."""
    return [(text[start:end], value) for start, end, value in dated_phrases(text, written, language)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The bridge was closed on Friday.", ["2021-06-11"]),
        ("The mayor spoke on Wednesday.", ["2021-06-16"]),
        ("The bridge will reopen on Friday.", ["2021-06-18"]),
        ("The council is to vote Friday.", ["2021-06-18"]),
        ("Officials said Monday the bridge would reopen Friday.", ["2021-06-14", "2021-06-18"]),
        ("Bakers plan to strike on Monday.", ["2021-06-21"]),
        ("The ferry must be repaired by Sunday.", ["2021-06-20"]),
        ("They met last Wednesday and meet again next Monday.", ["2021-06-09", "2021-06-21"]),
        ("Rain fell yesterday; today is dry, tomorrow too.", ["2021-06-15", "2021-06-16", "2021-06-17"]),
        ("He left the day before yesterday.", ["2021-06-14"]),
        ("The fire broke out three days ago.", ["2021-06-13"]),
        ("It opened in March and was sold last October.", ["2021-03", "2020-10"]),
        ("The line is expected to open in March.", ["2022-03"]),
        ("Prices fell earlier this month, as they did last month.", ["2021-06", "2021-05"]),
        ("Sales rose two months ago, and two years ago.", ["2021-04", "2019"]),
        ("Last year it lost money; next year it will not.", ["2020", "2022"]),
        ("On 15 May the dam held, on June 3rd it broke.", ["2021-05-15", "2021-06-03"]),
        ("It was founded on May 15, 1998, and sold on 1 January 2003.", ["1998-05-15", "2003-01-01"]),
        ("The trial began on Dec. 3 and is to end on Jan. 14.", ["2020-12-03", "2022-01-14"]),
        ("Talks were held on April 24 and 25.", ["2021-04-24", "2021-04-25"]),
        ("Since 1990 prices have doubled; in fiscal 2019 they fell.", ["1990", "2019"]),
        ("Stamped 05/25/98 and 2021-06-01.", ["1998-05-25", "2021-06-01"]),
        ("He was found on Thanksgiving Day.", ["2020-11-26"]),
        ("Easter Monday was wet.", ["2021-04-05"]),
        (
            "It began on Friday; the following day, and two days later, all was quiet.",
            ["2021-06-11", "2021-06-12", "2021-06-14"],
        ),
        ("Bought in 2001, it was sold the following year.", ["2001", "2002"]),
        ("In June 1998 he fled, and came back later that year.", ["1998-06", "1998"]),
        ("He could not be reached Monday.", ["2021-06-14"]),
        ("The plan announced Tuesday is said to be sound.", ["2021-06-15"]),
        ("Until Monday, nobody had known.", ["2021-06-14"]),
        ("Founded in 1990, it was sold in June of that year.", ["1990", "1990-06"]),
        ("In 1990 he moved to Rome, and in June he wrote home.", ["1990"]),
        ("It was closed on Tuesday (June 8).", ["2021-06-08"]),
        ("Since the Sept. 11 attacks, and since 9/11, much has changed.", ["2001-09-11", "2001-09-11"]),
        ("Updated 06/07/21, 06/16/2021.", ["2021-06-16"]),
        ("September sales rose. June Hill said so.", ["2020-09"]),
        ("In July of last year, and in May this year.", ["2020-07", "2021-05"]),
    ],
)
def test_a_date_is_told_from_the_day_of_writing(text: str, values: list[str]) -> None:
    """Tense and prepositions say whether a weekday or a month was or is to come."""
    assert [value for _, value in told(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "She may march in the spring; you might sit in the sun.",
        "Jan Weber and April Jones met May Hill.",
        "The 1990s were loud, and last week was quiet.",
        "It cost 1998 dollars, weighed 2000 pounds and killed 1900 people.",
        "Every Friday they meet, on Mondays they rest.",
        "Over the last year he wrote more than ten years ago.",
        "On 05/06/98 nothing is sure, on 31/02/1998 nothing was.",
        "Flight 2004 left Room 1984 with Windows 2000.",
        "The Sunday Times, USA Today and Black Friday are no days.",
        "It will be decided next Friday.",
        "The next day he left.",
        "She is leaving Friday.",
        "They met last Tuesday, a week from Monday they meet again.",
    ],
)
def test_what_is_no_date_or_not_sure_is_left_alone(text: str) -> None:
    """A reader who is told a wrong day is worse off than one who is told none."""
    assert told(text) == []


def test_a_weekday_tells_the_year_of_its_date() -> None:
    """23 October was a Friday in 2020, not in 2021."""
    assert told("He died on Friday, Oct. 23.") == [("Friday, Oct. 23", "2020-10-23")]


def test_the_time_of_day_belongs_to_its_date() -> None:
    """What is marked in the text is all that tells of that moment."""
    assert told("It began at 10:35 a.m. (0735 GMT) Friday and ended Monday night.") == [
        ("10:35 a.m. (0735 GMT) Friday", "2021-06-11"),
        ("Monday night", "2021-06-14"),
    ]


def test_dates_are_addressed_by_their_leaves() -> None:
    """A phrase slices out of the leaf that it names."""
    section = Section(Text("Since 2019"), (Paragraph(Text("Built in 1998.")), Paragraph(Text("No date."))))
    prose = Prose("Bridge closed Monday", (section,), dek="It opened in May")
    assert dates_of(prose, WRITTEN, "en") == (
        DatedPhrase(FRONT, 0, 14, 20, "2021-06-14"),
        DatedPhrase(FRONT, 1, 13, 16, "2021-05"),
        DatedPhrase(0, 0, 6, 10, "2019"),
        DatedPhrase(0, 1, 9, 13, "1998"),
    )


def test_other_languages_have_dates_of_iso_8601_alone() -> None:
    """Nothing is guessed of words that are not known."""
    assert told("Den 2021-06-01, 3.5.2021 og May 3, 1998", language="da") == [("2021-06-01", "2021-06-01")]


@pytest.mark.parametrize(
    "text",
    [
        "May 1, " * 20_000,
        "1" * 100_000,
        "a.b" * 40_000,
        "1.1" * 40_000,
        "10 " * 40_000,
        "was last the " * 9_000,
    ],
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    """A hundred thousand characters of anything are read in about a second."""
    begin = time.process_time()
    dated_phrases(text, WRITTEN)
    assert time.process_time() - begin < 3
