"""Organisations: which namings are one, what each is called, and what it is."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose, marked, text_at
from tui.entities import entity_key, extract_names
from tui.entities.bodyspans import sure_organisations
from tui.entities.organisations import build_organisations
from tui.entities.orgkeys import organisation_key
from tui.entities.spans import surface
from tui.model.names import Thing, make_name


def built(*texts: str, headline: str = "") -> tuple[Thing, ...]:
    return build_organisations(*marked(*texts, headline=headline))


def names(*texts: str, headline: str = "") -> dict[str, tuple[str, ...]]:
    """Return each organisation's name with its other forms."""
    return {thing.name: thing.aliases for thing in built(*texts, headline=headline)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The {ORG Coastal Relief Union} ({ORG CRU}) met. The {ORG CRU} left.",
         {"Coastal Relief Union": ("CRU",)}),
        ("{ORG Brandt Inc} fell. {ORG Brandt} rose.", {"Brandt": ("Brandt Inc",)}),
        ("The {ORG Harvest Party} won. {ORG Harvest} voters sang.", {"Harvest Party": ("Harvest",)}),
        ("The {ORG United States Kestrel Court} met. The {ORG U.S. Kestrel Court} left.",
         {"U.S. Kestrel Court": ("United States Kestrel Court",)}),
        ("The {ORG Bank of Sandwell} met. The {ORG Bank} left.", {"Bank of Sandwell": ("Bank",)}),
        ("The {ORG Turkish Foreign Ministry} met. The {ORG Foreign Ministry} left.",
         {"Turkish Foreign Ministry": ("Foreign Ministry",)}),
        ("{ORG Ford} met the {ORG Ford Foundation}.", {"Ford": (), "Ford Foundation": ()}),
        ("The {ORG Republican Party} met. The {ORG GOP} left.", {"Republican Party": ("GOP",)}),
        ("{ORG Brandt & Keller} met. {ORG Brandt} left.", {"Brandt & Keller": ("Brandt",)}),
        ("The {ORG Violet Party} won. The {ORG Violets} sang.", {"Violet Party": ("Violets",)}),
        ("The {ORG Democratic Party} won. {ORG Democrats} sang.", {"Democratic Party": ("Democrats",)}),
        ("The {ORG Kestrels} won. The {ORG Boston Kestrels} sang.", {"Boston Kestrels": ("Kestrels",)}),
        ("The {ORG United Nations} met. The {ORG United Nations Security Council} met.",
         {"United Nations": (), "United Nations Security Council": ()}),
        ("{ORG Kestrel} fell. {ORG Kestrel Foods} rose.", {"Kestrel Foods": ("Kestrel",)}),
        ("The {ORG Harvest Tehreek-e-Insaf} ({ORG HTI}) met.", {"Harvest Tehreek-e-Insaf": ("HTI",)}),
    ],
)  # fmt: skip
def test_short_forms_are_joined_to_the_name_they_are_short_for(text, found):
    assert names(text) == found


@pytest.mark.parametrize("text", ["The {ORG Bank} met.", "A {ORG Court} met. The {ORG Court} rose."])
def test_a_noun_for_a_body_is_no_name(text):
    """However it is written: which bank it is only a name would tell."""
    assert names(text) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The carmaker {ORG Brandt} fell.", "carmaker"),
        ("The Norwegian bank {ORG Kestrel} fell.", "Norwegian bank"),
        ("{ORG Kestrel}, a bank of Oslo, fell.", "bank of Oslo"),
        ("{ORG Kestrel}, Norway's largest bank, fell.", "Norway's largest bank"),
        ("{ORG Kestrel} is a charity.", "charity"),
        ("The {ORG Harvest Party} won.", "party"),
        ("The {ORG University of Sandwell} won.", "university"),
        ("His party, the {ORG Kestrel}, fell.", "party"),
        ("He wants to buy German carmaker {ORG Kestrel} now.", "German carmaker"),
        ("Shares in {ORG Kestrel} fell.", "company"),
        ("{ORG Kestrel}'s chief executive left.", "company"),
        ("{ORG Kestrel} fell.", None),
        ("{ORG Kestrel}, which a bank owns, fell.", None),
        ("{ORG Kestrel} sued a bank.", None),
    ],
)
def test_what_an_organisation_is_stands_beside_its_name_or_in_it(text, said):
    (thing,) = built(text)
    assert thing.role == said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{LOC Kenya}'s {ORG Supreme Court} met. The {ORG Supreme Court} rose.", "Kenya's Supreme Court"),
        ("The {ORG Supreme Court} met.", "Supreme Court"),
        ("The {ORG Human Rights Commission} of {LOC Kenya} met.", "Human Rights Commission of Kenya"),
        ("{LOC Kenya}'s {ORG Kestrel} fell.", "Kestrel"),
        ("The {ORG Harvest Festival Shop} of {LOC Leeds} fell.", "Harvest Festival Shop"),
    ],
)
def test_a_body_of_many_countries_is_told_by_the_country_beside_it(text, name):
    """Its mentions hold its own words alone: the country is a place besides."""
    (thing,) = built(text)
    assert thing.name == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He broke a {ORG Kestrel}. {ORG Kestrel} fell.", False),
        ("A {ORG Kestrel} spokesman left.", True),
        ("The 17-inch {ORG Kestrel} broke.", False),
        ("The ferry {ORG Kestrel} sank.", False),
        ("The bulk carrier {ORG Kestrel} sank.", False),
        ("The air carrier {ORG Kestrel} sank.", True),
        ("The {ORG Kestrel Act} passed.", False),
        ("{ORG Operation Kestrel} began.", False),
        ("{ORG Low-cost} is good.", False),
        ("{ORG non-Kestrel} candidates left.", False),
        ("The {ORG Great Depression} came.", False),
        ("{ORG Coca-Cola} is good.", True),
        ("An {ORG NGO} left.", False),
        ("The {ORG Republic of Kestrel} left.", False),
        ("It rained in {ORG Leeds}.", False),
        ("It rained in {ORG Kestrel}.", False),
        ("It rained in {ORG Kestrel}. {ORG Kestrel} fell.", True),
        ("It is in {ORG KSTL}.", True),
        ("The {ORG Tasman Glacier} melts.", False),
        ("{ORG Kestrel Councillor} left.", False),
        ("The {ORG Ministry of Justice} met.", True),
    ],
)
def test_what_is_no_organisation_is_told_by_its_words_and_those_beside_it(text, found):
    assert bool(names(text)) == found


