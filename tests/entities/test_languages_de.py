"""German, where every noun has a capital: people with roles, genitives, and texts that lost their umlauts."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose
from tui.entities import extract_names
from tui.entities.languages import language
from tui.entities.nouns import with_worn_lists

NEWS = (
    (
        "Bundeskanzlerin Verena Hochleitner ist am Montag nach Kiew gereist. Dort traf sie den ukrainischen "
        "Präsidenten Wolodymyr Selenskyj und Außenminister Andrij Krawtschuk. Hochleitners Sprecher Steffen "
        "Ohnacker sagte, man habe auch über Polens Rolle gesprochen."
    ),
    (
        "In Köln warf CDU-Landrat Rupert Gschwandtner der Regierung Untätigkeit vor. Der Mark tue die Reise "
        "nicht gut, sagte Gschwandtner, und die Steuern stiegen weiter."
    ),
)
NAMES = extract_names(build_prose(*NEWS, headline="Hochleitner besucht Kiew"), language="de")


def test_people_have_the_roles_that_stand_before_their_names():
    """Compounds are roles as well; what belongs to somebody else is not."""
    roles = {person.name: person.role for person in NAMES.people}
    assert roles == {
        "Verena Hochleitner": "Bundeskanzlerin",
        "Wolodymyr Selenskyj": "ukrainischen Präsidenten",
        "Andrij Krawtschuk": "Außenminister",
        "Steffen Ohnacker": "Sprecher",
        "Rupert Gschwandtner": "CDU-Landrat",
    }


def test_places_have_points_under_their_german_names():
    """`Polens` is Poland; the currency is nobody and nowhere."""
    ids = {place.name: place.place_id for place in NAMES.places}
    assert ids == {"Kiew": "geonames:703448", "Polen": "country:PL", "Köln": "geonames:2886242"}


def test_a_genitive_is_the_name_and_is_marked_whole():
    """`Hochleitners` is Hochleitner, and is found where it stands."""
    person = next(person for person in NAMES.people if person.name == "Verena Hochleitner")
    assert "Hochleitner" in person.aliases
    forms = {NEWS[0][each.start : each.end] for each in person.mentions if each.leaf == 1}
    assert forms == {"Verena Hochleitner", "Hochleitners"}


@pytest.mark.parametrize(
    ("word", "flags"),
    [
        ("Saarbrücken", "Q"),
        ("Saarbrcken", "Q"),
        ("Steuern", "c"),
        ("Schuldezernentin", "r"),
        ("SPD-Landrat", "-cr"),
        ("Wiesbadener", "ca"),
        ("Frankfurts", "Qg"),
        ("Lindenstrae", "kt"),
        ("Merkels", "Lg"),
    ],
)
def test_words_with_capitals_are_told_apart(word, flags):
    """Towns also without their umlauts, nouns, compounds for offices and streets, who is from somewhere."""
    assert set(language("de").features.flags(word)) == set(flags)


def test_a_small_word_that_lost_its_umlaut_is_still_one():
    """But a short noun that did is another word: `Bro` for `Büro`."""
    assert {"fr", "ber", "da", "mu"} <= language("de").lists["function-words"]
    worn = with_worn_lists({"role-nouns": frozenset(["büro", "rätin"])})["role-nouns"]
    assert worn == {"büro", "rätin", "rtin", "buero", "raetin"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Den Wahlkampf von Präsident Rupert Zimmermann leitet er.", "Präsident"),
        ("Das sagte der frühere Trainer Rupert Zimmermann am Montag.", "frühere Trainer"),
        ("Das sagte der Vorsitzende der Partei, Rupert Zimmermann, am Montag.", "Vorsitzende der Partei"),
        ("Das sagte Rupert Zimmermann, Bürgermeister von Hanau, am Montag.", "Bürgermeister von Hanau"),
    ],
)
def test_a_role_is_its_noun_with_what_belongs_to_it(text, role):
    """No more of the sentence, whose nouns have capitals as well; a surname with a trade in it is none."""
    people = extract_names(build_prose(text, "Zimmermann kam am Dienstag, sagte er."), language="de").people
    assert [(person.name, person.role) for person in people] == [("Rupert Zimmermann", role)]
    assert len(people[0].mentions) == 2


def test_a_town_named_after_a_saint_is_a_town():
    """`St. Pölten` is listed as Sankt Pölten, and is nobody."""
    names = extract_names(build_prose("Am Montag war sie in St. Pölten und in Graz."), language="de")
    assert not names.people
    assert {place.name: place.place_id for place in names.places}["St. Pölten"] == "geonames:2766429"
