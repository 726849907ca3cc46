"""How a player or a frame within a page is told in a text: by what it shows, with a link to watch it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

_YOUTUBE: Final = re.compile(
    r"https?://(?:www\.|m\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})(?:[/?&#]|$)", re.IGNORECASE
)
_VIMEO: Final = re.compile(r"https?://player\.vimeo\.com/video/(\d{1,20})(?:[/?&#]|$)", re.IGNORECASE)
_DAILYMOTION: Final = re.compile(
    r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w{1,20})(?:[/?&#]|$)", re.IGNORECASE
)
_PAGES: Final = (
    (_YOUTUBE, "https://www.youtube.com/watch?v=", "youtube.com"),
    (_VIMEO, "https://vimeo.com/", "vimeo.com"),
    (_DAILYMOTION, "https://www.dailymotion.com/video/", "dailymotion.com"),
)
"""Addresses of players, of the pages of what they play, and their hosts: a name would be the story's.

A player's own address shows nothing but an error in a browser where it may not be opened alone.
"""
_COUNTED: Final = re.compile(r"[\d_-]")
_LETTERS: Final = re.compile(r"[^\W_]+")
_NO_TITLES: Final = frozenset(
    (
        "youtube video player",
        "youtube video",
        "youtube player",
        "vimeo video player",
        "video player",
        "embedded video",
    )
)
"""What players are titled by those who made them, whatever they play."""


def told_player(url: str, title: str) -> tuple[str, str]:
    """Return the words for a player or frame with an address, and the address of what it shows."""
    said = "" if title.casefold() in _NO_TITLES else title
    for player, page, name in _PAGES:
        if found := player.match(url):
            return said or f"Video ({name})", page + found.group(1)
    return said or url, url


def is_file_name(caption: str, address: str | None) -> bool:
    """Whether what is said of a picture is the name of its file (`IMG_1234`, `20220428_164155`): no words.

    A name without figures and dashes (`Lucy`, of `lucy.jpg`) says what is seen.
    """
    if not address or " " in caption or not _COUNTED.search(caption):
        return False
    try:
        file = unquote(urlsplit(address).path.rpartition("/")[2])
    except ValueError:
        return False
    named = "".join(_LETTERS.findall(caption.casefold()))
    return len(named) > 1 and "".join(_LETTERS.findall(file.casefold())).startswith(named)
