"""How long it takes to work out what changed in an article, beside difflib: `python benchmarks/changes.py`.

Articles of five thousand words, some of them hostile; medians of five, difflib where it ends in time.
"""

from __future__ import annotations

import difflib
import random
import statistics
import time
from collections.abc import Callable
from functools import partial

from tui.changes import Version, change
from tui.model import Paragraph, Section, Text

WORDS = 5_000
RUNS = 5


def version(text: str) -> Version:
    """Return a text as an article of paragraphs of fifty words."""
    words = text.split(" ")
    cuts = [" ".join(words[at : at + 50]) for at in range(0, len(words), 50)]
    return Version("Headline", (Section(None, tuple(Paragraph(Text(cut)) for cut in cuts)),))


def one_paragraph(text: str) -> Version:
    return Version("Headline", (Section(None, (Paragraph(Text(text)),)),))


def prose(chance: random.Random) -> str:
    """Return words as often as words are (Zipf)."""
    vocabulary = [f"word{number}" for number in range(4_000)]
    return " ".join(chance.choices(vocabulary, [1 / (n + 1) for n in range(4_000)], k=WORDS))


def corrected(text: str, share: float, chance: random.Random) -> str:
    return " ".join(word if chance.random() > share else f"new{chance.random()}" for word in text.split(" "))


def noise(chance: random.Random) -> str:
    return " ".join(chance.choices("ab", k=WORDS))


def cases() -> dict[str, tuple[str, str]]:
    chance = random.Random(7)
    text = prose(chance)
    return {
        "one word in a hundred": (text, corrected(text, 0.01, chance)),
        "one word in ten": (text, corrected(text, 0.1, chance)),
        "all other words": (text, prose(chance)),
        "two words for ever": ("a b " * (WORDS // 2), "b a " * (WORDS // 2)),
        "two words at random": (noise(chance), noise(chance)),
        "the other way round": (text, " ".join(reversed(text.split(" ")))),
    }


def median_ms(work: Callable[[], object], runs: int = RUNS) -> float:
    took: list[float] = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        took.append(1_000 * (time.perf_counter() - began))
    return statistics.median(took)


def main() -> None:
    print(f"{f'milliseconds, {WORDS:,} words':32} {'paragraphs':>11} {'one text':>9} {'difflib':>9}")
    for name, (old, new) in cases().items():
        parts, whole = [version(old), version(new)], [one_paragraph(old), one_paragraph(new)]
        matcher = difflib.SequenceMatcher(None, old.split(" "), new.split(" "), autojunk=False)
        took = (
            median_ms(partial(change, parts, 1)),
            median_ms(partial(change, whole, 1)),
            median_ms(matcher.get_opcodes, 1),
        )
        print(f"{name:32} {took[0]:11.1f} {took[1]:9.1f} {took[2]:9.1f}")


if __name__ == "__main__":
    main()
