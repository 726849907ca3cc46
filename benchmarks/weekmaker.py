"""A made-up week of news: stories told by several papers over days, and what only looks like one.

    stories      told by some papers in words of their own, with new facts each day
    copies       an agency's text as several papers print it, under headlines of their own
    sisters      two stories of one kind in one week: other people, another place, other numbers
    columns      "Morning briefing", "Photos of the day": the same title each day, never the same story
    alone        what one paper tells and no other

Everything follows from a seed. Names and places are real words, so that they are found as in real news; the
people, papers and events are invented.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from tui.model.entries import RawEntry

BEGIN: Final = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
DAYS: Final = 7
AGENCY: Final = "Meridian Press"
_DETAILS: Final = 24
"""Sentences that are told of one story alone; those of a day are shared by its papers."""
_BANKS: Final = ("who", "of", "did", "which", "what", "when")
WORDS: Final = Path(__file__).with_name("week.toml")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Printed:
    """An article of the week, and what is true of it."""

    paper: str
    arrives: datetime
    entry: RawEntry
    story: str
    """Which story it tells; one of its own for columns and what is told alone."""
    sister: str
    """The kind of story, of which there are two in the week; empty: of no other's kind."""
    copy_of: str = ""
    """The guid of the article whose text it prints."""
    is_column: bool = False


@dataclass(frozen=True, slots=True)
class _Story:
    """A plot with its people and places."""

    number: int
    plot: dict[str, Any]
    """As `week.toml` has it."""
    slots: dict[str, str]
    details: tuple[str, ...]
    """What else is told of it, and of no other."""
    begins: int

    @property
    def id(self) -> str:
        return f"{self.plot['name']}-{self.number}"


