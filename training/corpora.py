"""The training texts as labelled words, and the copies of them that make the tagger sturdy.

Each text is a pair (words, labels), split exactly as the extractor splits; labels are BIO over
PER, LOC, ORG, NORP and MISC. Sources and licences: README.md.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.entities.lexicon import candidates, demonyms
from tui.entities.tokens import Tokenizer, english

Span = tuple[int, int, str]
"""First token, last token + 1, label."""
Labelled = tuple[list[str], list[str]]

GMB, GMB_SPACY, OTHERS = "gmb", "gmb_spacy", ("crossner", "btc", "ewt_dev")
DATELINE_SHARE, UPPER_SHARE, TITLE_SHARE, US_SHARE = 0.06, 0.10, 0.10, 0.70
"""Which share of the texts gets a copy of that kind; `US` counts only texts that have it."""
_AGENCIES = ("Reuters", "AP", "AFP", "")
_SMALL = frozenset("of the and in on at for to a an with by from as but or".split())
_SPELLED = {"U.S.": "US", "U.K.": "UK", "U.N.": "UN"}
_CITIES = """London, Paris, New York, Moscow, Beijing, Tokyo, Washington, Brussels, Geneva, Cairo, Jerusalem,
Baghdad, Kabul, Nairobi, Lagos, Abuja, Johannesburg, Mexico City, Buenos Aires, Sao Paulo,
New Delhi, Mumbai, Islamabad, Jakarta, Manila, Sydney, Ottawa, Chicago, Los Angeles, Houston,
Atlanta, Madrid, Rome, Berlin, Warsaw, Kyiv, Istanbul, Ankara, Tehran, Riyadh, Doha, Dubai, Seoul,
Hong Kong, Bangkok, Kuala Lumpur, Singapore, Harare, Kinshasa, Accra, Dakar, Caracas, Bogota, Lima,
Santiago, Havana, Vienna, Zurich, Athens, Sofia, Belgrade, Sarajevo, Stockholm, Oslo, Helsinki,
Copenhagen, Lisbon, Dublin, Belfast, Edinburgh, Bucharest, Budapest, Prague, Tunis, Algiers,
Tripoli, Khartoum, Kampala, Dhaka, Colombo, Kathmandu""".replace("\n", " ").split(", ")


def read_rows(path: Path) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Yield each text of a file with its labelled character spans."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], [tuple(span) for span in row["spans"]]


def read_corpus(folder: Path, name: str) -> list[Labelled]:
    """Return one corpus as labelled words, its labels made alike with those of the others."""
    return [
        to_words(text, [_alike(text, span, name) for span in spans])
        for text, spans in read_rows(folder / "train" / f"{name}.jsonl.gz")
    ]


def _alike(text: str, span: tuple[int, int, str], corpus: str) -> tuple[int, int, str]:
    """Even out what the corpora label each in its way: `Iran's` NORP, peoples MISC, articles inside names."""
    start, end, label = span
    surface = text[start:end]
    if surface in demonyms() and label in {"NORP", "MISC"}:
        return start, end, "NORP"
    if corpus == GMB and label == "NORP" and (found := candidates(surface)) and found[0].kind in "CATP":
        return start, end, "LOC"
    if corpus == GMB_SPACY and label != "PER" and surface.lower().startswith("the "):
        return start + 4, end, label
    return span


def to_words(
    text: str, spans: Iterable[tuple[int, int, str]], tokenizer: Tokenizer | None = None
) -> Labelled:
    """Turn character spans into BIO labels of the words they touch; split as English if nothing is said."""
    tokens = (tokenizer or english()).tokenize(text)
    labels = ["O"] * len(tokens.words)
    for start, end, label in sorted(spans):
        prefix = "B-"
        for index, at in enumerate(tokens.starts):
            if at >= end:
                break
            if tokens.end(index) > start:
                if labels[index] == "O" or prefix == "I-":
                    labels[index] = prefix + label
                prefix = "I-"
    return tokens.words, labels


def spans_of(labels: list[str]) -> list[Span]:
    """Return the spans of BIO labels."""
    spans: list[Span] = []
    start = 0
    while start < len(labels):
        end = start + 1
        if labels[start] != "O":
            while end < len(labels) and labels[end] == "I-" + labels[start][2:]:
                end += 1
            spans.append((start, end, labels[start][2:]))
        start = end
    return spans


def labels_of(count: int, spans: Iterable[Span]) -> list[str]:
    """Return the BIO labels of `count` words."""
    labels = ["O"] * count
    for start, end, label in spans:
        labels[start:end] = ["B-" + label] + ["I-" + label] * (end - start - 1)
    return labels


def vote(words: list[str], opinions: Iterable[Iterable[Span]]) -> Labelled:
    """Keep the spans on which two of the opinions agree; a leading article does not matter."""
    counts: dict[Span, int] = {}
    for opinion in opinions:
        for start, end, label in set(opinion):
            first = start + 1 if words[start].lower() == "the" and end - start > 1 else start
            counts[first, end, label] = counts.get((first, end, label), 0) + 1
    kept: list[Span] = []
    for span in sorted(span for span, count in counts.items() if count > 1):
        if not kept or kept[-1][1] <= span[0]:
            kept.append(span)
    return words, labels_of(len(words), kept)


def _titled(words: list[str]) -> list[str]:
    """Return the words as a headline has them: with capitals, but for the small ones."""
    return [word if word in _SMALL else word[:1].upper() + word[1:] for word in words]


def with_copies(texts: Iterable[Labelled], seed: int) -> list[Labelled]:
    """Return the texts with copies in other dress (dateline, capitals, `US`), shuffled by the seed."""
    rng = random.Random(seed)
    out: list[Labelled] = []
    for words, labels in texts:
        out.append((words, labels))
        if rng.random() < DATELINE_SHARE:
            out.append(_with_dateline(words, labels, rng))
        if _SPELLED.keys() & set(words) and rng.random() < US_SHARE:
            out.append(([_SPELLED.get(word, word) for word in words], labels))
        if rng.random() < UPPER_SHARE:
            out.append(([word.upper() for word in words], labels))
        if rng.random() < TITLE_SHARE:
            out.append((_titled(words), labels))
    rng.shuffle(out)
    return out


def _with_dateline(words: list[str], labels: list[str], rng: random.Random) -> Labelled:
    city = rng.choice(_CITIES).upper().split()
    agency = rng.choice(_AGENCIES)
    credit = ["(", agency, ")"] if agency else []
    head = labels_of(len(city), [(0, len(city), "LOC")]) + (["O", "B-ORG", "O"] if agency else [])
    return [*city, *credit, rng.choice("-—–"), *words], [*head, "O", *labels]
