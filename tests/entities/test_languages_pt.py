"""Portuguese: people with their roles and places with their points, as news there name them."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose
from tui.entities import extract_names
from tui.entities.languages import language

USUAL = (
    "O presidente da República, Aníbal Sequeira da Costa, chegou ontem à Cidade do México, na América do "
    "Norte, pela primeira vez desde que foi eleito em Portugal. Ao lado dele estava a ministra da Saúde, "
    "Leonor Vidigal."
)
WRITTEN_OUT = (
    "O presidente de a República, Aníbal Sequeira de a Costa, chegou ontem a a Cidade de o México, em a "
    "América de o Norte, por a primeira vez desde que foi eleito em Portugal. A o lado de ele estava a "
    "ministra de a Saúde, Leonor Vidigal."
)


def test_words_that_stand_apart_are_read_as_one():
    """Collections of texts write `em o` for `no`; the text keeps its places."""
    tokens = language("pt").tokenizer.tokenize("De o Porto e em a Foz, por o rio: O Porto.")
    assert tokens.words == ["Do", "Porto", "e", "na", "Foz", ",", "pelo", "rio", ":", "O", "Porto", "."]
    assert [tokens.end(index) for index in (0, 1, 3)] == [4, 10, 17]


def test_both_ways_of_writing_have_the_same_names():
    """The same people with the same roles, the same places."""
    usual, apart = (extract_names(build_prose(text), language="pt") for text in (USUAL, WRITTEN_OUT))
    assert {place.place_id for place in usual.places} >= {"geonames:3530597", "country:PT"}
    assert [place.place_id for place in apart.places] == [place.place_id for place in usual.places]
    assert [person.role for person in usual.people] == ["presidente da República", "ministra da Saúde"]
    assert [person.role for person in apart.people] == ["presidente de a República", "ministra de a Saúde"]
    assert [person.name for person in apart.people] == ["Aníbal Sequeira de a Costa", "Leonor Vidigal"]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Os autarcas do concelho foram de autocarro a Santarém, onde o director os recebeu.", "PT"),
        ("O governador e o prefeito foram de ônibus a Santarém, onde a torcida do time os recebeu.", "BR"),
    ],
)
def test_a_town_is_where_the_text_was_written(text, place_id):
    """Two countries have a Santarém; spelling and words tell which one writes."""
    assert [place.country for place in extract_names(build_prose(text), language="pt").places] == [place_id]
