"""Articles as lines of a list, in columns that never move."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui.calendar.ages import ABOUT, UNDATED, age, stamp
from tui.cli.output import emit, emit_json_array, has_colour, is_terminal, say, terminal_width
from tui.system.lazily import Lazy
from tui.text.cells import fit

if TYPE_CHECKING:
    from tui.model.articles import Headline

if TYPE_CHECKING:
    from tui.cli import shapes
else:  # loaded when first used: whoever starts should not wait for them
    shapes = Lazy("tui.cli.shapes")

_FEED_CELLS: Final = 20
_NARROW_FEED_CELLS: Final = 14
_FEED_FROM_CELLS: Final = 70
"""From how many cells on a line has room for the feed too."""
_AGE_CELLS: Final = 9
_BOLD, _USUAL = "\x1b[1m", "\x1b[0m"


def show_headlines(
    headlines: Iterable[Headline], *, as_json: bool, plain: bool, none: str, opened: bool = False
) -> None:
    """Print a list: as a JSON array, or a line each; `none` is said where it is empty.

    Times are those of the articles, or when they were `opened`. On a terminal a line fits its width and has
    the marks of the reader's list; `plain`, and where there is no terminal, it has words in columns of
    fixed width.
    """
    if as_json:
        emit_json_array(shapes.headline_json(headline) for headline in headlines)
    elif not _print_rows(headlines, plain, opened) and none:
        say(none)


def _print_rows(headlines: Iterable[Headline], plain: bool, opened: bool) -> bool:
    """Print a line for each; return whether there was any."""
    is_plain, is_bold = plain or not is_terminal(), has_colour(plain)
    width, now_s = terminal_width(), time.time()
    headline = None
    for headline in headlines:
        shown = _as_opened(headline) if opened else headline
        line = plain_row(shown) if is_plain else narrow_row(shown, width, now_s)
        lit = (_BOLD, _USUAL) if is_bold and not headline.read else ("", "")
        emit(line, before=lit[0], after=lit[1])
    return headline is not None


def _as_opened(headline: Headline) -> Headline:
    """Return an article with the time at which it was opened for its own."""
    at = headline.opened_at
    return headline if at is None else replace(headline, listed_at=int(at.timestamp()), published_at=at)


def plain_row(headline: Headline) -> str:
    """Return an article as ID, local time, `unread` or `read`, `saved` or a hyphen, feed and headline."""
    read = "read  " if headline.read else "unread"
    saved = "saved" if headline.saved else "-    "
    feed = fit(headline.feed, _FEED_CELLS)
    return f"{headline.id}  {stamp(headline.listed_at)}  {read}  {saved}  {feed}  {headline.headline}"


def narrow_row(headline: Headline, width: int, now_s: float) -> str:
    """Return an article in so many cells: ID, age (`~`: undated), marks as in the reader, feed, headline.

    Where there is little room the headline has that of the feed.
    """
    marks = f"{' ' if headline.read else '●'}{'★' if headline.saved else ' '}"
    about = "" if headline.dated else ABOUT
    said = UNDATED if headline.ageless else about + age(headline.listed_at, now_s)
    when = fit(said, _AGE_CELLS, right=True)
    feed = f"{fit(headline.feed, _NARROW_FEED_CELLS)}  " if width >= _FEED_FROM_CELLS else ""
    return fit(f"{headline.id}  {when}  {marks}  {feed}{headline.headline}", width).rstrip()
