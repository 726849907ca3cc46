"""What a reader types, taken apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.stories import NOW
from tui.store.query import Condition, Query, Term, parse_query

TYPED = st.text() | st.lists(
    st.sampled_from(
        [
            '"',
            "-",
            "OR",
            "or",
            "*",
            "feed:",
            "is:unread",
            "tag:",
            "before:2024",
            "after:7d",
            "who:",
            ":",
            "NEAR",
            "(",
            ")",
            "a",
            "AND",
            "NOT",
            "^x",
            "{a}:",
            "'",
            "\\",
            "--",
            "x*",
            '"a b',
            "http://a.b/c?d",
            "é",
            "日本",
            "円",
            "ก",
            "\u0e48",
            "ـ",
            "\u0301",
            "हि",
            "AT&T",
            "C++",
            ".net",
            "5 %",
            "„",
            "”",
            "«",
            "´",
            "\x00",
            "\ud800",
        ]
    )
).map(" ".join)


def terms(query: str) -> list[list[str]]:
    return [[term.text for term in group] for group in parse_query(query + " ", NOW).wanted]


@given(TYPED)
def test_anything_typed_is_a_query(text: str) -> None:
    """A search box never scolds."""
    query = parse_query(text, NOW)
    assert all('"' not in term.text for group in query.wanted for term in group)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("peace talks", [["peace"], ["talks"]]),
        ('"peace talks" kyiv', [["peace talks"], ["kyiv"]]),
        ("kyiv OR moscow talks", [["kyiv", "moscow"], ["talks"]]),
        ("a OR b OR c", [["a", "b", "c"]]),
        ("OR kyiv OR", [["kyiv"]]),
        ("kyiv or moscow", [["kyiv"], ["or"], ["moscow"]]),
        ("http://a.example", [["http://a.example"]]),
        ("size:large", [["size:large"]]),
        ('"never closed', [["never closed"]]),
        ("before:soon", [["before:soon"]]),
        ("is:gone", [["is:gone"]]),
        ('- -- * " "" :', []),
        ("don't AT&T C++", [["don't"], ["AT&T"], ["C++"]]),
    ],
)
def test_words_and_phrases_are_told_apart(typed: str, wanted: list[list[str]]) -> None:
    assert terms(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "condition"),
    [
        ("is:unread", Condition("is", "unread")),
        ("-is:SAVED", Condition("is", "saved", excluded=True)),
        ("Feed:post", Condition("feed", "post")),
        ('who:"Marco Rubio"', Condition("who", "Marco Rubio")),
        ("-tag:later", Condition("tag", "later", excluded=True)),
        ("dateline:istanbul", Condition("dateline", "istanbul")),
        ("agency:reuters", Condition("agency", "reuters")),
        ("before:2025", Condition("before", str(int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())))),
        ("after:2025-5", Condition("after", str(int(datetime(2025, 5, 1, tzinfo=UTC).timestamp())))),
        ("after:2025-05-09", Condition("after", str(int(datetime(2025, 5, 9, tzinfo=UTC).timestamp())))),
        ("after:2d", Condition("after", str(int(datetime(2025, 5, 18, 12, tzinfo=UTC).timestamp())))),
    ],
)
def test_conditions_are_read(typed: str, condition: Condition) -> None:
    assert parse_query(typed + " ", NOW) == Query(conditions=(condition,))


@pytest.mark.parametrize("typed", ["who:", "feed: ", '-tag:""', "before:"])
def test_a_condition_without_a_value_yet_asks_nothing(typed: str) -> None:
    """Between the colon and the name the list must not flicker."""
    assert parse_query(typed, NOW).is_empty


def test_dates_that_no_calendar_has_are_words() -> None:
    for typed in ("before:2025-13", "after:2025-02-30", "after:0000", "after:9999y"):
        assert terms(typed) == [[typed]]


def test_only_the_unfinished_last_word_is_a_beginning() -> None:
    """Hits come while one types, but a finished word means itself."""
    assert parse_query("peace tal", NOW).wanted == ((Term("peace"),), (Term("tal", beginning=True),))
    assert parse_query("peace tal ", NOW).wanted == ((Term("peace"),), (Term("tal"),))
    assert parse_query("peace t", NOW).wanted[1] == (Term("t"),)
    assert parse_query("tar* x ", NOW).wanted[0] == (Term("tar", beginning=True),)
    assert parse_query('"peace tal', NOW).wanted == ((Term("peace tal", beginning=True),),)
    assert parse_query('"peace tal"', NOW).wanted == ((Term("peace tal"),),)
    assert parse_query("who:rub", NOW).conditions[0].beginning
    assert not parse_query("who:rub ", NOW).conditions[0].beginning


def test_an_unfinished_exclusion_does_not_exclude_what_merely_begins_so() -> None:
    """Typing -art on the way to -artist must not hide articles."""
    assert parse_query("kyiv -art", NOW).excluded == (Term("art"),)
    assert parse_query("kyiv -art*", NOW).excluded == (Term("art", beginning=True),)


def test_a_query_without_end_is_cut() -> None:
    query = parse_query("word " * 5_000, NOW)
    assert len(query.wanted) <= 40
