"""Exact F1 of the namings in texts with labelled spans: `python -m training.spans FOLDER/dev/*.jsonl.gz`.

A naming counts when start, end and label agree, after both sides are trimmed alike: no article, no title
before a person, no possessive s, no marks at the ends. Only PER, LOC and ORG are looked at.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from training.corpora import read_rows
from training.score import extract
from tui.entities.words import HONORIFICS

_LABELS = ("PER", "LOC", "ORG")
_MARKS = " \"'“”‘’([,.;:-–—)]"
_POSSESSIVES = ("'s", "’s", "'S", "’S")
_ABBREVIATED = frozenset(
    "Jr Sr St Inc Ltd Co Calif Fla Mass Mich Minn Pa Tenn Va Wash Wis Ill Ind Ore".split()
)


def trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int, str]:
    """Return a span without what scorers disagree on; may be empty."""
    while start < end and text[start] in _MARKS:
        start += 1
    start = _name_start(text, start, end, label)
    if text[start:end].endswith(_POSSESSIVES):
        end -= 2
    while end > start and text[end - 1] in _MARKS and not _keeps_stop(text[start:end], label):
        end -= 1
    return start, end, label


def _name_start(text: str, start: int, end: int, label: str) -> int:
    """Return where a name begins behind its article, and a person's behind titles."""
    while (head := text[start:end].partition(" "))[1] and _is_left_out(head[0], label):
        start += len(head[0]) + 1
    return start


def _is_left_out(head: str, label: str) -> bool:
    word = head.lower().rstrip(".")
    return word == "the" or (label == "PER" and word in HONORIFICS)


def _keeps_stop(name: str, label: str) -> bool:
    # `Zab Inc.`: the stop may be the sentence's.
    short = label != "ORG" and name[:-1].rsplit(" ", 1)[-1] in _ABBREVIATED
    return name.endswith(".") and ("." in name[:-1] or short)


def score(path: Path, language: str | None = None) -> dict[str, tuple[float, float, float]]:
    """Return precision, recall and F1 of each label that is found at all."""
    counts: Counter[tuple[str, str]] = Counter()
    for text, spans in read_rows(path):
        gold = {trimmed(text, *span) for span in spans if span[2] in _LABELS}
        found = {trimmed(text, *span) for span in extract(text, language)}
        for name, group in (("right", gold & found), ("found", found), ("wanted", gold)):
            counts.update((label, name) for _, _, label in group)
    return {
        label: _rates(*(counts[label, name] for name in ("right", "found", "wanted")))
        for label in _LABELS
        if counts[label, "found"]
    }


def _rates(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    precision, recall = right / max(1, found), right / max(1, wanted)
    return precision, recall, 2 * right / max(1, found + wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--language", help="what they are written in, whatever they look like: de, es …")
    args = parser.parse_args()
    for path in args.files:
        for label, (precision, recall, f1) in score(path, args.language).items():
            print(f"{path.name:28} {label}  precision {precision:.1%}  recall {recall:.1%}  F1 {f1:.1%}")


if __name__ == "__main__":
    main()
