"""Names and what is said of them, as values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, cast, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.answers import Change, ChangeVerb
from tui.model.ids import read_article_id
from tui.model.kinds import KINDS, EntityKind, Kind, by_prefix, listed, order_of
from tui.model.names import (
    NO_NAMES,
    Correction,
    Entity,
    Mention,
    Names,
    Person,
    Place,
    Thing,
    alone,
    make_name,
)

SHIP: Final = cast("EntityKind", "ship")
RUBIO, MERKEL, PARIS = Person("Marco Rubio", ()), Person("Angela Merkel", ()), Place("Paris", ())
GIVEN, TITAN = Thing(SHIP, "Ever Given", ()), Thing(cast("EntityKind", "moon"), "Titan", ())
NAMES: Final = Names((RUBIO, MERKEL), (PARIS,), (GIVEN, TITAN))
KINDS_OF_NAMES: Final = ["person", "place", "ship", "moon"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [("person", (RUBIO, MERKEL)), ("place", (PARIS,)), ("ship", (GIVEN,)), ("moon", (TITAN,)), ("star", ())],
)
def test_an_article_has_its_names_by_kind(kind: EntityKind, names: tuple[Entity, ...]) -> None:
    assert NAMES.of(kind) == names


@pytest.mark.parametrize("kind", KINDS_OF_NAMES)
def test_names_of_one_kind_are_exchanged_and_the_others_stay(kind: EntityKind) -> None:
    """What an article says of places is not lost with a correction of a person."""
    new = (make_name(kind, "Somebody else"),)
    exchanged = NAMES.exchanged(kind, new)
    assert exchanged.of(kind) == new
    for other in cast("list[EntityKind]", KINDS_OF_NAMES):
        if other != kind:
            assert exchanged.of(other) == NAMES.of(other)
    assert exchanged.exchanged(kind, NAMES.of(kind)).of(kind) == NAMES.of(kind)
    assert NAMES.exchanged(kind, ()).of(kind) == ()


def test_all_names_come_kind_by_kind_in_the_order_of_the_table() -> None:
    """Mentions are numbered over it: another order would point at other names."""
    assert NAMES.entities == (RUBIO, MERKEL, PARIS)
    kinds = [order_of(entity.entity_kind) for entity in NAMES.entities]
    assert kinds == sorted(kinds)
    assert [order_of(kind) for kind in KINDS] == list(range(len(KINDS)))


@pytest.mark.parametrize("kind", KINDS_OF_NAMES)
def test_a_name_of_a_kind_is_made_with_all_that_is_said_of_any(kind: EntityKind) -> None:
    mention = Mention(0, 1, 2, 3)
    made = make_name(kind, "Kerry", (mention,), ("K.",), 0.25, ("surname",))
    assert (made.entity_kind, made.name, made.mentions) == (kind, "Kerry", (mention,))
    assert (made.aliases, made.salience, made.reasons) == (("K.",), 0.25, ("surname",))
    assert alone(made).of(kind) == (made,)
    assert NO_NAMES.entities == ()


@pytest.mark.parametrize(("kind", "word"), [("city", "city"), ("country", "country"), ("place", "")])
def test_a_place_says_what_it_is_only_where_that_is_more_than_a_place(kind: str, word: str) -> None:
    assert Place("Paris", (), kind=kind).sort == word  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "form", "becomes"),
    [
        ("person", "", "place"),
        ("place", "", "person"),
        ("person", "place", "place"),
        ("place", "x", "person"),
    ],
)
def test_a_name_that_is_made_another_kind_of_becomes_what_it_is_mistaken_for(
    kind: EntityKind, form: str, becomes: str
) -> None:
    """Unless another kind is said that there is; what an older or newer version wrote is no kind of ours."""
    made = Correction("retype", kind, "kerry", "Kerry", datetime(2025, 5, 20, tzinfo=UTC), form=form)
    assert made.retyped == becomes


@given(st.permutations([Mention(0, 0, 0, 4), Mention(0, 1, 0, 2), Mention(0, 1, 3, 5), Mention(1, 0, 0, 1)]))
def test_mentions_sort_by_where_they_stand(mentions: list[Mention]) -> None:
    """Section before leaf before character: the order in which one reads."""
    placed = [(one.section, one.leaf, one.start, one.end) for one in sorted(mentions)]
    assert placed == sorted(placed)


@pytest.mark.parametrize(
    ("words", "and_", "or_"),
    [
        (["people"], "people", "people"),
        (["people", "places"], "people and places", "people or places"),
        (["a", "b", "c"], "a, b and c", "a, b or c"),
        (["a", "b", "c", "d"], "a, b, c and d", "a, b, c or d"),
    ],
)
def test_words_are_counted_up_as_a_sentence_does(words: list[str], and_: str, or_: str) -> None:
    assert listed(words) == and_
    assert listed(iter(words), "or") == or_


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_kind_is_asked_for_by_its_prefix_and_by_nothing_else(kind: Kind) -> None:
    """Not by its name: `person:` is a word like any other."""
    assert by_prefix(kind.prefix) == kind
    assert by_prefix(kind.name) is None
    assert kind.title == kind.plural.title()


# ── ids and changes ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    ["", "exib6s7kkgy", "exib6s7kkgywa", "EXIB6S7KKGYW", "exib6s7kkgy1", "exib6s7kkgy0", "exib6s7kkgyw\n"],
)
def test_what_has_not_the_form_of_an_id_is_none(text: str) -> None:
    """A document may state any id; one that is none of ours would be in nobody's way for ever."""
    assert read_article_id(text) is None


def test_an_id_is_read_as_it_is_written() -> None:
    assert read_article_id("exib6s7kkgyw") == "exib6s7kkgyw"


OF_ARTICLES: Final = {
    *("read", "unread", "save", "unsave", "tag", "untag", "note", "edit_note", "unnote"),
    *("split", "join"),
}


@pytest.mark.parametrize("verb", get_args(ChangeVerb))
def test_a_mark_that_changed_no_article_is_nothing_and_all_else_stands_for_itself(verb: ChangeVerb) -> None:
    """Marking read what is read has nothing to undo; unsubscribing from an empty feed has."""
    assert Change(verb, 1).is_something
    assert Change(verb, 0).is_something == (verb not in OF_ARTICLES)
