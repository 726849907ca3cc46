"""Feed lists of other programs: newsraft's `feeds`, snownews' `urls`, elfeed's Org file, YouTube's CSV.

They are data like the rest: nothing in one is run, opened or fetched.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final, NamedTuple

from tui.sources.newsboat import categories, nearly_all, split_words, told_tags
from tui.sources.opml import FeedGatherer, OpmlDocument, OpmlFeed

_ENDINGS: Final = frozenset({"", ".txt"})

# newsraft: sections, feeds with a title behind each, settings in brackets.
_SECTION: Final = re.compile(r"@\s*(.*?)\s*(?:[<{].*)?")
_IN_BRACKETS: Final = re.compile(r"\[(.*)\]")
_FEED: Final = re.compile(r"(?:https?|feed|file|gopher|gemini)://\S|\$\(", re.IGNORECASE)
_SETTINGS: Final = re.compile(r"""\s+[<{][^"]*\Z|\s+\[\d+\].*\Z""")
_COMMAND: Final = "$("

# elfeed: headlines of Org, of which some are feeds.
_HEADLINE: Final = re.compile(r"(\*+)\s+(.*?)(?:\s+:([\w@#%:]+):)?\s*")
_ORG_LINK: Final = re.compile(r"\[\[([^]]+)\](?:\[([^]]*)\])?\](.*)")
_ADDRESS: Final = re.compile(r"(?:https?|feed|file):\S+", re.IGNORECASE)
_RULE: Final = "entry-title:"
_ROOT_TAG: Final = "elfeed"

# YouTube: a line a channel, its heading in the reader's own language.
_CHANNEL: Final = re.compile(r"UC[\w-]{22}")
_LONGEST_ROW: Final = 10_000


# ── newsraft ──────────────────────────────────────────────────────────────────────────────────


def is_newsraft_feeds(name: str, text: str) -> bool:
    """Whether a text is newsraft's: it is called `feeds` or has sections, and is nearly all feeds."""
    path = PurePath(name)
    lines = _lines(text)
    if path.suffix.lower() not in _ENDINGS or not any(map(_FEED.match, lines)):
        return False
    if not nearly_all(
        sum(line.startswith("@") or _FEED.match(line) is not None for line in lines), len(lines)
    ):
        return False
    # Newsboat's lines have tags, and may have several.
    is_called_so = path.name == "feeds" and all(len(_feed_words(line)) < 3 for line in lines)
    return is_called_so or any(line.startswith("@") for line in lines)


def parse_newsraft_feeds(text: str) -> OpmlDocument:
    """Read the feeds of such a file: sections are folders, the text behind an address its title."""
    gathered = FeedGatherer()
    folder: tuple[str, ...] = ()
    for line in _lines(text):
        section = _SECTION.fullmatch(line)
        if section is not None:
            within = _IN_BRACKETS.fullmatch(section[1])
            folder = (name,) if (name := within[1] if within else section[1]) else ()
        elif line.startswith(_COMMAND):
            gathered.refuse(line, "it would run a program")
        elif not _FEED.match(line):
            gathered.refuse(line, "its address is not one of the web")
        else:
            address, *titles = _feed_words(line)
            gathered.take(OpmlFeed(address, titles[0] if titles else "", folder))
    return gathered.document()


def _feed_words(line: str) -> list[str]:
    """Return the address and what stands behind it, without settings."""
    return split_words(_SETTINGS.sub("", line))


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]


# ── snownews ──────────────────────────────────────────────────────────────────────────────────


def is_snownews_urls(name: str, text: str) -> bool:
    """Whether each line of a text is an address, a title and categories, with bars between."""
    lines = _lines(text)
    return (
        PurePath(name).suffix.lower() in _ENDINGS
        and bool(lines)
        and all(_FEED.match(line) and line.count("|") >= 2 for line in lines)
    )


def parse_snownews_urls(text: str) -> OpmlDocument:
    """Read the feeds of such a file; the first category is the folder."""
    gathered = FeedGatherer()
    for line in _lines(text):
        address, title, labels = line.split("|")[:3]
        folders = [label.strip() for label in labels.split(",") if label.strip()]
        gathered.take(OpmlFeed(address, title.strip(), tuple(folders[:1]), None, categories(folders)))
    return gathered.document()


# ── elfeed ────────────────────────────────────────────────────────────────────────────────────


def is_elfeed_org(name: str, text: str) -> bool:
    """Whether a text is an Org file with feeds among its headlines."""
    return PurePath(name).suffix.lower() == ".org" and any(
        headline.words and _org_feed(headline.words) for headline in _headlines(text)
    )


