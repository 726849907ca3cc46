"""What stands beside a name in another language settles what it is."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.languages import language
from tui.entities.settling import Settler


def settled(text: str) -> list[tuple[str, str]]:
    spoken = language("es")
    leaves, spans = marked(text, tokenizer=spoken.tokenizer)
    settle = Settler(spoken.lists, spoken.inner, spoken.place_flag)
    return labelled(leaves, settle(leaves, spans))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vigo, 3 may (EFE). - Llueve.", [("LOC", "Vigo"), ("ORG", "EFE")]),
        ("Llueve. {PER Zufre} (Huelva) (EFE).", [("LOC", "Zufre"), ("LOC", "Huelva"), ("ORG", "EFE")]),
        ("Por Ana Ruiz {PER Madrid}, 3 mayo (Europa Press)", [("LOC", "Madrid"), ("ORG", "Europa Press")]),
        ("San Pedro de Atacama (Reuters)", [("LOC", "San Pedro de Atacama"), ("ORG", "Reuters")]),
        ("Lo dijo {PER Ruiz} (PSOE).", [("PER", "Ruiz")]),
    ],
)
def test_a_dateline_names_places_and_an_agency(text: str, expected: list[tuple[str, str]]) -> None:
    assert settled(text) == expected


@pytest.mark.parametrize(
    "text",
    ["{LOC Gales}, 0 - {PER Brasil}, 3", "{LOC Betis} 1 - {LOC Soria} 1", "{LOC Jaén}, 2 – {ORG Eibar}, 0"],
)
def test_the_sides_of_a_result_are_teams(text: str) -> None:
    assert {label for label, _ in settled(text)} == {"ORG"}


def test_numbers_alone_are_no_result() -> None:
    assert settled("En {LOC Soria}, 3 heridos - {LOC Jaén}, 2.") == [("LOC", "Soria"), ("LOC", "Jaén")]


def test_towns_in_brackets_are_clubs_where_one_is() -> None:
    clubs = settled("{PER Ruiz} ({LOC Jaén}) y {PER Gil} ({ORG Betis}), en {LOC Jaén} ({LOC Andalucía}).")
    assert clubs == [
        ("PER", "Ruiz"),
        ("ORG", "Jaén"),
        ("PER", "Gil"),
        ("ORG", "Betis"),
        ("LOC", "Jaén"),
        ("LOC", "Andalucía"),
    ]
    assert settled("{PER Ruiz} ({LOC Jaén})") == [("PER", "Ruiz"), ("LOC", "Jaén")]


def test_a_minister_has_a_ministry() -> None:
    assert settled("El ministro de {PER Desarrollo Agrario} habló.") == [("ORG", "Desarrollo Agrario")]
    assert settled("El ministro de {LOC Francia} habló.") == [("LOC", "Francia")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("la calle {LOC Palma} ardió", "calle Palma"),
        ("la plaza de {LOC España} ardió", "plaza de España"),
        ("la calle de la {LOC Palma} ardió", "calle de la Palma"),
        ("el aeropuerto de {LOC Santander} ardió", "Santander"),
        ("la gente de {LOC Santander} calló", "Santander"),
    ],
)
def test_streets_take_the_word_that_says_what_they_are(text: str, name: str) -> None:
    assert settled(text) == [("LOC", name)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('{PER Ana} "Nita" {PER Ruiz} ganó', ['Ana "Nita" Ruiz']),
        ('el rival "Nita" {PER Ruiz} ganó', ['Nita" Ruiz']),
        ('dijo "Voy a casa" {PER Ruiz}', ["Ruiz"]),
    ],
)
def test_a_nickname_parts_no_name(text: str, names: list[str]) -> None:
    assert [name for _, name in settled(text)] == names


def test_a_town_has_no_article_but_a_club_has() -> None:
    assert settled("Perdió el {LOC Burgos} en {LOC Soria}, cerca del {LOC Líbano}.") == [
        ("ORG", "Burgos"),
        ("LOC", "Soria"),
        ("LOC", "Líbano"),
    ]
    assert settled("Volvió a el {LOC Escorial}.") == [("LOC", "Escorial")]
