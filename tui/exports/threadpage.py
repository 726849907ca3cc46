"""A thread's page as a document: what happened by date, who said what, who is named, who tells it.

As plain text for a terminal, and as Markdown. Every sentence and quotation stands as it does in its article,
which is named below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tui.calendar import periods
from tui.exports.mdinline import address, one_line
from tui.model.articles import Headline
from tui.model.kinds import KINDS
from tui.model.prose import Text
from tui.model.quotations import Saying
from tui.model.threads import NewsThread, ThreadMember, ThreadPage, ThreadSource
from tui.text.safe import clean
from tui.text.wrap import wrap

NOT_SAID: Final = "Not said by whom"
BY_HAND: Final = "put here by you"
_LEAST_ROOM: Final = 20


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing told: its words, and the article that they are of."""

    words: str
    where: Headline | None = None
    note: str = ""
    """What else is said of it."""
    depth: int = 0
    """1: it stands below the one before."""


_Part = tuple[str, list[_Item]]
"""A heading, and what stands under it."""


def thread_text(page: ThreadPage, width: int | None) -> str:
    """Return a thread's page as plain text, ending in a newline; None leaves what is told on one line."""
    lines = [*_set(page.thread.headline.headline, "", width), *_set(facts(page), "", width)]
    for heading, items in _parts(page):
        lines += ["", heading]
        for item in items:
            margin = "  " * (item.depth + 1)
            lines += _set(item.words, margin, width)
            below = [item.where.id, *_whose(item.where)] if item.where else []
            if behind := ", ".join([*below, *([item.note] if item.note else [])]):
                lines += _set(behind, f"{margin}    ", width)
    return clean("\n".join(lines) + "\n")


def thread_markdown(page: ThreadPage) -> str:
    """Return a thread's page as a Markdown document."""
    lines = [f"# {_escaped(page.thread.headline.headline)}", "", _escaped(facts(page))]
    for heading, items in _parts(page):
        lines += ["", f"## {heading}", ""]
        for item in items:
            behind = [_link(item.where)] if item.where else []
            behind += [_escaped(item.note)] if item.note else []
            told = f" ({', '.join(behind)})" if behind else ""
            lines.append(f"{'  ' * item.depth}- {_escaped(item.words)}{told}")
    return clean("\n".join(lines) + "\n")


def facts(page: ThreadPage) -> str:
    """Return how large a thread is and when it was told: `5 articles by 4 sources, 2 May to 5 May 2025`."""
    thread = page.thread
    copies = sum(member.copy_of is not None for member in page.members)
    said = [f"{size(thread)}, {span(thread)}"]
    said += [_many(copies, "copy", "copies")] if copies else []
    said += [f"{thread.unread} unread"] if thread.unread else []
    return ", ".join(said)


def size(thread: NewsThread) -> str:
    """Return how many articles a thread has, and of how many sources."""
    return f"{_many(thread.members, 'article', 'articles')} by {_many(thread.sources, 'source', 'sources')}"


def span(thread: NewsThread) -> str:
    """Return the first day on which a thread was told, and the last."""
    first, last = (periods.date(int(at.timestamp())) for at in (thread.first_at, thread.last_at))
    return first if first == last else f"{first} to {last}"


# ── what is told ──────────────────────────────────────────────────────────────────────────────


def _parts(page: ThreadPage) -> Iterator[_Part]:
    """Yield the parts of a page that there are."""
    parts: list[_Part] = [
        ("What happened", list(_timeline(page))),
        ("Who said what", list(_sayings(page.sayings))),
    ]
    for kind in KINDS.values():
        names = [entity.name for entity in page.names.of(kind.name)]
        parts.append((kind.title, [_Item(", ".join(names))] if names else []))
    parts.append(("Sources", [item for source in page.sources for item in _source(source)]))
    parts.append(("Articles", [_member(member) for member in page.members]))
    yield from (part for part in parts if part[1])


def _timeline(page: ThreadPage) -> Iterator[_Item]:
    for entry in page.timeline:
        note = f"told by {entry.sources} sources" if entry.sources > 1 else ""
        yield _Item(f"{periods.written(entry.value)}: {entry.told.text}", entry.told.headline, note)


def _sayings(sayings: Iterable[Saying]) -> Iterator[_Item]:
    by_speaker: dict[str | None, list[Saying]] = {}
    for one in sorted(sayings, key=lambda one: one.speaker is None):
        by_speaker.setdefault(one.speaker, []).append(one)
    for speaker, said in by_speaker.items():
        yield _Item(speaker or NOT_SAID)
        for one in said:
            yield _Item(f"{'' if one.sure else 'perhaps '}“{one.text}”", one.headline, depth=1)


def _source(source: ThreadSource) -> Iterator[_Item]:
    copies = f", {_many(source.copies, 'copy', 'copies')}" if source.copies else ""
    yield _Item(f"{source.name}: {_many(source.articles, 'article', 'articles')}{copies}")
    yield _Item(source.first.headline, source.first, "the first", depth=1)
    if source.last.id != source.first.id:
        yield _Item(source.last.headline, source.last, "the last", depth=1)


def _member(member: ThreadMember) -> _Item:
    why = BY_HAND if member.by_hand else "a copy" if member.copy_of else member.reason
    return _Item(member.headline.headline, member.headline, why)


# ── as lines ──────────────────────────────────────────────────────────────────────────────────


def _set(words: str, margin: str, width: int | None) -> Iterator[str]:
    """Yield words behind a margin, broken at blanks to fit a width."""
    if width is None:
        yield margin + words
        return
    room = max(_LEAST_ROOM, width - len(margin))
    yield from (margin + words[start:end] for start, end in wrap(words, room))


def _whose(headline: Headline) -> tuple[str, str]:
    return headline.feed, periods.date(headline.listed_at)


def _link(headline: Headline) -> str:
    words = ", ".join(_whose(headline))
    return f"[{_escaped(words)}]({address(headline.url)})" if headline.url else _escaped(words)


def _escaped(words: str) -> str:
    return one_line(Text(words))


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"
