"""Portuguese: people with their roles and places with their points, as news there name them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.entities.builders import build_prose
from tui.entities import extract_names
from tui.entities.languages import Language, language
from tui.entities.reading import TokenizedText, read_leaves
from tui.entities.series import with_series
from tui.entities.settling import Settler
from tui.entities.sites import with_sites
from tui.entities.spans import NameSpan, surface

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


def labelled(
    rule: Callable[..., list[NameSpan]], text: str, *names: tuple[str, str]
) -> list[tuple[str, str]]:
    """Return what a rule makes of names, each with its label, in the order of the text."""
    portuguese = language("pt")
    leaves = read_leaves(build_prose(text), portuguese.tokenizer)
    words = leaves[0].tokens.words
    spans = [
        NameSpan(0, at, at + len(name.split()), label)
        for name, label in names
        for at in range(len(words))
        if words[at : at + len(name.split())] == name.split()
    ]
    return [(surface(leaves, span), span.label) for span in rule(portuguese, leaves, sorted(spans))]


def settled(portuguese: Language, leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Return what stands beside names heeded, with what Portuguese knows."""
    lists, inner = portuguese.lists, portuguese.inner
    flag = portuguese.place_flag
    return Settler(lists, inner, flag)(leaves, spans)


def test_names_of_a_series_are_of_one_kind():
    """A name that no list knows is what those around it are; one that a list knows stays."""
    text = "Há obras de Peter Saul, Xurvak, Qwillet e Maria Bonnard. Em Xurvak, Lisboa."
    names = [("Peter Saul", "PER"), ("Xurvak", "LOC"), ("Qwillet", "PER"), ("Maria Bonnard", "PER")]
    assert labelled(with_series, text, *names, ("Lisboa", "LOC")) == [
        ("Peter Saul", "PER"),
        ("Xurvak", "PER"),
        ("Qwillet", "PER"),
        ("Maria Bonnard", "PER"),
        ("Xurvak", "LOC"),
        ("Lisboa", "LOC"),
    ]


def test_a_series_without_a_majority_stays():
    """Nothing says of which kind it is."""
    names = [("Xurvak", "LOC"), ("Qwillet", "PER"), ("Zorg", "ORG"), ("Plim", "LOC")]
    assert labelled(with_series, "Vieram Xurvak, Qwillet, Zorg e Plim.", *names) == names


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Foi no estádio Mário Duarte.", ("Mário Duarte", "PER"), ("Mário Duarte", "LOC")),
        ("Foi na aldeia de Piódão.", ("Piódão", "PER"), ("Piódão", "LOC")),
        (
            "Foi no Mercado de Manuel Firmino.",
            ("Manuel Firmino", "PER"),
            ("Mercado de Manuel Firmino", "LOC"),
        ),
        ("Foi no Palácio Galveias.", ("Galveias", "MISC"), ("Palácio Galveias", "LOC")),
        ("Foi na Igreja de Ceide.", ("Ceide", "LOC"), ("Ceide", "LOC")),
        ("Foi o presidente Mário Duarte.", ("Mário Duarte", "PER"), ("Mário Duarte", "PER")),
        ("Foi o Palácio Galveias.", ("Galveias", "ORG"), ("Galveias", "ORG")),
    ],
)
def test_what_bears_the_name_of_somebody_is_a_place(text, name, found):
    """The word before the name says what it is; it belongs to the name if it has a capital."""
    assert labelled(with_sites, text, name) == [found]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Falaram os ministros Rui Fontes e Ana Cardoso.", {"Rui Fontes": "ministro", "Ana Cardoso": None}),
        ("Chegaram os agentes Rui Fontes, Ana Cardoso.", {"Rui Fontes": "agente", "Ana Cardoso": None}),
        ("O sócio de Rui Fontes não falou ontem.", {"Rui Fontes": None}),
        (
            "A mulher de Rui Fontes, Ana Cardoso, falou.",
            {"Ana Cardoso": "mulher de Rui Fontes", "Rui Fontes": None},
        ),
        ("O governador de São Paulo, Rui Fontes, falou.", {"Rui Fontes": "governador de São Paulo"}),
        ("Ontem o presidente da câmara, Rui Fontes, falou.", {"Rui Fontes": "presidente da câmara"}),
        ("Ontem falou Rui Fontes, prefeito de São Carlos.", {"Rui Fontes": "prefeito de São Carlos"}),
        ("Falou ontem Rui Fontes, ex-ministro da Saúde.", {"Rui Fontes": "ex-ministro da Saúde"}),
    ],
)
def test_a_role_is_of_one_person_and_of_nobody_else(text, roles):
    """What stands in the plural is said of one; what somebody is to another is not that other's role."""
    people = extract_names(build_prose(text), language="pt").people
    assert {person.name: person.role for person in people} == roles


def test_countries_in_brackets_are_no_clubs():
    """A jury, a list of films: what stands beside `Farense` is a club only if it is no country."""
    text = "Venceram Rui Fontes (Farense), Ana Cardoso (Braga) e Luc Besnard (Rússia)."
    names = [("Rui Fontes", "PER"), ("Farense", "ORG"), ("Ana Cardoso", "PER"), ("Braga", "LOC")]
    more = [("Luc Besnard", "PER"), ("Rússia", "LOC")]
    found = dict(labelled(settled, text, *names, *more))
    assert (found["Braga"], found["Rússia"]) == ("ORG", "LOC")
