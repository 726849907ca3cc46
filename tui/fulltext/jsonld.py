"""JSON-LD as pages state it: what is said of the article, from blocks that are often not quite JSON.

Reading it is bounded in length, in depth and in the number of objects, and takes linear time. What is broken
is mended in the ways in which it is broken on pages: comments around it, line ends and quotes within its
strings, commas too many, and one document after another.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tui.sources.values import as_line, as_list, as_object, as_text, is_list, is_object

Node = Mapping[str, object]
"""An object of JSON-LD."""

_LONGEST: Final = 2_000_000
"""Characters of a block; a longer one is no article's."""
_MOST_NODES: Final = 2_000
"""Objects that are looked at, of all blocks together."""
_MOST_BLOCKS: Final = 40
_MOST_VALUES: Final = 20
"""Documents that may follow one another in a block; and values of a list that are looked at."""
_DEEPEST: Final = 12
"""Objects within objects; an author's address is the fifth."""

_WRAPPING: Final = re.compile(r"<!\[CDATA\[|<!--|\]\]>|--!?>")
# A quote ends a string where what follows can follow a string; else it is one of the text.
_TOKEN: Final = re.compile(
    r'"(?P<string>(?:[^"\\]|\\.|"(?!\s*+(?:[,:}\]]|\Z)))*+)(?:"|\\?\Z)'
    r"|(?P<comment>/\*.*?(?:\*/|\Z)|//[^\n]*)"
    r"|(?P<comma>,)(?=\s*+(?:[}\]]|\Z))",
    re.DOTALL,
)
_ODD_ESCAPE: Final = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])|(?P<lone>[\\"])', re.DOTALL)
_SKIPPED: Final = re.compile(r"[\s;,]*+")
_ARTICLE: Final = re.compile(
    r"(?:\w*(?:Article|Posting|Report|Review)|Recipe|CreativeWork|Chapter)", re.ASCII
)
_PAGE: Final = re.compile(
    r"\w*Page|Product|Event|(?:Video|Audio|Media|Image)Object|PodcastEpisode|Book|Dataset", re.ASCII
)
_OTHERS: Final = frozenset(
    {
        "JobPosting",
        "ItemPage",
        "AggregateReview",
        "UserReview",
        "ClaimReview",
        "SearchResultsPage",
        "ImageObject",
    }
)
"""Types whose names look like an article's, or a page's, and are about something else."""
_ELSEWHERE: Final = frozenset(
    """
    itemListElement review reviews comment citation isPartOf hasPart relatedLink publisher author creator
    image about mentions offers video subjectOf isBasedOn mainEntityOfPage breadcrumb potentialAction blogPost
    blogPosts
    """.split()
)
"""Members whose objects are not the article; those that an article names are read from it."""


class StatedBlocks(NamedTuple):
    """What all blocks of a page say."""

    nodes: tuple[Node, ...]
    """Objects with a type, in reading order, those that belong to others after them."""
    by_id: Mapping[str, Node]
    """Objects by their `@id`, to which others refer."""


# ── text to values ────────────────────────────────────────────────────────────────────────────


def read_blocks(blocks: Sequence[str]) -> StatedBlocks:
    """Return the objects of a page's blocks of JSON-LD; never raises."""
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    for block in blocks[:_MOST_BLOCKS]:
        for value in parse_leniently(block):
            for node in _objects_within(value, _MOST_NODES - len(nodes)):
                nodes.append(node)
                name = node.get("@id")
                # One that only refers has no more than its name.
                if isinstance(name, str) and len(node) > 1:
                    by_id.setdefault(name, node)
    return StatedBlocks(tuple(node for node in nodes if types_of(node)), by_id)


def parse_leniently(block: str) -> list[object]:
    """Return the values of a block, mended where it is no JSON; none where it cannot be."""
    if len(block) > _LONGEST:
        return []
    text = html.unescape(block) if '"' not in block and "&quot;" in block else block
    values, is_whole = _values(text)
    if not is_whole:
        mended, is_mended = _values(_TOKEN.sub(_mended_token, _WRAPPING.sub(" ", text)))
        values = mended if is_mended or len(mended) > len(values) else values
    return values


_DECODER: Final = json.JSONDecoder(strict=False)


def _values(text: str) -> tuple[list[object], bool]:
    """Return the values that stand one after another, and whether they are all there is."""
    values: list[object] = []
    place = _after_blanks(text, 0)
    while place < len(text) and len(values) < _MOST_VALUES:
        try:
            value, place = _DECODER.raw_decode(text, place)
        # A number of too many digits is an error of values; too many brackets one of recursion.
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
        place = _after_blanks(text, place)
    return values, True


def _after_blanks(text: str, place: int) -> int:
    match = _SKIPPED.match(text, place)
    return match.end() if match else place


def _mended_token(match: re.Match[str]) -> str:
    string = match["string"]
    return " " if string is None else f'"{_ODD_ESCAPE.sub(_escaped, string)}"'


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match['lone']}" if match["lone"] else match[0]


def _objects_within(value: object, most: int) -> Iterator[Node]:
    """Yield the objects within a value, the outer ones first, so many at most."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    seen = 0
    for inner, depth in waiting:
        if seen >= most:
            return
        if is_object(inner):
            seen += 1
            node = as_object(inner)
            yield node
            children = [child for name, child in node.items() if name not in _ELSEWHERE]
        else:
            children = as_list(inner)
        # What would not be looked at is not kept waiting either: lists may be very long.
        if depth < _DEEPEST and len(waiting) < 4 * _MOST_NODES:
            waiting += [
                (child, depth + 1) for child in children[:_MOST_NODES] if isinstance(child, dict | list)
            ]


# ── what they say ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class StatedArticle:
    """The article as JSON-LD states it. All texts are harmless, and as stated otherwise."""

    headlines: tuple[str, ...] = ()
    """Its headline and its name, none twice."""
    people: tuple[str, ...] = ()
    """Its authors, those first that are said to be people."""
    organisations: tuple[str, ...] = ()
    """Authors that are said to be organisations."""
    publisher: str = ""
    published: str = ""
    created: str = ""
    modified: str = ""
    description: str = ""
    pictures: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    language: str = ""
    body: str = ""
    is_paid: bool = False
    is_article: bool = False
    """Whether it is said to be an article, rather than a page."""


def types_of(node: Node) -> tuple[str, ...]:
    """Return the names of an object's types, without their vocabulary."""
    stated = node.get("@type")
    names = as_list(stated)[:_MOST_VALUES] if is_list(stated) else [stated]
    return tuple(
        as_line(name).rpartition("/")[2].rpartition(":")[2]
        for name in names
        if isinstance(name, str) and name
    )


def rank_of(node: Node) -> int:
    """Return 2 for an article, 1 for a page or a film, 0 for what the story cannot be."""
    types = types_of(node)
    if any(_ARTICLE.fullmatch(name) and name not in _OTHERS for name in types):
        return 2
    return int(any(_PAGE.fullmatch(name) and name not in _OTHERS for name in types))


def stated_article(node: Node, by_id: Mapping[str, Node]) -> StatedArticle:
    """Return what an object says of the article that it is."""
    people, organisations = _authors(node, by_id)
    return StatedArticle(
        headlines=tuple(
            dict.fromkeys(line for key in ("headline", "name") if (line := _line(node.get(key))))
        ),
        people=people,
        organisations=organisations,
        publisher=next(iter(_names(node.get("publisher"), by_id)), ""),
        published=_line(node.get("datePublished")),
        created=_line(node.get("dateCreated")) or _line(node.get("uploadDate")),
        modified=_line(node.get("dateModified")),
        description=_line(node.get("description")),
        pictures=tuple(_addresses(node.get("image"), by_id))
        or tuple(_addresses(node.get("thumbnailUrl"), by_id)),
        urls=(*_addresses(node.get("mainEntityOfPage"), by_id), *_addresses(node.get("url"), by_id)),
        language=next(iter(_names(node.get("inLanguage"), by_id)), ""),
        body=as_text(node.get("articleBody")) or as_text(node.get("text")),
        is_paid=str(node.get("isAccessibleForFree", "")).strip().lower() in ("false", "no", "0"),
        is_article=rank_of(node) == 2,
    )


def _line(value: object) -> str:
    """Return a text, or the first of a list of them, as one line; empty where it is something else."""
    first = next(iter(as_list(value)), None) if is_list(value) else value
    # With its language: `{"@value": "Talks open", "@language": "en"}`.
    return as_line(as_object(first).get("@value") if is_object(first) else first)


def _each(value: object) -> list[object]:
    return as_list(value)[:_MOST_VALUES] if is_list(value) else [value]


def _resolved(value: object, by_id: Mapping[str, Node]) -> Node:
    """Return an object, or the one that it refers to."""
    node = as_object(value)
    name = node.get("@id")
    return by_id.get(name, node) if isinstance(name, str) and len(node) <= 2 else node


def _names(value: object, by_id: Mapping[str, Node]) -> Iterator[str]:
    """Yield the names of a text, an object or a list of them."""
    for one in _each(value):
        if is_object(one):
            node = _resolved(one, by_id)
            # A language is an object with a code, at times.
            for name in _each(node.get("name") or node.get("alternateName")):
                if line := _line(name):
                    yield line
        elif isinstance(one, str) and (line := as_line(one)):
            yield line


def _authors(node: Node, by_id: Mapping[str, Node]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    people: list[str] = []
    organisations: list[str] = []
    for key in ("author", "creator"):
        for one in _each(node.get(key)):
            types = types_of(_resolved(one, by_id))
            is_person = not types or "Person" in types
            (people if is_person else organisations).extend(_names(one, by_id))
        if people or organisations:
            break
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(organisations))


def _addresses(value: object, by_id: Mapping[str, Node]) -> Iterator[str]:
    """Yield the addresses of a text, an object or a list of them."""
    for one in _each(value):
        node = _resolved(one, by_id)
        found = node.get("url") or node.get("contentUrl") or node.get("@id") if node else one
        for address in _each(found):
            if line := as_line(address if isinstance(address, str) else None):
                yield line
