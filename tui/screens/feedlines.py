"""What the feeds' screen lists: groups of lines, each a list to read, and how they are drawn."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.strip import Strip

from tui.calendar.ages import age
from tui.drawing.frame import FOLLOWED, number
from tui.library.folders import SEPARATOR, Folder, arranged
from tui.library.rules import mute_scope, search_scope
from tui.model.articles import Feed
from tui.model.ids import OWN_FEEDS, PAGES_FEED_URL
from tui.model.kinds import KINDS
from tui.model.scopes import ALL, MUTED, NOTED, SAVED, UNREAD, Scope
from tui.screens.chooser import Choices
from tui.screens.replies import Choice
from tui.screens.steady import told
from tui.text.cells import fit
from tui.text.folding import fold

if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.model.answers import Mute, SavedSearch
    from tui.model.namefacts import Follow

FOLDED_SETTING = "folded_folders"
_COUNT_CELLS = 14
_AGE_CELLS = 9
_ROOMY_CELLS = 56
"""From so many on a line says too when its feed last answered."""
FAILING, PAUSED, GONE = "!", "‖", "×"


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One list that can be read: all stories, a feed, a tag."""

    label: str
    scope: Scope
    words: str = ""
    """What stands over the list when it is shown; empty for the standing ones."""
    unread: int = 0
    total: int = 0
    mark: str = ""
    """One cell that tells of its state: failing, paused."""
    when: str = ""
    """How long ago it last answered."""
    details: tuple[str, ...] = ()
    """What is known of it, a paragraph each."""
    subject: object = None
    """What the keys act upon: a `Feed`; None where there is nothing to look after."""
    sought: str = ""
    """Further words by which narrowing finds it."""
    counted: str = ""
    """What stands in the place of its numbers, where these are not known, or not all."""
    depth: int = 0
    """How many folders its group stands in."""


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines under a heading; without a title they stand at the top, under none."""

    title: str
    lines: tuple[FeedLine, ...]
    folder: Folder | None = None
    """The folder whose feeds they are: a list by itself."""

    @property
    def unread(self) -> int:
        """How many unread articles its lines have together; a folder's, those in folders in it too."""
        return self.folder.unread if self.folder else sum(line.unread for line in self.lines)

    @property
    def depth(self) -> int:
        """How many groups it stands in."""
        return self.folder.depth if self.folder else 0

    @property
    def above(self) -> frozenset[str]:
        """The titles of the groups that it stands in."""
        names = self.folder.path.split("/")[:-1] if self.folder else ()
        return frozenset(SEPARATOR.join(names[:depth]) for depth in range(1, len(names) + 1))


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """A group's first line, which folds it."""

    title: str
    """By which it is known: a folder's whole path."""
    unread: int
    lines: int
    """How many lines fold away under it."""
    is_folded: bool
    folder: Folder | None = None

    @property
    def depth(self) -> int:
        """How many groups it stands in."""
        return self.folder.depth if self.folder else 0

    @property
    def details(self) -> tuple[str, ...]:
        """What is known of it, a paragraph each."""
        if self.folder is None:
            return ()
        feeds = len(self.folder.all_feeds)
        return (
            self.title,
            f"{number(self.unread)} unread of {number(self.folder.total)}",
            f"{number(feeds)} {'feed' if feeds == 1 else 'feeds'}",
            "enter reads all of them together, space folds it",
        )


# ── what there is ─────────────────────────────────────────────────────────────────────────────


def groups(library: Library, now: datetime) -> Iterator[LineGroup]:
    """Yield all groups, in the order in which they are shown."""
    # Under no heading: the first lines are those that everybody has.
    yield LineGroup("", tuple(_standing(library)))
    if searches := tuple(_search_line(library, search) for search in library.rules.searches()):
        yield LineGroup("Searches", searches)
    if followed := tuple(_follow_line(follow, now) for follow in library.follows.all()):
        yield LineGroup("Followed names", followed)
    yield from _folders(library.feeds(), now)
    tags = tuple(
        FeedLine(f"# {tag}", Scope("tag", name=tag), f"# {tag}", total=count) for tag, count in library.tags()
    )
    if tags:
        yield LineGroup("Tags", tags)
    if mutes := library.rules.mutes():
        everything = FeedLine("All that is muted", MUTED, "muted", total=library.counts().muted)
        yield LineGroup("Muted", (everything, *(_mute_line(mute, now) for mute in mutes)))


def _standing(library: Library) -> Iterator[FeedLine]:
    counts = library.counts()
    yield FeedLine("All stories", ALL, unread=counts.unread, total=counts.total)
    yield FeedLine("Unread", UNREAD, total=counts.unread)
    yield FeedLine("Saved", SAVED, total=counts.saved)
    if counts.noted:
        yield FeedLine("Noted", NOTED, "noted", total=counts.noted)


