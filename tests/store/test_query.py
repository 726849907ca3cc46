"""What a reader types, taken apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.stories import NOW
from tui.store.query import Condition, Query, Term, joined, parse_query

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
        ("“peace talks”", [["peace talks"]]),
        ("kyiv OR -moscow talks", [["kyiv"], ["talks"]]),
        ("kyiv OR is:read talks", [["kyiv"], ["talks"]]),
        ("kyiv OR * talks", [["kyiv"], ["talks"]]),
        ("kyiv OR OR talks", [["kyiv", "talks"]]),
        ('kyiv "OR" talks', [["kyiv"], ["OR"], ["talks"]]),
        ("x:OR y", [["x:OR"], ["y"]]),
        ("tar** x", [["tar"], ["x"]]),
        ("_ a_b", [["a_b"]]),
        ('is:"unread', []),
        ("is:", []),
        ("12:30 a:b:c", [["12:30"], ["a:b:c"]]),
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
        ("before:2024-2-29", Condition("before", str(int(datetime(2024, 2, 29, tzinfo=UTC).timestamp())))),
        ("-before:2025", Condition("before", str(int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())), True)),
        ("BEFORE:2025", Condition("before", str(int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())))),
        ("is:read", Condition("is", "read")),
        ("IS:muted", Condition("is", "muted")),
        ('where:" New York "', Condition("where", "New York")),
        ('-who:"Marco Rubio', Condition("who", "Marco Rubio", excluded=True)),
        ("feed:a:b", Condition("feed", "a:b")),
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


@pytest.mark.parametrize(
    ("typed", "ago"),
    [
        ("36h", timedelta(hours=36)),
        ("7d", timedelta(days=7)),
        ("2W", timedelta(weeks=2)),
        ("1m", timedelta(days=30)),
        ("3y", timedelta(days=3 * 365)),
        ("0d", timedelta()),
    ],
)
def test_a_time_ago_counts_back_from_now(typed: str, ago: timedelta) -> None:
    (condition,) = parse_query(f"after:{typed} ", NOW).conditions
    assert int(condition.value) == (NOW - ago).timestamp()


@pytest.mark.parametrize("typed", ["7", "7s", "12345d", "-7d", "2025-1-1-1", "25-01-01", "2025-", "2025-001"])
def test_what_is_no_date_is_a_word(typed: str) -> None:
    assert terms(f"after:{typed}") == [[f"after:{typed}"]]


@pytest.mark.parametrize(
    ("typed", "beginning", "unless_whole"),
    [
        ("tal", True, True),
        ("tal ", False, False),
        ("t", False, False),
        ("4.2", True, True),
        ("tal*", True, False),
        ("tal* ", True, False),
        ('"peace tal', True, True),
        ('"peace tal"', False, False),
    ],
)
def test_once_it_is_typed_a_word_goes_on_only_where_it_stands_nowhere(
    typed: str, beginning: bool, unless_whole: bool
) -> None:
    """Whoever asks for India does not mean Indianapolis; a star says that it may go on in any case."""
    (((term,),),) = (parse_query(typed, NOW, typing=False).wanted,)
    assert (term.beginning, term.unless_whole) == (beginning, unless_whole)
    (((term,),),) = (parse_query(typed, NOW).wanted,)
    assert (term.beginning, term.unless_whole) == (beginning, False)


@pytest.mark.parametrize(
    ("typed", "goes_on"),
    [("who:rub", True), ('who:"marco rub', True), ('who:"marco rubio"', False), ("who:rub x", False)],
)
def test_a_name_in_a_condition_goes_on_as_long_as_it_is_typed(typed: str, goes_on: bool) -> None:
    assert parse_query(typed, NOW).conditions[0].beginning == goes_on


WHOLE = st.lists(
    st.sampled_from(
        ["peace", "-sport", '"peace talks"', '-"world cup"', "is:unread", "-tag:later", "tar*", "a OR b", "."]
    ),
    max_size=6,
).map(lambda pieces: "".join(f"{piece} " for piece in pieces))


@given(WHOLE, WHOLE)
def test_two_queries_typed_one_behind_the_other_ask_for_what_both_ask_for(one: str, other: str) -> None:
    """A saved search that is searched within is as if both were typed."""
    both = joined(parse_query(one, NOW), parse_query(other, NOW))
    assert parse_query(one + other, NOW) == both
    assert both.is_empty == (parse_query(one, NOW).is_empty and parse_query(other, NOW).is_empty)


def test_beyond_forty_terms_and_two_thousand_characters_nothing_is_asked() -> None:
    """Conditions and exclusions count too; a word that is cut in two may not go on."""
    numbers = [f"w{n}" for n in range(60)]
    assert [term.text for (term,) in parse_query(" ".join(numbers), NOW).wanted] == numbers[:40]
    mixed = parse_query("is:unread -a " + " ".join(numbers), NOW)
    assert (len(mixed.wanted), len(mixed.excluded), len(mixed.conditions)) == (38, 1, 1)
    (cut,) = parse_query("x" * 2_500, NOW).wanted
    assert len(cut[0].text) == 2_000
