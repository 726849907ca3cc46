"""Who said what in six languages, on texts of our own with their speakers: `gold/XX.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.entities.builders import build_prose, text_at
from tests.quotations.builders import quoted, spoken
from tui.model.prose import Paragraph, Prose, Quote, Section, Text
from tui.quotations.lexicon import LANGUAGES, told_language

_GOLD = Path(__file__).with_name("gold")


def gold_texts(language: str) -> list[tuple[list[str], list[tuple[str, str]]]]:
    """Return paragraphs and (words, speaker) of each text of a file.

    A blank line stands between texts; a line of gold is `> speaker | words`, its parts joined by ` … `.
    """
    texts = []
    for block in (_GOLD / f"{language}.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        gold = [tuple(line[2:].split(" | ")) for line in lines if line.startswith("> ")]
        texts.append(
            ([line for line in lines if not line.startswith("> ")], [(words, who) for who, words in gold])
        )
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_all_is_found_with_its_speaker(language: str) -> None:
    """A mark, a verb or a rule that a language loses shows at once."""
    wrong: list[object] = []
    for paragraphs, gold in gold_texts(language):
        if sorted(spoken(*paragraphs, language=language), key=str) != sorted(gold, key=str):
            wrong.append((gold, spoken(*paragraphs, language=language)))
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_text_tells_its_language(language: str) -> None:
    """Feeds often do not, or say English of all they have."""
    paragraphs = [each for texts, _ in gold_texts(language)[:3] for each in texts]
    assert told_language(paragraphs, None) == language
    assert told_language(paragraphs, f"{language.upper()}-XX") == language
    assert told_language(paragraphs, "en") == language


def test_the_french_put_who_speaks_within_the_marks() -> None:
    """It is no part of what was said."""
    (quote,) = quoted(prose := build_prose("« Je pars demain, a dit Anne Morel, et pour longtemps. »"), "fr")
    assert [text_at(prose, part) for part in quote.parts] == ["Je pars demain,", "et pour longtemps."]
    assert quote.speaker == "Anne Morel"


def test_a_block_that_a_colon_leads_to_is_speech_without_marks() -> None:
    """Pages set long quotations apart; without somebody who says it, such a block is a document's."""
    block = Quote((Paragraph(Text("The water rose fast.")), Paragraph(Text("We ran up the hill."))))
    told = Paragraph(Text("Peter Novak wrote in a letter to the town:"))
    told_of = Prose("", (Section(None, (told, block)),))
    (quote,) = quoted(told_of)
    assert [text_at(told_of, part) for part in quote.parts] == ["The water rose fast.", "We ran up the hill."]
    assert quote.speaker == "Peter Novak"
    assert quoted(Prose("", (Section(None, (Paragraph(Text("Peter Novak wrote.")), block)),))) == ()
