"""French: elided words, common words within names, people with roles and places with points."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose
from tui.entities import extract_names
from tui.entities.languages import language

NEWS = (
    (
        "Le président de l'Arabie saoudite, Armand Kerguézec, est arrivé mardi à Londres. Selon l’Élysée, "
        "il devait y rencontrer la ministre de la Santé, Solène Brévault, avant de gagner le lac Léman."
    ),
    "Kerguézec n'a pas dit quand il irait en Allemagne.",
)


@pytest.mark.parametrize("mark", ["'", "’"])
def test_an_elided_word_is_a_token_of_its_own(mark):
    """Whichever apostrophe stands there; a word that holds one is whole."""
    text = f"L{mark}Italie d{mark}Aoste, aujourd{mark}hui qu{mark}elle"
    words = language("fr").tokenizer.tokenize(text).words
    assert words == ["L'", "Italie", "d'", "Aoste", ",", "aujourd'hui", "qu'", "elle"]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Il gagne le lac Léman .", ["lac Léman"]),
        ("Dans le golfe de Guinée il", ["golfe de Guinée"]),
        ("À l' aéroport international de Nice hier", ["À", "aéroport international de Nice"]),
        ("Il vit en Arabie saoudite depuis", ["Il", "Arabie saoudite"]),
        ("La Ligue nationale de hockey dit", ["La Ligue nationale de hockey"]),
        ("Il sait que le lac était à Paris .", ["Il", "Paris"]),
        ("Le Club de la rue et des autres .", ["Le Club de la rue"]),
    ],
)
def test_common_words_at_the_ends_belong_to_what_may_be_a_name(text, runs):
    """What places are before their names, adjectives behind them, whole names of organisations."""
    words = text.split()
    found = [" ".join(words[first:last]) for first, last in language("fr").tokenizer.find_runs(words)]
    assert [run for run in found if run != "Il"] == [run for run in runs if run != "Il"] or found[1:] == runs


def test_an_article_in_french_has_people_with_roles_and_places_with_points():
    """Its own words for what people are; the places under their English names' ids."""
    names = extract_names(build_prose(*NEWS, headline="Kerguézec à Londres"))
    roles = {person.name: person.role for person in names.people}
    assert roles.keys() == {"Armand Kerguézec", "Solène Brévault"}
    assert roles["Solène Brévault"] == "ministre de la Santé"
    ids = {place.name: place.place_id for place in names.places}
    assert ids["Londres"] == "geonames:2643743"
    assert ids["Allemagne"] == "country:DE"
    assert ids["Arabie saoudite"] == "country:SA"
    assert ids["lac Léman"] == "place:lake-geneva"


def test_a_people_written_large_is_no_part_of_a_name():
    """`l'Italienne Ana Ruiz`, as sport has it."""
    text = "L'Italienne Silvana Bertolacci a battu la Française Camille Kerbrat en finale du tournoi de Lyon."
    names = extract_names(build_prose(text), language="fr")
    assert {person.name for person in names.people} == {"Silvana Bertolacci", "Camille Kerbrat"}


def test_a_role_that_leads_on_to_a_name_is_somebody_elses():
    """`Adjoint de Rossi` says nothing of Rossi."""
    text = "Il est depuis trois ans dans le club, comme adjoint de Giorgio Venturelli, avec qui il est venu."
    names = extract_names(build_prose(text), language="fr")
    assert [(person.name, person.role) for person in names.people] == [("Giorgio Venturelli", None)]


def test_what_plays_is_a_team_unless_somebody_is_there():
    """By a line of results; people play as well, and stay people."""
    lines = (
        "Lens s'est imposé samedi face à Nantes, et c'est bien tout ce que le public de Bordeaux a vu.",
        "Lens - Nantes : 3-2. Pau - Dax 31-17.",
        "Le match avait lieu à Nantes, où il a plu pendant toute la partie, comme à Paris.",
    )
    names = extract_names(build_prose(*lines), language="fr")
    assert {place.name for place in names.places} == {"Bordeaux", "Nantes", "Paris"}
    assert sum(len(place.mentions) for place in names.places if place.name == "Nantes") == 1
    doubles = extract_names(
        build_prose("Marie Sinner - Carla Alcaraz : 6-4, 6-2, dit le journal."), language="fr"
    )
    assert {person.name for person in doubles.people} == {"Marie Sinner", "Carla Alcaraz"}


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("NOUVELLE-ZÉLANDE", "New Zealand"),
        ("CÔTE D'IVOIRE", "Ivory Coast"),
        ("Londres", "London"),
        ("OMS", "OMS"),
    ],
)
def test_places_are_known_in_capitals(name, english):
    """As datelines and short news have them."""
    assert language("fr").english_place(name) == english


def test_what_somebody_plays_is_no_role_of_theirs():
    """`, en maire,` in a notice of a film."""
    text = "Dans le film, Camille Vautrin, en maire corrompue, est très bien, et son rôle de la fin aussi."
    names = extract_names(build_prose(text), language="fr")
    assert [(person.name, person.role) for person in names.people] == [("Camille Vautrin", None)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Selon {} (LR, Rhône), président de la commission des lois, il est trop tard.", "président"),
        ("Le chef de la junte, le général {}, a parlé hier à la radio, dans la nuit.", "chef de la junte"),
        ("Le maire de la ville, {}, était au premier rang avec des élus de la région.", "maire de la ville"),
    ],
)
def test_roles_stand_behind_brackets_and_before_titles(text, role):
    """A party in brackets, a rank with its article."""
    names = extract_names(build_prose(text.format("Camille Vautrin")), language="fr")
    (person,) = names.people
    assert person.name == "Camille Vautrin"
    assert (person.role or "").startswith(role)


def test_what_has_a_chief_executive_is_no_person():
    """`PDG de Lafontal`; and Marine is a name, though the navy is one, too."""
    text = "L'ancien PDG de Lafontal, Bruno Castelin, a vu Marine Castelin hier dans la ville et lui a parlé."
    people = {person.name for person in extract_names(build_prose(text), language="fr").people}
    assert people == {"Bruno Castelin", "Marine Castelin"}


def test_a_title_in_quotation_marks_is_no_place():
    """`« Le Guépard »`, as a film."""
    text = "L'actrice est morte hier, qui avait été dans « Dallas », et elle a vécu avec sa fille à Nice."
    assert [place.name for place in extract_names(build_prose(text), language="fr").places] == ["Nice"]
