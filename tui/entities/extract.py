"""From an article's text to its ranked people and places."""

from __future__ import annotations

from tui.entities.agreement import agree
from tui.entities.people import build_people
from tui.entities.places import build_places
from tui.entities.reading import Leaf, read_leaves
from tui.entities.spans import Hit, clean_hits
from tui.entities.tables import without_teams
from tui.entities.tagger import tag
from tui.model import Names, Prose


def find_names(prose: Prose) -> Names:
    """Return the people and places of an article: see `tui.entities.extract_names`."""
    leaves = read_leaves(prose)
    hits = agree(leaves, clean_hits(leaves, without_teams(leaves, _tagged(leaves))))
    people = build_people(leaves, [hit for hit in hits if hit.label == "PER"])
    places = build_places(leaves, hits, prose.dateline.place if prose.dateline else None)
    return Names(people, places)


def _tagged(leaves: list[Leaf]) -> list[Hit]:
    return [
        Hit(number, first, last, label)
        for number, leaf in enumerate(leaves)
        for first, last, label in tag(leaf.tokens.words)
    ]
