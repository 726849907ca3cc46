"""Pictures that stand beside a text, put below it: unless the text shows them itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from tui.model.entries import Enclosure
from tui.model.prose import Image, Section, Text, blocks_within
from tui.text.safe import clean

_SIZE: Final = re.compile(r"(?:[-_@]\d{1,5}(?:x\d{1,5}|w|px|x)?)+$")
_LEAST_TELLING: Final = 6
"""Characters; a shorter file name (`1`, `main`, `image`) may be that of any picture."""


def with_pictures(sections: tuple[Section, ...], enclosures: Sequence[Enclosure]) -> tuple[Section, ...]:
    """Return the sections with the pictures among the enclosures below them, each once."""
    pictures = [enclosure for enclosure in enclosures if is_picture(enclosure)]
    if not pictures:
        return sections
    seen = _shown_within(sections)
    added: list[Image] = []
    for picture in pictures:
        keys = _keys(picture.url)
        if seen.isdisjoint(keys):
            added.append(Image(Text(clean(picture.title or "")), picture.url))
        seen.update(keys)
    *others, last = sections or (Section(None, ()),)
    return (*others, replace(last, blocks=(*last.blocks, *added))) if added else sections


def _shown_within(sections: Sequence[Section]) -> set[str]:
    """Return what tells the pictures that a text shows itself."""
    return {key for section in sections for image in images_of(section) for key in _keys(image.url or "")}


def is_picture(enclosure: Enclosure) -> bool:
    """Whether an enclosure is a picture by what its feed says."""
    return (enclosure.media_type or "").lower().startswith("image/")


def images_of(section: Section) -> Iterator[Image]:
    """Yield the pictures of a section, wherever they stand in it."""
    for block in section.blocks:
        yield from (inner for inner in blocks_within(block) if isinstance(inner, Image))


def _keys(url: str) -> tuple[str, ...]:
    """Return what tells a picture in all its sizes: its address without them, and its file's name."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return (url,)
    folder, _, file = parts.path.lower().rpartition("/")
    stem, _, ending = file.rpartition(".")
    name = _SIZE.sub("", stem or ending)
    query = "" if stem else parts.query
    place = f"{parts.netloc.lower()}{folder}/{name}?{query}"
    # Services of pictures serve one file from many hosts; `1.jpg` is a different one on each.
    return (place, name) if len(name) >= _LEAST_TELLING and stem else (place,)
