"""Italian: elided words, people with roles and places with points, and what is neither."""

from __future__ import annotations

from tests.entities.builders import build_prose
from tui.entities import extract_names
from tui.entities.languages import language

NEWS = (
    (
        "Il presidente della Regione Molise, Donato Passarelli, si è dimesso. Lo ha detto a Campobasso il "
        "suo portavoce Ezio Marinelli. «È un atto di responsabilità», ha detto Passarelli, atteso a Londra."
    ),
    (
        "Il sindaco di Termoli Carla Fantetti chiede che si voti presto. Nel Paese la Corte costituzionale è "
        "rispettata, ha detto l'avvocata Marta D'Aloisio all'Aquila. Secondo Marinelli il governo non cadrà."
    ),
)


def test_elided_words_are_tokens_of_their_own():
    """Whichever apostrophe stands there; `po'` keeps its own."""
    words = language("it").tokenizer.tokenize("L'Italia dell’Etna, un'altra c'è").words
    assert words == ["L'", "Italia", "dell'", "Etna", ",", "un'", "altra", "c'", "è"]


def test_an_article_in_italian_has_people_with_roles():
    """A surname alone is the same person; a town does not become part of its mayor."""
    names = extract_names(build_prose(*NEWS, headline="Passarelli si dimette"))
    roles = {person.name: person.role for person in names.people}
    assert roles == {
        "Donato Passarelli": "presidente della Regione Molise",
        "Ezio Marinelli": "portavoce",
        "Carla Fantetti": "sindaco di Termoli",
        "Marta D'Aloisio": "avvocata",
    }
    passarelli = next(person for person in names.people if person.name == "Donato Passarelli")
    assert "Passarelli" in passarelli.aliases


def test_its_places_have_points_and_nouns_with_a_capital_are_none():
    """`Paese` is a town near Treviso, and in Italian news the country."""
    names = extract_names(build_prose(*NEWS, headline="Passarelli si dimette"))
    places = {place.name: place.place_id for place in names.places}
    assert places["Londra"] == "geonames:2643743"
    assert {"Campobasso", "Termoli"} <= places.keys()
    assert not {"Paese", "Corte", "Corte costituzionale"} & places.keys()


def test_a_province_is_the_town_that_it_is_called_after():
    """`provincia di Cremona` and `Cremona` are one place on the map."""
    prose = build_prose(
        "L'incidente è avvenuto in provincia di Cremona. I feriti, che non sono gravi, sono a Cremona."
    )
    (place,) = extract_names(prose, language="it").places
    assert (place.country, bool(place.lat)) == ("IT", True)
    assert {place.name, *place.aliases} == {"Cremona", "provincia di Cremona"}


def test_one_of_several_is_no_role():
    """`una delle vittime` tells of whom she is one."""
    prose = build_prose("Anna Bertolini, una delle vittime della strage, era di Cremona ed era sposata.")
    (person,) = extract_names(prose, language="it").people
    assert (person.name, person.role) == ("Anna Bertolini", None)
