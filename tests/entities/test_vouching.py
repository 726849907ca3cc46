"""What names of an article say of one another."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.vouching import with_vouched


def vouched(*texts: str) -> list[tuple[str, str]]:
    leaves, spans = marked(*texts)
    return labelled(leaves, with_vouched(leaves, spans))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("{ORG Zab Qwertz} rose.", "PER"),
        ("{ORG Paris Qwertz} rose.", "ORG"),
        ("{ORG Qwertz Zab} rose.", "ORG"),
        ("{ORG Mr Qwertz} rose.", "ORG"),
        ("{ORG Big Zab Qwertz} rose.", "ORG"),
    ],
)
def test_a_speaker_has_a_given_name(text, label):
    """Whose surname alone says something is somebody, and so is what ends in it, of two words."""
    assert vouched(text, "{PER Qwertz} said so.")[0][0] == label


def test_an_adjective_is_no_given_name():
    """`Young Sanders supporters`, of Bernie Sanders; but Neil Young's daughter may be Young Kim."""
    assert vouched("{PER Young Sanders} fans left.", "{PER Ann Sanders} stayed.")[0] == ("PER", "Sanders")
    assert vouched("{PER Young Kim} left.", "{PER Ann Sanders} stayed.")[0] == ("PER", "Young Kim")


def test_who_owns_one_thing_only_is_a_part_of_its_name():
    """`Samaritan's Purse` twice, and no Samaritan besides; a place of the lists has more than its bank."""
    assert vouched("{LOC Zab}'s Purse rose.", "{LOC Zab}'s Purse fell.")[0][0] == "NOT"
    assert vouched("{LOC Zab}'s Purse rose.", "{LOC Zab}'s Bank fell.")[0][0] == "LOC"
    assert vouched("{LOC Zab}'s Purse rose.", "{LOC Zab} fell.")[0][0] == "LOC"
    assert vouched("{LOC Lima}'s Bank rose.", "{LOC Lima}'s Bank fell.")[0][0] == "LOC"
    assert vouched("{PER Sam}'s Club rose.", "{PER Sam}'s Club fell.")[0][0] == "NOT"
    assert vouched("{PER Sam}'s Club rose.", "{PER Sam}'s Club fell.", "{PER Sam Zab} left.")[0][0] == "PER"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("{LOC Sada} fell.", "PER"),
        ("It was in {LOC Sada} then.", "LOC"),
        ("{LOC Lima} fell.", "LOC"),
    ],
)
def test_the_first_of_two_surnames_is_its_bearers(text, label):
    """`Sada` of Carlos Sada Solana, but where something was in it."""
    assert vouched("{PER Carlos Sada Solana} left.", text)[1][0] == label