def test_who_plays_is_a_team_in_a_story_of_sport():
    """A league is none, and elsewhere a town is none."""
    sport = "The striker scored a penalty for a goal in the second half of the match of the league."
    things = {
        thing.name: thing.role for thing in built(sport, "{TEAM Leeds} beat {ORG Kestrels}. {ORG UEFA} met.")
    }
    assert things == {"Leeds": "team", "Kestrels": "team", "UEFA": "federation"}


def test_what_is_missed_is_found_by_the_name_elsewhere():
    """A naming that nothing has is one, and one that is a person's or a place's is theirs."""
    (thing,) = built("{ORG Kestrel Works} fell. Kestrel Works rose. {PER Kestrel Works} sang.")
    assert len(thing.mentions) == 2


def test_letters_of_a_share_and_streets_are_none():
    assert names("{ORG Kestrel} ({ORG NASDAQ}: {ORG KSTL}) fell on {ORG Rosewood Boulevard}.") == {
        "Kestrel": ()
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("EU", "the European Union"), ("U.N.", "United Nations"), ("Brandt", "Brandt Inc."), ("UN", "U.N.")],
)
def test_one_organisation_goes_by_one_key_in_all_stories(one, other):
    assert organisation_key(one) == organisation_key(other) == entity_key(make_name("organisation", one))


@pytest.mark.parametrize(("one", "other"), [("The Who", "WHO"), ("Tiffany & Co", "Tiffany"), ("Co", "Inc")])
def test_what_is_called_otherwise_is_another(one, other):
    assert organisation_key(one) != organisation_key(other)


def test_an_article_has_its_organisations_beside_people_and_places():
    prose = build_prose(
        "The European Union fined Apple on Monday, the commission said. Margrethe Vestager of the EU spoke.",
        "Apple said that it would appeal. The European Union had sued in Brussels.",
        headline="EU fines Apple",
    )
    things = extract_names(prose).things
    assert [(thing.name, thing.aliases) for thing in things] == [("European Union", ("EU",)), ("Apple", ())]
    assert {text_at(prose, mention) for mention in things[0].mentions} == {"EU", "European Union"}


def test_a_followed_organisation_is_found_as_one_in_any_language():
    """A name that the gazetteer has is left to the text, which tells whether the team is meant."""
    german = build_prose(
        "Gestern hat Kestrel Works in Leeds mit der Regierung und den anderen nicht gesprochen."
    )
    followed = {"Kestrel Works": "organisation", "Leeds": "organisation"}
    found = extract_names(german, known=followed)
    assert [thing.name for thing in found.things] == ["Kestrel Works"]
    assert found.people == ()


def test_in_another_language_a_single_word_is_one_only_if_it_is_letters_or_followed():
    """There the tagger takes a surname for one now and then, and no list says otherwise."""
    leaves, spans = marked("{ORG Kestrel} met {ORG KSTL}, {ORG Harvest Works}, {PER Ann} and {ORG Holm}.")
    kept = sure_organisations(leaves, spans, {"holm": "organisation"})
    assert [surface(leaves, span) for span in kept] == ["KSTL", "Harvest Works", "Ann", "Holm"]


def test_thousands_of_organisations_are_no_burden():
    text = " ".join(f"The {{ORG Kestrel Works {chr(65 + n % 26)}{n}}} fell." for n in range(3_000))
    assert len(built(text)) == 3_000