def _search_line(library: Library, search: SavedSearch) -> FeedLine:
    """Return a saved search with what was counted last; `…` until anything was."""
    counts = library.rules.last_count(search)
    unread, total = (counts.unread, counts.total) if counts else (0, 0)
    counted = "" if counts and counts.complete else f"{number(unread)} of {number(total)}+" if counts else "…"
    return FeedLine(
        search.name,
        search_scope(search),
        search.name,
        unread,
        total,
        details=(f"/{search.query}", "a search that is kept: e renames it, d drops it, J K move it"),
        subject=search,
        sought=search.query,
        counted=counted,
    )


def _mute_line(mute: Mute, now: datetime) -> FeedLine:
    """Return a mute with how many stories it hides, and how long it lasts."""
    until = "until it is lifted" if mute.until is None else f"until {mute.until.astimezone():%d %b %Y %H:%M}"
    names: dict[str, str] = {kind.name: kind.one for kind in KINDS.values()}
    kind = names.get(mute.kind) or {"words": "words", "feed": "a feed"}[mute.kind]
    return FeedLine(
        mute.name,
        mute_scope(mute),
        f"muted: {mute.name}",
        total=mute.hides,
        when="" if mute.until is None else _left(mute.until, now),
        details=(f"{kind}, muted {until}", "enter lists what it hides, d lifts it"),
        subject=mute,
    )


def _left(until: datetime, now: datetime) -> str:
    """Say how long a mute still lasts: `6d left`."""
    # A mute whose time is over stands until it is lifted behind the screen: it has an hour left, not none.
    hours = max(1, round((until - now).total_seconds() / 3_600))
    return f"{hours}h left" if hours < 48 else f"{round(hours / 24)}d left"


def _follow_line(follow: Follow, now: datetime) -> FeedLine:
    since = follow.followed_at
    details = [
        f"{number(follow.unread)} unread of {number(follow.total)}",
        f"followed since {age(int(since.timestamp()), now.timestamp())}" if since else "",
        "w follows it no more; * opens its page",
    ]
    return FeedLine(
        f"{FOLLOWED}{follow.name}",
        Scope("entity", entity_kind=follow.kind, name=follow.key),
        follow.name,
        follow.unread,
        follow.total,
        details=tuple(detail for detail in details if detail),
        subject=follow,
    )


def _folders(feeds: tuple[Feed, ...], now: datetime) -> Iterator[LineGroup]:
    """Yield the feeds by folder, those without one first, the one of documents after all."""
    of = arranged(feeds)
    if of.loose:
        yield LineGroup("Feeds", tuple(_feed_line(feed, now) for feed in of.loose))
    for folder in of.folders:
        lines = tuple(_feed_line(feed, now, folder.depth) for feed in folder.feeds)
        yield LineGroup(folder.title, lines, folder)
    if of.documents:
        yield LineGroup("Yours", tuple(_feed_line(feed, now) for feed in of.documents))


def _feed_line(feed: Feed, now: datetime, depth: int = 0) -> FeedLine:
    last = feed.last_success_at
    return FeedLine(
        feed.title,
        Scope("feed", feed_id=feed.id),
        feed.title,
        feed.unread,
        feed.total,
        state_mark(feed),
        age(int(last.timestamp()), now.timestamp()) if last else "",
        tuple(feed_details(feed, now)),
        feed,
        f"{feed.url} {feed.folder or ''} {feed.last_error or ''}",
        depth=depth,
    )


def state_mark(feed: Feed) -> str:
    """Return the mark of a feed that fails, rests or is gone; empty for one that is well."""
    if feed.url in OWN_FEEDS:
        return ""
    if feed.gone:
        return GONE
    # Nobody asks a paused feed: its last error is of before.
    return PAUSED if feed.paused else FAILING if feed.last_error else ""


def feed_details(feed: Feed, now: datetime) -> Iterator[str]:
    """Yield what is known of a feed: its address, why it fails, when it answered and will be asked."""
    if feed.url == PAGES_FEED_URL:
        yield "Web pages that you saved by their address with `dateline save`, or read in as files."
        return
    if feed.url in OWN_FEEDS:
        yield "What is bundled with dateline, and what you read in with `dateline import`."
        return
    yield feed.url
    if feed.last_error:
        yield f"{FAILING} {feed.last_error}"
    last = feed.last_success_at
    said = f"last answered {_ago(last, now)}" if last else "has not answered yet"
    yield f"{said}; {_next(feed, now)}"
    yield f"{number(feed.unread)} unread of {number(feed.total)}"
    if feed.site_url:
        yield feed.site_url


