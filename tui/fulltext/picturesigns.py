"""Signs by which a picture of a web page is the article's, or is not: where it stands, and what it is.

What each says is `pictureweights.py`'s.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import Final
from urllib.parse import urlsplit

from tui.fulltext.captions import CaptionFinder
from tui.fulltext.picturefiles import (
    attributes_of,
    file_name,
    identity,
    leads_to_picture,
    link_around,
)
from tui.fulltext.pictureweights import NEAR, PictureSign, between
from tui.fulltext.pieces import Container, PagePiece, WebPage
from tui.prose.htmltags import CELLS, HEADINGS, ITEMS, Attributes, caption_role

_STEPS: Final = 6
"""From a picture's element to those around it that are looked at."""
_FAR: Final = 8
_MOST_EVENTS: Final = 3_000
"""Tags and texts among which a page says which its main picture is."""
_BODY: Final = 0.8
"""How much of an article's text its body holds."""
_LARGE: Final = 280
_SMALL: Final = 110
_REPEATED: Final = 3

_WORDS: Final = re.compile(r"[a-zäöüß]+")
_FURNITURE: Final = frozenset(
    "logo logos icon icons avatar avatars sprite spacer pixel blank badge badges gravatar emoji smilies "
    "smiley smileys smilie button buttons btn banner banners advert advertisement placeholder rating stars "
    "flags share social facebook fb twitter whatsapp pinterest pinit instagram linkedin rss feed loading "
    "loader tracking arrow print printer pdf email mail close play search menu counter captcha qrcode pfeil "
    "drucken".split()
)
"""Words in names and classes of pictures that are none of the article."""
_PORTRAIT: Final = frozenset(
    "avatar author authors logo icon icons social share sharing ads ad advert promo related teaser teasers "
    "newsletter sponsor sponsors comment comments byline profile recommended footer nav navigation menu "
    "sidebar widget contributor headshot bio sponsored advertisement banner affiliate products product "
    "recommendations more authorbox breadcrumb breadcrumbs toolbar carousel".split()
)
"""Words of elements that hold portraits of authors, other stories, wares."""
_OTHERS: Final = re.compile(
    r"teas|promo|advert|advet|recommend|related|readmore|paid|newsletter|shopping|affil"
)
"""Beginnings of longer words that say the same."""
_LEAD: Final = frozenset(
    "featured hero lead lede main primary header post entry article story thumbnail aufmacher teaser cover "
    "content body opener".split()
)
_FOLDERS: Final = frozenset(
    "icon icons avatar avatars logos smilies smileys emoji badges buttons gravatar themes".split()
)
_SIDES: Final = frozenset({"nav", "aside", "footer"})
_ADS: Final = re.compile(
    r"(?:^|[./-])ads?\d{0,3}[.-]|adserv|adsystem|doubleclick|/ads?/|//assets\.pinterest|/banners?/"
)
_OF_CONTENT: Final = re.compile(
    r"wp-image-|size-(?:full|large|medium)|\balign(?:none|left|right|center)|wp-post-image"
)
_ENDINGS: Final = {
    "jpg": PictureSign.JPG,
    "jpeg": PictureSign.JPG,
    "png": PictureSign.PNG,
    "webp": PictureSign.WEBP,
    "gif": PictureSign.GIF,
    "svg": PictureSign.SVG,
}
_MAIN: Final = frozenset(
    {"og:image", "twitter:image", "twitter:image:src", "og:image:url", "og:image:secure_url"}
)


