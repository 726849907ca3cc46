"""The screen's frame as plain lines: where the panes stand, and what their edges say.

A line is a list of (text, look) pairs. The widgets draw from these functions and so does the first
paint, which runs before Textual is loaded: that is how both come to the same cells. Pure functions
over plain values; no imports that take time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.model.kinds import plurals
from tui.system.lazily import Lazy
from tui.text.cells import cell_width, fit, shorten

if TYPE_CHECKING:
    from tui.text import wrap
else:  # words that fit into their line need none of it
    wrap = Lazy("tui.text.wrap")

StyledLine = list[tuple[str, str]]
"""One row of cells: texts with the names of their looks (tui.drawing.looks)."""

# Below 80 two panes would both be too narrow for a headline; three need 120 to leave the text a line's
# length.
NARROW_CELLS, WIDE_CELLS = 80, 120
MIN_CELLS, MIN_LINES = 40, 10
NOTED = "†"
"""Stands where something is noted: at the end of a highlight, and in the row of a story that has one."""
RECORDINGS = {"audio": "♪", "video": "▶"}
"""Stand in the row of a story that there is something to hear or to watch in."""
FOLLOWED = "» "
"""Stands before what a followed name is in, and before such a name."""


class Panes(NamedTuple):
    """Where the panes stand: (left edge, width) in cells, or None where one is not shown."""

    list: tuple[int, int] | None
    reader: tuple[int, int] | None
    sidebar: tuple[int, int] | None


class ScopeCounts(NamedTuple):
    """How many articles there are."""

    total: int
    unread: int
    saved: int


def too_small(width: int, height: int) -> bool:
    """Tell whether a screen is too small to show anything but the size it would need."""
    return width < MIN_CELLS or height < MIN_LINES


def panes(
    width: int, *, sidebar: bool = True, zen: bool = False, pane: str = "list", story: bool = True
) -> Panes:
    """Lay out a screen: three panes from 120 columns, two from 80, else the one that is in use.

    `sidebar` is the reader's wish; below 120 columns the sidebar takes the list's place while in use.
    Where no `story` stands beside it, the list has the whole width.
    """
    if zen:
        return Panes(None, (0, width), None)
    if not story and pane == "list":
        return Panes((0, width), None, None)
    if width < NARROW_CELLS:
        # The pane with the keys is the one that is shown: keys never go to what cannot be seen.
        shown = {pane: (0, width)}
        return Panes(shown.get("list"), shown.get("reader"), shown.get("sidebar"))
    if width < WIDE_CELLS:
        # The same for list and sidebar, so that the text keeps its width when one takes the other's place.
        side = max(34, min(44, width * 36 // 100))
        if pane == "sidebar":
            return Panes(None, (0, width - side), (width - side, side))
        return Panes((0, side), (side, width - side), None)
    left = max(38, min(56, width * 30 // 100))
    # The list's width does not depend on the sidebar: hiding that breaks no headline otherwise.
    right = (28 if width < 150 else 34) if sidebar else 0
    return Panes((0, left), (left, width - left - right), (width - right, right) if right else None)


# ── the bars ──────────────────────────────────────────────────────────────────────────────────


def number(n: int) -> str:
    """Return a count with thin grouping: `1,234`."""
    return f"{n:,}"


def scope_tabs(counts: ScopeCounts, active: str) -> list[tuple[str, str]]:
    """Return the three standing scopes as (kind, words), the counts with them."""
    return [
        ("all", f"All {number(counts.total)}"),
        ("unread", f"Unread {number(counts.unread)}"),
        ("saved", f"Saved {number(counts.saved)}"),
    ]


def list_title(
    width: int, counts: ScopeCounts, scope: str, words: str = "", *, focused: bool = True
) -> StyledLine:
    """Draw the list's title: its scopes with their counts, or the words for another scope or a search."""
    if words:
        look = "bar.title" if focused else "bar.blur"
        return [(fit(f" {_short(words, width - 2)}", width), look)]
    line: StyledLine = []
    used = 0
    for kind, label in scope_tabs(counts, scope):
        active = kind == scope
        gap = " " if not line else "  "
        # A scope is left out whole: half of a count would be another count.
        if used + len(gap) + len(label) > width:
            break
        line.append((gap, "bar"))
        line.append((label, ("bar.title" if focused else "bar.scope") if active else "bar.other"))
        used += len(gap) + len(label)
    line.append((" " * (width - used), "bar"))
    return line


def _short(words: str, width: int) -> str:
    """Cut the title of a list where its words end and its count begins: without that they would say less."""
    said, _, count = words.rpartition("  ")
    room = width - cell_width(count) - 2
    return f"{shorten(said, room)}  {count}" if said and room >= width // 2 else words


def pane_title(width: int, left: str, right: str = "", *, focused: bool = False) -> StyledLine:
    """Draw a pane's title: words at its left, cut where they must be, and a short word at its right."""
    look = "bar.title" if focused else "bar.blur"
    tail = f" {right} " if right else " "
    room = width - cell_width(tail) - 1
    # Too narrow for both: of the two, the words say more.
    if room < 1:
        return [(fit(left, width), look)]
    return [(" ", "bar"), (fit(left, room), look), (tail, "bar")]


