"""The reader's rules from the screen: muting and lifting, and keeping a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.message import Message

from tui.calendar.times import after_span, end_of_day
from tui.drawing.frame import number
from tui.errors import DatelineError
from tui.keys.commands import LIST, SIDEBAR
from tui.model.ids import FeedId
from tui.model.names import Entity
from tui.model.scopes import Scope
from tui.screens.mapped import MappedScreen
from tui.screens.steady import told

if TYPE_CHECKING:
    from tui.model.answers import Change
    from tui.screens.chooser import Choice

Progress = Callable[[int, int], None]
Rule = Callable[["datetime | None", Progress], "Change"]
"""Mutes something until a moment, or for ever."""

_AT_START_S: Final = 1.5
"""When mutes that are over are lifted first: once the first keys have had the machine to themselves."""
_FEW: Final = 1_000
"""So many articles are hidden before anybody could read how far that is."""
_NAMES_OFFERED: Final = 6
_SPANS: Final = (("For a week", "1w"), ("For a month", "1m"), ("For a year", "1y"))


@dataclass
class Ruling(Message):
    """So many articles of those that a mute is about are hidden, or shown again."""

    done: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, Ruling)


@dataclass
class Ruled(Message):
    """A mute was made or lifted, or could not be."""

    words: str
    failed: bool = False


class RulingScreen(MappedScreen):
    """The reader's screen, where things can be muted and searches kept."""

    _then: Callable[[str], None] | None = None
    """What is being typed is for."""

    def on_mount(self) -> None:
        """Lift what is over before long."""
        self.set_timer(_AT_START_S, self._settle_if_due)

    # ── muting ────────────────────────────────────────────────────────────────────────────────

    @told
    def action_mute(self) -> None:
        """Ask what is to be muted: a name, this feed, words."""
        from tui.screens.chooser import Chooser

        self.app_.open_screen(Chooser("Mute: hide stories, delete none", list(self._mutable())), _go_on)

    def _mutable(self) -> Iterator[Choice]:
        from tui.screens.chooser import Choice

        rules = self._library.rules
        for entity in self._names_at_hand():
            known = self._library.names.known_as(entity)
            if known is not None:
                rule = partial(_name_rule, rules.mute_name, known.kind, known.key, known.name)
                stories = f"{number(known.stories)} {'story' if known.stories == 1 else 'stories'}"
                yield Choice(known.name, partial(self.ask_how_long, known.name, rule), stories)
        feeds = self._library.feeds() if self.subject else ()
        for feed in feeds:
            if self.subject and feed.id == self.subject.feed_id:
                yield Choice(f"The feed {feed.title}", partial(self.mute_feed, feed.id, feed.title))
        yield Choice("Words …", self._ask_words, self._query)

    def _names_at_hand(self) -> tuple[Entity, ...]:
        """Return the chosen name first, then others of the open story; none while the list has the keys."""
        if self.pane == LIST or self._article is None:
            return ()
        chosen = self.chosen_name if self.pane == SIDEBAR or self._names.picked else None
        entities = self._article.names.entities
        ranked = sorted(entities, key=lambda entity: (entity is not chosen, -entity.salience))
        return tuple(ranked[:_NAMES_OFFERED])

    def mute_feed(self, feed: FeedId, title: str) -> None:
        """Ask for how long a feed is to be muted, and mute it."""
        rules = self._library.rules
        self.ask_how_long(title, lambda until, tell: rules.mute_feed(feed, until, tell))

    def _ask_words(self) -> None:
        rules = self._library.rules

        def typed(words: str) -> None:
            self.ask_how_long(words, lambda until, tell: rules.mute_words(words, until, tell))

        self._ask_typed_rule("mute", typed, self._query, 'whole words, "a phrase", OR, -not, feed:, who:')

    def ask_how_long(self, name: str, rule: Rule) -> None:
        """Ask until when something is to be muted, and mute it."""
        from tui.screens.chooser import Choice, Chooser

        def until_typed(text: str) -> None:
            until = end_of_day(text) or after_span(text, datetime.now(UTC))
            if until is None:
                self.tell(f"{text} is no date and no span: 2026-12-31, 12h, 7d, 3w.", failed=True)
            else:
                self.carry_out(partial(rule, until))

        def chosen(span: str | None) -> None:
            if span == "typed":
                self._ask_typed_rule("until", until_typed, "", "2026-12-31, 12h, 7d, 3w")
            elif span is not None:
                self.carry_out(partial(rule, after_span(span, datetime.now(UTC)) if span else None))

        choices = [Choice("Until I lift it", ""), *(Choice(words, span) for words, span in _SPANS)]
        choices.append(Choice("Until …", "typed"))
        self.app_.open_screen(Chooser(f"Mute {name}", choices), chosen)

    @told
    def action_mutes(self) -> None:
        """What is muted, to be read or lifted: at the end of the feeds."""
        from tui.model.scopes import MUTED

        if not self._library.rules.mutes():
            self.tell("Nothing is muted: x mutes a name, a feed or words.")
            return
        self.open_feeds(MUTED)

    # ── behind the screen ─────────────────────────────────────────────────────────────────────

    def carry_out(self, verb: Callable[[Progress], Change]) -> None:
        """Mute or lift something in a thread of its own, and show what that came to."""
        self.run_worker(lambda: self._carry_out(verb), thread=True, group="rules")

    def _carry_out(self, verb: Callable[[Progress], Change]) -> None:
        try:
            change = verb(self._tell_progress)
        except DatelineError as error:
            self.post_message(Ruled(str(error), failed=True))
        else:
            self.post_message(Ruled(change.text))

    def settle_rules(self) -> None:
        """Hide and show what mutes ask for, in a thread of its own."""
        self.run_worker(self._settle, thread=True, group="rules")

    def _settle(self) -> None:
        try:
            if self._library.rules.settle(self._tell_progress):
                self.post_message(Ruled(""))
        except DatelineError as error:
            self.post_message(Ruled(str(error), failed=True))

    def _tell_progress(self, done: int, total: int) -> None:
        if total > _FEW:
            self.post_message(Ruling(done, total))

    def _settle_if_due(self) -> None:
        try:
            is_due = self._library.rules.is_due()
        except DatelineError:
            return  # whatever it is, the reader is told of it where it matters
        if is_due:
            self.settle_rules()

    def _tick(self) -> None:
        super()._tick()
        self._settle_if_due()

    def after(self, change: Change) -> None:
        """Hide or show what an undo asks for."""
        if change.verb in ("mute", "unmute", "unsubscribe"):
            self.settle_rules()

    @on(Ruling)
    def _ruling(self, message: Ruling) -> None:
        self._status.status = f"hiding {number(message.done)} of {number(message.total)}"

    @on(Ruled)
    def _ruled(self, message: Ruled) -> None:
        self._status.status = ""
        if message.words:
            self.tell(message.words, failed=message.failed)
        self.refresh_list()
        self.refresh_feeds()

    # ── saved searches ────────────────────────────────────────────────────────────────────────

    def action_keep_search(self) -> None:
        """Keep the search that is shown, under a name."""
        if not self._query:
            self.tell("Search first (/): then S keeps the search among the feeds.")
            return
        words = f"{self._scope_query()} {self._query}".strip()

        def typed(name: str) -> None:
            self.mark(lambda: self._library.rules.keep_search(name, words))

        self._ask_typed_rule("name", typed, self._query, "what the search is to be called")

    def _scope_query(self) -> str:
        """Return what a search within this list asks for besides its words."""
        scope = self._scope
        match scope.kind:
            case "unread" | "saved" | "muted":
                return f"is:{scope.kind}"
            case "feed":
                return f'feed:"{self._scope_words}"'
            case "tag":
                return f'tag:"{scope.name}"'
            case "entity":
                return f'{"who" if scope.entity_kind == "person" else "where"}:"{self._scope_words}"'
            case "search":
                return scope.name or ""
            case _:
                return ""

    # ── typing ────────────────────────────────────────────────────────────────────────────────

    def _ask_typed_rule(self, label: str, then: Callable[[str], None], text: str, hint: str) -> None:
        self._then = then
        self.ask("rule", label, text=text, hint=hint)

    def on_prompt_entered(self, message: Any) -> None:
        """Take what was typed for a rule."""
        then, self._then = self._then, None
        if message.purpose == "rule" and then is not None and message.text.strip():
            then(message.text.strip())

    def open_feeds(self, shown: Scope) -> None:
        """Open the feeds, the cursor on a list."""
        raise NotImplementedError

    def refresh_feeds(self) -> None:
        """Show the feeds anew, where they are open."""
        raise NotImplementedError


def _go_on(then: Callable[[], None] | None) -> None:
    if then is not None:
        then()


def _name_rule(
    mute: Callable[..., Change], kind: str, key: str, name: str, until: datetime | None, tell: Progress
) -> Change:
    return mute(kind, key, name, until, tell)
