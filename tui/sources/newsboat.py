"""The `urls` file of newsboat: an address a line, and tags behind it. Nothing in it is run or opened."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import PurePath
from typing import Final

from tui.sources.opml import FeedGatherer, OpmlDocument, OpmlFeed
from tui.text.safe import clean_line

_WORD: Final = re.compile(r'"((?:\\.|[^"\\])*)"?|([^\s#]\S*)|#.*')
"""One word of a line, quoted or not; a `#` before one makes the rest a comment."""
_BACKSLASHED: Final = re.compile(r"\\(.)")
_ADDRESS: Final = re.compile(r'"?(?:https?|feed|file|exec|filter|query):\S', re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FILE_NAME: Final = "urls"
_ENDINGS: Final = frozenset({"", ".txt"})
_MOST_NAMED: Final = 8
_OWN_TITLE: Final = "~"
_HIDING: Final = "!"


def is_newsboat_urls(name: str, text: str) -> bool:
    """Whether a text is such a file.

    One called `urls` is, if any line opens with an address; another without an ending or with `.txt`,
    if nearly each line does that is no comment.
    """
    path = PurePath(name)
    if path.name != _FILE_NAME and path.suffix.lower() not in _ENDINGS:
        return False
    lines = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]
    addresses = sum(_ADDRESS.match(line) is not None for line in lines)
    # A story may quote an address at the beginning of a line; a file of that name is no story.
    return addresses > 0 if path.name == _FILE_NAME else nearly_all(addresses, len(lines))


def nearly_all(feeds: int, lines: int) -> bool:
    """Whether so many lines of a list are feeds that the others must be mistakes, which are named."""
    return feeds > 0 and feeds >= lines * 3 / 4


def parse_newsboat_urls(text: str) -> OpmlDocument:
    """Read the feeds of such a file, in its order; those that are no address of the web are in `refused`.

    A tag that opens with `~` is the reader's own title. The first other one is the folder; where there
    are more they become an OPML `category`, so that an export has them. One that opens with `!` hides
    the feed in newsboat. What has no place here is told, once for all feeds.
    """
    gathered = FeedGatherer()
    hidden, tagged = 0, 0
    further: dict[str, None] = {}
    for line in text.splitlines():
        address, *tags = split_words(line) or ("",)
        if _SCHEME.match(address):
            hidden += any(tag.startswith(_HIDING) for tag in tags)
            more = _folders(tags)[1:]
            tagged += bool(more)
            further.update(dict.fromkeys(more))
            gathered.take(_feed(address, tags))
        elif address:
            gathered.refuse(address, "its address is not one of the web")
    if tagged:
        gathered.note("", told_tags(tagged, further))
    if hidden:
        gathered.note("", f"{_feeds(hidden)} hidden there by “!”: none is here")
    return gathered.document()


def told_tags(feeds: int, further: Collection[str]) -> str:
    """Return what is to be said of feeds that have more tags than a folder."""
    named = ", ".join([clean_line(tag)[:40] for tag in further][:_MOST_NAMED])
    more = f" and {len(further) - _MOST_NAMED} more" if len(further) > _MOST_NAMED else ""
    return (
        f"{_feeds(feeds)} under several tags there and in one folder here; the others"
        f" ({named}{more}) are kept for `dateline export --opml` alone"
    )


def _feeds(count: int) -> str:
    return "1 feed is" if count == 1 else f"{count} feeds are"


def split_words(line: str) -> list[str]:
    """Return the words of a line, without quotes and comments."""
    return [
        _BACKSLASHED.sub(r"\1", word[1]) if word[1] is not None else word[2]
        for word in _WORD.finditer(line)
        if not word[0].startswith("#")
    ]


def _feed(address: str, tags: list[str]) -> OpmlFeed:
    titles = [tag[1:] for tag in tags if tag.startswith(_OWN_TITLE)]
    folders = _folders(tags)
    return OpmlFeed(address, titles[0] if titles else "", tuple(folders[:1]), None, categories(folders))


def _folders(tags: list[str]) -> list[str]:
    """Return the tags that say where a feed belongs."""
    return [tag for tag in tags if tag and not tag.startswith((_OWN_TITLE, _HIDING))]


def categories(tags: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return several tags as an attribute of OPML; none for a single one, which is the folder."""
    return (("category", ",".join(tags)),) if len(tags) > 1 else ()
