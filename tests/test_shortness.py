"""Which texts are taken for the beginnings of stories: by their ends, their length, and their siblings'."""

from __future__ import annotations

import pytest

from tui.text.shortness import is_part

WHOLE = "The harbour was closed at dawn, and ships waited outside the wall until it was over. " * 8
WRITTEN_BELOW = "\nThe post Storm closes the harbour appeared first on Harbour Post."


@pytest.mark.parametrize(
    "end",
    [
        "and ships waited…", "and ships waited...", "and ships waited […]", "and ships waited [...]",
        "“and ships…”", "Continue reading", "Continue reading →", "Read more", "Weiterlesen",
        "Read the full story at Harbour Post", "Den ganzen Artikel lesen", "Lire la suite", "Lire l’article",
        "Seguir leyendo", "Leer más »", "Continua a leggere", "Leggi tutto", "Continue lendo", "Leia mais",
        "Lees verder", "Läs mer", "Czytaj dalej", "Читать далее", "続きを読む", "阅读全文",
        "and ships waited…" + WRITTEN_BELOW,
    ],
)  # fmt: skip
def test_what_sends_one_on_to_the_page_is_a_part(end: str) -> None:
    assert is_part(f"{WHOLE}\n{end}")


@pytest.mark.parametrize(
    "end",
    [
        "", WRITTEN_BELOW, "“And so on … and on,” he said at the end of it all.",
        "She would continue reading to the children in the harbour every evening, and nobody thought of it.",
    ],
)  # fmt: skip
def test_what_is_told_to_its_end_is_none(end: str) -> None:
    """Also where it speaks of reading on, or leaves something out in the middle."""
    assert not is_part(f"{WHOLE}\n{end}")


def test_few_words_are_a_part_and_much_fewer_than_usual_are() -> None:
    assert is_part("")
    assert is_part("A sentence alone, and nothing more.")
    assert not is_part(WHOLE), "nothing is known of its siblings"
    assert not is_part(WHOLE, [150, 140, 160, 120, 130])
    assert is_part(WHOLE, [900, 800, 1_000, 700, 850])
    assert not is_part(WHOLE, [900, 800]), "too few to tell"


@pytest.mark.parametrize("text", ["…" * 200_000, "read more " * 50_000, "the post " * 50_000, "[ " * 200_000])
def test_no_text_takes_long_to_judge(text: str) -> None:
    """A second for the longest that comes would be too much: this takes milliseconds."""
    assert is_part(text) in (True, False)
