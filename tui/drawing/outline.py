"""A story's sections in a list: what each is headed, where it begins, and who and where it names. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.drawing.frame import StyledLine
from tui.model.prose import plain_text
from tui.text.cells import cell_width, fit

if TYPE_CHECKING:
    from tui.model.articles import Article
    from tui.model.names import Entity, Names

_SHOWN_CHARS: Final = 120
"""So much is shown of a text without a heading, where there is room."""
_PERCENT_CELLS: Final = 5
_NAMES_FROM_CELLS: Final = 40
"""From so many on the names stand beside the headings."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One section, as the outline lists it."""

    number: int
    """Which section of the article it is, from 0."""
    heading: str
    """Where it has none, how its text begins."""
    is_headed: bool
    depth: int
    """How many headings it stands under."""
    percent: int
    """How much of the text stands before it."""
    names: tuple[Entity, ...]
    """Those it names, most often first."""

    @property
    def words(self) -> str:
        """All by which it is found."""
        return " ".join((self.heading, *(entity.name for entity in self.names)))


def outline(article: Article) -> tuple[OutlineEntry, ...]:
    """Return an article's sections; none where no section has a heading."""
    sections = article.prose.sections
    texts = [plain_text((section,)) for section in sections]
    whole, before = sum(map(len, texts)), 0
    above: list[int] = []
    """The levels of the headings that the next one may stand under."""
    entries: list[OutlineEntry] = []
    for number, (section, text) in enumerate(zip(sections, texts, strict=True)):
        heading = " ".join(section.heading.plain.split()) if section.heading else ""
        wider = [level for level in above if level < section.level] if heading else above
        if text:
            begin = heading or " ".join(text[:_SHOWN_CHARS].split())
            percent = 100 * before // whole
            names = _named_in(article.names, number)
            entries.append(OutlineEntry(number, begin, bool(heading), len(wider), percent, names))
        above = [*wider, section.level] if heading else above
        before += len(text)
    return tuple(entries) if any(entry.is_headed for entry in entries) else ()


def _named_in(names: Names, section: int) -> tuple[Entity, ...]:
    counts = [
        (sum(mention.section == section for mention in entity.mentions), entity) for entity in names.entities
    ]
    # Of those named as often, the more central to the story come first, as they do there.
    return tuple(entity for count, entity in sorted(counts, key=lambda one: -one[0]) if count)


def entry_at(entries: Sequence[OutlineEntry], section: int) -> int:
    """Return the index of the entry of a section, or of the last before it."""
    before = [index for index, entry in enumerate(entries) if entry.number <= section]
    return before[-1] if before else 0


def outline_line(entry: OutlineEntry, width: int, *, under: bool) -> StyledLine:
    """Draw an entry; `under` the cursor or not. Of the names as many as there is room for."""
    row = "cursor" if under else "row"
    percent = f"{entry.percent:>{_PERCENT_CELLS - 2}}% "
    room = max(1, width - 1 - cell_width(percent))
    beside = room * 2 // 5 if room >= _NAMES_FROM_CELLS else 1
    indent = "  " * min(entry.depth, max(0, room - beside - 16) // 4)
    look = "cursor.unread" if under else "row.unread" if entry.is_headed else "muted"
    shown = fit(f"{indent}{entry.heading}", room - beside - 1) + " "
    return [
        ("▌" if under else " ", f"{row}.mark"),
        (shown, look),
        *_names(entry.names, beside, under=under),
        (percent, f"{row}.meta"),
    ]


def _names(names: Sequence[Entity], cells: int, *, under: bool) -> Iterator[tuple[str, str]]:
    """Yield names, each in its look, filled up to so many cells; the first may be cut."""
    left, plain = cells, "cursor.meta" if under else "row.meta"
    for index, entity in enumerate(names):
        # The first is told in any case, though not to its end.
        text = entity.name if index or cell_width(entity.name) < left else fit(entity.name, left - 1)
        needed = cell_width(text) + (2 if index else 0)
        if needed > left - 1:
            break
        if index:
            yield ", ", plain
        yield text, f"side.cursor.{entity.entity_kind}" if under else f"side.{entity.entity_kind}"
        left -= needed
    yield " " * left, plain
