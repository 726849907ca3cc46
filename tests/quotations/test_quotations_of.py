"""Who said what: English."""

from __future__ import annotations

from time import process_time

import pytest

from tests.entities.builders import build_prose, text_at
from tests.quotations.builders import quoted, spoken
from tui.model.names import NO_NAMES
from tui.quotations import quotations_of

MARA = "Mara Ellison, the mayor of Quebec, met Peter Novak on Friday."


def test_the_speaker_behind_the_quotation_is_the_name_in_full() -> None:
    """A desk finds the person by it."""
    assert spoken(MARA, "“We will not close a single school this year,” Ellison said.") == [
        ("We will not close a single school this year,", "Mara Ellison")
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The bridge will be open by the spring,” said Peter Novak, an engineer.", "Peter Novak"),
        ("Peter Novak said: “The bridge will be open by the spring.”", "Peter Novak"),
        ("According to Peter Novak, “the bridge will be open by the spring.”", "Peter Novak"),
        ("“The bridge will be open by the spring,” a police spokesman told reporters.", "a police spokesman"),
        ('"The bridge will be open by the spring," Peter Novak, 41, an engineer, said.', "Peter Novak"),
        ("‘The workers’ bridge will be open by the spring,’ said Peter Novak.", "Peter Novak"),
    ],
)
def test_one_sentence_tells_the_speaker(text: str, speaker: str) -> None:
    """The common ways of putting it."""
    (found,) = spoken(text)
    assert found[1] == speaker


def test_a_quotation_that_he_said_cuts_in_two_is_one() -> None:
    """Both parts, and not what stands between."""
    assert spoken("“The water rose fast,” said Peter Novak, “and nobody had warned us of it.”") == [
        ("The water rose fast, … and nobody had warned us of it.", "Peter Novak")
    ]


def test_a_quotation_over_paragraphs_is_one() -> None:
    """Each paragraph opens anew, and only the last closes."""
    prose = build_prose("Peter Novak said: “The water rose fast.", "“Nobody had warned us of it.”")
    (quote,) = quoted(prose)
    assert [text_at(prose, part) for part in quote.parts] == [
        "The water rose fast.",
        "Nobody had warned us of it.",
    ]
    assert quote.speaker == "Peter Novak"


def test_words_at_arms_length_and_titles_are_no_speech() -> None:
    """A list of quotations is for what somebody said."""
    assert spoken("Peter Novak read the “so-called” report and “The Long Road Home” on Friday.") == []


@pytest.mark.parametrize("hostile", ['"' * 200_000, '"a ' * 66_000, "“Ann Lee said " * 15_000])
def test_a_hostile_text_takes_no_longer_than_it_is_long(hostile: str) -> None:
    """Marks that never close, and names without end."""
    prose = build_prose(hostile)
    begun = process_time()
    quotations_of(prose, NO_NAMES, "en")
    assert process_time() - begun < 5
