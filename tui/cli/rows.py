"""Articles as lines of a list, in columns that never move."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from tui.ages import stamp
from tui.cells import fit
from tui.cli.output import emit, emit_json_array, has_colour, is_terminal, say, terminal_width

if TYPE_CHECKING:
    from tui.model import Headline

_FEED_CELLS: Final = 20
_BOLD, _USUAL = "\x1b[1m", "\x1b[0m"


def show_headlines(headlines: Iterable[Headline], *, as_json: bool, plain: bool, none: str) -> None:
    """Print a list: as a JSON array, or a line each; `none` is said where it is empty.

    A line has the ID, the local time, `unread` or `read`, `saved` or a hyphen, the feed, the headline.
    """
    if as_json:
        from tui.cli.shapes import headline_json

        emit_json_array(headline_json(headline) for headline in headlines)
        return
    width = 0 if plain or not is_terminal() else terminal_width()
    is_bold, is_empty = has_colour(plain), True
    for headline in headlines:
        _show(headline, width, is_bold and not headline.read)
        is_empty = False
    if is_empty:
        say(none)


def _show(headline: Headline, width: int, is_bold: bool) -> None:
    line = plain_row(headline)
    if width:
        line = fit(line, width).rstrip()
    if is_bold:
        emit_bold(line)
    else:
        emit(line)


def emit_bold(line: str) -> None:
    """Print a line in bold: cleaned first, so that the only controls in it are ours."""
    import sys

    from tui.safetext import clean_line

    encoding = sys.stdout.encoding or "utf-8"
    shown = clean_line(line).encode(encoding, "replace").decode(encoding)
    sys.stdout.write(f"{_BOLD}{shown}{_USUAL}\n")


def plain_row(headline: Headline) -> str:
    """Return an article as one line of a list, in columns of fixed width up to the headline."""
    read = "read  " if headline.read else "unread"
    saved = "saved" if headline.saved else "-    "
    feed = fit(headline.feed, _FEED_CELLS)
    return f"{headline.id}  {stamp(headline.listed_at)}  {read}  {saved}  {feed}  {headline.headline}"
