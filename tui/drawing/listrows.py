"""Rows of the list of articles as plain lines: what stands where, at any width. Pure, and quick to load.

The list and the first paint draw from these: see `tui.drawing.frame`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.calendar import ages
from tui.drawing.frame import FOLLOWED, NARROW_CELLS, NOTED, RECORDINGS, StyledLine
from tui.system.lazily import Lazy
from tui.text.cells import ELLIPSIS, cell_width, cut, fit

if TYPE_CHECKING:
    from tui.drawing.threadwords import ThreadSaid
    from tui.model.threads import ThreadRow
    from tui.text.spans import Spans

if TYPE_CHECKING:
    from tui.drawing import threadwords
    from tui.text import wrap
else:  # a list whose headlines have one line each, and stand alone, needs none of it
    threadwords = Lazy("tui.drawing.threadwords")
    wrap = Lazy("tui.text.wrap")

_ONE_LINE_CELLS = 72
"""From here on rows of one line name their feeds too."""
_AGE_CELLS, _STAMP_CELLS = 9, 17
"""The longest age, and the longest absolute time."""
FeedShown = Literal["shown", "above", "never"]
"""What a row says of its feed: its name; nothing, as the row above has it; or nothing in the whole list."""
_LEAST_WORDS = 8
"""Cells that a headline, or the feed below it, has at least: signs beside it give way before that."""


class ListRow(NamedTuple):
    """What a list shows of an article."""

    headline: str
    feed: str
    listed_at: int
    read: bool
    saved: bool
    changed: bool = False
    followed: bool = False
    """It names somebody or some place that the reader follows."""
    dated: bool = True
    """Whether its source states when it was published; else it is listed about when it arrived."""
    ageless: bool = False
    """It is listed by its order in its feed alone: even its arrival tells no age."""
    noted: bool = False
    """The reader noted something to it."""
    recording: str | None = None
    """What there is to be heard or watched, as in `RECORDINGS`."""
    thread: ThreadSaid | None = None
    """What is said of its thread; None where it stands alone."""


def in_columns(width: int, lines: int) -> bool:
    """Tell whether a list is so wide that feed and age stand beside the headlines and not below them."""
    return width >= (_ONE_LINE_CELLS if lines == 1 else NARROW_CELLS)


def row_height(width: int, lines: int, *, searching: bool = False) -> int:
    """Return how many lines every row of a list takes, where the reader grants it so many.

    In columns none is needed for feed and age, but a search shows in it what was found.
    """
    spare = lines > 1 and in_columns(width, lines) and not searching
    return lines - 1 if spare else lines


def row_lines(
    row: ListRow,
    width: int,
    *,
    lines: int,
    now: float,
    absolute: bool = False,
    cursor: str = "",
    feed: FeedShown = "shown",
    matches: Spans = (),
    excerpt: tuple[str, Spans] = ("", ()),
    searching: bool = False,
    selected: bool = False,
    branch: ThreadRow | None = None,
) -> list[StyledLine]:
    """Draw an article's row, `row_height` lines of exactly so many cells.

    A wide list has columns: headline, feed, age. In a narrow one feed and age stand in the line below
    the headline; where the feed is not to be said, the headline goes on there. One line alone has no
    room for the feed. Times are `absolute` or ages seen from `now`, with `~` where the article has no
    date; `undated` where even its arrival tells none. `cursor` is `cursor` or `blur` on the row under
    the cursor, in a pane with or without the focus. A mark says unread, another saved, a third changed,
    and `»` that a followed name is in it; before feed or age `†` says noted, and `♪` or `▶` that there is
    something to hear or to watch. `matches` are characters of the headline. An `excerpt`, a line of the
    text and its matches, takes the feed's place below the headline. What is said of the thread stands
    before feed or age too, in the words that there is room for; `branch` is how the row stands in a list
    of threads.
    """
    pen = _RowPen(row, cursor, matches, selected=selected, branch=branch)
    when = _when(row, now, absolute=absolute)
    height = row_height(width, lines, searching=searching)
    if in_columns(width, lines):
        named = row.feed
        if feed == "above" and pen.tells:
            # What is said of threads stands in a column too, whether feeds are named beside it or not.
            named, feed = "", "shown"
        tail = _tail(named, feed, when, width, _STAMP_CELLS if absolute else _AGE_CELLS)
        drawn = _beside(pen, width, height, tail, excerpt)
    elif lines == 1:
        # Narrower, the headline needs the room more than the feed's name. Eight cells hold any age.
        drawn = _beside(pen, width, 1, f" {when:>8} ", excerpt)
    else:
        drawn = _stacked(pen, width, height, when, feed, excerpt)
    drawn += [[pen.margin(" "), (" " * max(0, width - 3), pen.look("meta"))]] * (height - len(drawn))
    return [_exact(line, width) for line in drawn]


class _RowPen:
    """What all lines of a row are drawn with: its looks, its marks, and its headline a piece at a time."""

    def __init__(
        self, row: ListRow, cursor: str, matches: Spans, *, selected: bool, branch: ThreadRow | None = None
    ) -> None:
        self.row = row
        self._branch = branch
        self.is_member = branch is not None and branch.is_member
        self._kind = cursor or ("blur" if selected else "row")
        # As the edge: a sign, and the ground only where there are colours.
        self._gap = "┃" if selected else " "
        # A bar and not a colour alone: it is seen where there are no colours.
        self._edge = "▌" if cursor else " "
        self._matches = matches
        self.unread = " " if row.read else "●"
        self.sign = _sign(row)
        lead = threadwords.lead(row.thread, branch) if branch is not None else ""
        self.lead: StyledLine = [(lead, f"{self._kind}.mark")] if lead else []
        """What stands before the first line of a headline in a list of threads."""
        self.indent = len(lead)
        self.followed: StyledLine = [(FOLLOWED, f"{self._kind}.follow")] if row.followed else []
        self._signs: StyledLine = [(NOTED, f"{self._kind}.note")] if row.noted else []
        if row.recording:
            self._signs.append((RECORDINGS.get(row.recording, "♪"), f"{self._kind}.recording"))

    def look(self, name: str) -> str:
        """Return the look of something in this row."""
        return f"{self._kind}.{name}"

    def margin(self, marks: str) -> tuple[str, str]:
        """Draw what stands before a line: the cursor's edge, marks, a blank."""
        return (f"{self._edge}{marks}{self._gap}", self.look("mark"))

    def aside(self, room: int, share: int) -> tuple[StyledLine, int]:
        """Draw what stands before feed or age, blanks before it; and how many of so many cells it takes.

        Signs come first; what is said of the thread has `share` of the cells at most.
        """
        meta = self.look("meta")
        cells = 1 + len(self._signs) if self._signs else 0
        signs: StyledLine = [(" ", meta), *self._signs]
        if not cells or room - cells < _LEAST_WORDS:
            signs, cells = [], 0
        thread = self.row.thread
        if thread is None:
            return signs, cells
        most = min(share, room - cells - _LEAST_WORDS - 2)
        said = threadwords.said_in(thread, self._branch, most, read=self.row.read)
        if not said:
            return signs, cells
        drawn = [(text, self.look(look)) for text, look in said]
        return [("  ", meta), *drawn, *signs], cells + 2 + sum(cell_width(text) for text, _ in said)

    @property
    def tells(self) -> bool:
        """Whether there is anything to be said of the thread."""
        thread = self.row.thread
        return thread is not None and any(threadwords.things(thread, self._branch, read=self.row.read))

    def headline(self, room: int, start: int = 0, end: int | None = None) -> StyledLine:
        """Draw a piece of the headline in so many cells."""
        look = self.look("read" if self.row.read else "unread")
        text = self.row.headline[start:end]
        found = tuple((a - start, min(b - start, len(text))) for a, b in self._matches if b > start)
        return _matched(text, room, look, self.look("match"), found)

    def words(self, text: str, room: int, matches: Spans = ()) -> StyledLine:
        """Draw what is said beside the headline."""
        return _matched(text, room, self.look("meta"), self.look("match"), matches)

    def breaks(self, room: int, lines: int) -> list[tuple[int, int | None]]:
        """Break the headline into at most so many lines of so many cells; the last has all the rest."""
        text = self.row.headline
        if lines < 2 or cell_width(text) <= room:
            return [(0, None)]
        spans = wrap.wrap(text, room)
        return [*spans[: lines - 1], *((start, None) for start, _ in spans[lines - 1 : lines])] or [(0, None)]


