"""How fast names are found, and what the extractor costs: words a second, load time, memory, data.

    python -m benchmarks.names [--texts FILE.jsonl[.gz]] [--spacy MODEL]

Without `--texts` it reads the articles in `training/checks`, which are few: the second figure, with all
words met before, then says more about a long sync than the first. `--spacy` times a spaCy pipeline
on the same texts in the same run (only its named entities), if one is installed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHECKS = ROOT / "training" / "checks" / "articles.jsonl"
DATA = ROOT / "tui" / "entities" / "data"
_LOAD = """
import resource, time
from tui.model.prose import Paragraph, Prose, Section, Text
from tui.entities import extract_names
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
extract_names(Prose("", (Section(None, (Paragraph(Text("Angela Merkel met Barack Obama in Berlin.")),)),)))
print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def read_texts(path: Path) -> list[str]:
    """Return the `text` of each line."""
    packed = path.read_bytes()
    lines = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line]


def words_per_second(work: Callable[[str], object], texts: list[str]) -> float:
    """Return how many words of the texts a second of processor time does."""
    words = sum(len(text.split()) for text in texts)
    start = time.process_time()
    for text in texts:
        work(text)
    return words / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, default=CHECKS)
    parser.add_argument("--spacy")
    args = parser.parse_args()
    load = subprocess.run([sys.executable, "-c", _LOAD], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, load.stdout.split())
    print(f"load               {seconds:.3f} s, first article included")
    print(f"added memory       {megabytes:.0f} MB")
    print(f"data               {sum(file.stat().st_size for file in DATA.iterdir()):,} bytes")
    from training.score import extract

    texts = read_texts(args.texts)
    for text in texts[:5]:
        extract(text)
    first = words_per_second(extract, texts)
    print(f"words/s            {first:,.0f} the first time, {words_per_second(extract, texts):,.0f} after")
    if args.spacy:
        import spacy  # pyright: ignore

        nlp = spacy.load(args.spacy, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
        nlp(texts[0])
        other = words_per_second(nlp, texts)
        model = Path(args.spacy).name
        print(f"spaCy              {other:,.0f} words/s with {model}: {first / other:.1f} times slower")


if __name__ == "__main__":
    main()
