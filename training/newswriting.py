"""News that was written for training: `python -m training.newswriting XX` checks it and counts its names.

`training/news/XX.txt` holds articles parted by blank lines, about invented affairs. Names are marked where
they stand: `[PER Ana Ruiz] llegó a [LOC Vigo]`. Lines that begin with `#` are for those who read the file.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from training.labelling import LABELS, Span

_FOLDER = Path(__file__).parent / "news"
_MARK = re.compile(rf"\[({'|'.join(LABELS)}) ([^\[\]\n]+)\]")
_TORN = re.compile(rf"[\[\]]|\b(?:{'|'.join(LABELS)}) (?=[^\n]*\])")
"""What is left of a broken mark; square brackets stand for nothing else."""


def read_news(language: str, folder: Path = _FOLDER) -> list[tuple[str, list[Span]]]:
    """Return each article with its spans, if there is a file; ValueError says which marks are broken."""
    path = folder / f"{language}.txt"
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    if wrong := [
        f"{path.name}:{number}: {slip}" for number, line in enumerate(lines, 1) for slip in slips(line)
    ]:
        raise ValueError("\n".join(wrong))
    kept = "\n".join(line.strip() for line in lines if not line.startswith("#"))
    return [parse(article.strip()) for article in re.split(r"\n{2,}", kept) if article.strip()]


def parse(marked: str) -> tuple[str, list[Span]]:
    """Return a text without its marks, and the spans that were marked, in order."""
    text, end = "", 0
    spans: list[Span] = []
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        end = mark.end()
    return text + marked[end:], spans


def slips(line: str) -> list[str]:
    """Return what is wrong with the marks of a line: those without end or label, blanks around a name."""
    if line.startswith("#"):
        return []
    blank = [f"blanks around {mark[2]!r}" for mark in _MARK.finditer(line) if mark[2] != mark[2].strip()]
    rest = _MARK.sub("", line)
    return blank + [
        f"broken mark: {rest[max(0, m.start() - 20) : m.end() + 20]}" for m in _TORN.finditer(rest)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("language", metavar="XX")
    news = read_news(parser.parse_args().language)
    counts = Counter(label for _, spans in news for _, _, label in spans)
    words = sum(len(text.split()) for text, _ in news)
    print(
        f"{len(news):,} articles, {words:,} words,",
        *(f"{count:,} {label}" for label, count in counts.items()),
    )


if __name__ == "__main__":
    main()