def feed_shown(feed: str, above: str | None, scope: str) -> FeedShown:
    """Return what a row says of its feed, by the feed of the row above; None: none stands above."""
    if scope == "feed":
        return "never"
    return "above" if feed == above else "shown"


def _tail(name: str, feed: FeedShown, when: str, width: int, when_cells: int) -> str:
    """Return the columns beside a headline: the feed, where it is to be said, and the age.

    Where it is not, its column is the headline's, as in a narrow list.
    """
    end = f" {when:>{when_cells}} "
    return f"  {fit(name, max(14, min(24, width // 6)))}{end}" if feed == "shown" else end


def _beside(pen: _RowPen, width: int, height: int, tail: str, excerpt: tuple[str, Spans]) -> list[StyledLine]:
    """Draw the columns in one line, in others more of the headline, and in the last an excerpt, if any."""
    before = pen.indent + len(FOLLOWED) * len(pen.followed)
    whole = width - 4 - before - cell_width(tail)
    # Why a row is in its thread says more of it than its last words, which others have too.
    aside, taken = pen.aside(whole, whole // (3 if pen.is_member else 4))
    end = taken + cell_width(tail)
    room = max(1, whole - taken)
    is_found = bool(excerpt[0]) and height > 1
    first, *more = pen.breaks(room, height - is_found)
    marks = pen.margin(pen.unread + pen.sign)
    drawn = [[marks, *pen.lead, *pen.followed, *pen.headline(room, *first), *aside]]
    drawn[0].append((tail, pen.look("meta")))
    for piece in more:
        drawn.append([pen.margin("  "), *pen.words("", before), *pen.headline(room, *piece)])
        drawn[-1] += pen.words("", end)
    if is_found:
        words, found = _around(*excerpt, width - 5)
        drawn.append([pen.margin("  "), *pen.words(words, width - 5, found), *pen.words("", 1)])
    return drawn


def _stacked(
    pen: _RowPen, width: int, height: int, when: str, feed: FeedShown, excerpt: tuple[str, Spans]
) -> list[StyledLine]:
    """Draw a row of a narrow list: the headline, and below it the feed, or its last words, and the age."""
    room = max(1, width - 4 - pen.indent)
    rest = room - len(FOLLOWED) * len(pen.followed) - len(when) - 1
    # Beside the feed there is more room than a headline would leave.
    aside, taken = pen.aside(rest, rest // 2)
    rest -= taken
    is_said = bool(excerpt[0]) or feed == "shown"
    pieces = pen.breaks(room, height - is_said)
    over = pieces.pop() if len(pieces) == height else None
    if is_said:
        # Where there is a match in the text, it says more about a hit than the name of the feed.
        words, found = _around(*excerpt, rest) if excerpt[0] else (pen.row.feed, ())
        last = pen.words(words, max(1, rest), found)
    elif over is not None:
        last = pen.headline(max(1, rest), *over)
    else:
        last = pen.words("", max(1, rest))
    drawn = [[*pen.headline(room, *piece), (" ", pen.look("meta"))] for piece in pieces]
    drawn.append([*pen.followed, *last, *aside, (f" {when} ", pen.look("meta"))])
    marks = (pen.unread, pen.sign, *" " * height)
    leads = (pen.lead, *[pen.words("", pen.indent) if pen.indent else []] * height)
    return [[pen.margin(mark), *lead, *line] for mark, lead, line in zip(marks, leads, drawn, strict=False)]


def _when(row: ListRow, now: float, *, absolute: bool) -> str:
    if row.ageless:
        return ages.UNDATED
    about = "" if row.dated else ages.ABOUT
    return about + (ages.stamp(row.listed_at) if absolute else ages.age(row.listed_at, now))


def _sign(row: ListRow) -> str:
    # One cell for both: a bookmark is what the reader has done, and outlasts the change.
    if row.saved:
        return "★"
    return "✎" if row.changed else " "


def _around(text: str, matches: Spans, room: int) -> tuple[str, Spans]:
    """Let a text begin shortly before its first match, where that would not be in sight."""
    if not matches or matches[0][1] < room:
        return text, matches
    # A quarter of the room for what leads up to it: a match by itself says little.
    left = max(0, matches[0][0] - room // 4)
    return ELLIPSIS + text[left:], tuple((start - left + 1, end - left + 1) for start, end in matches)


def _matched(text: str, room: int, look: str, match_look: str, matches: Spans) -> StyledLine:
    shown = fit(text, room)
    if not matches:
        return [(shown, look)]
    line: StyledLine = []
    at = 0
    for start, end in matches:
        # Spans of a search may overlap, and may lie in what was cut off.
        start, end = max(at, start), min(end, len(shown))
        if start >= end:
            continue
        line += [(shown[at:start], look), (shown[start:end], match_look)]
        at = end
    line.append((shown[at:], look))
    # Empty ones would be segments that Textual compares and joins for nothing.
    return [piece for piece in line if piece[0]]


def _exact(line: StyledLine, width: int) -> StyledLine:
    """Cut a line to so many cells; only panes narrower than their marks need it."""
    used = 0
    for index, (text, look) in enumerate(line):
        size = cell_width(text)
        if used + size > width:
            return [*line[:index], (fit(cut(text, width - used), width - used), look)]
        used += size
    return line
