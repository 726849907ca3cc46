"""The briefing as lines: one story each, the most told first, what is new marked. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.calendar.ages import stamp
from tui.drawing.frame import FOLLOWED, StyledLine, number
from tui.drawing.leads import Lead, LeadBuilder, LeadPage
from tui.drawing.namewords import many

if TYPE_CHECKING:
    from datetime import datetime

    from tui.model.threads import Briefing, BriefingLine

NEW, KNOWN_ABOUT = "● ", "+ "
"""Stands before what no briefing told of, and before what is told of anew."""
_SOURCES: Final = 3
_PLACES: Final = 3
_LINES: Final = 3
_ROOMY_CELLS: Final = 96
"""From so many cells a line stands free between two."""


def moment(at: datetime) -> str:
    """Return a moment as the reader's clock has it: `2025-05-15 08:12`."""
    return stamp(int(at.timestamp()))


def briefing_words(briefing: Briefing) -> str:
    """Return what a briefing is of, in a sentence; of an empty one that there is nothing."""
    since = moment(briefing.since)
    if not briefing.lines:
        return f"Nothing new since {since}."
    articles = many(briefing.articles, "article", "articles")
    shown = len(briefing.lines)
    told = f"{many(briefing.threads, 'thread', 'threads')}"
    most = f"; the {number(shown)} most told" if shown < briefing.threads else ""
    return f"{articles} in {told} since {since}{most}."


def briefing_lines(briefing: Briefing, width: int) -> LeadPage:
    """Return a briefing for so many cells: what it is of, and its lines, each over what is known of it."""
    setter = LeadBuilder(width)
    if briefing.lines:
        setter.say(briefing_words(briefing))
    for at, line in enumerate(briefing.lines):
        # Where there is little room a morning should still be seen at a glance.
        if not at or width >= _ROOMY_CELLS:
            setter.blank()
        _line(setter, line)
    return setter.page()


def _line(setter: LeadBuilder, line: BriefingLine) -> None:
    told = line.told
    stop = setter.lead(Lead(told.headline, told.at, told.text, thread=line.thread))
    mark, role = (KNOWN_ABOUT, "text") if line.is_known else (NEW, "unread")
    first: StyledLine = [(mark, "mark")]
    setter.words(stop, told.text, role, first=first, most=_LINES)
    setter.joined(stop, list(_facts(line)), indent=2, most=2)


def _facts(line: BriefingLine) -> list[tuple[str, str]]:
    """Return what is known of a story besides its line, the followed names first: (words, role)."""
    facts = [(f"{FOLLOWED}{name}", "follow") for name in line.followed[:2]]
    facts.append((_told_by(line), "meta"))
    if line.is_known and line.new:
        facts.append((f"{number(line.new)} new", "meta"))
    if line.places:
        facts.append((_some(line.places, _PLACES), "place"))
    return facts


def _told_by(line: BriefingLine) -> str:
    """Return who tells a story, by name as far as that is short: `BBC News`, `9 sources: BBC News, …`."""
    count = max(line.thread.sources, len(line.sources))
    if count < 2 or not line.sources:
        return "".join(line.sources[:1]) or line.told.headline.feed
    return f"{number(count)} sources: {_some(line.sources, _SOURCES, count)}"


def _some(words: tuple[str, ...], most: int, count: int = 0) -> str:
    shown = words[:most]
    return ", ".join(shown) + (" …" if max(count, len(words)) > len(shown) else "")
