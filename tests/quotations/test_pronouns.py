"""Whom `he` and `she` stand for, and where that is not sure."""

from __future__ import annotations

from tests.entities.builders import build_prose
from tests.quotations.builders import quoted

WORDS = "“Nobody had warned us of the water,”"


def speaker(*paragraphs: str) -> tuple[str | None, bool]:
    """Return who spoke last, and whether that is sure."""
    last = quoted(build_prose(*paragraphs))[-1]
    return last.speaker, last.sure


def test_the_one_person_of_the_paragraph_before_is_meant() -> None:
    """Nobody else is named."""
    assert speaker("Peter Novak told reporters that the river rose fast.", f"{WORDS} he said.") == (
        "Peter Novak",
        True,
    )


def test_a_given_name_tells_who_is_not_meant() -> None:
    """Two are named, one of them a woman."""
    told = "Mary Ellison met Peter Novak at the bridge on Friday."
    assert speaker(told, f"{WORDS} she said.") == ("Mary Ellison", True)
    assert speaker(told, f"{WORDS} he said.") == ("Peter Novak", True)


def test_who_is_spoken_of_does_not_speak() -> None:
    """`she` stands behind what she says of the other woman."""
    told = "Mary Ellison said the river rose fast."
    assert speaker(told, "Susan Palmer is “a danger to everybody in this town,” she said.") == (
        "Mary Ellison",
        True,
    )


def test_between_two_who_fit_nobody_is_sure() -> None:
    """A guess is shown as one, or nobody is named."""
    assert not speaker("Paul Norton met Peter Novak at the bridge.", f"{WORDS} he said.")[1]


def test_they_are_nobody_by_name() -> None:
    """A crowd may have said it."""
    assert speaker("Peter Novak met the mayor.", f"{WORDS} they said.") == (None, False)
