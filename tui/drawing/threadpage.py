"""A thread's page as lines: what happened by date, who said what, the sources, the articles. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from tui.calendar import periods
from tui.drawing.frame import FOLLOWED, StyledLine, number
from tui.drawing.leads import Lead, LeadBuilder, LeadPage
from tui.drawing.namewords import many
from tui.drawing.saidlines import add_sayings
from tui.model.kinds import KINDS
from tui.text.cells import cell_width, fit

if TYPE_CHECKING:
    from tui.model.names import Entity
    from tui.model.threads import NewsThread, ThreadMember, ThreadPage, ThreadSource, TimelineEntry

ALONE: Final = "No other source tells this story yet."
BY_HAND: Final = "put here by you"
_DATE_CELLS: Final = 12
"""`15 May 2025`, and a blank."""
_TEXT_CELLS: Final = 30
"""Cells of a sentence beside its date: with less, the date stands above it."""
_WHEN_CELLS: Final = 21
"""`  first 15 May 2025`, and two blanks."""
_ROOMY_CELLS: Final = 60
"""From so many cells when an article is of stands before its headline, else below it."""
_SENTENCE_LINES: Final = 6


def thread_words(thread: NewsThread) -> str:
    """Return how large a thread is: `5 articles by 4 sources`."""
    articles = many(thread.members, "article", "articles")
    return f"{articles} by {many(thread.sources, 'source', 'sources')}"


def span_words(thread: NewsThread) -> str:
    """Return from when to when it is told: `12 May 2025 to 15 May 2025`, or one day."""
    first, last = _day(thread.first_at.timestamp()), _day(thread.last_at.timestamp())
    return first if first == last else f"{first} to {last}"


def _day(moment_s: float) -> str:
    return periods.date(int(moment_s))


def thread_lines(page: ThreadPage, width: int) -> LeadPage:
    """Return the page without its names, for so many cells."""
    setter = LeadBuilder(width)
    _head(setter, page)
    setter.part("What happened")
    _timeline(setter, page.timeline)
    if page.sayings:
        setter.part("Who said what")
        add_sayings(setter, page.sayings)
    if page.thread.members > 1:
        _articles(setter, page)
    return setter.page()


def _articles(setter: LeadBuilder, page: ThreadPage) -> None:
    """Set who tells it, and all that they tell."""
    if page.sources:
        setter.part(f"Sources  {number(len(page.sources))}")
        for source in page.sources:
            _source(setter, source)
    setter.part(f"Articles  {number(page.thread.members)}")
    for member in page.members:
        _member(setter, member, page)
    if len(page.members) < page.thread.members:
        rest = page.thread.members - len(page.members)
        setter.say(f"and {many(rest, 'older article', 'older articles')}: * lists them all", indent=2)


def _head(setter: LeadBuilder, page: ThreadPage) -> None:
    thread = page.thread
    stop = setter.lead(Lead(thread.headline))
    setter.words(stop, thread.headline.headline, "unread", most=4)
    facts = [span_words(thread)]
    copies = sum(member.copy_of is not None for member in page.members)
    facts += [many(copies, "copy", "copies")] if copies else []
    setter.joined(-1, [(fact, "meta") for fact in facts])
    if thread.members == 1:
        setter.say(ALONE)


# ── what happened ─────────────────────────────────────────────────────────────────────────────


def _timeline(setter: LeadBuilder, entries: Collection[TimelineEntry]) -> None:
    if not entries:
        setter.say("These texts name no dates.", indent=1)
    before = ""
    for entry in entries:
        # Of two on one day the second has its date above it.
        date = "" if entry.value == before else periods.written(entry.value)
        before = entry.value
        told = entry.told
        stop = setter.lead(Lead(told.headline, told.at, told.text))
        first: StyledLine = [(fit(date, _DATE_CELLS), "mark")] if date else []
        setter.words(
            stop, told.text, first=first, indent=_DATE_CELLS, most=_SENTENCE_LINES, least=_TEXT_CELLS
        )
        where = [(told.headline.feed, "meta"), (periods.date(told.headline.listed_at), "meta")]
        where += [(f"told by {number(entry.sources)} sources", "meta")] if entry.sources > 1 else []
        setter.joined(stop, where, indent=_indent(setter.width), most=2)


def _indent(width: int) -> int:
    """Return where what stands under a sentence begins: below its words, where there is room for that."""
    return _DATE_CELLS if width - _DATE_CELLS >= _TEXT_CELLS else 2


# ── who tells it ──────────────────────────────────────────────────────────────────────────────


def _source(setter: LeadBuilder, source: ThreadSource) -> None:
    count = many(source.articles, "article", "articles")
    count += f", {many(source.copies, 'copy', 'copies')}" if source.copies else ""
    setter.name(source.name, count, "unread")
    is_one = source.first.id == source.last.id
    for label, headline in (
        (("only", source.first),) if is_one else (("first", source.first), ("last", source.last))
    ):
        stop = setter.lead(Lead(headline))
        when = f"  {label} {periods.date(headline.listed_at)}"
        if setter.width < _ROOMY_CELLS:
            setter.words(stop, headline.headline, indent=2, most=2)
            setter.joined(stop, [(when.strip(), "meta")], indent=4)
        else:
            setter.words(stop, headline.headline, first=[(fit(when, _WHEN_CELLS), "meta")], most=2)


def _member(setter: LeadBuilder, member: ThreadMember, page: ThreadPage) -> None:
    headline = member.headline
    stop = setter.lead(Lead(headline))
    mark = "● " if not headline.read else "  "
    setter.words(stop, headline.headline, first=[(mark, "mark")], most=3)
    facts = [headline.feed, periods.date(headline.listed_at)]
    facts += [_why(member, page)]
    setter.joined(stop, [(fact, "meta") for fact in facts if fact], indent=4, most=3)


def _why(member: ThreadMember, page: ThreadPage) -> str:
    """Return why an article is in the thread; empty for the one that began it."""
    if member.by_hand:
        return BY_HAND
    if member.copy_of is not None:
        return _copy_words(member, page)
    return f"here for {member.reason}" if member.reason else ""


def _copy_words(member: ThreadMember, page: ThreadPage) -> str:
    """Return whose text an article prints, as far as that article is here."""
    found = (one.headline.feed for one in page.members if one.headline.id == member.copy_of)
    feed = next(found, "")
    return f"a copy of {feed}’s" if feed and feed != member.headline.feed else "a copy"


# ── its names ─────────────────────────────────────────────────────────────────────────────────


def name_lines(
    page: ThreadPage, width: int, counts: Mapping[Entity, int], followed: Collection[Entity] = ()
) -> LeadPage:
    """Return the people, places and organisations of a thread, with how many articles name each."""
    setter = LeadBuilder(width)
    for kind in KINDS.values():
        among = page.names.of(kind.name)
        if among:
            setter.part(f"{kind.title}  {number(len(among))}")
        for entity in among:
            stop = setter.lead(Lead(entity=entity))
            mark = FOLLOWED if entity in followed else ""
            right = f"{mark}{number(counts[entity])}" if counts.get(entity) else mark.rstrip()
            setter.spread(stop, [(entity.name, kind.name)], right)
            role = getattr(entity, "role", None)
            if role and cell_width(role) < 3 * width:
                setter.words(stop, role, "meta", indent=1, most=2)
    return setter.page()
