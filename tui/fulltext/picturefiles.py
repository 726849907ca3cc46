"""Which file a picture of a web page is: where its address stands, however late the page loads it.

Pages write a picture's address into `src`, into attributes of their scripts' own while `src` holds a blank,
into `srcset` once for each width, or into the sources of a `picture` around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from tui.fulltext.pieces import PagePiece, WebPage
from tui.prose.htmltags import Attributes, widest_source

_LATER: Final = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-full-src", "data-image-src")
"""Attributes that scripts read a picture's address from, the commonest first."""
_LONGEST: Final = 2_000
"""Characters of an address."""
_MOST_TAGS: Final = 40
"""Tags of a `picture` that are looked at, and those before a picture among which its link begins."""
_LONGEST_SET: Final = 8_000
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?![a-z0-9])", re.IGNORECASE)
_PICTURE_LAST: Final = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|svg)$", re.IGNORECASE)
_WIDTHS: Final = re.compile(r"\s[0-9]{1,5}w(?:\s*,|\s*$)")
_NO_FILE: Final = re.compile(
    r"(?:^|[/_.-])(?:placeholder|blank|spacer|transparent|loading|loader|lazy|lazyload|pixel|dummy|1x1|empty"
    r"|[0-9]{1,2}[_x][0-9]{1,2})[^/]{0,40}\.(?:gif|png|svg|jpe?g|webp)$",
    re.IGNORECASE,
)
"""What stands in for a picture until its script has run."""
_SIZES: Final = re.compile(
    r"[-_@]{0,2}\b\d{2,5}x\d{0,5}\b|[-_@]{1,2}\d{1,5}(?:x\d{1,5}|w|px|x)$|-scaled$", re.IGNORECASE
)
_TELLING: Final = 8
"""Characters from which on a file's name with a digit or a mark in it is that of one picture alone."""
_MARKED: Final = re.compile(r"[\d_.-]")


def attributes_of(page: WebPage, piece: PagePiece) -> Attributes:
    """Return the attributes of a picture or player."""
    event = page.events[piece.start]
    return event[1][1] if event[0] == "start" else {}


def best_source(page: WebPage, piece: PagePiece) -> str:
    """Return the address of a picture in its widest size, as it is written; empty where it has none."""
    attributes = attributes_of(page, piece)
    sets = _sets_in(attributes)
    stated = _address(attributes.get("src"))
    return (
        next(_widest(sets, _WIDTHS), "")
        or _loaded_later(attributes)
        or (stated if stated and not _NO_FILE.search(stated) else "")
        or next(_widest(sets, None), "")
        or next(_widest(_sources_around(page, piece), None), "")
        or _anywhere(attributes)
        or stated
    )


def file_name(source: str) -> str:
    """Return what a picture's file is called, with the folder that it is in."""
    try:
        return "/".join(unquote(urlsplit(source).path).split("/")[-2:])
    except ValueError:
        return ""


def identity(source: str) -> str:
    """Return what tells a picture from others in all its sizes, by its address; empty where nothing does."""
    folder, _, file = file_name(source).lower().rpartition("/")
    stem, _, ending = file.rpartition(".")
    name = _SIZES.sub("", stem or ending).strip("-_.")
    if stem and len(name) >= _TELLING and _MARKED.search(name):
        return name
    query = "" if _PICTURE.search(file) else source.partition("?")[2]
    return f"{_SIZES.sub('', folder)}/{name}?{query}" if name or query else ""


def link_around(page: WebPage, piece: PagePiece) -> str:
    """Return where the link around a picture leads; empty where there is none."""
    if not piece.linked_whole:
        return ""
    for event in reversed(page.events[max(piece.start - _MOST_TAGS, 0) : piece.start]):
        if event[0] == "start" and event[1][0] == "a":
            return event[1][1].get("href") or ""
    return ""


def leads_to_picture(link: str) -> bool:
    """Whether a link leads to a picture's file, or to a page about it."""
    return len(link) < _LONGEST and bool(_PICTURE_LAST.search(link.partition("?")[0]))


def _address(value: str | None) -> str:
    """Return what an attribute says where it may be an address; empty otherwise."""
    stated = (value or "").strip()
    if (
        not stated
        or len(stated) > _LONGEST
        or stated.startswith(("data:", "about:", "//:", "#", "{", "[", "blob:"))
    ):
        return ""
    return stated


def _loaded_later(attributes: Attributes) -> str:
    """Return the address that a script will load the picture from; empty where none is known to."""
    return next(filter(None, (_address(attributes.get(name)) for name in _LATER)), "")


def _sets_in(attributes: Attributes) -> list[str]:
    """Return the sets of sizes that attributes state: `srcset`, and what scripts call so."""
    return [value for name, value in attributes.items() if value and name.endswith("srcset")]


def _widest(sets: list[str], wanted: re.Pattern[str] | None) -> Iterator[str]:
    """Yield of each set of sizes the widest, where the set says what is wanted."""
    for stated in sets:
        is_wanted = len(stated) <= _LONGEST_SET and (wanted is None or wanted.search(stated))
        if is_wanted and (widest := _address(widest_source(stated))):
            yield widest


def _sources_around(page: WebPage, piece: PagePiece) -> list[str]:
    """Return the sets of sizes in the sources of the `picture` around a picture."""
    around = page.around(piece)
    if around.name != "picture":
        return []
    found: list[str] = []
    for event in page.events[around.event : min(piece.start, around.event + _MOST_TAGS)]:
        if event[0] == "start" and event[1][0] == "source":
            found += _sets_in(event[1][1])
    return found


def _anywhere(attributes: Attributes) -> str:
    """Return the first address of a picture that any attribute of a script's own says."""
    for name, value in attributes.items():
        address = _address(value) if name.startswith("data-") else ""
        if address and " " not in address and _PICTURE.search(address):
            return address
    return ""
