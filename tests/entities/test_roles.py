"""What a text says a person is: one case for each rule, and one for what stops it."""

from __future__ import annotations

import pytest

from tests.entities.builders import marked
from tui.entities.roles import role_of


def role(text: str) -> str | None:
    return role_of(*marked(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Ann Lee}, who was once elected mayor of York, left.", "mayor of York"),
        ("{PER Ann Lee} became the new mayor of York.", "new mayor of York"),
        ("{PER Ann Lee} was near the house of the mayor.", None),
        ("{PER Ann Lee} is tall.", None),
    ],
)
def test_a_sentence_may_say_what_a_person_is(text, expected):
    """After a form of `be` or `become`, and only where the noun comes soon."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Ann Lee}, 61, a nurse, left.", "nurse"),
        ("{PER Ann Lee}, 61, left.", None),
        ("{PER Ann Lee}, until lately the mayor, left.", "mayor"),
        ("{PER Ann Lee}, the woman in the second car, left.", "woman in the second car"),
        ("{PER Ann Lee}, the woman we saw standing there in the rain all day long, left.", None),
        ("{PER Ann Lee}, wounded by a soldier, left.", None),
        ("{PER Ann Lee}, met the mayor.", None),
    ],
)
def test_an_apposition_says_what_a_person_is(text, expected):
    """After a comma, an age passed over; by a noun for a role, or short and with an article. Never a verb."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president of Bulgaria, Mr {PER Georgi Parvanov}, left.", "president of Bulgaria"),
        ("Two envoys, {PER Georgi Parvanov} and others, left.", "envoy"),
        ("India's minister, {PER Georgi Parvanov}, left.", "India's minister"),
        ("They saw that mayor left, {PER Georgi Parvanov} was told.", None),
        ("When he met soldiers, {PER Georgi Parvanov} ran.", None),
    ],
)
def test_a_role_may_end_at_the_comma_before_the_name(text, expected):
    """Titles passed over; its noun stands at the comma or before an `of`, and it is seen where it begins."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The match referee {PER Ann Lee} left.", "match referee"),
        ("York's town mayor {PER Ann Lee} left.", "York's town mayor"),
        ("Regional fire chief {PER Ann Lee} left.", "Regional fire chief"),
        ("He saw regional fire chief {PER Ann Lee} leave.", "chief"),
    ],
)
def test_plain_words_before_a_role_belong_to_it_where_something_opens_it(text, expected):
    """An article, a possessive, the beginning of the sentence."""
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italian {PER Ann Lee} left.", "Italian"),
        ("Once South Korea's {PER Ann Lee} left.", "South Korea"),
        ("Once Maria Rossi's {PER Ann Lee} left.", None),
        ("{PER Ann Lee} of the Gauhati University left.", "Gauhati University"),
        ("{PER Ann Lee} of Springfield left.", None),
        ("Italian {PER Lee} left.", None),
    ],
)
def test_whom_a_person_belongs_to_stands_for_a_role(text, expected):
    """A people, a country or a house, not somebody else; and only for who is named in full."""
    assert role(text) == expected
