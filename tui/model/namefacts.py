"""What is known of a person or place across all stories, as values. Loaded by the verbs that answer so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui.calendar.periods import Period, Unit
from tui.model.articles import Headline, NamedEntity
from tui.model.kinds import EntityKind
from tui.model.names import PlaceKind


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of one name over time, a number for each period, the earliest first."""

    period: Period
    edges: tuple[int, ...]
    """When each period begins, and the end of the last: one more than there are counts. UTC seconds."""
    stories: tuple[int, ...]
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What articles say of a name, in their words: a role."""

    text: str
    stories: int
    """How many of the stories looked at say so."""
    source: Headline
    """The newest of them."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A person or place that stands in the same stories as another."""

    kind: EntityKind
    key: str
    name: str
    together: int
    """In how many of the stories looked at."""
    followed: bool = False


@dataclass(frozen=True, slots=True)
class NamePage:
    """All that is stored of one person or place."""

    entity: NamedEntity
    """Its stories and mentions are those of the lists: without what is hidden."""
    roles: tuple[Stated, ...] = ()
    """Of a person, the most often stated first."""
    country_name: str | None = None
    """Of a place, as stories call the country it is in; None where none does."""
    place_kind: PlaceKind | None = None
    lat: float | None = None
    lon: float | None = None
    also: tuple[str, ...] = ()
    """The other forms that articles use, the commonest first."""
    first: Headline | None = None
    """The oldest story with the name; None where there is none."""
    last: Headline | None = None
    series: Series | None = None
    """From the first story to the last; None where there is none."""
    companions: tuple[Companion, ...] = ()
    """The names most often in the same stories, the most frequent first."""
    followed: bool = False
    looked_at: int = 0
    """The newest stories in which companions were counted."""
    asked: int = 0
    """The newest stories that were asked for roles, kind and forms."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One period of a name's timeline, with the story that stands for it."""

    starts_at: int
    """UTC seconds."""
    stories: int
    headline: Headline
    """The story in which the name is most central; of equals, the newest."""


@dataclass(frozen=True, slots=True)
class Follow:
    """A name that the reader follows."""

    kind: EntityKind
    key: str
    name: str
    """As the reader chose it."""
    total: int = 0
    """Its stories in the lists."""
    unread: int = 0
    followed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """A story that names what the reader follows."""

    story: Headline
    follows: tuple[Follow, ...]
    """The followed names in it."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A name that stands in more stories than is usual for it."""

    kind: EntityKind
    key: str
    name: str
    stories: int
    """In the time looked at; what one headline repeats is one."""
    usual: float
    """How many there would be, had it the share of the stories that it had before."""
    over_time: tuple[int, ...]
    """Its stories in the time before and in this one, the earliest first: see `Trends.step_s`."""
    story: Headline
    """Of those of the time looked at, the one most about it."""
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Trends:
    """What rises, or where nothing does, what is named most."""

    unit: Unit
    """The time looked at: the last day, week or month."""
    until: int
    """Its end, in UTC seconds: now, or where all stories are older, when the newest was published."""
    is_current: bool
    """Whether that end is now."""
    stories: int
    """How many stories the time has."""
    before: int
    """How many the time has that it is compared with."""
    days_before: int
    """How long that one is."""
    step_s: int
    """The length that each number of `Trend.over_time` stands for, in seconds."""
    counted_in: int
    """How many stories the names below were counted in: those of the time, or where few, the newest ones."""
    rising: tuple[Trend, ...]
    """The most remarkable first."""
    most_named: tuple[Trend, ...] = ()
    """Only where nothing rises: who is named in most of the stories of that time, or of the newest."""
