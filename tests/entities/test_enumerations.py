"""What stands beside a name, and makes it a place or a person: one case for each sign."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.enumerations import with_listed_people, with_listed_places


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("They saw {LOC Lima} and {PER Cusco} there.", True),
        ("They saw {PER Cusco} or {LOC Lima} there.", True),
        ("They saw {LOC Lima}, {PER Cusco}, {LOC Puno} there.", True),
        ("They saw {LOC Lima}, {PER Cusco} there.", False),
        ("They saw {LOC Lima} and {PER Qwertz} there.", False),
        ("They stayed near {PER Qwertz}, {LOC Manitoba}, there.", True),
        ("They stayed near {PER Qwertz}, {LOC Manitoba} troops said.", False),
        ("They met {PER Qwertz}, {LOC Manitoba}, there.", False),
        ("They met {PER Qwertz}, a small town there.", True),
        ("They met {PER Qwertz}, a man from the town.", False),
        ("They met {PER Qwertz}, a big Dutch port.", False),
        ("They saw the village of {PER Qwertz} there.", True),
        ("They saw many a big village of {PER Qwertz} there.", False),
        ("They met {PER Anna Qwertz}, a town there.", False),
        ("They met {PER Qwertz Zab}, a town there.", True),
        ("They saw {LOC Lima}, {PER Al Fallujah} and {LOC Puno} there.", True),
        ("They saw {LOC Lima}, {PER Anna Ain} and {LOC Puno} there.", False),
    ],
)
def test_a_name_is_a_place_where_the_text_treats_it_as_one(text, is_place):
    """Beside places, before the region it lies in, called a town; but nobody with a given name."""
    leaves, spans = marked(text)
    (found,) = [
        label for label, name in labelled(leaves, with_listed_places(leaves, spans)) if name[:5] in NAMES
    ]
    assert (found == "LOC") == is_place


NAMES = ("Cusco", "Qwert", "Anna ", "Al Fa")


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("They met {PER Ann Lee} and Qwert Zab there.", True),
        ("They met Qwert Zab and {PER Ann Lee} there.", True),
        ("They met {PER Ann Lee}, {PER Bob Ray}, Qwert Zab there.", True),
        ("They met {PER Ann Lee}, {PER Bob Ray} and {ORG Qwert Zab} there.", True),
        ("They met {PER Ann Lee} and {ORG Qwert Zab} there.", False),
        ("They met {PER Ann Lee}, Qwert Zab there.", False),
        ("They met {PER Ann Lee} and Qwert Holdings there.", False),
    ],
)
def test_a_name_is_a_person_among_people(text, is_person):
    """Joined by an `and` to one, or after two; an organisation only after two."""
    leaves, spans = marked(text)
    found = labelled(leaves, with_listed_people(leaves, spans))
    assert any(label == "PER" and name.startswith("Qwert") for label, name in found) == is_person


def listed_places(text: str, *, headline: str = "") -> list[tuple[str, str]]:
    leaves, spans = marked(text, headline=headline)
    return labelled(leaves, with_listed_places(leaves, spans))


def listed_people(text: str, *, headline: str = "") -> list[tuple[str, str]]:
    leaves, spans = marked(text, headline=headline)
    return labelled(leaves, with_listed_people(leaves, spans))


# ── places ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("They saw {LOC Lima} and {ORG Cusco} there.", True),
        ("They saw {LOC Lima} and {MISC Cusco} there.", True),
        ("They saw {LOC Lima} and {NORP Cusco} there.", False),
        ("They saw {LOC Lima} and {NOT Cusco} there.", False),
        ("They saw {LOC Lima}, Cusco, {LOC Puno} there.", True),
        ("They saw {PER Cusco} and {LOC Lima} there.", True),
        ("{PER Cusco} and {LOC Lima} were there.", True),
        ("They saw {LOC Lima} with {PER Cusco} or", False),
        ("They saw {LOC Lima} and the {PER Cusco} there.", False),
        ("They saw {PER Lima} and {PER Cusco} there.", False),
        ("They saw {LOC LIMA} and {PER CUSCO} there.", True),
        ("They saw {PER Cusco}", False),
        ("They saw {LOC Lima} and {PER Cusco}", True),
        ("They saw {LOC Lima} with {PER Cusco}, {LOC Puno} there.", False),
    ],
)
def test_a_name_of_the_gazetteer_is_a_place_beside_one(text, is_place):
    """Whatever the tagger took it for; an `and` is enough, of commas there must be two."""
    assert (("LOC", "Cusco") in listed_places(text) or ("LOC", "CUSCO") in listed_places(text)) == is_place


def test_a_place_that_was_found_vouches_for_the_next():
    """`Lima and Cusco and Puno`: each beside the one before."""
    text = "They saw {LOC Lima} and {PER Cusco} and {PER Puno} there."
    assert listed_places(text) == [("LOC", "Lima"), ("LOC", "Cusco"), ("LOC", "Puno")]


def test_a_surname_is_no_place_whatever_stands_beside_it():
    """The text names Emil Puno: `Lima and Puno` may be the town and he."""
    assert listed_places("{PER Emil Puno} saw {LOC Lima} and {PER Puno}.")[-1] == ("PER", "Puno")
    assert listed_places("{ORG Emil Puno} saw {LOC Lima} and {PER Puno}.")[-1] == ("LOC", "Puno")
    assert listed_places("{PER Puno} saw {LOC Lima} and {PER Puno}.")[-1] == ("LOC", "Puno")


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("Near {PER Qwertz}, {LOC Manitoba}, it was.", True),
        ("They stayed near {PER Qwertz}, {LOC Peru}.", True),
        ("They stayed near {PER Qwertz}, {LOC Peru}", True),
        ("They stayed near {PER Qwertz}, {LOC Leeds}, there.", False),
        ("They stayed near {PER Qwertz} {LOC Manitoba}, there.", False),
        ("They stayed near {PER Qwertz} or {LOC Manitoba}, there.", False),
        ("They stayed near {PER Qwertz},", False),
        ("They stayed near {PER Qwertz}", False),
        ("{PER Qwertz}, {LOC Manitoba}, it was near", False),
    ],
)
def test_a_name_before_its_region_is_a_place(text, is_place):
    """After a preposition, with a comma between, and nothing after the region that goes on."""
    assert (("LOC", "Qwertz") in listed_places(f"{{LOC Oslo}}. {text}")) == is_place


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("They saw the village of {PER Qwertz} there.", True),
        ("They saw The village of {PER Qwertz} there.", True),
        ("They saw Peru village of {PER Qwertz} there.", True),
        ("village of {PER Qwertz} there.", False),
        ("They saw the village in {PER Qwertz} there.", False),
        ("They saw the mayor of {PER Qwertz} there.", False),
        ("They met {PER Qwertz}, an old town there.", True),
        ("They met {PER Qwertz}, the old town there.", True),
        ("They met {PER Qwertz}, old town there.", False),
        ("They met {PER Qwertz} a town there.", False),
        ("They met {PER Qwertz},", False),
        ("They met {PER Qwertz Zab Town}, a town there.", False),
        ("They met Ann Lee, 59, of {PER Qwertz} there.", True),
        ("They met Ann Lee, late, of {PER Qwertz} there.", False),
        ("They met Ann Lee, of {PER Qwertz}, there.", True),
        ("Here {PER Qwertz} is home to many.", True),
        ("They saw the port city of {PER Qwertz} there.", True),
        ("They met Ann Lee, of {PER Qwertz} there.", False),
        ("It was six miles west of {PER Qwertz} there.", True),
        ("It was six miles west of {PER Qwertz} 5 there.", False),
        ("It was six miles more of {PER Qwertz} there.", False),
    ],
)
def test_a_name_is_a_place_that_is_called_one(text, is_place):
    """Before it with an `of`, or in apposition with an article."""
    assert (("LOC", "Qwertz") in listed_places(text)) == is_place


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{PER Bradford} police said so.", [("LOC", "Bradford")]),
        ("{PER Qwertz} police said so.", [("PER", "Qwertz")]),
    ],
)
def test_a_town_has_its_police(text, found):
    """`Bradford police said`, though the tagger knows a Bradford who is somebody."""
    assert listed_places(text) == found


def test_the_first_word_of_a_sentence_is_no_place_for_standing_beside_one():
    """`Here, a town …`, `Along and Lima`: common words that are written large."""
    assert listed_places("Here, a town, {LOC Lima} was.") == [("LOC", "Lima")]
    assert listed_places("HERE, a town, {LOC Lima} was.") == [("LOC", "Lima")]
    assert listed_places("{LOC Lima} was. Qwertz, a town, was.") == [("LOC", "Lima"), ("LOC", "Qwertz")]


def test_a_long_run_of_capitals_is_no_town():
    """More than four words are a headline in the text."""
    assert ("LOC", "Ab Cd Ef Gh") in listed_places("{LOC Lima} was. They met Ab Cd Ef Gh, a town there.")
    assert listed_places("{LOC Lima} was. They met Ab Cd Ef Gh Ij, a town there.") == [("LOC", "Lima")]


def test_no_lists_are_read_in_a_headline():
    """Every word has a capital there, and `and` joins anything."""
    assert listed_places("It was.", headline="{LOC Lima} and {PER Cusco} Fell")[1] == ("PER", "Cusco")
    assert listed_people("It was.", headline="{PER Ann Lee} and Qwert Zab Fell") == [("PER", "Ann Lee")]


def test_what_is_added_stands_in_reading_order():
    """A name taken for nothing may stand before all that were found."""
    found = listed_places("They saw Cusco or {LOC Lima} and {LOC Puno} or Arequipa there.")
    assert [name for _, name in found] == ["Cusco", "Lima", "Puno", "Arequipa"]
    found = listed_people("They met Qwert Zab and {PER Ann Lee} and Ab Cde there.")
    assert [name for _, name in found] == ["Qwert Zab", "Ann Lee", "Ab Cde"]


# ── people ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("They met {PER Ann Lee}, {PER Bob Ray} and {MISC Qwert Zab} there.", True),
        ("They met {PER Ann Lee}, {PER Bob Ray}, and Qwert Zab there.", True),
        ("They met {PER Ann Lee}, {PER Bob Ray} and {NOT Qwert Zab} there.", False),
        ("They met {PER Ann Lee}, {PER Bob Ray} and {LOC Qwert Zab} there.", False),
        ("They met {PER Ann Lee}, {PER Bob Ray} with Qwert Zab there.", False),
        ("They met {PER Ann Lee}, Zab, {PER Bob Ray}, Qwert Zab there.", False),
        ("They met {PER Ann}, {PER Bob}, Qwert Zab there.", False),
        ("They met {ORG Ann Lee} and Qwert Zab there.", False),
        ("They met {LOC Ann Lee} and Qwert Zab there.", False),
        ("They met {PER Ann Lee} or Qwert Zab there.", False),
        ("They met Qwert Zab or {PER Ann Lee} there.", False),
        ("They met Qwert Zab and then {PER Ann Lee} there.", False),
        ("They met {PER Ann Lee} with Qwert Zab and", False),
        ("They met {PER Ann Lee} with Qwert Zab", False),
        ("They met {PER Ann Lee} and Qwert Zab", True),
        ("Qwert Zab and {PER Ann Lee} left.", True),
        ("They met {PER Ann Lee} and Qwert Zab Abc there.", True),
        ("They met {PER Ann Lee} and Qwert Zab Abc Def there.", False),
        ("They met {PER Ann Lee} and Qwert there.", False),
        ("They met {PER Ann Lee} and Qwert ZAB there.", False),
        ("They met {PER Ann Lee} and Qwert Zab-Abc there.", False),
        ("They met {PER Ann Lee} and Addis Ababa there.", False),
    ],
)
def test_only_two_or_three_plain_words_are_a_person_among_people(text, is_person):
    """No acronym, compound, company or place; and the people beside it are named in full."""
    found = [name for label, name in listed_people(text) if label == "PER"]
    assert any(name.startswith(("Qwert", "Addis")) for name in found) == is_person


def test_a_person_that_was_found_vouches_for_the_next():
    """`Ann Lee and Qwert Zab and Ab Cde`."""
    assert [name for _, name in listed_people("They met {PER Ann Lee} and Qwert Zab and Ab Cde there.")] == [
        "Ann Lee",
        "Qwert Zab",
        "Ab Cde",
    ]


def test_a_text_without_lists_is_left_as_it_is():
    """The very same spans, in the same order."""
    leaves, spans = marked("They met {PER Ann Lee} in {LOC Lima}.", "It was {ORG Zab}.")
    assert with_listed_people(leaves, with_listed_places(leaves, spans)) == spans
