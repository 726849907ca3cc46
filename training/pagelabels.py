"""Saved web pages, and what of each was labelled in `labels/pages.tsv` as its article's. See README.md."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

LABELS = Path(__file__).parent / "labels" / "pages.tsv"
FOLDS = 5


@dataclass(frozen=True)
class PageLabels:
    """What was labelled of a page."""

    key: str
    weight: float
    """How much its labels are trusted."""
    letters: dict[int, str]
    """A letter for each event, tag or text, that has one."""


class Keyed(Protocol):
    """What is of one page."""

    @property
    def key(self) -> str:
        """The page's."""
        ...


OfPage = TypeVar("OfPage", bound=Keyed)


def read_labels() -> Iterator[PageLabels]:
    """Yield the labels of each page, in the file's order."""
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, _, weight, *labels = line.split("\t")
            yield PageLabels(key, float(weight), _letters(labels))


def _letters(labels: Iterable[str]) -> dict[int, str]:
    """Return the letters of events; labels are letters with half-open ranges of events: `a 12-15 20-31`."""
    marks: dict[int, str] = {}
    for label in labels:
        letter, *ranges = label.split()
        for start, end in (part.split("-") for part in ranges):
            marks.update(dict.fromkeys(range(int(start), int(end)), letter))
    return marks


def read_saved(folder: Path, key: str) -> bytes:
    """Return the bytes of a saved page."""
    path = folder / "pages" / f"{key}.html"
    return path.read_bytes() if path.exists() else gzip.decompress(Path(f"{path}.gz").read_bytes())


def parted(pages: Iterable[OfPage]) -> list[Sequence[OfPage]]:
    """Return what is of pages in five parts, by page, always the same."""
    shuffled = sorted(pages, key=lambda page: page.key)
    random.Random(7).shuffle(shuffled)
    return [shuffled[start::FOLDS] for start in range(FOLDS)]