def footer(
    width: int, hints: tuple[tuple[str, str], ...], status: str = "", *, error: bool = False
) -> StyledLine:
    """Draw the bottom line: the pane's keys as far as they fit, help to the last; at the right the status."""
    line: StyledLine = []
    room = width
    if status:
        # The status comes before the keys: it is news, and they stand in the help as well.
        status = f" {shorten(status, width - 2)} "
        room -= cell_width(status)
    # A blank more before the status, or it reads on from the last key.
    for key, label in fitting(hints, room - 1 if status else room):
        lead = " " if not line else "  "
        line += [(lead, "bar"), (key, "bar.key"), (f" {label}", "bar")]
        room -= len(lead) + cell_width(key) + 1 + cell_width(label)
    line.append((" " * room, "bar"))
    if status:
        line.append((status, "bar.error" if error else "bar"))
    return line


def fitting(hints: tuple[tuple[str, str], ...], room: int) -> list[tuple[str, str]]:
    """Return the hints that fit into so many cells: the last go first, but help stays to the end."""
    shown = list(hints)
    # Three: two blanks before a key, one behind it; the first has but one before it.
    while shown and sum(cell_width(key) + cell_width(label) + 3 for key, label in shown) - 1 > room:
        others = [hint for hint in shown if hint[1] != "help"]
        shown.remove(others[-1] if others else shown[-1])
    return shown


# ── the list ──────────────────────────────────────────────────────────────────────────────────


def empty_list(scope: str, *, searching: bool = False) -> list[str]:
    """Return the calm words for a list with nothing in it."""
    if searching:
        return ["Nothing found.", "", "esc goes back to the list."]
    return {
        "unread": ["All read.", "", "1 shows every story."],
        "saved": ["Nothing saved yet.", "", "s keeps a story here,", "to read offline."],
        "noted": ["Nothing noted yet.", "", "C notes something to a story,", "V marks a passage in it."],
        "history": ["Nothing opened yet.", "", "What you read is listed here,", "the last first."],
        "muted": ["Nothing is muted.", "", "x hides what you would", "rather not see."],
    }.get(scope, ["No stories here."])


def nothing_found(query: str, proposal: str = "", *, typing: bool = False) -> list[str]:
    """Return the words for a search without hits, and what it may have meant, if that is known."""
    # A phrase has quotes of its own.
    words = [f"Nothing found for {query}." if '"' in query else f"Nothing found for “{query}”."]
    if not proposal:
        return [*words, "", "esc goes back to the list."]
    # While it is typed, the first one ends that.
    return [*words, f"Did you mean {proposal}?", "", f"enter{' twice' * typing} takes it · esc goes back."]


def broken(words: list[str], width: int) -> list[str]:
    """Return lines of words, those that are too long in several."""
    if all(cell_width(line) <= width for line in words):
        return words
    return [line[a:b] for line in words for a, b in (wrap.wrap(line, width) or [(0, 0)])]


# ── the panes at rest ─────────────────────────────────────────────────────────────────────────


def centred(words: list[str], width: int, height: int, look: str = "muted") -> list[StyledLine]:
    """Draw a few words in the middle of a pane, and blanks around them."""
    top = max(0, (height - len(words)) // 2)
    lines: list[StyledLine] = []
    for y in range(height):
        # Where there are more words than lines, the first are shown and not the middle.
        text = words[y - top] if top <= y < top + len(words) else ""
        text = shorten(text, width)
        left = (width - cell_width(text)) // 2
        lines.append([(" " * left, "text"), (text, look), (" " * (width - left - cell_width(text)), "text")])
    return lines


def welcome(width: int, height: int, counts: ScopeCounts) -> list[StyledLine]:
    """Draw the reading pane while no story is open."""
    if counts.total:
        stories = "1 story" if counts.total == 1 else f"{number(counts.total)} stories"
        said = f"{stories}, {number(counts.unread)} unread"
    else:
        said = "no stories yet"
    words = ["d a t e l i n e", "", said, "", "enter opens a story · ? shows the keys"]
    lines = centred(words, width, height)
    top = max(0, (height - len(words)) // 2)
    # The name has no line on a pane of no height.
    if top < height:
        lines[top] = [(text, "welcome" if look == "muted" else look) for text, look in lines[top]]
    return lines


SIDEBAR_TITLE = "Names"
SAID_TITLE = "Said"
SIDEBAR_AT_REST = [f"The {plurals()}", "of the open story", "stand here."]


def thumb(line: int, height: int, first: int, total: int) -> bool:
    """Tell whether a pane's edge shows the scroll mark on this line; none where all is in view."""
    if total <= height or height <= 0:
        return False
    # The mark is to the edge as the view is to the page; of two million rows it still has a cell.
    size = max(1, height * height // total)
    top = (height - size) * first // max(1, total - height)
    return top <= line < top + size


def edge(line: int, height: int, first: int, total: int) -> tuple[str, str]:
    """Draw one cell of the edge between two panes, which is also the scroll mark."""
    return ("┃", "thumb") if thumb(line, height, first, total) else ("│", "line")


def too_small_lines(width: int, height: int) -> list[StyledLine]:
    """Draw the one thing a screen can say that is too small for anything else."""
    words = f"dateline needs {MIN_CELLS}×{MIN_LINES} cells; here are {width}×{height}"
    # Cut anywhere: at a handful of cells no word would fit.
    rows = [words[i : i + width] for i in range(0, len(words), max(1, width))][:height]
    return centred([row.strip() for row in rows], width, height)