def _next(feed: Feed, now: datetime) -> str:
    """Say when a feed is asked again, so as to follow a semicolon."""
    if feed.gone:
        return "gone for good: not asked again"
    if feed.paused:
        return "paused: p asks it again"
    if feed.due_at is None or feed.due_at <= now:
        return "asked at the next sync"
    # One more, so that what is due in half a minute is not said to be in none.
    minutes = int((feed.due_at - now).total_seconds() / 60) + 1
    return f"asked again in {minutes} min" if minutes < 90 else f"asked again in {round(minutes / 60)} h"


def _ago(then: datetime, now: datetime) -> str:
    """Put an age into a sentence: `5m ago`, `just now`, `on 15 May`."""
    past = age(int(then.timestamp()), now.timestamp())
    if past == "now":
        return "just now"
    # Older ages are dates already: `15 May`.
    return f"{past} ago" if past[-1] in "mhd" and past[0].isdigit() else f"on {past}"


# ── as lines ──────────────────────────────────────────────────────────────────────────────────


def choices(all_groups: Iterable[LineGroup], narrow: str, folded: frozenset[str]) -> Iterator[Choice]:
    """Yield the lines to show: those that hold all words of `narrow`, and of folded groups the heading alone.

    What is being narrowed is not folded, and a group without such a line is left out.
    """
    words = fold(narrow).split()
    all_groups = tuple(all_groups)
    found = {group.title: _found_in(group, words) for group in all_groups}
    above = {title for group in all_groups if found[group.title] for title in group.above}
    # Who narrows looks for something: a fold would hide it.
    folded = frozenset() if words else folded
    for group in all_groups:
        if not (found[group.title] or group.title in above) or group.above & folded:
            continue
        if group.title:
            lines = sum(len(found[one.title]) for one in _within(group, all_groups))
            yield _heading_of(group, lines, folded)
        if group.title not in folded:
            yield from (Choice(line.label, line) for line in found[group.title])


def _heading_of(group: LineGroup, lines: int, folded: frozenset[str]) -> Choice:
    heading = GroupHeading(group.title, group.unread, lines, group.title in folded, group.folder)
    return Choice(group.folder.name if group.folder else group.title, heading)


def _within(group: LineGroup, all_groups: Iterable[LineGroup]) -> Iterator[LineGroup]:
    """Yield a group, and those that are folders in it."""
    return (one for one in all_groups if one is group or group.title in one.above)


def _found_in(group: LineGroup, words: list[str]) -> tuple[FeedLine, ...]:
    return tuple(line for line in group.lines if _holds(line, group.title, words))


def _holds(line: FeedLine, title: str, words: list[str]) -> bool:
    return not words or all(word in fold(f"{line.label} {line.sought} {title}") for word in words)


@dataclass(frozen=True, slots=True)
class CursorAnchor:
    """Where the cursor is, by what stands there, so that it stays there whatever comes above."""

    scope: Scope | None = None
    heading: str = ""
    index: int = 0

    def find(self, lines: tuple[Choice, ...]) -> int:
        """Return the line it names; where that is gone, the one that has taken its number."""
        for index, choice in enumerate(lines):
            value = choice.value
            if isinstance(value, GroupHeading):
                # A folder's list is named by its heading too.
                if value.title == self.heading or (value.folder and value.folder.scope == self.scope):
                    return index
            elif self.scope is not None and value.scope == self.scope:
                return index
        return self.index


class Folds:
    """Which groups are folded; kept from one time to the next."""

    def __init__(self, library: Library, tell: Callable[..., None]) -> None:
        self._library = library
        self.tell = tell
        self.folded = frozenset[str]()

    @told
    def load(self) -> None:
        """Look up what was folded last time."""
        self.folded = frozenset(json.loads(self._library.setting(FOLDED_SETTING) or "[]"))

    @told
    def turn(self, title: str, folded: bool) -> None:
        """Fold a group, or unfold it."""
        changed = self.folded | {title} if folded else self.folded - {title}
        if changed != self.folded:
            self.folded = changed
            self._library.set_setting(FOLDED_SETTING, json.dumps(sorted(changed)))


class FeedLines(Choices):
    """The groups' lines, with a cursor: a title, what is unread of how many, when it last answered."""

    @property
    def heading(self) -> GroupHeading | None:
        """The heading under the cursor; None on a line."""
        value = self.current.value if self.current else None
        return value if isinstance(value, GroupHeading) else None

    @property
    def cursor_anchor(self) -> CursorAnchor:
        """Where the cursor is."""
        value = self.current.value if self.current else None
        if isinstance(value, GroupHeading):
            return CursorAnchor(None, value.title, self.cursor)
        return CursorAnchor(value.scope if value else None, "", self.cursor)

    def put(self, lines: tuple[Choice, ...], anchor: CursorAnchor) -> None:
        """Show other lines, the cursor where it was and the view with it."""
        self.choices = lines
        self.set_height(len(lines))
        self.go(anchor.find(lines))

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        index = self.top + y
        if index >= len(self.choices):
            return super().draw(y, width)
        value, under = self.choices[index].value, index == self.cursor
        cells = (
            _heading_cells(value, under, width)
            if isinstance(value, GroupHeading)
            else _cells(value, under, width)
        )
        return self.inks.strip(cells, width)


