"""Texts that were labelled by hand: `python -m training.labelling XX --data FOLDER [--since ID] [--bare]`.

`training/labels/XX.tsv` says what is named in the texts of `FOLDER/lang/ship/raw_XX.jsonl.gz` (rows of `id`
and `text`), a line a text: the id, or what stands after its last hyphen, then `LABEL=Name|Other Name` for
each label that the text has, between tabs. A name stands for each place in the text where it stands as whole
words and in no longer name. `Name@2` stands for the second such place only, those in longer names counted
too. Lines that begin with `#` are for those who read the file.

The command prints what is wrong and what was labelled; with `--bare` also the capitalised words within
sentences that no name holds, which is where names were forgotten.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int, str]
"""First character, last character + 1, label."""

LABELS = ("PER", "LOC", "ORG", "MISC")
_FOLDER = Path(__file__).parent / "labels"
_BARE = re.compile(r"(?<=[\w,;] )[^\W\d_a-zß-ÿ][\w’'-]*")
"""A capitalised word that opens no sentence, heading or quotation."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a line says of one name: which of its places is meant is counted from 1, 0 is all of them."""

    words: str
    label: str
    place: int = 0


def read_labelled(language: str, data: Path) -> list[tuple[str, list[Span]]]:
    """Return each labelled text with its spans, in the order of the file; ValueError says what is wrong."""
    texts, lines = read_texts(language, data), _read_lines(language)
    if wrong := mistakes(lines, texts):
        raise ValueError("\n".join(wrong))
    return [(text, find(text, names)[0]) for text, names in _pairs(lines, texts)]


def read_texts(language: str, data: Path) -> dict[str, str]:
    """Return the raw texts of a language by their short ids."""
    path = data / "lang" / "ship" / f"raw_{language}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {_short(row["id"]): row["text"] for row in rows}


def find(text: str, names: Iterable[Name]) -> tuple[list[Span], list[str]]:
    """Return the spans of the names in a text, in order, and what is wrong with the names."""
    spans: list[Span] = []
    wrong: list[str] = []
    for name in sorted(names, key=lambda name: (-len(name.words), not name.place)):
        places = _places(text, name)
        free = [(start, end) for start, end in places if not _touches(spans, start, end)]
        if not places:
            wrong.append(f"not in the text: {name.words}" + (f"@{name.place}" if name.place else ""))
        elif not free:
            wrong.append(f"only where another name stands: {name.words}")
        spans += [(start, end, name.label) for start, end in free]
    return sorted(spans), wrong


def mistakes(lines: Iterable[str], texts: Mapping[str, str]) -> list[str]:
    """Return what is wrong with lines of labels, each with the text's id before it."""
    wrong: list[str] = []
    seen: set[str] = set()
    for line in lines:
        key = _short(line.split("\t")[0])
        if key not in texts:
            wrong.append(f"{key}: no such text")
            continue
        if key in seen:
            wrong.append(f"{key}: labelled twice")
        seen.add(key)
        try:
            names = parse(line)
        except ValueError as error:
            wrong.append(f"{key}: {error}")
        else:
            wrong += [f"{key}: {one}" for one in find(texts[key], names)[1]]
    return wrong


def parse(line: str) -> list[Name]:
    """Return the names of one line; ValueError says what is no form of ours."""
    names: list[Name] = []
    for field in line.split("\t")[1:]:
        label, _, listed = field.partition("=")
        if label not in LABELS:
            raise ValueError(f"no label: {field}")
        names.extend(_name(name, label) for name in listed.split("|"))
    _check(names)
    return names


def _name(written: str, label: str) -> Name:
    """Return one name, with its place where a number stands after `@`."""
    words, mark, place = written.rpartition("@")
    return Name(words, label, int(place)) if mark and place.isdigit() else Name(written, label)


def _check(names: list[Name]) -> None:
    """Raise ValueError for a name that is empty, has blanks around it or is there twice."""
    if any(not name.words or name.words != name.words.strip() for name in names):
        raise ValueError("a name is empty or has blanks around it")
    twice = Counter((name.words, name.place) for name in names)
    if doubled := [words for (words, _), count in twice.items() if count > 1]:
        raise ValueError(f"twice: {', '.join(doubled)}")


def bare(text: str, spans: Iterable[Span]) -> list[str]:
    """Return the capitalised words within sentences that are part of no span."""
    spans = list(spans)
    return [word[0] for word in _BARE.finditer(text) if not _touches(spans, word.start(), word.end())]


def _read_lines(language: str) -> list[str]:
    lines = (_FOLDER / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _pairs(lines: Iterable[str], texts: Mapping[str, str]) -> Iterator[tuple[str, list[Name]]]:
    for line in lines:
        yield texts[_short(line.split("\t")[0])], parse(line)


def _short(key: str) -> str:
    return key.rpartition("-")[2]


def _places(text: str, name: Name) -> list[tuple[int, int]]:
    """Return where a name stands as whole words: the one place that is meant, or all."""
    before = r"(?<!\w)" if name.words[:1].isalnum() else ""
    after = r"(?!\w)" if name.words[-1:].isalnum() else ""
    found = [match.span() for match in re.finditer(before + re.escape(name.words) + after, text)]
    return found[name.place - 1 : name.place] if name.place else found


def _touches(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last, _ in spans)


def _is_wrong(key: str, wrong: list[str]) -> bool:
    return any(one.startswith(f"{key}:") for one in wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("language", metavar="XX")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--since", default="", metavar="ID", help="print of texts from this short id on only")
    parser.add_argument("--bare", action="store_true", help="print capitalised words that no name holds")
    given = parser.parse_args()
    texts, lines = read_texts(given.language, given.data), _read_lines(given.language)
    wrong = mistakes(lines, texts)
    print(*(one for one in wrong if one >= given.since), sep="\n")
    counts: Counter[str] = Counter()
    for line in lines:
        key = _short(line.split("\t")[0])
        if _is_wrong(key, wrong):
            continue
        spans = find(texts[key], parse(line))[0]
        counts.update(["texts", *(label for _, _, label in spans)])
        counts["words"] += len(texts[key].split())
        if given.bare and key >= given.since and (words := bare(texts[key], spans)):
            print(f"{key} bare: {', '.join(words)}")
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()), f"({len(wrong)} mistakes)")


if __name__ == "__main__":
    main()