class PictureSigns:
    """Tells the signs of one page's pictures, given the lines of its article."""

    def __init__(self, page: WebPage, lines: Set[int], captions: CaptionFinder) -> None:
        self._page = page
        self._lines = lines
        self._captions = captions
        self._texts = [number for number, piece in enumerate(page.pieces) if piece.kind == "text"]
        self._kept = sorted(lines)
        self._first = page.pieces[self._kept[0]].start
        self._body = self._innermost_body()
        self._main = _main_pictures(page)
        self._times = Counter(
            attributes_of(page, piece).get("src") for piece in page.pieces if piece.kind == "picture"
        )

    def signs(self, number: int, caption: Sequence[int], source: str) -> list[str]:
        """Return the names of the signs of a picture whose caption and address are given."""
        piece = self._page.pieces[number]
        around = self._around(piece)
        return [
            *self._of_place(number, caption, around),
            *self._of_elements(piece, around),
            *self._of_file(piece, source, bool(caption)),
        ]

    # ── where it stands ───────────────────────────────────────────────────────────────────────

    def _of_place(self, number: int, caption: Sequence[int], around: Sequence[Container]) -> Iterator[str]:
        place = bisect_left(self._texts, number)
        before = self._neighbours(self._texts[max(place - _FAR, 0) : place][::-1], number, caption)
        behind = self._neighbours(self._texts[place : place + _FAR], number, caption)
        left, right = self._distance(before), self._distance(behind)
        yield between(left, right)
        if caption:
            yield PictureSign.CAPTION
        first, last = self._kept[0], self._kept[-1]
        if number < first:
            yield (
                PictureSign.BEFORE_NEAR
                if right < NEAR
                else PictureSign.BEFORE_FAR
                if right < _FAR
                else PictureSign.BEFORE_FARTHER
            )
        elif number > last:
            yield PictureSign.AFTER_NEAR if left == 0 else PictureSign.AFTER_FAR
        yield PictureSign.IN_BODY if self._is_in(around, self._body) else PictureSign.OUT_OF_BODY
        nearest = [*before[left : left + 1], *behind[right : right + 1]]
        if any(self._stand_together(line, around) for line in nearest):
            yield PictureSign.BESIDE_KEPT
        if any(self._is_teaser(line, around) for line in (*before[:1], *behind[:1])):
            yield PictureSign.IN_TEASER

    def _neighbours(self, lines: Sequence[int], number: int, caption: Sequence[int]) -> list[int]:
        return [line for line in lines if line not in caption and not self._captions.is_label(line, number)]

    def _distance(self, lines: Sequence[int]) -> int:
        return next((place for place, line in enumerate(lines) if line in self._lines), _FAR)

    def _stand_together(self, line: int, around: Sequence[Container]) -> bool:
        """Whether a line stands in an element next to a picture's, or around it."""
        container = self._page.around(self._page.pieces[line])
        near = {one.place for one in around[:4]} - {0}
        return container.place in near or container.parent in near

    def _is_teaser(self, line: int, around: Sequence[Container]) -> bool:
        piece = self._page.pieces[line]
        linked = piece.linked * 2 > len(piece.text) and len(piece.text) > 20
        return linked and line not in self._lines and self._stand_together(line, around)

    def _is_in(self, around: Sequence[Container], place: int) -> bool:
        end = self._page.containers[place].end
        start = self._page.containers[place].event
        return start <= around[0].event and (end < 0 or around[0].event < end)

    def _innermost_body(self) -> int:
        """Return the place of the innermost container of most of the kept text."""
        sizes = [0] * len(self._page.containers)
        for number in self._lines:
            piece = self._page.pieces[number]
            sizes[piece.container] += len(piece.text)
        for container in reversed(self._page.containers):
            if container.place:
                sizes[container.parent] += sizes[container.place]
        least = sizes[0] * _BODY
        return max(place for place, size in enumerate(sizes) if size >= least)

    # ── what it stands in ─────────────────────────────────────────────────────────────────────

    def _around(self, piece: PagePiece) -> list[Container]:
        container = self._page.around(piece)
        found = [container]
        while container.place and len(found) < _STEPS:
            container = self._page.containers[container.parent]
            found.append(container)
        return found

    def _of_elements(self, piece: PagePiece, around: Sequence[Container]) -> Iterator[str]:
        names = {caption_role(container.name, container.attributes) for container in around[:4]}
        near = {word for container in around[:3] for word in self._captions.words(container)}
        far = {word for container in around[3:] for word in self._captions.words(container)}
        if "figure" in names:
            yield PictureSign.IN_FIGURE_ABOVE if piece.start < self._first else PictureSign.IN_FIGURE
        yield from (PictureSign.IN_PICTURE,) * (around[0].name == "picture")
        yield from (PictureSign.IN_ITEM,) * bool(ITEMS & names)
        yield from (PictureSign.IN_CELL,) * bool(CELLS & names)
        yield from (PictureSign.IN_HEADING,) * bool(HEADINGS & names)
        yield from (PictureSign.IN_PARAGRAPH,) * (around[0].name == "p")
        yield from (PictureSign.AT_SIDE,) * any(container.name in _SIDES for container in around)
        yield from (PictureSign.FURNITURE_AROUND,) * (
            bool(_PORTRAIT & near) or bool(_OTHERS.search(" ".join(near)))
        )
        yield from (PictureSign.FURNITURE_FAR_AROUND,) * bool(_PORTRAIT & far)
        yield from (PictureSign.LEAD_AROUND,) * bool(_LEAD & near)
        if link := link_around(self._page, piece):
            yield PictureSign.LINKED_TO_PICTURE if leads_to_picture(link) else PictureSign.LINKED

    # ── what it is ────────────────────────────────────────────────────────────────────────────

    def _of_file(self, piece: PagePiece, source: str, captioned: bool) -> Iterator[str]:
        attributes = attributes_of(self._page, piece)
        name = file_name(source).lower()
        folder, _, file = name.rpartition("/")
        classes = (attributes.get("class") or "").lower()
        yield from (PictureSign.FURNITURE_BY_NAME,) * (not _FURNITURE.isdisjoint(_WORDS.findall(file)))
        yield from (PictureSign.FURNITURE_BY_FOLDER,) * (not _FOLDERS.isdisjoint(_WORDS.findall(folder)))
        yield from (PictureSign.FURNITURE_BY_CLASS,) * (
            not (_FURNITURE | _PORTRAIT).isdisjoint(_WORDS.findall(classes))
        )
        yield from (PictureSign.AUTHOR_BY_NAME,) * ("author" in source[:500] or "headshot" in source[:500])
        yield from (PictureSign.OF_CONTENT,) * bool(_OF_CONTENT.search(classes))
        yield from (PictureSign.ADVERTISING,) * bool(_ADS.search(_host_and_folder(source)))
        yield _ENDINGS.get(file.rpartition(".")[2], PictureSign.ENDING_UNKNOWN)
        if identity(source) in self._main:
            yield PictureSign.MAIN_ABOVE if piece.start < self._first else PictureSign.MAIN
        yield from (PictureSign.REPEATED,) * (self._times[attributes.get("src")] >= _REPEATED)
        yield from (PictureSign.IN_SIZES,) * any(key.endswith("srcset") for key in attributes)
        yield _size(attributes)
        words = len((attributes.get("alt") or "").split())
        yield PictureSign.NO_WORDS if not words else PictureSign.FEW_WORDS if words < 4 else PictureSign.WORDS


def _size(attributes: Attributes) -> PictureSign:
    """Return how large a picture is by what its tag says."""
    sizes = [(attributes.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    stated = [int(size) for size in sizes if size.isdecimal() and len(size) < 6]
    if not stated:
        return PictureSign.SIZE_UNSAID
    if max(stated) <= _SMALL:
        return PictureSign.SMALL
    return PictureSign.LARGE if max(stated) >= _LARGE else PictureSign.MIDDLING


def _host_and_folder(source: str) -> str:
    try:
        parts = urlsplit(source)
    except ValueError:
        return ""
    return f"//{parts.netloc}{parts.path}".lower()[:500]


def _main_pictures(page: WebPage) -> frozenset[str]:
    """Return what tells the pictures that a page names as its own."""
    found: set[str] = set()
    for event in page.events[:_MOST_EVENTS]:
        if event[0] != "start":
            continue
        if event[1][0] == "body":
            break
        if event[1][0] == "meta":
            attributes = event[1][1]
            named = (attributes.get("property") or attributes.get("name") or "").lower()
            if named in _MAIN and (content := attributes.get("content")):
                found.add(identity(content))
    return frozenset(found - {""})
