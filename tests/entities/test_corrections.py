"""The reader's corrections: laid over what was found, taken back, and none of the text's namings lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import build_sections
from tui.entities import apply_corrections, name_key
from tui.entities.corrections import surface
from tui.model.ids import ArticleId
from tui.model.kinds import EntityKind
from tui.model.names import (
    Correction,
    CorrectionVerb,
    Entity,
    Mention,
    Names,
    Person,
    Place,
)
from tui.model.prose import Prose

HERE = ArticleId("aaaaaaaaaaaa")
MADE = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NAMES = (
    "Marco Rubio",
    "Rubio",
    "Jane Smith",
    "Smith",
    "Kyiv",
    "Kiev",
    "Paris",
    "Türkiye",
    "Ana Paris",
    "Ana",
)
TEXT = ". ".join(NAMES * 2)
PROSE = Prose("Talks", build_sections(TEXT))


def mentions_of(*forms: str) -> tuple[Mention, ...]:
    """Return where forms stand, as whole names between stops."""
    found, at = [], 0
    for name in TEXT.split(". "):
        if name in forms:
            found.append(Mention(0, 1, at, at + len(name)))
        at += len(name) + 2
    return tuple(found)


def person(name: str, *aliases: str, salience: float = 0.5, role: str | None = None) -> Person:
    reasons = tuple(f"{alias}: surname of {name}" for alias in aliases)
    return Person(name, mentions_of(name, *aliases), aliases, role, salience, reasons)


def place(name: str, *aliases: str, salience: float = 0.5, place_id: str | None = None) -> Place:
    return Place(name, mentions_of(name, *aliases), aliases, "city", salience=salience, place_id=place_id)


RUBIO = person("Marco Rubio", "Rubio", salience=1.0, role="Secretary of State")
SMITH = person("Jane Smith", "Smith", salience=0.6)
ANA = person("Ana Paris", "Ana", salience=0.2)
KYIV = place("Kyiv", "Kiev", salience=1.0, place_id="geonames:703448")
PARIS = place("Paris", salience=0.3)
FOUND = Names((RUBIO, SMITH, ANA), (KYIV, PARIS, place("Türkiye", salience=0.1)))


def correction(
    verb: CorrectionVerb,
    name: Entity,
    *,
    form: str = "",
    target: Entity | None = None,
    article: ArticleId | None = HERE,
) -> Correction:
    kind: EntityKind = "person" if isinstance(name, Person) else "place"
    return Correction(verb, kind, name_key(name), name.name, MADE, article, form, target)


def apply(*corrections: Correction, names: Names = FOUND) -> Names:
    return apply_corrections(names, corrections, PROSE)


def named(entities: Sequence[Entity]) -> list[str]:
    return [entity.name for entity in entities]


# ── each by itself ────────────────────────────────────────────────────────────────────────────


def test_a_merge_finds_the_name_it_is_joined_to_by_what_it_is_called() -> None:
    """A place of another story, with an id, is the one of that name that has none; no other."""
    elsewhere = replace(PARIS, mentions=(), place_id="geonames:2988507")
    named_so = apply(correction("merge", KYIV, target=elsewhere))
    assert named(named_so.places) == ["Paris", "Türkiye"]
    other = replace(PARIS, place_id="geonames:4717560")
    kept = apply(correction("merge", KYIV, target=elsewhere), names=Names((), (KYIV, other)))
    assert [place.place_id for place in kept.places if isinstance(place, Place)] == [
        "geonames:2988507",
        "geonames:4717560",
    ]


def test_a_merge_has_the_mentions_of_both_and_says_who_joined_them() -> None:
    (joined, ana) = apply(correction("merge", SMITH, target=RUBIO)).people
    assert joined.name == "Marco Rubio"
    assert joined.mentions == tuple(sorted((*RUBIO.mentions, *SMITH.mentions)))
    assert joined.aliases == ("Rubio", "Jane Smith", "Smith")
    assert joined.role == "Secretary of State"
    assert joined.reasons == (
        "Rubio: surname of Marco Rubio",
        "Jane Smith: joined to Marco Rubio by you on 25 Nov 2026",
        "Smith: surname of Jane Smith",
    )
    assert ana == ANA


def test_a_merge_may_make_a_name_more_central_and_never_less() -> None:
    people = apply(correction("merge", ANA, target=SMITH)).people
    assert named(people) == ["Marco Rubio", "Jane Smith"]
    assert SMITH.salience < people[1].salience <= 1


def test_a_merge_with_a_name_of_other_stories_gives_its_name_and_place() -> None:
    """The map and the lists across stories follow from the id."""
    lyon = Place("Lyon", (), (), "city", "FR", 45.7, 4.8, "geonames:2996944")
    places = apply(correction("merge", PARIS, target=lyon)).places
    assert places[1] == replace(
        lyon,
        mentions=PARIS.mentions,
        aliases=("Paris",),
        salience=0.3,
        reasons=("Paris: joined to Lyon by you on 25 Nov 2026",),
    )


def test_a_form_that_is_parted_becomes_a_person_of_its_own() -> None:
    people = apply(correction("split", RUBIO, form="Rubio")).people
    assert named(people) == ["Marco Rubio", "Rubio", "Jane Smith", "Ana Paris"]
    rest, parted = people[:2]
    assert (rest.mentions, rest.aliases, rest.reasons) == (mentions_of("Marco Rubio"), (), ())
    assert rest.role == "Secretary of State"
    assert (parted.mentions, parted.role) == (mentions_of("Rubio"), None)
    assert parted.reasons == ("Rubio: parted from Marco Rubio by you on 25 Nov 2026",)


def test_a_form_that_is_parted_joins_who_bears_it_already() -> None:
    """Otherwise one story would list one place twice."""
    names = apply(
        correction("rename", PARIS, form="Ana"),
        correction("retype", ANA),
        correction("split", KYIV, form="Ana"),
    )
    assert sorted(named(names.places)) == ["Ana", "Ana Paris", "Kyiv", "Türkiye"]
    (ana,) = (place for place in names.places if place.name == "Ana")
    assert ana.mentions == mentions_of("Paris", "Ana")


def test_a_whole_name_is_not_parted_from_itself() -> None:
    assert apply(correction("split", RUBIO, form="Marco Rubio")) == FOUND
    assert apply(correction("split", PARIS, form="Paris")) == FOUND


def test_another_name_keeps_the_old_one_beside_it() -> None:
    rubio = apply(correction("rename", RUBIO, form="Marco Antonio Rubio")).people[0]
    assert (rubio.name, rubio.aliases) == ("Marco Antonio Rubio", ("Marco Rubio", "Rubio"))
    assert rubio.reasons[-1] == "Marco Rubio: called Marco Antonio Rubio by you on 25 Nov 2026"
    assert rubio.mentions == RUBIO.mentions


def test_a_name_that_another_bears_already_joins_the_two() -> None:
    """Otherwise one story would list one person twice."""
    assert named(apply(correction("rename", SMITH, form="marco rubio")).people) == [
        "Marco Rubio",
        "Ana Paris",
    ]


def test_a_person_that_is_a_place_joins_the_place_of_that_name() -> None:
    person_paris = Person("Paris", (Mention(0, 1, 0, 3),), salience=0.4)
    names = apply(correction("retype", person_paris), names=replace(FOUND, people=(person_paris,)))
    assert names.people == ()
    assert named(names.places) == ["Kyiv", "Paris", "Türkiye"]
    assert len(names.places[1].mentions) == 3


def test_a_place_that_is_a_person_has_no_country() -> None:
    names = apply(correction("retype", KYIV))
    assert (names.people[1].name, names.people[1].mentions) == ("Kyiv", KYIV.mentions)
    assert names.people[1].reasons == ("Kyiv: a person, as said by you on 25 Nov 2026",)


def test_what_is_no_name_is_gone_and_the_others_stay() -> None:
    assert apply(correction("hide", SMITH)) == replace(FOUND, people=(RUBIO, ANA))


# ── what each finds ───────────────────────────────────────────────────────────────────────────


def test_in_its_story_a_correction_finds_its_name_under_another_fullest_form() -> None:
    """A newer extractor reads more of the name."""
    longer = replace(RUBIO, name="Marco Antonio Rubio", aliases=("Marco Rubio", "Rubio"))
    names = apply(correction("hide", RUBIO), names=replace(FOUND, people=(longer, SMITH)))
    assert names.people == (SMITH,)


def test_a_bare_surname_of_all_stories_leaves_those_alone_who_have_more_of_a_name() -> None:
    smith = Person("Smith", mentions_of("Smith"))
    everywhere = correction("hide", smith, article=None)
    assert apply(everywhere) == FOUND
    assert apply(everywhere, names=Names((smith,))) == Names()
    assert apply(replace(everywhere, article=HERE)).people == (RUBIO, ANA)


def test_a_certain_place_of_all_stories_is_told_from_its_namesakes() -> None:
    other = replace(KYIV, place_id="geonames:1")
    assert apply(correction("hide", KYIV, article=None), names=Names((), (other,))).places == (other,)


def test_a_correction_that_finds_nothing_changes_nothing() -> None:
    gone = person("Nobody Here")
    for verb in ("merge", "split", "rename", "retype", "hide"):
        assert apply(correction(verb, gone, form="Some Name", target=RUBIO)) == FOUND


# ── whatever one does ─────────────────────────────────────────────────────────────────────────

ENTITIES = st.sampled_from(FOUND.entities)
CORRECTIONS = st.lists(
    st.builds(
        correction,
        st.sampled_from(["merge", "split", "rename", "retype", "hide"]),
        ENTITIES,
        form=st.sampled_from([*NAMES, "Somebody Else", "ŁÓDŹ"]),
        target=ENTITIES.map(lambda entity: replace(entity, mentions=(), aliases=())),
        article=st.sampled_from([HERE, None]),
    ),
    max_size=8,
)


def all_mentions(names: Names) -> list[Mention]:
    return sorted(mention for entity in names.entities for mention in entity.mentions)


@given(CORRECTIONS)
def test_mentions_never_overlap_and_slice_to_forms_of_their_name(corrections: list[Correction]) -> None:
    names = apply(*corrections)
    for one, other in pairwise(all_mentions(names)):
        assert (one.section, one.leaf) != (other.section, other.leaf) or one.end <= other.start
    for entity in names.entities:
        assert entity.mentions == tuple(sorted(entity.mentions))
        assert {surface(PROSE, mention) for mention in entity.mentions} <= {entity.name, *entity.aliases}


@given(CORRECTIONS)
def test_only_hiding_takes_a_mention_away(corrections: list[Correction]) -> None:
    kept = [each for each in corrections if each.verb != "hide"]
    assert all_mentions(apply(*kept)) == all_mentions(FOUND)


@given(CORRECTIONS)
def test_names_stay_ranked_and_no_name_stands_twice(corrections: list[Correction]) -> None:
    names = apply(*corrections)
    for entities in (names.people, names.places):
        weights = [entity.salience for entity in entities]
        assert weights == sorted(weights, reverse=True)
        assert all(0 <= weight <= 1 for weight in weights)
        keys = [name_key(entity) for entity in entities]
        assert len(keys) == len(set(keys))


@given(CORRECTIONS)
def test_what_was_found_is_never_changed_and_the_same_comes_out_again(corrections: list[Correction]) -> None:
    """To take all back is to lay none over what was found."""
    assert apply(*corrections) == apply(*corrections)
    assert apply() == FOUND


@pytest.mark.parametrize("mention", [Mention(0, 9, 0, 2), Mention(7, 0, 0, 2), Mention(-1, 5, 0, 2)])
def test_a_mention_off_the_text_has_no_words(mention: Mention) -> None:
    assert surface(PROSE, mention) == ""
