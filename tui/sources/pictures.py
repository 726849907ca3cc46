"""The pictures that a feed puts beside an entry's text: Media RSS, rssboard.org/media-rss."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from tui.model.entries import Enclosure
from tui.text.safe import clean_line
from tui.text.weblinks import web_link

_MOST: Final = 20
"""Pictures beside one entry."""
_LONGEST_CAPTION: Final = 1_000
_IMAGE: Final = re.compile(r"\.(?P<kind>jpe?g|png|gif|webp|avif|svg|bmp)$", re.IGNORECASE)
_FILE: Final = re.compile(r"(?=.*(?:\d{3}|_|\.\w{3,4}$))[\w.-]+")
"""A name of a file, which says nothing of the picture in it: `IMG_2034`, `20140328-131858.jpg`."""
_PORTRAITS: Final = ("gravatar.com", ".gravatar.com")
"""Hosts of pictures of those who write: WordPress puts one beside each entry."""


@dataclass(slots=True)
class Picture:
    """A picture while its feed is read; texts as they stand there."""

    address: str
    media_type: str = ""
    medium: str = ""
    width: str = ""
    group: int = 0
    """Pictures of one group are one picture in several sizes; 0: it is in none."""
    is_thumbnail: bool = False
    description: str = ""
    title: str = ""
    credit: str = ""

    def caption(self, known: Collection[str] = ()) -> str:
        """Return what the feed says of it and nowhere else, and who took it, each on a line of its own."""
        words = (clean_line(self.description), clean_line(self.title))
        said = next((text for text in words if text and text not in known and not _FILE.fullmatch(text)), "")
        credit = clean_line(self.credit)
        return "\n".join(part for part in (said, credit and f"credit: {credit}") if part)[:_LONGEST_CAPTION]

    @property
    def is_picture(self) -> bool:
        """Whether it is one: a feed may leave that to the end of the address."""
        if self.is_thumbnail or self.medium == "image" or self.media_type.startswith("image"):
            return True
        # What says that it is something else is believed, whatever its address ends in.
        return not self.medium and not self.media_type and bool(_IMAGE.search(urlsplit_path(self.address)))


def _whole(pictures: Sequence[Picture]) -> list[Picture]:
    return [one for one in pictures if one.is_picture and not one.is_thumbnail]


def enclosed(
    pictures: Sequence[Picture], base: str | None, known: Collection[str], *, text_has_some: bool
) -> Iterator[Enclosure]:
    """Yield the pictures that are worth showing, one of each that comes in several sizes.

    Small ones only stand in for others: they go where the text has pictures of its own. Nothing is said
    of them that is `known` from the entry's headline and texts.
    """
    shown = _whole(pictures)
    if not shown and not text_has_some:
        shown = [one for one in pictures if one.is_thumbnail]
    # A bound before sizes are compared: each picture may come in several.
    for one in _largest(shown[: _MOST * 8])[:_MOST]:
        url = web_link(one.address, base)
        if url and not _is_portrait(url):
            yield Enclosure(url, _media_type(one, url), title=one.caption(known) or None)


def say_of_pictures(pictures: Sequence[Picture], key: str, text: str) -> None:
    """Put what an element of Media RSS says to the pictures that it stands beside and that say nothing yet.

    Not to thumbnails: what stands beside these is about the film, or about the entry.
    """
    field = key.removeprefix("media:")
    for one in pictures:
        if one.is_thumbnail:
            continue
        match field:
            case "description":
                one.description = one.description or text
            case "title":
                one.title = one.title or text
            case _:
                one.credit = one.credit or text


def urlsplit_path(address: str) -> str:
    """Return the path of an address, empty where it has none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _largest(pictures: Iterable[Picture]) -> list[Picture]:
    """Return the widest of each group, of each thumbnail's, and of those of which the same is said."""
    kept: dict[object, Picture] = {}
    for one in pictures:
        # Some list one picture in many sizes without a group: the same words tell.
        told = one.description and (one.description, one.credit)
        same: object = one.group or told or (one.is_thumbnail and "thumbnail") or one.address
        if same not in kept or _width(one) > _width(kept[same]):
            kept[same] = one
    return list(kept.values())


def _width(picture: Picture) -> int:
    stated = picture.width.strip()
    return int(stated) if re.fullmatch("[0-9]{1,6}", stated) else 0


def _is_portrait(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host.endswith(_PORTRAITS)


def _media_type(picture: Picture, url: str) -> str:
    if picture.media_type.startswith("image/"):
        return clean_line(picture.media_type)[:100]
    match = _IMAGE.search(urlsplit_path(url))
    kind = match["kind"].lower().replace("jpg", "jpeg").replace("svg", "svg+xml") if match else "*"
    return f"image/{kind}"
