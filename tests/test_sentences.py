"""Sentences: whole ones, in the languages of the names, in time that grows with the text alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.sentences import sentence_spans


@pytest.mark.parametrize(
    "marked",
    [
        "U.S. Secretary of State Ann Reed met Gov. J. Doe.| She left.",
        "He moved to the U.S.| The year after, Acme Inc. sued.| So did Reed Ltd.| They lost.",
        "Doors open at 5 p.m. Monday.| Talks ended at 5 p.m.| Reed left at 9 a.m. ET.",
        "It is No. 5 of all.| Was it so?| She said no.| Then she left in Jan.| On Jan. 5 she was back.",
        "“Stop!” he cried.| “It is over.”| (See above.)| She read J. R. R. Tolkien on Main St.| The end.",
        "He took vitamin C.| The score was 3.5 to 2.| Wait...| What?| And so on... it goes.",
        "Er sagte: „Das geht nicht.“| Am 3. Oktober kam Dr. Weber, z. B. nach Köln.| Es war der 5.| Er ging.",
        "I know . . . and so.| Then . . .| … She left.| The ST. LOUIS fair.",
        "« Oui. »| M. Petit a parlé.| Le 3 janv. 2024, Mme. Roux est venue.| Élodie aussi.",
        "El Sr. Pérez llegó a EE.UU.| La sede calló.| ¿Por qué?| ¡No!| Dijo «sí».| Luego se fue.",
        "O Sr. Silva mora na Av. Paulista.| Não disse nada.| Il sig. Rossi è qui.| “È vero”.| Poi andò.",
        "彼は言った。|「行く。」|彼女は泣いた！|本当？",
        "A headline without a stop\n|Its text.| More",
    ],
)
def test_sentences_end_where_they_end(marked: str) -> None:
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        part.strip() for part in marked.split("|")
    ]


@given(st.text(st.sampled_from('Aa1.!?"” \n“»«。(U'), max_size=40))
def test_nothing_but_blanks_lies_between_sentences(text: str) -> None:
    at = 0
    for start, end in sentence_spans(text):
        assert text[at:start].strip() == ""
        assert text[start:end].strip() == text[start:end] != ""
        at = end
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    "unit", [".", ". ", "A. ", ".)", '. " ', "\n", ". “", "a.", ".\u00a0»", "x" * 99 + ". "]
)
def test_hostile_texts_take_no_longer_than_others(unit: str) -> None:
    begun = time.process_time()
    sentence_spans(unit * (100_000 // len(unit)) + "x")
    assert time.process_time() - begun < 1
