"""Muting: names, feeds and words are hidden for a while or for ever, and shown again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from tui.calendar.times import after_span, end_of_day
from tui.drawing.frame import number
from tui.errors import DatelineError
from tui.keys.commands import LIST, SIDEBAR
from tui.library.wording import change_in_words
from tui.screens.reader.desk import Desk, Part
from tui.screens.replies import Choice

if TYPE_CHECKING:
    from tui.model.answers import Change, ProgressCallback
    from tui.model.ids import FeedId
    from tui.model.names import Entity
    from tui.screens.reader.lists import ListsPart
    from tui.widgets.entity_panel import EntityPanel

MuteAction = Callable[["datetime | None", "ProgressCallback"], "Change"]
"""Mutes something until a moment, or for ever."""

_FEW: Final = 1_000
"""So many articles are hidden before anybody could read how far that is."""
_NAMES_OFFERED: Final = 6
_SPANS: Final = (("For a week", "1w"), ("For a month", "1m"), ("For a year", "1y"))
_SPANS_HINT: Final = "2026-12-31, 12h, 7d, 3w"


class MutingPart(Part):
    """Asks what is to be muted and for how long, and has it done behind the screen."""

    def __init__(self, desk: Desk, lists: ListsPart, panel: EntityPanel, ruled: Callable[[], object]) -> None:
        """`ruled` is called when stories were hidden or shown: lists of feeds count them."""
        super().__init__(desk)
        self._lists = lists
        self._panel = panel
        self._ruled = ruled

    # ── what is asked ─────────────────────────────────────────────────────────────────────────

    async def mute(self) -> None:
        """Ask what is to be muted: a name, this feed, words."""
        chosen = await self._desk.choose("Mute: hide stories, delete none", list(self._mutable()))
        if chosen == "words":
            await self._mute_words()
        elif chosen is not None:
            self._desk.selection.let_go()
            name, rule = chosen
            await self._ask_how_long(name, rule)

    def _mutable(self) -> Iterator[Choice]:
        rules = self._library.rules
        for entity in self._names_at_hand():
            known = self._library.names.known_as(entity)
            if known is not None:
                rule = partial(_name_rule, rules.mute_name, known.kind, known.key, known.name)
                stories = f"{number(known.stories)} {'story' if known.stories == 1 else 'stories'}"
                yield Choice(known.name, (known.name, rule), stories)
        # Of several that are selected, each one's: a mute is of one thing.
        of = {subject.feed_id for subject in self._desk.selection.subjects}
        for feed in self._library.feeds() if of else ():
            if feed.id in of:
                yield Choice(f"The feed {feed.title}", (feed.title, partial(self._mute_feed, feed.id)))
        yield Choice("Words …", "words", self._desk.shown.query)

    def _names_at_hand(self) -> tuple[Entity, ...]:
        """Return the chosen name first, then others of the open story; none while the list has the keys."""
        article = self._desk.article
        if self._desk.pane == LIST or article is None:
            return ()
        # The sidebar's cursor always stands on somebody: only there, or lit, was anybody chosen.
        is_chosen = self._desk.pane == SIDEBAR or self._panel.picked
        chosen = self._desk.chosen_name if is_chosen else None
        ranked = sorted(article.names.entities, key=lambda one: (one is not chosen, -one.salience))
        return tuple(ranked[:_NAMES_OFFERED])

    def _mute_feed(self, feed: FeedId, until: datetime | None, progress: ProgressCallback) -> Change:
        return self._library.rules.mute_feed(feed, until, progress)

    async def mute_feed(self, feed: FeedId, title: str) -> None:
        """Ask for how long a feed is to be muted, and mute it."""
        await self._ask_how_long(title, partial(self._mute_feed, feed))

    async def _mute_words(self) -> None:
        hint = 'whole words, "a phrase", OR, -not, feed:, who:'
        typed = await self._desk.ask("mute", text=self._desk.shown.query, hint=hint)
        words, rules = (typed or "").strip(), self._library.rules
        if words:
            await self._ask_how_long(words, lambda until, tell: rules.mute_words(words, until, tell))

    async def _ask_how_long(self, name: str, rule: MuteAction) -> None:
        """Ask until when something is to be muted, and mute it."""
        choices = [Choice("Until I lift it", ""), *(Choice(words, span) for words, span in _SPANS)]
        choices.append(Choice("Until …", "typed"))
        span: str | None = await self._desk.choose(f"Mute {name}", choices)
        if span == "typed":
            text = (await self._desk.ask("until", hint=_SPANS_HINT) or "").strip()
            until = end_of_day(text) or after_span(text, datetime.now(UTC))
            if until is not None:
                self.carry_out(partial(rule, until))
            elif text:
                self.tell(f"{text} is no date and no span: {_SPANS_HINT}.", failed=True)
        elif span is not None:
            self.carry_out(partial(rule, after_span(span, datetime.now(UTC)) if span else None))

    # ── behind the screen ─────────────────────────────────────────────────────────────────────

    def carry_out(self, verb: Callable[[ProgressCallback], Change]) -> None:
        """Mute or lift something in a thread, and show what that came to."""
        self._desk.run_worker(self._carry_out(lambda: change_in_words(verb(self._progress))), group="rules")

    def settle(self) -> None:
        """Hide and show what mutes ask for, in a thread."""
        self._desk.run_worker(self._carry_out(self._settle), group="rules")

    def settle_if_due(self) -> None:
        """Lift the mutes whose time is over."""
        try:
            is_due = self._library.rules.is_due()
        except DatelineError:
            return  # whatever it is, the reader is told of it where it matters
        if is_due:
            self.settle()

    def _settle(self) -> str | None:
        return "" if self._library.rules.settle(self._progress) else None

    async def _carry_out(self, verb: Callable[[], str | None]) -> None:
        """Do it; what it returns is said, and with None nothing has changed."""
        failed = False
        try:
            words = await asyncio.to_thread(verb)
        except DatelineError as error:
            words, failed = str(error), True
        if words is None:
            return
        self._desk.note("muting", "")
        if words:
            self.tell(words, failed=failed)
        self._lists.refresh()
        self._ruled()

    def _progress(self, done: int, total: int) -> None:
        """Say how far it is. For the thread that does it."""
        # Each call is a turn of the screen's loop.
        if total > _FEW:
            # This is a worker's thread; a widget is the loop's alone.
            self._desk.call_later(
                self._desk.note, "muting", f"hiding {number(done)} of {number(total)}" if done < total else ""
            )


def _name_rule(
    mute: Callable[..., Change],
    kind: str,
    key: str,
    name: str,
    until: datetime | None,
    tell: ProgressCallback,
) -> Change:
    return mute(kind, key, name, until, tell)