def parse_elfeed_org(text: str) -> OpmlDocument:
    """Read the feeds of such a file: headlines above one are its folders, else its first tag is.

    Where headlines are tagged `:elfeed:`, only what stands below these is meant. Tags beyond the folder
    become an OPML `category`, and rules for tags have no place here: both are told.
    """
    gathered = FeedGatherer()
    tagged, rules, further = 0, 0, dict[str, None]()
    for above, headline in _meant(_headlines(text)):
        if headline.is_rule:
            rules += 1
        elif feed := _org_feed(headline.words):
            path = tuple(folder.words for folder in above if not folder.is_root)
            labels = headline.labels
            more = labels if path else labels[1:]
            tagged += bool(more)
            further.update(dict.fromkeys(more))
            gathered.take(OpmlFeed(*feed, path or labels[:1], None, categories([*path[-1:], *labels])))
    if tagged:
        gathered.note("", told_tags(tagged, further))
    if rules:
        gathered.note("", f"{rules} of its lines are rules of elfeed for tags (entry-title), and left out")
    return gathered.document()


class _Headline(NamedTuple):
    """A headline of an Org file."""

    level: int
    words: str
    tags: tuple[str, ...]

    @property
    def is_rule(self) -> bool:
        return self.words.startswith(_RULE)

    @property
    def is_root(self) -> bool:
        """Whether it is tagged as one that feeds stand below."""
        return _ROOT_TAG in self.tags

    @property
    def labels(self) -> tuple[str, ...]:
        """Its tags, but for the one that says that feeds stand below it."""
        return tuple(tag for tag in self.tags if tag != _ROOT_TAG)


def _meant(headlines: Sequence[_Headline]) -> Iterator[tuple[tuple[_Headline, ...], _Headline]]:
    """Yield the headlines that are meant, each behind the folders above it."""
    # elfeed-org reads below its tag alone; a file without one is read whole.
    is_rooted = any(headline.is_root for headline in headlines)
    above: list[_Headline] = []
    for headline in headlines:
        # Org may skip levels: only what is less deep stands above.
        while above and above[-1].level >= headline.level:
            above.pop()
        if is_rooted and not any(one.is_root for one in (*above, headline)):
            continue
        yield tuple(above), headline
        if not headline.is_rule and _org_feed(headline.words) is None:
            above.append(headline)


def _headlines(text: str) -> list[_Headline]:
    found = map(_HEADLINE.fullmatch, text.splitlines())
    return [
        _Headline(len(line[1]), line[2], tuple(filter(None, (line[3] or "").split(":"))))
        for line in found
        if line
    ]


def _org_feed(words: str) -> tuple[str, str] | None:
    """Return address and title of a headline that is a feed, else None."""
    link = _ORG_LINK.fullmatch(words)
    if link is not None and _ADDRESS.fullmatch(link[1]):
        return link[1], (link[2] or link[3]).strip()
    address, _, title = words.partition(" ")
    return (address, title.strip()) if _ADDRESS.fullmatch(address) else None


# ── YouTube ───────────────────────────────────────────────────────────────────────────────────


def is_takeout_csv(name: str, text: str) -> bool:
    """Whether a text is the list of channels that Google Takeout gives of a YouTube account."""
    first = next((row for row in _rows(text) if _CHANNEL.fullmatch(row[0])), None)
    return (
        PurePath(name).suffix.lower() in (*_ENDINGS, ".csv")
        and first is not None
        and "youtube.com/" in first[1]
    )


def parse_takeout_csv(text: str) -> OpmlDocument:
    """Read the channels of such a file, each as the feed that YouTube has for it."""
    gathered = FeedGatherer()
    for number, row in enumerate(_rows(text)):
        if _CHANNEL.fullmatch(row[0]):
            feed = f"https://www.youtube.com/feeds/videos.xml?channel_id={row[0]}"
            gathered.take(OpmlFeed(feed, ", ".join(row[2:]), (), row[1]))
        elif number:
            # The first row is the heading, in whatever language the account has.
            gathered.refuse(", ".join(row), "its first column is no channel of YouTube")
    return gathered.document()


def _rows(text: str) -> list[list[str]]:
    """Return the rows of several columns; none where it is no such text."""
    lines = [line for line in text.splitlines() if line.strip()]
    # csv's reader would build one cell of a book without line ends.
    if any(len(line) > _LONGEST_ROW for line in lines[:10]):
        return []
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(lines) if len(row) > 1]
    except csv.Error:
        return []
