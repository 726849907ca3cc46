"""The extractor in the forms that scorers of plain text call."""

from __future__ import annotations

import re

from tui.entities import extract_names
from tui.model.kinds import EntityKind
from tui.model.names import Names
from tui.model.prose import Paragraph, Prose, Section, Text

_KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_LINE = re.compile(r"[^\n]+")


def prose_of(title: str, text: str) -> tuple[Prose, list[int]]:
    """Return a plain text as prose of one paragraph a line, and the offset of each paragraph."""
    lines = list(_LINE.finditer(text))
    blocks = tuple(Paragraph(Text(line.group())) for line in lines)
    return Prose(title, (Section(None, blocks),)), [line.start() for line in lines]


def extract(text: str, language: str | None = None) -> list[tuple[int, int, str]]:
    """Return (start, end, PER, LOC or ORG) of every mention in a text without a headline.

    The text tells its language unless `language`, an ISO 639-1 code, does.
    """
    prose, offsets = prose_of("", text)
    names = extract_names(prose, language=language)
    spans = []
    for label, kind in _KINDS.items():
        for entity in names.of(kind):
            for mention in entity.mentions:
                offset = offsets[mention.leaf - 1]
                spans.append((mention.start + offset, mention.end + offset, label))
    return sorted(spans)


def sidebar(title: str, text: str) -> dict[str, list[dict[str, object]]]:
    """Return the ranked people and places of an article, as plain objects."""
    names: Names = extract_names(prose_of(title, text)[0])
    people = [{"name": p.name, "aliases": list(p.aliases), "role": p.role} for p in names.people]
    places = [{"name": p.name, "aliases": list(p.aliases), "country": p.country} for p in names.places]
    return {"people": people, "places": places}
