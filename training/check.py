"""Score the sidebars of the articles in `checks/`, written for this project: `python -m training.check`.

    python -m training.check [FILE.jsonl …] [--verbose]

Printed for people, places and organisations, as far as a file has them: precision, recall and F1 of the
names; how many of the key ones stand among the first five; how many stated roles, and kinds of organisations,
share a word with the one found; how many of the countries and points that are shown are right, a point within
161 km. `articles.jsonl` served to write rules by; `held_out.jsonl` did not, nor did `organisations.jsonl`.
`--verbose` lists the errors.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from training.score import prose_of
from tui.entities import extract_names
from tui.entities.folding import fold
from tui.model.kinds import KINDS
from tui.model.names import Entity, Names, Place

CHECKS = Path(__file__).parent / "checks"
FIRST = 5
NEAR_KM = 161.0
_DEGREE_KM = 111.0
_FACTS = {"people": "role", "places": "country", "organisations": "kind"}
Gold = dict[str, Any]


def forms(entity: Gold) -> set[str]:
    """Return all folded forms of an entity of the sidebar that an editor would draw."""
    return {fold(form) for form in (entity["name"], *entity["aliases"])}


def is_near(entity: Gold, lat: float, lon: float) -> bool:
    """Tell whether a point lies where the entity does."""
    north, east = entity["point"]
    across = math.cos(math.radians(north)) * (lon - east)
    return _DEGREE_KM * math.hypot(lat - north, across) <= NEAR_KM


def judge(kind: str, articles: list[tuple[Gold, Names]], verbose: bool) -> str:
    """Return one line on all articles; `kind` is the plural of one in `KINDS`."""
    counts: Counter[str] = Counter()
    for article, names in articles:
        rest: list[Gold] = list(article[kind])
        optional = {fold(name) for name in article[f"optional_{kind}"]}
        counts["wanted"] += len(rest)
        counts["keys"] += min(FIRST, sum(gold["key"] for gold in rest))
        rank = 0
        for entity in _of_plural(names, kind):
            match = next((gold for gold in rest if fold(entity.name) in forms(gold)), None)
            if match is None and fold(entity.name) in optional:
                continue
            rank += 1
            counts["found"] += 1
            if match is None:
                _tell(verbose, f"{article['id']}: {entity.name} is not one of the {kind}")
                continue
            rest.remove(match)
            counts["right"] += 1
            counts["key first"] += match["key"] and rank <= FIRST
            _facts(counts, match, entity)
        for gold in rest:
            _tell(verbose, f"{article['id']}: {gold['name']} is missing")
    return _line(kind, counts)


def _of_plural(names: Names, plural: str) -> tuple[Entity, ...]:
    return next(names.of(kind.name) for kind in KINDS.values() if kind.plural == plural)


def _tell(verbose: bool, line: str) -> None:
    if verbose:
        print(" ", line)


def _facts(counts: Counter[str], gold: Gold, entity: Entity) -> None:
    if not isinstance(entity, Place):
        if role := gold.get("role") or gold.get("kind"):
            counts["facts"] += 1
            stated, said = fold(role).split(), fold(entity.role or "").replace(",", " ").split()
            counts["facts right"] += bool(set(stated) & set(said))
        return
    if gold["country"] and entity.country:
        counts["facts"] += 1
        counts["facts right"] += gold["country"] == entity.country
    if "point" in gold and entity.lat is not None and entity.lon is not None:
        counts["points"] += 1
        counts["points right"] += is_near(gold, entity.lat, entity.lon)


def _line(kind: str, counts: Counter[str]) -> str:
    precision, recall = counts["right"] / counts["found"], counts["right"] / counts["wanted"]
    f1 = 2 * precision * recall / (precision + recall)
    facts = f"{_FACTS[kind]} right {counts['facts right']} of {counts['facts']}"
    points = f", point right {counts['points right']} of {counts['points']}" if kind == "places" else ""
    return (
        f"{kind}: precision {precision:.1%}, recall {recall:.1%}, F1 {f1:.1%} of {counts['wanted']}; "
        f"key among the first five {counts['key first'] / counts['keys']:.1%}; {facts}{points}"
    )


def main() -> None:
    """Score each file, or both of `checks/`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", default=sorted(CHECKS.glob("*.jsonl")))
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    for path in args.files:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        articles = [(row, extract_names(prose_of(row["title"], row["text"])[0])) for row in rows]
        print(f"{path.name}: {len(articles)} articles")
        for kind in [each for each in _FACTS if each in rows[0]]:
            print(judge(kind, articles, args.verbose))


if __name__ == "__main__":
    main()
