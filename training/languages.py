"""Build the data of a language besides English: `python -m training.languages XX --data FOLDER`.

It is trained on texts of Wikipedia that were labelled by hand (`labels/XX.tsv`), on news written for it
(`news/XX.txt`), in Portuguese on Bosque as well; names of places come from `sources/exonyms/XX.tsv`, how
common words are from the package wordfreq.
Deterministic: every choice by chance has a seed. See README.md for the sources and what to install.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from training import pack
from training.corpora import Labelled, labels_of, read_rows, to_words
from training.labelling import read_labelled
from training.model import Trained, train
from training.newswriting import read_news
from training.swapping import Swapper
from training.train import OUT, installed
from tui.entities.languages import Language
from tui.entities.nouns import worn

MODELS = 3
"""How many models, trained in different orders, the shipped weights are the mean of."""
COMMON_WORDS, NOUNS_AMONG = 20_000, 100_000
"""How many of the commonest words are listed, and how many are looked through for nouns."""
UPPER_SHARE, WORN_SHARE, SWAP_SHARE = 0.05, 0.3, 0.5
"""Which share of the texts gets a copy in capitals or, in German, without umlauts; with other names."""
_CREDITED = {"de": ("dpa", "AP", "AFP", "Reuter", ""), "fr": ("AFP", "Reuters", "ATS", "Belga", "")}
"""Languages whose texts get copies with datelines in capitals, and the agencies that these credit."""
DATELINE_SHARE = 0.08
SWAP_SHARES = {"pt": 0.2}
"""That share in a language with more news than the others."""
NEWS_TIMES = 2
"""How many times the news of Bosque count: what the tagger reads is news."""
NEWS_SEEDS, NEWS_WORN_SHARE = (21, 22), 0.5
"""The seeds of the further copies of written news, and the share of these, in German, without umlauts."""
WRITTEN_TIMES = {"es": 3}
"""How many times written news counts in a language that has many more texts of Wikipedia."""
PRUNE_BELOW = 1.0
SOURCES = Path(__file__).parent / "sources"
_NOUN_KINDS = frozenset(["Substantiv", "Substantiv,adjektivische Deklination"])
_FORMS = ("lemma", "nominativ", "genitiv", "dativ", "akkusativ")


def read_texts(language: Language, data: Path) -> list[Labelled]:
    """Return the labelled texts of a language as words."""
    news = read_news(language.code) * WRITTEN_TIMES.get(language.code, 1)
    rows = read_labelled(language.code, data) + news
    if language.code == "pt":
        rows += NEWS_TIMES * list(read_rows(data / "lang" / "ship" / "pt_bosque.jsonl.gz"))
    return [to_words(text, spans, language.tokenizer) for text, spans in rows]


def with_copies(texts: list[Labelled], language: Language, seed: int) -> list[Labelled]:
    """Return the texts with copies in other dress and with other names, shuffled by the seed."""
    rng = random.Random(seed)
    out = list(texts)
    for words, labels in texts:
        if rng.random() < UPPER_SHARE:
            out.append(([word.upper() for word in words], labels))
        if language.code == "de" and rng.random() < WORN_SHARE:
            out.append(_worn(words, labels))
    out += _with_datelines(texts, language, random.Random(seed))
    out += Swapper(seed, SWAP_SHARES.get(language.code, SWAP_SHARE)).copies(texts)
    if language.code in {"de", "it"}:
        out += _news_again(language, rng)
    rng.shuffle(out)
    return out


def _with_datelines(texts: list[Labelled], language: Language, rng: random.Random) -> Iterator[Labelled]:
    """Yield a share of the texts again, behind a place in capitals: `NOUVELLE-ZÉLANDE -`, `LIMA (AFP) –`."""
    agencies = _CREDITED.get(language.code)
    places = [line.partition("\t")[0] for line in _exonyms(language.code)]
    for words, labels in texts if agencies else ():
        if rng.random() < DATELINE_SHARE:
            place = language.tokenizer.tokenize(rng.choice(places).upper()).words
            agency = rng.choice(agencies or ("",))
            credit = ["(", agency, ")"] if agency else []
            head = labels_of(len(place), [(0, len(place), "LOC")]) + (["O", "B-ORG", "O"] if agency else [])
            yield [*place, *credit, rng.choice("-—–"), *words], [*head, "O", *labels]


def _news_again(language: Language, rng: random.Random) -> list[Labelled]:
    """Return the written news twice more with other names, in German half of it without umlauts.

    Much of what is to be read is as they are, not as Wikipedia is.
    """
    news = [to_words(text, spans, language.tokenizer) for text, spans in read_news(language.code)]
    copies = [copy for seed in NEWS_SEEDS for copy in Swapper(seed, 1.0).copies(news)]
    if language.code != "de":
        return copies
    return [_worn(*copy) if rng.random() < NEWS_WORN_SHARE else copy for copy in copies]


def _worn(words: list[str], labels: list[str]) -> Labelled:
    """Return a text as it is where umlauts were lost on the way."""
    pairs = [(worn(word), label) for word, label in zip(words, labels, strict=True)]
    kept = [pair for pair in pairs if pair[0]]
    return [word for word, _ in kept], [label for _, label in kept]


def write_lists(language: Language, out: Path) -> None:
    """Write the names of places, and how common words are."""
    _write(out / f"{language.code}.places.z", "\n".join(sorted(set(_exonyms(language.code)))))
    _write(out / f"{language.code}.words.z", "\n".join(_common_words(language.code)))


def write_nouns(language: Language, out: Path) -> None:
    """Write the common nouns of a language that writes them with capitals."""
    _write(out / f"{language.code}.nouns.z", "\n".join(sorted(set(_nouns(language.code)))))


def _nouns(code: str) -> Iterator[str]:
    """Yield the nouns of Wiktionary, in all their forms, that are no names and not too rare."""
    from wordfreq import top_n_list

    common = set(top_n_list(code, NOUNS_AMONG))
    with (installed("german_nouns.lookup").parent / "nouns.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["pos"] in _NOUN_KINDS:
                forms = (form for name, form in row.items() if name.startswith(_FORMS) and form)
                yield from (word for form in forms if (word := form.lower()) in common and len(word) > 2)


def _exonyms(code: str) -> Iterator[str]:
    """Yield `name, tab, English name` of each place that a language calls otherwise."""
    for line in (SOURCES / "exonyms" / f"{code}.tsv").read_text(encoding="utf-8").splitlines():
        name, _, english = line.partition("\t")
        if english and not line.startswith("#") and name != english:
            yield f"{name}\t{english}"


def _common_words(code: str) -> Iterator[str]:
    """Yield, for each size (the tenfold logarithm of how often a word stands in a billion), its words."""
    # Here, so that the other commands do without the package.
    from wordfreq import top_n_list, zipf_frequency

    words: dict[int, list[str]] = defaultdict(list)
    for word in top_n_list(code, COMMON_WORDS):
        if word.isalpha():
            words[round(zipf_frequency(word, code))].append(word)
    return (f"{size}\t{' '.join(sorted(found))}" for size, found in sorted(words.items()))


def _write(path: Path, text: str) -> None:
    path.write_bytes(zlib.compress(text.encode("utf-8"), 9))


def write_weights(language: Language, texts: Iterable[Labelled], out: Path) -> None:
    """Train the models and write the mean of their weights, packed."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.crf" for number in range(MODELS)]
        train(texts, paths, language.features, language.tokenizer, with_small=True)
        dump = Path(folder) / "weights.txt"
        models = []
        for path in paths:
            Trained(path).dump(dump)
            models.append(pack.read_dump(dump))
        packed = pack.pack(*pack.average(models), PRUNE_BELOW)
        (out / f"{language.code}.tagger.z").write_bytes(packed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("language", help="es, fr, it, pt or de")
    parser.add_argument("--data", type=Path, required=True, help="folder with lang/ship/")
    parser.add_argument("--lists-only", action="store_true", help="build the lists, keep the weights")
    args = parser.parse_args()
    language = Language(args.language)
    # Before the texts are read: the tagger sees what the lists say.
    write_lists(language, OUT)
    if language.code == "de":
        write_nouns(language, OUT)
    if not args.lists_only:
        texts = with_copies(read_texts(language, args.data), language, seed=3)
        write_weights(language, texts, OUT)


if __name__ == "__main__":
    main()
