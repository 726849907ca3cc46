"""Score the sidebars of the articles in `checks/`, written for this project: `python -m training.check`.

Printed for people and places: precision, recall and F1 of the names; for people, how many of the stated roles
share a word with the one found; for places, how many countries given are right. `--verbose` lists the errors.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from training.score import sidebar
from tui.entities.folding import fold

CHECKS = Path(__file__).parent / "checks" / "articles.jsonl"


def forms(entity: dict[str, Any]) -> set[str]:
    return {fold(form) for form in (entity["name"], *entity["aliases"])}


def judge(kind: str, articles: list[dict[str, Any]], verbose: bool) -> str:
    """Return one line on all articles; `kind` is `people` or `places`."""
    found = right = wanted = facts = facts_right = 0
    fact = "role" if kind == "people" else "country"
    for article in articles:
        rest = list(article[kind])
        optional = {fold(name) for name in article[f"optional_{kind}"]}
        wanted += len(rest)
        for entity in sidebar(article["title"], article["text"])[kind]:
            match = next((gold for gold in rest if fold(str(entity["name"])) in forms(gold)), None)
            if match is None:
                missed = fold(str(entity["name"])) not in optional
                found += missed
                if missed and verbose:
                    print(f"  {article['id']}: {entity['name']} is not one of the {kind}")
                continue
            rest.remove(match)
            found += 1
            right += 1
            if match[fact] and (fact == "role" or entity[fact]):
                facts += 1
                facts_right += bool(set(fold(match[fact]).split()) & set(fold(str(entity[fact])).split()))
        for gold in rest if verbose else ():
            print(f"  {article['id']}: {gold['name']} is missing")
    precision, recall = right / found, right / wanted
    f1 = 2 * precision * recall / (precision + recall)
    return (
        f"{kind}: precision {precision:.1%}, recall {recall:.1%}, F1 {f1:.1%} of {wanted}; "
        f"{fact} right {facts_right} of {facts}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    articles = [json.loads(line) for line in CHECKS.read_text(encoding="utf-8").splitlines()]
    for kind in ("people", "places"):
        print(judge(kind, articles, args.verbose))


if __name__ == "__main__":
    main()
