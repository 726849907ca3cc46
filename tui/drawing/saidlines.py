"""Who said what, as lines that lead to the words: of one article, of a thread, of a name. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from tui.calendar import periods
from tui.drawing.frame import number
from tui.drawing.leads import Lead, LeadBuilder, LeadPage

if TYPE_CHECKING:
    from tui.model.kinds import EntityKind
    from tui.model.names import Entity
    from tui.model.quotations import Saying

NOT_SAID: Final = "Not said by whom"
PERHAPS: Final = "perhaps "
"""Stands before what somebody only likely said."""
_MOST_LINES: Final = 8
_SHORT_LINES: Final = 5
Speaker = tuple[str | None, "EntityKind | None"]


def by_speaker(sayings: Iterable[Saying], first: Entity | None = None) -> dict[Speaker, list[Saying]]:
    """Return quotations by who said them, as they first speak; `first` before all, nobody's last."""
    groups: dict[Speaker, list[Saying]] = {}
    for saying in sayings:
        groups.setdefault((saying.speaker, saying.kind), []).append(saying)

    def rank(speaker: Speaker) -> int:
        if first is not None and speaker == (first.name, first.entity_kind):
            return 0
        return 2 if speaker[0] is None else 1

    return {speaker: groups[speaker] for speaker in sorted(groups, key=rank)}


def article_lines(sayings: Sequence[Saying], width: int, first: Entity | None = None) -> LeadPage:
    """Return who said what in one article, for the sidebar; `first` stands before the others."""
    setter = LeadBuilder(width)
    for (speaker, kind), group in by_speaker(sayings, first).items():
        setter.part("")
        setter.name(speaker or NOT_SAID, number(len(group)), kind or ("text" if speaker else "meta"))
        for saying in group:
            _quote(setter, saying, indent=1)
    return setter.page()


def add_sayings(setter: LeadBuilder, sayings: Sequence[Saying]) -> None:
    """Set what was said in several articles, under who said it, each with where it stands."""
    for at, ((speaker, kind), group) in enumerate(by_speaker(sayings).items()):
        if at:
            setter.blank()
        setter.name(speaker or NOT_SAID, number(len(group)), kind or ("text" if speaker else "meta"))
        for saying in group:
            stop = _quote(setter, saying, indent=2, most=_SHORT_LINES)
            setter.joined(stop, _where(saying), indent=4, most=1)


def name_sayings(sayings: Sequence[Saying], width: int) -> LeadPage:
    """Return what one name is quoted with, each with its article's headline."""
    setter = LeadBuilder(width)
    for at, saying in enumerate(sayings):
        if at:
            setter.blank()
        stop = _quote(setter, saying, indent=1)
        setter.joined(stop, [*_where(saying), (saying.headline.headline, "meta")], indent=3, most=2)
    return setter.page()


def _where(saying: Saying) -> list[tuple[str, str]]:
    return [(saying.headline.feed, "meta"), (periods.date(saying.headline.listed_at), "meta")]


def _quote(setter: LeadBuilder, saying: Saying, *, indent: int, most: int = _MOST_LINES) -> int:
    """Set the words of one, what is not sure with a word before it; returns the number of its lead."""
    stop = setter.lead(Lead(saying.headline, saying.at, saying.text, saying.speaker))
    setter.doubted(stop, "" if saying.sure else PERHAPS, f"“{saying.text}”", indent=indent, most=most)
    return stop
