"""Names in Spanish news: people and roles, places with points, teams and ministries that are neither."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose
from tui.entities import extract_names
from tui.model.names import Names


def read(*paragraphs: str) -> Names:
    return extract_names(build_prose(*paragraphs), language="es")


def people(names: Names) -> set[str]:
    return {person.name for person in names.people}


def places(names: Names) -> set[str]:
    return {place.name for place in names.places}


def test_agency_news_has_the_place_of_its_dateline_and_roles():
    names = read(
        "Sevilla, 4 mar (EFE). - La consejera de Hacienda, Amalia Torreblanca, anunció una rebaja fiscal.",
        "El portavoz de la oposición, Hilario Becerril, pidió a Torreblanca explicaciones.",
    )
    assert {person.name: person.role for person in names.people} == {
        "Amalia Torreblanca": "consejera de Hacienda",
        "Hilario Becerril": "portavoz de la oposición",
    }
    assert [(place.name, place.place_id) for place in names.places] == [("Sevilla", "geonames:2510911")]


def test_a_surname_after_a_preposition_is_its_bearers():
    """`a` stands before people in Spanish."""
    names = read(
        "El juez Ramiro Sevilla ordenó ayer el registro de la empresa.",
        "Los abogados acusan a Sevilla de parcialidad y piden que se retire del caso.",
    )
    assert people(names) == {"Ramiro Sevilla"}
    assert places(names) == set()


def test_teams_in_results_are_no_places():
    names = read("Resultados de la jornada: Soria, 0 - Burgos, 3; Huesca, 1 - Lugo, 1.")
    assert places(names) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            'El delantero Ramón "Tito" Arizmendi marcó dos goles en el partido de ayer.',
            'Ramón "Tito" Arizmendi',
        ),
        ("El ministro de Justicia, Óscar Villarreal Soto, dimitió ayer.", "Óscar Villarreal Soto"),
    ],
)
def test_people_are_whole(text: str, name: str):
    assert people(read(text)) == {name}


def test_what_is_called_after_places_and_people_is_not_them():
    names = read(
        "Una multitud se reunió en la plaza de España para protestar contra el ministro de Comercio."
    )
    assert "España" not in places(names)
    assert people(names) == set()


def test_a_place_with_an_article_is_nobody():
    """`haya` is a verb as well, so that `La` would be left of it."""
    text = "Pedro Sánchez estuvo ayer en La Haya con su familia. Viajó a La Haya."
    names = extract_names(build_prose(text), language="es")
    assert [place.name for place in names.places] == ["La Haya"]
    assert [person.name for person in names.people] == ["Pedro Sánchez"]
