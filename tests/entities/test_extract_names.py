"""What a reader may rely on whatever the extractor inside is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly, grows_in_proportion
from tests.entities.builders import TALKS, build_prose, entities, marked, text_at
from tui.entities import current_key, extract_names, lexicon, person_key, place_key
from tui.entities.agreement import agree
from tui.entities.firms import with_firms
from tui.entities.folding import fold
from tui.entities.languages import LANGUAGES, language
from tui.entities.organisations import build_organisations
from tui.entities.people import build_people
from tui.entities.places import build_places
from tui.entities.reading import TokenizedText
from tui.entities.settling import Settler
from tui.entities.spans import NameSpan, by_leaf
from tui.entities.wellknown import with_well_known
from tui.model.kinds import KINDS
from tui.model.names import NO_NAMES, Entity, Place
from tui.model.prose import Prose

LETTERS = "abcdefghij"
SYLLABLES = "ba ce di fo gu ha je ki lo mu".split()
SPANISH = language("es")


def test_a_bare_surname_belongs_to_the_person_named_in_full():
    """The sidebar shows one Zelenskyy, not two."""
    names = extract_names(build_prose(*TALKS))
    zelenskyy = next(person for person in names.people if person.name == "Volodymyr Zelenskyy")
    assert zelenskyy.aliases == ("Zelenskyy",)
    assert len(zelenskyy.mentions) == 3
    assert all("Zelenskyy" not in person.name for person in names.people if person is not zelenskyy)


def test_roles_are_those_the_article_states():
    """A role is quoted, never guessed."""
    roles = {person.name: person.role for person in extract_names(build_prose(*TALKS)).people}
    assert roles["Recep Tayyip Erdogan"] == "Turkish President"
    assert roles["Igor Kostyukov"] == "chief of Russia's military intelligence agency"


def test_places_carry_country_and_kind():
    """The map and the entity page need to know which Istanbul."""
    places = {place.name: place for place in extract_names(build_prose(*TALKS)).places}
    assert (places["Istanbul"].country, places["Istanbul"].kind) == ("TR", "city")
    assert (places["Turkey"].country, places["Turkey"].kind) == ("TR", "country")
    assert place_key(places["Istanbul"]) == "geonames:745044"


def test_an_article_without_text_has_no_names():
    """Title-only and empty entries are ordinary."""
    assert extract_names(Prose("", ())) == NO_NAMES


def test_the_headline_is_read_too():
    """Mentions in the front are addressed as section FRONT."""
    prose = build_prose(*TALKS, headline="Zelenskyy meets Erdogan in Ankara")
    front = [text_at(prose, m) for e in entities(extract_names(prose)) for m in e.mentions if m.section == -1]
    assert sorted(front) == ["Ankara", "Erdogan", "Zelenskyy"]


def test_a_place_that_only_the_dateline_names_stands_last():
    """Where the reporter sat is a fact of its own, hardly a place of the story; it has no mention to mark."""
    names = extract_names(build_prose(*TALKS, dateline="London"))
    assert (names.places[-1].name, names.places[-1].mentions, names.places[-1].country) == (
        "London",
        (),
        "GB",
    )
    assert all(place.mentions for place in names.places[:-1])


def test_a_dateline_that_the_text_names_adds_nothing():
    """One Istanbul, with the text's mentions."""
    places = extract_names(build_prose(*TALKS, dateline="Istanbul")).places
    assert [place.name for place in places].count("Istanbul") == 1
    assert all(place.mentions for place in places)


def test_a_bare_surname_never_joins_articles():
    """Two Smiths in two articles are two people."""
    assert person_key("Smith") == ""
    assert person_key("José Ferrero-Waldner") == person_key("JOSE FERRERO WALDNER") != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wladimir Putin", "Vladimir Putin"),
        ("Vladimir Poutine", "Vladimir Putin"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodímir Zelenski", "Wolodymyr Selenskyj"),
        ("Muammar Qaddafi", "Moammar Gadhafi"),
    ],
)
def test_spellings_of_a_person_that_are_listed_are_one(one, other):
    """In all languages, and in English itself; a surname alone is nobody across articles."""
    assert person_key(one) == person_key(other) != ""
    assert person_key(one.split()[-1]) == ""


def test_a_spelling_counts_as_one_that_counts_as_itself():
    """Else the key of a key would be another."""
    found = lexicon.spellings()
    assert found
    assert not found.keys() & set(found.values())
    assert all(fold(name) == name and " " in name for pair in found.items() for name in pair)


def test_places_that_stood_twice_go_by_one_id():
    """Follows of before know the other."""
    assert current_key("place", "place:washington-d-c") == "geonames:4140963"
    assert current_key("place", "geonames:4140963") == "geonames:4140963"
    assert (
        current_key("person", "wladimir putin") == current_key("person", "vladimir putin") == "vladimir putin"
    )
    assert place_key(Place("Springfield", ())) == ""