class Week:
    """Writes the week of a seed; `size` is the number of pairs of like stories."""

    def __init__(self, seed: int = 1, size: int = 5) -> None:
        self._rng = random.Random(seed)
        self._words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
        people = [
            f"{first} {last}" for first in self._words["first_names"] for last in self._words["last_names"]
        ]
        self._people = iter(self._shuffled(people))
        self._places = self._shuffled(self._words["places"])
        self._firms = self._shuffled(self._words["firms"])
        self._singles = iter(self._shuffled(self._words["alone"]))
        self._number = 0
        self._stories = [self._story(n) for n in range(2 * size)]

    def printed(self) -> list[Printed]:
        """Return all articles of the week, in the order in which they arrive."""
        made = [one for story in self._stories for one in self._told(story)]
        for day in range(DAYS):
            made += self._columns(day)
            made += self._alone(day)
        return sorted(made, key=lambda one: (one.arrives, one.entry.guid or ""))

    # ── stories ───────────────────────────────────────────────────────────────────────────────

    def _story(self, number: int) -> _Story:
        plots = self._words["plots"]
        plot = plots[number // 2 % len(plots)]
        city, country = self._places[number % len(self._places)]
        slots = {
            **{slot: next(self._people) for slot in ("who", "other", "third")},
            "city": city,
            "country": country,
            "firm": self._firms[2 * number % len(self._firms)],
            "rival": self._firms[(2 * number + 1) % len(self._firms)],
            "n": str(self._rng.randint(120, 980)),
            "d": str(self._rng.randint(11, 79)),
            "m": str(self._rng.randint(12, 95)),
            "s": str(self._rng.randint(3, 12)),
            "q": f"{self._rng.randint(55, 74) / 10}",
        }
        details = tuple(self._detail(slots) for _ in range(_DETAILS))
        return _Story(number, plot, slots, details, self._rng.randint(0, DAYS - len(plot["days"])))

    def _told(self, story: _Story) -> Iterator[Printed]:
        """Yield a story's articles: each day some papers tell it, and one text of the agency is copied."""
        papers = self._rng.sample(self._words["papers"], 6)
        for number in range(len(story.plot["days"])):
            yield from self._own_reports(story, number, papers[: self._rng.randint(2, 4)])
            yield from self._copies(story, number, papers[4:])

    def _own_reports(self, story: _Story, day: int, papers: Sequence[str]) -> Iterator[Printed]:
        for paper in papers:
            facts = list(story.plot["days"][day]["facts"])
            # Later articles say again what happened first.
            facts += [self._rng.choice(story.plot["days"][0]["facts"])] if day else []
            words = [self._rng.choice(ways) for ways in facts]
            words += self._rng.sample(self._of_day(story, day), 3)
            words += [own.replace("{paper}", paper) for own in self._rng.sample(self._words["own"], 2)]
            yield self._article(story, day, paper, words, self._rng.uniform(1, 16))

    def _copies(self, story: _Story, day: int, papers: Sequence[str]) -> Iterator[Printed]:
        """Yield what the agency wrote, and how papers print it: another headline, an ending of their own."""
        facts = [*story.plot["days"][day]["facts"], *(story.plot["days"][0]["facts"] if day else ())]
        # Two stories of a kind are not written by filling in one form.
        words = [ways[story.number % len(ways)] for ways in facts]
        words += [
            "{city} lies on the coast of {country} and has a long history of trade with its neighbours."
        ]
        hour = self._rng.uniform(1, 8)
        first = self._article(story, day, AGENCY, words, hour)
        yield first
        for paper in papers:
            printed = [*words, f"This text was first published by {AGENCY}."]
            later = hour + self._rng.uniform(0.3, 6)
            yield self._article(story, day, paper, printed, later, copy_of=first.entry.guid or "")

    def _of_day(self, story: _Story, day: int) -> list[str]:
        """Return the details that are told on a day."""
        share = len(story.details) // len(story.plot["days"])
        return list(story.details[day * share : (day + 1) * share])

    def _detail(self, slots: dict[str, str]) -> str:
        """Return a sentence that is like no other."""
        banks = self._words["details"]
        who, of, did, which, what, when = (self._rng.choice(banks[bank]) for bank in _BANKS)
        return f"A {who} {of} {did} the {which} {what} {when}.".format(**slots)

    def _article(
        self, story: _Story, day: int, paper: str, words: Sequence[str], hour: float, *, copy_of: str = ""
    ) -> Printed:
        head = self._rng.choice(story.plot["days"][day]["heads"]).format(**story.slots)
        text = [line.format(**story.slots) for line in words]
        at = BEGIN + timedelta(days=story.begins + day, hours=hour)
        return Printed(paper, at, self._entry(paper, head, text, at), story.id, story.plot["name"], copy_of)

    # ── what is no story of several papers ────────────────────────────────────────────────────

    def _columns(self, day: int) -> Iterator[Printed]:
        for number, title in enumerate(self._words["columns"]):
            paper = self._words["papers"][number]
            at = BEGIN + timedelta(days=day, hours=2 + number / 4)
            slots = {"day": f"{at:%A}", "topic": self._rng.choice(self._words["topics"])}
            # A morning's briefing names the stories of the day before.
            told = [story for story in self._stories if 0 <= day - 1 - story.begins < len(story.plot["days"])]
            heads = [story.plot["days"][day - 1 - story.begins]["heads"][0] for story in told[:2]]
            named = [f"{head.format(**story.slots)}." for head, story in zip(heads, told, strict=False)]
            text = [self._words["column_begins"][number].format(**slots), *(named if not number else ())]
            text += [self._detail(self._anywhere()) for _ in range(5)]
            text.append(self._words["column_ends"])
            entry = self._entry(paper, title, text, at)
            yield Printed(paper, at, entry, f"column-{number}-{day}", "", is_column=True)

    def _alone(self, day: int) -> Iterator[Printed]:
        for number in range(4):
            slots = {
                **self._anywhere(),
                "who": next(self._people),
                "m": str(self._rng.randint(12, 95)),
                "d": str(self._rng.randint(3, 19)),
            }
            paper = self._rng.choice(self._words["papers"])
            at = BEGIN + timedelta(days=day, hours=self._rng.uniform(1, 18))
            # Each of the few that are written out is told once.
            details = [self._detail(slots) for _ in range(5)]
            head, line = next(self._singles, (details[0].removesuffix("."), details[1]))
            own = self._rng.choice(self._words["own"]).replace("{paper}", paper)
            text = [line.format(**slots), *details[1:], own.format(**slots)]
            entry = self._entry(paper, head.format(**slots), text, at)
            yield Printed(paper, at, entry, f"alone-{day}-{number}", "")

    def _anywhere(self) -> dict[str, str]:
        city, country = self._rng.choice(self._words["places"])
        return {"city": city, "country": country}

    def _entry(self, paper: str, title: str, text: Sequence[str], at: datetime) -> RawEntry:
        self._number += 1
        guid = f"{paper.lower().replace(' ', '-')}-{self._number}"
        return RawEntry(
            guid=guid,
            url=f"https://{paper.lower().replace(' ', '')}.example/{self._number}",
            title=title,
            content="".join(f"<p>{line}</p>" for line in text),
            published_at=at,
        )

    def _shuffled(self, some: Sequence[T]) -> list[T]:
        return self._rng.sample(list(some), len(some))