def _heading_cells(heading: GroupHeading, under: bool, width: int) -> list[tuple[str, str]]:
    sign = "▸" if heading.is_folded else "▾"
    lines = f"{heading.lines}" if heading.is_folded else ""
    title, count = heading.title, _unread_of(heading.unread, 0, lines) if heading.unread or lines else ""
    if heading.folder:
        title, count = heading.folder.name, _unread_of(heading.unread, heading.folder.total)
        title += f" ({lines})" if lines else ""
    # In the column of the lines' numbers, which stand before the ages.
    right = f"{count:>{_COUNT_CELLS}}" + (" " * _AGE_CELLS if width >= _ROOMY_CELLS else "")
    indent = _indent(heading.depth, width)
    room = max(1, width - 4 - len(right) - len(indent))
    return [
        ("▌" if under else " ", "cursor.mark" if under else "row.mark"),
        (f"{indent}{sign} ", "cursor.mark" if under else "row.mark"),
        (fit(title, room), "cursor.unread" if under else "side.head"),
        (f"{right} ", "cursor.meta" if under else "row.meta"),
    ]


def _indent(depth: int, width: int) -> str:
    """Return the blanks before what stands in so many folders; fewer where there is no room for them."""
    return "  " * min(depth, max(0, width - _COUNT_CELLS - 12) // 4)


def _cells(line: FeedLine, under: bool, width: int) -> list[tuple[str, str]]:
    counts = line.counted or _unread_of(line.unread, line.total)
    right = f"{counts:>{_COUNT_CELLS}}"
    if width >= _ROOMY_CELLS:
        right += f"{line.when:>{_AGE_CELLS}}"
    indent = _indent(line.depth, width)
    room = max(1, width - 5 - len(right) - len(indent))
    ground = "cursor" if under else "row"
    title = "cursor.unread" if under else "row.unread" if line.unread else "text"
    return [
        ("▌" if under else " ", f"{ground}.mark"),
        (f"{indent} {line.mark or ' '} ", f"{ground}.mark" if under or line.mark != FAILING else "error"),
        (fit(line.label, room), title),
        (f"{right} ", f"{ground}.meta"),
    ]


def _unread_of(unread: int, total: int, lines: str = "") -> str:
    """Return `3 of 12`, or the one number that there is to tell."""
    if lines:
        return f"{number(unread)} in {lines}" if unread else lines
    if unread and total:
        return f"{number(unread)} of {number(total)}"
    return number(unread or total)


def is_own(subject: object) -> bool:
    """Whether something is a feed one is subscribed to."""
    return isinstance(subject, Feed) and subject.url not in OWN_FEEDS


def is_failing(choice: Choice) -> bool:
    """Whether a line's feed gives nothing: it fails, or is gone."""
    return isinstance(choice.value, FeedLine) and choice.value.mark in (FAILING, GONE)


def next_heading(lines: tuple[Choice, ...], after: int, step: int) -> int:
    """Return the next group's heading, or the one before; the ends where there is none."""
    headings = [index for index, choice in enumerate(lines) if isinstance(choice.value, GroupHeading)]
    if step > 0:
        return next((index for index in headings if index > after), len(lines) - 1)
    return next((index for index in reversed(headings) if index < after), 0)


def heading_above(lines: tuple[Choice, ...], index: int) -> GroupHeading | None:
    """Return the heading under which a line stands."""
    above = (choice.value for choice in reversed(lines[: index + 1]))
    return next((value for value in above if isinstance(value, GroupHeading)), None)


def above(heading: GroupHeading) -> frozenset[str]:
    """Return the titles of the groups that a heading stands in."""
    return LineGroup(heading.title, (), heading.folder).above


def folder_above(lines: tuple[Choice, ...], index: int) -> int | None:
    """Return the heading of the folder in which a line, or a folder, stands; None where it is in none."""
    value = lines[index].value if index < len(lines) else None
    if value is None:
        return None
    is_heading = isinstance(value, GroupHeading)
    for upper in range(index - 1, -1, -1):
        over = lines[upper].value
        if isinstance(over, GroupHeading) and (not is_heading or over.depth < value.depth):
            return upper if over.folder else None
    return None
