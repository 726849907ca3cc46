"""The extractors in the forms that scorers call."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from tui.entities import extract_names
from tui.fulltext.extract import read_article
from tui.model.kinds import EntityKind
from tui.model.names import Names
from tui.model.prose import (
    Block,
    Image,
    ListBlock,
    Paragraph,
    Prose,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    block_leaves,
    blocks_within,
)
from tui.novelty import novel_sentences
from tui.prose.front import joined_names
from tui.prose.html import sections_from_html
from tui.quotations import quotations_of
from tui.temporal import dated_phrases
from tui.text.weblinks import web_link
from tui.threads.joining import place
from tui.threads.memory import InMemory
from tui.threads.revising import revise
from tui.threads.traits import traits_of

_KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_NOWHERE = "https://page.invalid/"
"""For pages that came without an address: what they name by a relative one would be lost."""
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


def threads(articles: Iterable[dict[str, object]]) -> Iterator[tuple[int, object]]:
    """Yield the thread of each article as it arrives, and the id of the one whose text it prints or None.

    An article has `id`, `source`, `title`, `body` and `arrived`, in seconds. What the late pass moves then
    has been yielded by now: `settled_threads` tells where all stand in the end.
    """
    joiner = _Joiner()
    for article in articles:
        yield joiner.arrive(article)


def settled_threads(articles: Iterable[dict[str, object]]) -> list[tuple[object, int, object]]:
    """Return (id, thread, id of the copied one or None) of all articles once the last has arrived."""
    joiner = _Joiner()
    copies = [joiner.arrive(article)[1] for article in articles]
    standing = joiner.memory.threads()
    return [(one, standing[row], copies[row]) for row, one in enumerate(joiner.ids)]


class _Joiner:
    """A store of articles that have arrived, and their threads."""

    def __init__(self) -> None:
        self.memory = InMemory()
        self.ids: list[object] = []

    def arrive(self, article: dict[str, object]) -> tuple[int, object]:
        title, body = str(article["title"]), str(article["body"])
        names = extract_names(prose_of(title, body)[0])
        at = int(cast(float, article["arrived"])) // 60
        traits = traits_of(title, "", body, names, source=str(article["source"]), at=at)
        placed = place(traits, self.memory)
        row = len(self.ids)
        self.ids.append(article["id"])
        self.memory.add(row, row if placed.thread is None else placed.thread, traits, body)
        for move in revise(row, traits, placed, self.memory):
            self.memory.move([move.row], move.thread)
        return self.memory.thread_of(row), None if placed.copy_of is None else self.ids[placed.copy_of]


def dates(text: str, written: str) -> list[dict[str, object]]:
    """Return the days, months and years that a text names, written on an ISO 8601 day."""
    found = dated_phrases(text, date.fromisoformat(written))
    return [{"start": start, "end": end, "value": value} for start, end, value in found]


def quotes(text: str) -> list[dict[str, str | None]]:
    """Return the direct speech of an English text with its speakers, verbatim from first mark to last.

    What stands between the parts of one quotation (`he said`) is part of that stretch. Where a pronoun stands
    for a speaker that is not sure, the pronoun is given.
    """
    prose, offsets = prose_of("", text)
    found = []
    for quote in quotations_of(prose, extract_names(prose, language="en"), "en"):
        first, last, at = quote.parts[0], quote.parts[-1], quote.said_at
        start, end = offsets[first.leaf - 1] + first.start, offsets[last.leaf - 1] + last.end
        named = quote.speaker
        if named is None and at is not None:
            named = text[offsets[at.leaf - 1] + at.start : offsets[at.leaf - 1] + at.end]
        found.append({"quote": text[start:end], "speaker": named})
    return found


def new(read: str, sentences: list[str]) -> list[float]:
    """Return how surely each sentence of a text says something new to who read another."""
    return novel_sentences([read], sentences)


def full_text(html: bytes, url: str) -> dict[str, object]:
    """Return the article on a web page: sections as `dateline read --json` has them, and what it states.

    No rubbish is collected meanwhile, as in the processes that read pages (`tui.sources.parseworker`). What
    is said of pictures is theirs, and no part of the text that scorers compare.
    """
    gc.disable()
    page = read_article(html, url)
    base = web_link(url) or _NOWHERE
    return {
        "sections": [_section(section) for section in sections_from_html(page.markup, base)],
        "title": page.title,
        "byline": joined_names(page.authors),
        "date": page.published_stated,
    }


def _section(section: Section) -> dict[str, object]:
    """Return a section with each text once: `read --json` says the text of a list beside its items."""
    heading = section.heading.plain if section.heading else None
    return {"heading": heading, "blocks": [_block(block) for block in section.blocks]}


def _items(block: ListBlock) -> Iterator[dict[str, object]]:
    """Yield the items of a list and of those within it, each by itself, as `read --json` names them."""
    for item in block.items:
        own = [inner for inner in item.blocks if not isinstance(inner, ListBlock)]
        if own:
            yield {
                "blocks": [_text(leaf.plain) for inner in own for leaf in block_leaves(inner) if leaf.plain]
            }
        for inner in item.blocks:
            if isinstance(inner, ListBlock):
                yield from _items(inner)


def _text(text: str) -> dict[str, object]:
    return {"kind": "text", "text": text}


def _silent(shape: dict[str, object]) -> dict[str, object]:
    """Return a picture or a table whose texts have been said with their list's."""
    if shape["kind"] == "image":
        return {"kind": "image", "caption": ""}
    return {"kind": "table", "rows": [[] for _ in cast(list[object], shape["rows"])]}


def _block(block: Block) -> dict[str, object]:
    match block:
        case Quote():
            return {"kind": "quote", "blocks": [_block(inner) for inner in block.blocks]}
        case ListBlock():
            shown = [_block(inner) for inner in blocks_within(block) if isinstance(inner, Image | Table)]
            return {"kind": "list", "items": list(_items(block)), "blocks": [_silent(one) for one in shown]}
        case Table():
            return {"kind": "table", "rows": [[{"text": cell.plain} for cell in row] for row in block.rows]}
        case Image():
            return {"kind": "image", "text": block.caption.plain}
        case Rule():
            return {"kind": "rule"}
        case _:
            return _text("\n".join(leaf.plain for leaf in block_leaves(block)))
