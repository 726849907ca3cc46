"""What the article as a whole tells that the tagger alone does not see."""

from __future__ import annotations

import pytest

from tests.entities.builders import TALKS, build_prose, entities
from tui.entities import extract_names
from tui.model.names import Names


def names_of(*paragraphs: str, headline: str = "") -> Names:
    return extract_names(build_prose(*paragraphs, headline=headline))


def people(*paragraphs: str, headline: str = "") -> set[str]:
    return {person.name for person in names_of(*paragraphs, headline=headline).people}


def places(*paragraphs: str, headline: str = "") -> set[str]:
    return {place.name for place in names_of(*paragraphs, headline=headline).places}


@pytest.mark.parametrize(
    "text",
    [
        "Halvorsen said it would close two plants. Shares in Halvorsen fell. Halvorsen was founded in 1921.",
        "The pump maker Brandt will merge with a rival. Brandt shares rose 4 percent on Monday.",
        "Halvorsen chief executive Ingrid Solbakken said on Monday that Halvorsen would pay in cash.",
    ],
)
def test_a_company_named_like_a_person_is_no_person(text):
    """Shares, a chief executive, a factory: nobody has those but a company."""
    assert not {"Halvorsen", "Brandt"} & people(text)


def test_a_chief_executive_is_no_company():
    """The words before a name say what the person is, those after it what the company has."""
    text = (
        "Chief executive Lars Brandvold said it would work. Brandvold, 51, was calm, and Mr. Brandvold left."
    )
    assert people(text) == {"Lars Brandvold"}


def test_places_in_a_list_are_of_one_kind():
    """`Arequipa, Cusco and X`: what stands among towns and is in the gazetteer is one."""
    assert {"Dibrugarh", "Tezpur"} <= places("The river was above the danger mark at Dibrugarh and Tezpur.")


def test_what_the_article_calls_a_town_is_one():
    """A village that no list knows; the article says what it is."""
    assert "Kampungo" in places("The patients were taken from Kampungo, a village of mud houses, by truck.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The plane broke in two in the gorge of the Seti River on Sunday.", "Seti River"),
        ("A volcano on the Reykjanes Peninsula of Iceland began erupting.", "Reykjanes Peninsula"),
        ("Blinken will also visit the West Bank and Amman.", "West Bank"),
    ],
)
def test_features_of_the_land_are_places(text, name):
    """Rivers and peninsulas have names of several words, which end in what they are."""
    assert name in places(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Archbishop of Canterbury, Justin Welby, was there.",
        "He thanked the pope in Lingala and then in French.",
    ],
)
def test_a_title_or_a_language_is_no_place(text):
    """Nothing of the story happens in Canterbury."""
    assert places(text) == set()


def test_in_a_story_of_sport_towns_are_teams_where_they_play():
    """`Leeds beat Barnsley` is no event in two towns; `in Leeds` still is one."""
    story = (
        "The striker scored the first goal of the match and Barnsley beat Sunderland 2-1 this season.",
        "The coach praised his goalkeeper. The match was played in Leeds.",
    )
    found = places(*story)
    assert "Leeds" in found
    assert not {"Barnsley", "Sunderland"} & found


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Korea's Kim Shin-Wook was shown a yellow card.", "Korea"),
        ("Italian Mario Rossi came second on Monday.", "Italian"),
        ("Mario Rossi is the mayor of the town and wants to stay.", "mayor of the town"),
        ("Regional fire chief Mario Rossi said that the wind had turned.", "Regional fire chief"),
        ("Professor Mario Rossi, chairman of the panel, was there.", "Professor, chairman of the panel"),
        ("His co-pilot, Mario Rossi, lost his wife in 2006.", "co-pilot"),
        ("Mario Rossi of Gauhati University said so.", "Gauhati University"),
    ],
)
def test_roles_are_read_where_the_article_states_them(text, role):
    """Before the name, after it, in a sentence of its own; whom one belongs to, failing that."""
    assert [person.role for person in names_of(text).people] == [role]


def test_a_match_report_tells_whom_a_player_plays_for():
    """Not by a title, but by what the side does; never where two sides are named before the player."""
    report = (
        "In the 90th minute of the match, Belgium made a change, as Nacer Chadli replaced Axel Witsel.",
        "The referee gave Panama a penalty after Belgium had a goal disallowed for offside by Emil Stone.",
    )
    roles = {person.name: person.role for person in names_of(*report).people}
    assert (roles["Nacer Chadli"], roles["Axel Witsel"]) == ("Belgium", "Belgium")
    assert roles.get("Emil Stone") is None


def test_people_in_a_list_are_of_one_kind():
    """`X and Y King, elders`: what stands beside a person as an equal is one."""
    assert "Hone Tuuta" in people("Two local elders, Hone Tuuta and Maui Solomon-King, led a ceremony there.")


def test_a_firm_is_known_by_its_short_name():
    """`Harlan` of `Harlan Foods` is no person, however much the name is a given one."""
    text = "A judge ordered Harlan Foods on Friday to pay. Harlan said on Monday that Harlan would appeal."
    assert people(text) == set()


def test_two_places_are_two():
    """However the tagger sees them."""
    assert {"West Bank", "Amman"} <= places("Blinken will also visit the West Bank and Amman.")


def test_every_alias_has_its_reason():
    """A merge that nobody can explain cannot be trusted, or undone."""
    found = names_of(
        *TALKS,
        "ERDOGAN and Mr Erdogan met Volodymyr Zelensky. Kostyukov left the U.S. for the United States.",
        "The Noto Peninsula was hit. Rescuers came to Noto from Kyiv, or Kiev, by bus.",
        headline="ZELENSKYY in Istanbul",
    )
    for entity in entities(found):
        assert [reason.partition(": ")[0] for reason in entity.reasons if entity.aliases] == list(
            entity.aliases
        )
        assert all(entity.name in reason for reason in entity.reasons if entity.aliases)


def test_whom_the_article_introduces_comes_before_whom_it_lists():
    """A person with a role stands before those in a list without one."""
    text = "The evening began late. Ann Lee, Bob Ray and Tim Fox sang. The mayor, Eva Stone, spoke."
    assert names_of(text).people[0].name == "Eva Stone"


def test_a_place_in_a_list_comes_after_one_that_stands_alone():
    """`Mali, Burkina Faso and Benin` are the neighbours, not the scene."""
    story = "Envoys of Mali, Benin and Togo were there. They met again in Lagos and stayed, the paper said."
    rest = "The rest of the article is long and names nobody. " * 20
    found = [place.name for place in names_of(story, rest).places]
    assert found[0] == "Lagos"


@pytest.mark.parametrize(
    ("name", "country"),
    [("Cologne", "DE"), ("St. Petersburg", "RU"), ("Newcastle", "GB"), ("Bruges", "BE"), ("Ghent", "BE")],
)
def test_towns_go_by_their_english_names(name, country):
    """The gazetteer's own spelling is the local one."""
    found = names_of(f"The talks were held in {name} on Monday, officials said.").places
    assert [(place.name, place.country) for place in found] == [(name, country)]