@settings(max_examples=costly(150), deadline=None)
@given(st.lists(st.text(max_size=80) | st.sampled_from(TALKS), max_size=4), st.text(max_size=40))
def test_every_mention_slices_to_a_form_of_its_name(paragraphs, headline):
    """Spans are in bounds, never overlap, and each names what it says it names, on any text."""
    prose = build_prose(*paragraphs, headline=headline)
    names = extract_names(prose)
    taken: set[tuple[int, int, int]] = set()
    for entity in entities(names):
        assert entity.mentions == tuple(sorted(entity.mentions))
        assert 0.0 <= entity.salience <= 1.0
        for mention in entity.mentions:
            assert " ".join(text_at(prose, mention).split()) in {entity.name, *entity.aliases}
            cells = {(mention.section, mention.leaf, at) for at in range(mention.start, mention.end)}
            assert cells
            assert not cells & taken
            taken |= cells
    assert list(names.people) == sorted(names.people, key=lambda person: -person.salience)
    assert list(names.places) == sorted(names.places, key=lambda place: -place.salience)


BAIT: tuple[Callable[[int], str], ...] = (
    lambda n: "a" * 25 * n + "@",
    lambda n: "Aa" * 12 * n,
    lambda n: "A de " * 2 * n + "Park",
    lambda n: "John Smith, " * n,
    lambda n: " ".join(f"John Smith{spelt(i, LETTERS)}," for i in range(n // 2)),
    lambda n: "PARIS LONDON " * n,
    lambda n: "Korea " * 2 * n,
    lambda n: "(" * 12 * n,
    lambda n: "U.S." * 5 * n,
    lambda n: "envoys " + "Ann Lee, " * n,
    lambda n: "THE MAYOR OF PARIS SAID " * n,
    lambda n: "x" * 250 * n,
    lambda n: "X" * 250 * n,
    lambda n: "\U0001f600 Paris \u200d\U0001f468 " * 2 * n,
    lambda n: "\u202eمحمد بن سلمان Riyadh \u202c" * n,
    lambda n: "\x00\x07\x1b[31m Ann\x00Lee said\n" * n,
    lambda n: "Paris and London and " * n,
    lambda n: "Ann Lee of University " * n,
    lambda n: "the town of Ab, a town of " * n,
    lambda n: "Brandt & Keller & " * n,
    lambda n: "Ab " * 5 * n + "River",
    lambda n: "By " + "A" * n + "!",
    lambda n: "photo" + "\n" * 10 * n,
    lambda n: "Credit" * 5 * n,
    lambda n: sentences("The Mxyz Zab Union (QXYZ) said. ", n // 3),
    lambda n: sentences("Ann Mxyz, Bxyz Zab and Xab Mxyz, ", n // 3),
)
ABROAD = {
    "de": "Die Union Mxyz Zab (QXYZ) in Zxyz sagte, Hans „Mxyz“ Zab. Bxyz (AFP) - Die ZXYZ ",
    "es": 'La Unión Mxyz Zab (QXYZ) en Zxyz dijo, José "Mxyz" Zab. Bxyz (AFP) - La ZXYZ ',
    "fr": "L’Union Mxyz Zab (QXYZ) à Zxyz a dit, Jean «Mxyz» Zab. Bxyz (AFP) - La ZXYZ ",
    "it": "L’Unione Mxyz Zab (QXYZ) a Zxyz ha detto, Gino “Mxyz” Zab. Bxyz (AFP) - La ZXYZ ",
    "pt": "A União Mxyz Zab (QXYZ) em Zxyz disse, José “Mxyz” Zab. Bxyz (AFP) - A ZXYZ ",
}
"""Language → a sentence with organisations, their letters, people, nicknames, places and an agency."""
Rule = Callable[[list[TokenizedText], list[NameSpan]], object]
SETTLE = Settler(SPANISH.lists, SPANISH.inner, SPANISH.place_flag)
OPENING = "{PER Ann Zab}, {PER Bo Zab}, "


def people(leaves: list[TokenizedText], spans: list[NameSpan]) -> object:
    return build_people(leaves, spans, by_leaf(spans))


RULES: tuple[tuple[str, Rule], ...] = (
    ("{PER Ann Lee} left Mxyz Corp. ", with_firms),
    ("{PER Ann Lee} left Boeing. ", with_well_known),
    ("{ORG Mxyz Zab Union} met {ORG QXYZ}. ", build_organisations),
    ("{PER Xab Mxyz}, ", people),
    ("Dr {PER Zab} goes there and there and there and there, ", people),
    ("the president of York, {PER Ann Mxyz}, and ", people),
    ("{PER Mxyz}(R-Ohio.", people),
    ("{PER Mxyz} and {PER Lee} ", people),
    ('Dijo {PER Ana} "{PER Nita}" {PER Ruiz}. ', SETTLE),
)
"""A sentence, and what reads it: one rule can be given longer texts than all of them."""


def spelt(number: int, digits: Sequence[str]) -> str:
    """Write a number below 10,000 with letters."""
    return "".join(digits[int(digit)] for digit in f"{number:04}")


def sentences(form: str, count: int) -> str:
    """Return a sentence so many times, each time with another word for `xyz`, other letters for `XYZ`.

    No word is a slip of another: that would make one person of two.
    """
    return "".join(
        form.replace("xyz", spelt(number, SYLLABLES)).replace("XYZ", spelt(number, LETTERS.upper()))
        for number in range(count)
    )


@pytest.mark.parametrize("bait", BAIT, ids=lambda bait: bait(3)[:12])
def test_hostile_texts_take_no_more_than_their_length(bait):
    """A feed may hold anything; nothing in the extractor may be quadratic in it."""

    def read(n):
        text = bait(n)
        extract_names(build_prose(text, headline=text[:2000]))

    assert grows_in_proportion(read)


@pytest.mark.parametrize("code", ABROAD)
def test_hostile_texts_of_another_language_take_no_more_than_their_length(code):
    """As one text, and as a text for each sentence."""

    def read(n):
        text = sentences(ABROAD[code], n // 8)
        extract_names(build_prose(text, *text.split(" (AFP) ")), language=code)

    assert grows_in_proportion(read)


@pytest.mark.parametrize(("sentence", "rule"), RULES)
def test_a_rule_takes_no_more_than_the_length_of_its_texts(sentence, rule):
    """Whether names stand in one text or in many."""
    tokenizer = SPANISH.tokenizer if rule is SETTLE else None

    def read(n):
        rule(*marked(OPENING + sentences(sentence, 2 * n), *[sentence] * n, tokenizer=tokenizer))

    assert grows_in_proportion(read)


def test_a_headline_takes_no_more_than_its_length():
    """The names in it are looked for among those of the text."""

    def read(n):
        agree(*marked(headline=sentences("{PER Xab Mxyz} Wins ", 2 * n)))

    assert grows_in_proportion(read)


def test_a_name_beside_ever_other_regions_takes_no_more_than_their_number():
    """All that stand beside it, wherever, may tell which Springfield is meant."""
    regions = [name for name, packed in lexicon.gazetteer().items() if packed.startswith("A|")]

    def read(n):
        text = "".join(f"{{LOC Springfield}}, {{LOC {name}}}. " for name in regions[: 2 * n])
        build_places(*marked(text), None)

    assert grows_in_proportion(read)


MATERIAL = (
    *("Ann Lee ", "José Ruiz ", "Hans Müller ", "Silva ", "Zab ", "Mr ", "Dr. ", "président ", "Minister "),
    *("Madrid", "Paris", "London ", "Berlin", "Berlins ", "Rio de Janeiro", "Zab Union ", "(ZU) ", "EU "),
    *("Bank of ", "Zab Corp ", "S.A. ", "AG ", "Ministry of ", "Banco de ", "Universität ", "Leeds United "),
    *("de ", "of ", "'s ", "’s ", "l’", "d'", ", ", ". ", " (EFE) - ", '"', "„", "“", "«", "»", " 2 - 1 "),
    *("said ", "dijo ", "sagte ", "a dit ", "ha detto ", "disse ", "and ", "y ", "und ", "et ", "e "),
    *("in ", "en ", "à ", "em ", "his wife, ", "sua mulher ", "French ", "the ", "\n", "- ", "R-Ohio"),
)
"""What the rules look at in texts of the six languages."""
MADE = st.lists(st.sampled_from(MATERIAL), max_size=25).map("".join)


@settings(max_examples=costly(240), deadline=None)
@given(st.lists(MADE | st.text(max_size=60), max_size=3), MADE, st.sampled_from(["en", *LANGUAGES]))
def test_names_of_all_kinds_lie_in_their_texts_apart_from_one_another(paragraphs, headline, code):
    """In every language, people, places and organisations: each is what its text says."""
    prose = build_prose(*paragraphs, headline=headline)
    names = extract_names(prose, language=code)
    taken: set[tuple[int, int, int]] = set()
    for entity in (each for kind in KINDS for each in names.of(kind)):
        assert entity.mentions == tuple(sorted(entity.mentions))
        for mention in entity.mentions:
            text = text_at(prose, mention)
            assert len(text) == mention.end - mention.start > 0
            cells = {(mention.section, mention.leaf, at) for at in range(mention.start, mention.end)}
            assert not cells & taken
            taken |= cells
            assert is_called(entity, text, code)


def is_called(entity: Entity, text: str, code: str) -> bool:
    """Tell whether a text is one of an entity's names; in German a genitive's s may stand behind it."""
    words = " ".join(text.split())
    return not {entity.name, *entity.aliases}.isdisjoint(
        {words, words.removesuffix("s") if code == "de" else words}
    )
