"""A reader's rules of a site, at work on a page: what alone is the article, and what is none of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from tui.fulltext.matching import Ranges, merged, ranges_of
from tui.fulltext.pieces import PagePiece, WebPage
from tui.fulltext.selectors import SelectorError, parse_selectors
from tui.model.webpages import SiteRules

_NOTHING: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Ruled:
    """What is left of a page under a site's rules."""

    page: WebPage
    """The page, its pieces under the same numbers; of a line that a rule cuts, what the rule leaves."""
    kept: frozenset[int]
    """The numbers of the pieces that belong to the article."""
    by_keep: bool = False
    """Whether `keep` told them; else the usual choice did."""
    dropped: frozenset[int] = _NOTHING
    """The numbers of the pieces that `drop` takes away, whether they were chosen or not."""
    problem: str | None = None
    """What of the rules could not be followed, in sentences; then it is as though it were not there."""


def apply_rules(page: WebPage, rules: SiteRules, choose: Callable[[WebPage], frozenset[int]]) -> Ruled:
    """Return what of a page belongs to its article; `choose` tells it where `keep` does not.

    A rule that is no selector, names nothing on the page or would leave nothing is passed over, and
    `problem` says so. Takes time in proportion to the page.
    """
    keep, no_keep = _named(page, "keep", rules.keep)
    drop, no_drop = _named(page, "drop", rules.drop)
    ruled = _kept_alone(page, keep) if keep else None
    if keep and ruled is None:
        no_keep = f"keep = {rules.keep} names nothing on this page that has words."
    ruled = ruled or Ruled(page, choose(page))
    if drop and ruled.kept:
        left = _dropped(ruled, drop)
        if left.kept:
            ruled = left
        else:
            no_drop = f"drop = {rules.drop} would leave nothing of the article."
    return replace(ruled, problem=" ".join(filter(None, (no_keep, no_drop))) or None)


def _named(page: WebPage, key: str, text: str) -> tuple[Ranges, str | None]:
    """Return what a rule names on a page, and why it cannot be followed."""
    if not text.strip():
        return (), None
    try:
        found = ranges_of(page, parse_selectors(text))
    except SelectorError as expected:
        return (), f"{key} = {text}: {expected} is expected."
    return found, None if found else f"{key} = {text} names nothing on this page."


def _kept_alone(page: WebPage, ranges: Ranges) -> Ruled | None:
    """Return what stands in some ranges as the article; None where there are no words in it."""
    left, gone = _without(page, _between(ranges, len(page.events)))
    kept = frozenset(range(len(left.pieces))) - gone
    if any(left.pieces[number].kind == "text" for number in kept):
        return Ruled(left, kept, by_keep=True)
    return None


def _dropped(ruled: Ruled, ranges: Ranges) -> Ruled:
    page, gone = _without(ruled.page, ranges)
    return replace(ruled, page=page, kept=ruled.kept - gone, dropped=gone)


def _between(ranges: Ranges, end: int) -> Ranges:
    """Return what some ranges leave of 0 to `end`."""
    starts = (0, *(stop for _, stop in ranges))
    stops = (*(start for start, _ in ranges), end)
    return tuple((start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop)


def _without(page: WebPage, gone: Ranges) -> tuple[WebPage, frozenset[int]]:
    """Return a page without what stands in some ranges, and the numbers of the pieces that are gone whole."""
    left = WebPage(page.events, page.containers, list(page.pieces), list(merged([*page.dropped, *gone])))
    starts = [start for start, _ in gone]
    removed: set[int] = set()
    for number, piece in enumerate(page.pieces):
        first = max(bisect_right(starts, piece.start) - 1, 0)
        cuts = gone[first : bisect_left(starts, piece.end)]
        if not any(piece.start < end for _, end in cuts):
            continue
        text = _text_left(left, piece) if piece.kind == "text" else ""
        if text:
            left.pieces[number] = replace(piece, text=text, linked=min(piece.linked, len(text)))
        else:
            removed.add(number)
    return left, frozenset(removed)


def _text_left(page: WebPage, piece: PagePiece) -> str:
    """Return the words of a line without what the page leaves out."""
    texts: list[str] = []
    index = piece.start
    while index < piece.end:
        if (beyond := page.dropped_until(index)) is not None:
            index = beyond
            continue
        event = page.events[index]
        if event[0] == "text":
            texts.append(event[1])
        elif event[0] == "start" and event[1][0] == "br":
            texts.append("\n")
        index += 1
    return " ".join("".join(texts).split())
