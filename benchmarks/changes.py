"""How long it takes to work out what changed in an article, beside difflib.

    python benchmarks/changes.py [--words 5000]

Articles of so many words, some of them hostile; medians of five, difflib where it ends in time.
"""

from __future__ import annotations

import argparse
import difflib
import random
import statistics
import time
from collections.abc import Callable
from functools import partial

from tui.changes.compare import Version, change
from tui.model.prose import Paragraph, Section, Text

RUNS = 5


def version(text: str) -> Version:
    """Return a text as an article of paragraphs of fifty words."""
    words = text.split(" ")
    cuts = [" ".join(words[at : at + 50]) for at in range(0, len(words), 50)]
    return Version("Headline", (Section(None, tuple(Paragraph(Text(cut)) for cut in cuts)),))


def one_paragraph(text: str) -> Version:
    return Version("Headline", (Section(None, (Paragraph(Text(text)),)),))


def prose(chance: random.Random, count: int) -> str:
    """Return words as often as words are (Zipf)."""
    vocabulary = [f"word{number}" for number in range(4_000)]
    return " ".join(chance.choices(vocabulary, [1 / (n + 1) for n in range(4_000)], k=count))


def corrected(text: str, share: float, chance: random.Random) -> str:
    return " ".join(word if chance.random() > share else f"new{chance.random()}" for word in text.split(" "))


def noise(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices("ab", k=count))


def cases(words: int) -> dict[str, tuple[str, str]]:
    chance = random.Random(7)
    text = prose(chance, words)
    return {
        "one word in a hundred": (text, corrected(text, 0.01, chance)),
        "one word in ten": (text, corrected(text, 0.1, chance)),
        "all other words": (text, prose(chance, words)),
        "two words for ever": ("a b " * (words // 2), "b a " * (words // 2)),
        "two words at random": (noise(chance, words), noise(chance, words)),
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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=5_000)
    words = parser.parse_args().words
    print(f"{f'milliseconds, {words:,} words':32} {'paragraphs':>11} {'one text':>9} {'difflib':>9}")
    for name, (old, new) in cases(words).items():
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
