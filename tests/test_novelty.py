"""What is new to who read other texts: judged alike in several languages, in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.novelty import NEW, novel_sentences

READ = {
    "en": "A fire destroyed a mill in Leeds on Monday. Three people were hurt, the fire service said.",
    "fr": "Un incendie a détruit une usine à Lyon lundi. Trois personnes ont été blessées, dit-on.",
    "de": "Ein Feuer zerstörte am Montag eine Fabrik in Köln. Drei Menschen wurden verletzt.",
    "es": "Un incendio destruyó el lunes una fábrica en León. Tres personas resultaron heridas.",
}
KNOWN = {
    "en": ["A mill in Leeds was destroyed by fire on Monday.", "Three people were hurt."],
    "fr": ["Trois blessés dans l’incendie d’une usine de Lyon lundi.", "Trois personnes ont été blessées."],
    "de": ["Am Montag zerstörte ein Feuer eine Kölner Fabrik.", "Drei Menschen wurden verletzt."],
    "es": ["Una fábrica de León, destruida por un incendio el lunes.", "Hubo tres personas heridas."],
}
NEWS = {
    "en": [
        "Its owner, Paul Roe, resigned after 40 drums of solvent were found.",
        "Police arrested a man of 34.",
    ],
    "fr": ["Le directeur, Paul Roux, a démissionné.", "Quarante fûts toxiques étaient cachés dans la cave."],
    "de": ["Der Leiter Paul Roth trat am Dienstag zurück.", "Im Keller lagerten 40 Fässer mit Lösemittel."],
    "es": ["El dueño, Paul Roca, dimitió el martes.", "En el sótano había 40 bidones de disolvente."],
}


@pytest.mark.parametrize("language", READ)
def test_what_was_read_is_known_and_what_was_not_is_new(language: str) -> None:
    sentences = KNOWN[language] + NEWS[language]
    shown = [score >= NEW for score in novel_sentences([READ[language]], sentences)]
    assert shown == [False, False, True, True]


def test_a_sentence_that_was_read_is_never_new_wherever_it_stood() -> None:
    text = " ".join(sentence for language in NEWS for sentence in KNOWN[language] + NEWS[language])
    for sentences in (*KNOWN.values(), *NEWS.values()):
        assert max(novel_sentences([READ["en"], text], sentences)) < NEW


def test_where_nothing_was_read_all_is_new_but_what_has_no_words() -> None:
    assert novel_sentences([], ["The mill burnt.", "...", ""]) == [1.0, 0.0, 0.0]
    assert novel_sentences(["", "—"], ["The mill burnt."]) == [1.0]
    assert novel_sentences([READ["en"]], []) == []


@given(st.lists(st.text(max_size=30), max_size=3), st.lists(st.text(max_size=30), max_size=3))
def test_odd_texts_break_nothing(read: list[str], sentences: list[str]) -> None:
    scores = novel_sentences(read, sentences)
    assert len(scores) == len(sentences)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize(
    "text", ["word " * 50_000, "Same word here. " * 12_000, "彼は言った" * 10_000, "9" * 200_000]
)
def test_hostile_texts_are_judged_in_bounded_time(text: str) -> None:
    begun = time.process_time()
    novel_sentences([text], [text, *["Same word here."] * 500])
    assert time.process_time() - begun < 5
