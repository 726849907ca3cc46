"""Names that sound like people's and are companies': one case for each rule."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.companies import without_companies


def relabelled(*texts: str) -> list[tuple[str, str]]:
    leaves, spans = marked(*texts)
    return labelled(leaves, without_companies(leaves, spans))


@pytest.mark.parametrize(
    "text",
    [
        "The carmaker {PER Brandt} will close a plant.",
        "The carmaker {PER Qwertz Brandt} will close a plant.",
        "Investors held shares in {PER Brandt} for years.",
        "{PER Brandt} shares fell on Monday.",
        "{PER Brandt}'s factory burned down.",
        "{PER Brandt} CEO John Holm left.",
        "{PER Brandt} chief executive John Holm left.",
        "On Monday {PER Brandt} said it would merge.",
        "The fund {PER Brandt Capital} lost money.",
    ],
)
def test_what_only_companies_are_called_have_or_say_makes_a_company(text):
    """By the words before the name, by those after it, by its own last word."""
    ((label, _),) = relabelled(text)
    assert label == "ORG"


@pytest.mark.parametrize(
    "text",
    [
        "On Monday {PER Brandt}'s CEO left.",
        "On Monday {PER Brandt} said that it rained.",
        "{PER John Holm} said it would merge.",
        "On Monday {PER Brandt} left",
    ],
)
def test_what_people_have_or_say_too_makes_no_company(text):
    """A chief executive may be somebody's, and somebody may say it."""
    ((label, _),) = relabelled(text)
    assert label == "PER"


def test_one_word_of_a_person_is_no_company_whatever_stands_beside_it():
    """`Holm shares` are those of John Holm."""
    assert [label for label, _ in relabelled("{PER John Holm} left.", "{PER Holm} shares a house.")] == [
        "PER",
        "PER",
    ]


def test_the_short_name_of_a_company_is_one_unless_it_is_a_place_somewhere():
    """`Wexford` of `Wexford Capital`; but `in Wexford` is in the town."""
    named = "{ORG Wexford Capital} lost money."
    assert relabelled(named, "{LOC Wexford} fell.")[1] == ("ORG", "Wexford")
    assert relabelled(named, "{LOC Wexford} fell.", "It rained in {LOC Wexford}.")[1] == ("LOC", "Wexford")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The CARMAKER {PER Brandt} will close.", "ORG"),
        ("Brewing & {PER Brandt} will close.", "ORG"),
        ("{PER Brandt} will close, said a carmaker", "PER"),
        ("They held shares near {PER Brandt} there.", "PER"),
        ("A stake in {PER Brandt} was sold.", "ORG"),
        ("{PER Brandt}’s plants closed.", "ORG"),
        ("{PER Brandt}'s chief executive left.", "ORG"),
        ("{PER Brandt} chief of staff left.", "PER"),
        ("On Monday {PER Brandt} says it would merge.", "ORG"),
        ("On Monday {PER Brandt} Said Its offer stood.", "ORG"),
        ("They saw {PER Brandt}", "PER"),
        ("They saw {PER Brandt}'s", "PER"),
        ("{LOC Brandt} shares fell.", "LOC"),
    ],
)
def test_the_words_beside_a_name_count_whatever_their_case(text, label):
    """One or two words before it and after it, a possessive passed over; only what was taken for a person."""
    assert [found for found, _ in relabelled(text)] == [label]


def test_a_name_that_is_anywhere_a_company_is_one_everywhere():
    """`Brandt shares fell` says what every other Brandt of the article is; the others stay who they are."""
    found = relabelled("{PER Brandt} rose.", "{PER Brandt} shares fell.", "{PER Holm} stood.")
    assert found == [("ORG", "Brandt"), ("ORG", "Brandt"), ("PER", "Holm")]


def test_the_first_word_of_a_firm_is_the_firm():
    """`Qwertz` of `Qwertz Capital`, both taken for people."""
    found = relabelled("{PER Qwertz Capital} lost money.", "{PER Qwertz} fell.")
    assert found == [("ORG", "Qwertz Capital"), ("ORG", "Qwertz")]


def test_a_firm_with_a_given_name_in_it_is_a_firm_and_its_founder_a_person():
    """`Harlan Foods` owns nobody's name; but John Harlan stays John Harlan, and so does his surname."""
    assert relabelled("{PER Harlan Foods} lost money.", "{PER Harlan} shares fell.") == [
        ("ORG", "Harlan Foods"),
        ("ORG", "Harlan"),
    ]
    assert relabelled("{PER John Harlan} shares fell.", "{PER Harlan} shares fell.") == [
        ("PER", "John Harlan"),
        ("PER", "Harlan"),
    ]


def test_a_word_of_a_longer_name_that_says_it_is_no_company():
    """`Zab said it` may be Qwertz Zab, who is named in full elsewhere; shares are the firm's all the same."""
    assert relabelled("{PER Qwertz Zab} left.", "On Monday {PER Zab} said it would.")[1] == ("PER", "Zab")
    assert relabelled("{PER Qwertz Zab} left.", "On Monday {PER Zab} shares fell.")[1] == ("ORG", "Zab")


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("{ORG Wexford Capital} lost money.", "ORG"),
        ("{ORG Wexford Council} lost money.", "LOC"),
        ("{MISC Wexford Capital} lost money.", "LOC"),
        ("{ORG Capital} lost money in Wexford.", "LOC"),
    ],
)
def test_only_a_firm_of_several_words_has_a_short_name(named, place):
    """A council of Wexford is not called Wexford."""
    assert relabelled(named, "{LOC Wexford} fell.")[1] == (place, "Wexford")


@pytest.mark.parametrize("known", ["China", "London", "Texas", "Danube"])
def test_a_place_that_everybody_knows_is_never_short_for_a_company(known):
    """`China` of `China Telecom`."""
    assert relabelled(f"{{ORG {known} Telecom}} lost money.", f"{{LOC {known}}} fell.")[1] == ("LOC", known)


@pytest.mark.parametrize(
    ("elsewhere", "label"),
    [
        ("In {LOC Wexford} it rained.", "LOC"),
        ("It was {LOC Wexford} that rose.", "ORG"),
        ("{LOC Wexford} rose, as before in", "ORG"),
        ("It rained in {LOC Oslo}.", "ORG"),
        ("They had faith in {PER Wexford}.", "ORG"),
    ],
)
def test_a_short_name_is_a_place_again_where_the_article_puts_something_there(elsewhere, label):
    """Only a preposition before this very place, taken for one, shows that there is such a town."""
    found = relabelled("{ORG Wexford Capital} lost money.", "{LOC Wexford} fell.", elsewhere)
    assert found[1] == (label, "Wexford")


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        (("{ORG Anna Council} met.", "{PER Anna} shares fell."), ["ORG", "ORG"]),
        (("{PER Brandt} shares fell.", "{LOC Brandt} rose."), ["ORG", "LOC"]),
        (("{ORG Qwertz Capital} lost.", "{PER Qwertz} fell."), ["ORG", "ORG"]),
        (("{ORG Foods} rose.", "{LOC Foods} fell."), ["ORG", "LOC"]),
    ],
)
def test_only_namings_of_people_make_and_become_companies(texts, labels):
    """A council with a given name in it keeps nobody a person; a place is a firm by its full name alone."""
    assert [label for label, _ in relabelled(*texts)] == labels
