"""An app in which every key goes to what the keys before it have opened: see `tui.keys.typeahead`."""

from __future__ import annotations

import unicodedata
from asyncio import Future, get_running_loop
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterator
from contextvars import ContextVar
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from weakref import WeakKeyDictionary

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

from tui.keys.typeahead import Hold, KeyQueue
from tui.system.lazily import Lazy
from tui.terminal.keyboard import PlacedKey
from tui.text.safe import clean

if TYPE_CHECKING:
    from tui.keys import layouts
else:  # loaded when first used: few type other letters than Latin ones
    layouts = Lazy("tui.keys.layouts")

T = TypeVar("T")
Typed = events.Key | events.Paste
Waits = Hold[Typed]
"""A reason why keys have to wait; ends with `done`."""
AnswerHandler = Callable[[T | None], Awaitable[None] | None]
"""What is done with a screen's answer; None: it was left without one."""

OPENS_WITHIN_S: Final = 10.0
"""For what opens in this process alone; longer than any machine takes, and not for ever."""
ANSWERS_WITHIN_S: Final = 1.0
"""For what a screen shows that has to be worked out first: after that keys act on what there is."""
LEAVING: Final = ("escape", "q")
"""Keys that need not wait for what a screen will show."""
_BY_WORDS: Final = {"alt+f": "ctrl+right", "alt+b": "ctrl+left"}
"""Keys that go over words in a line, as shells have them, and what Textual's lines call them."""
PASSES_WITHIN_S: Final = 2.0
"""For a key to be dealt with by all who may want it."""


class OrderlyApp(App[int]):
    """Gives keys out one at a time, and the next one only when what the last one began is there.

    Textual reads a key, hands it to the widget that has the focus just then, and the key's way up from
    there to the action it stands for leads through the message queues of all that lie between. Whatever
    is read meanwhile has been handed to the same widget by the time the action opens anything.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._typed: KeyQueue[Typed] = KeyQueue(self._next_may_pass)
        self._passing: Waits | None = None
        """Of the key that was given out last, until it has been dealt with."""
        self._starting: Waits | None = None
        self.by_position = True
        """Whether letters of other scripts act as the keys that lie there on a Latin board."""
        self.layout = ""
        """The layout that the reader has named."""
        self._callbacks_due: WeakKeyDictionary[Screen[Any], AnswerCallback[Any]] = WeakKeyDictionary()

    # ── one key after the other ───────────────────────────────────────────────────────────────

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed pass in its order."""
        # Forwarded ones have been through here: Textual hands them on to the widget with the focus.
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            for one in self._told_apart(event):
                self._typed.put(one)
            await self._pass_on()
        else:
            await super().on_event(event)

    async def _pass_on(self) -> None:
        """Give out the next key, unless it has to wait; the one after it follows when that is dealt with."""
        event = self._typed.take()
        if event is None:
            return
        # Now and not when it was read: what came before may have opened a line for it.
        event = _placed(self, event)
        # Where the key goes now; what it does may move the focus before it has been dealt with.
        start = self.screen.focused or self.screen
        # Held down, a key comes thirty times a second: waiting for each to have gone its way would stutter.
        if self._only_moves(event):
            await super().on_event(event)
            if len(self._typed):
                self._next_may_pass()
            return
        before, is_text = self._passing, _is_text(event) and isinstance(start, Input)
        passing = self._passing = self._typed.hold(PASSES_WITHIN_S, _is_text if is_text else _none)
        if before is not None and is_text:
            before.done()  # one letter goes behind the other into the same line
        way = start.ancestors_with_self
        await super().on_event(event)
        # Once behind the key itself, once behind what those on its way had to say about it.
        self._follow(iter((*way, *way)), passing)
        if len(self._typed):
            self._next_may_pass()

    def _only_moves(self, event: Typed) -> bool:
        """Whether a key begins nothing for which the next one has to wait, and begins nothing itself."""
        # Into a line that is typed the same keys are letters, and what is typed has an order.
        if isinstance(event, events.Paste) or isinstance(self.screen.focused, Input):
            return False
        return event.key in getattr(self.screen, "moves", ())

    def _follow(self, way: Iterator[MessagePump], passing: Waits) -> None:
        """Go the key's way, through one message queue after the other."""
        for node in way:
            # False from a node that is closing: its queue will deal with nothing, so the next one is asked.
            if node.call_later(self._follow, way, passing):
                return
        passing.done()

    def _next_may_pass(self) -> None:
        # A turn later: within this one the queue may be in the midst of a change.
        self.call_later(self._pass_on)

    def _told_apart(self, event: Typed) -> tuple[Typed, ...]:
        """Return what was typed: what a terminal cannot tell from other keys may mean two.

        Escape with a letter right behind it looks like that letter with alt. Where no command has such a
        key, escape was meant; but for the two that go over words while a line is typed. And before the
        terminal is out of its line mode, return comes as a line feed.
        """
        if isinstance(event, events.Paste):
            return (events.Paste(" ".join(clean(event.text).replace("\t", " ").splitlines())),)
        if event.key == "ctrl+j" and not self._is_bound("ctrl+j"):
            return (events.Key("enter", "\r"),)
        if event.key in _BY_WORDS and isinstance(self.screen.focused, Input):
            return (events.Key(_BY_WORDS[event.key], None),)
        if event.key.startswith("alt+") and event.character and not self._is_bound(event.key):
            return (
                events.Key("escape", "\x1b"),
                events.Key(_key_of(event.character), event.character),
            )
        return (event,)

    def _is_bound(self, key: str) -> bool:
        # Keys come before the first screen stands.
        return bool(self._screen_stack) and key in self.screen.active_bindings

    @property
    def is_settled(self) -> bool:
        """Whether all that was typed has been dealt with, and all that it opened is there."""
        return self._typed.is_free

    # ── what they wait for ────────────────────────────────────────────────────────────────────

    def hold(self, at_most_s: float = OPENS_WITHIN_S, passes: Collection[str] = ()) -> Waits:
        """Let keys, but for a few, wait for what opens: until `done` is called on what is returned."""
        return self._typed.hold(
            at_most_s, lambda event: bool(passes) and _name(_placed(self, event)) in passes
        )

    def hold_for_answer(
        self,
        former: Waits | None = None,
        *,
        at_most_s: float = ANSWERS_WITHIN_S,
        passes: Collection[str] = LEAVING,
    ) -> Waits:
        """Let keys wait for what is being worked out, and no more for what was before."""
        hold = self.hold(at_most_s, passes)
        if former is not None:
            former.done()
        return hold

    def on_load(self) -> None:
        """Keys wait for the first screen."""
        self._starting = self.hold()

    def has_opened(self) -> None:
        """Let the keys pass that were typed before the first screen stood."""
        if self._starting is not None:
            self._starting.done()

    def open_screen(self, screen: Screen[T], answered: AnswerHandler[T] | None = None) -> None:
        """Open a screen, to which all keys go that follow. What closes it lets keys wait for the answer."""
        # Before it is pushed: keys that are read meanwhile belong to it already.
        opening = self.hold()
        answer = None if answered is None else AnswerCallback(answered)
        if answer is not None:
            self._callbacks_due[screen] = answer
        self.push_screen(screen, answer)
        # After its first frame it is mounted and has given something the focus.
        screen.call_after_refresh(opening.done)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top; keys wait until whoever opened it has dealt with the answer."""
        # The one on top before it is popped: afterwards nobody knows which answer was due.
        answer = self._callbacks_due.pop(self.screen, None)
        if answer is not None:
            answer.awaited = self.hold()
        closed = super().pop_screen()
        # The queues on its way end with the screen: nothing would come back through them.
        if self._passing is not None:
            self._passing.done()  # its way leads through what is being closed
        return closed

    def close_over(self, screen: Screen[Any]) -> None:
        """Close whatever stands over a screen, as if each had been left."""
        # Dismissed one by one and not popped: each has somebody who waits for its answer.
        while self.screen is not screen:
            self.screen.dismiss(None)

    # ── steps that ask ────────────────────────────────────────────────────────────────────────

    def converse(self, screen: Screen[Any], steps: Coroutine[Any, Any, None]) -> None:
        """Take steps that ask the reader something on their way; they end with the screen.

        Keys wait while a step is taken, and go to what is asked while the answer is waited for.
        """
        screen.run_worker(self.take(steps, Turn(self.hold)), group="conversation")

    async def take(self, steps: Coroutine[Any, Any, None], turn: Turn) -> None:
        """Take the steps of a conversation."""
        # A context variable: the steps of one conversation share it, whatever calls they go through.
        _TURN.set(turn)
        try:
            await steps
        finally:
            turn.give()

    async def answer_of(self, screen: Screen[T]) -> T | None:
        """Open a screen and wait for what it is left with; None: without an answer. For steps alone."""
        answer = Answering[T | None]()
        self.open_screen(screen, answer.reply)
        return await answer.wait()


class Turn:
    """Whose turn it is in a conversation: keys wait while it is ours."""

    def __init__(self, hold: Callable[[], Waits]) -> None:
        """Begin with ours."""
        self._hold = hold
        self._held = hold()

    def give(self) -> None:
        """It is the reader's."""
        self._held.done()

    def take(self) -> None:
        """It is ours."""
        self._held = self._hold()


_TURN: Final[ContextVar[Turn]] = ContextVar("turn")


class Answering(Generic[T]):
    """An answer that a step of a conversation waits for; what asks for it is opened before."""

    def __init__(self) -> None:
        self._turn = _TURN.get()
        self._answer: Future[T] = get_running_loop().create_future()

    async def wait(self) -> T:
        """Wait for the answer; meanwhile keys do not."""
        self._turn.give()
        return await self._answer

    def reply(self, answer: T) -> None:
        """Answer; what is typed from now on is for what comes of it. Only the first answer counts."""
        # Escape and enter in one breath both answer.
        if not self._answer.done():
            self._turn.take()
            self._answer.set_result(answer)


class AnswerCallback(Generic[T]):
    """What is done with a screen's answer, and who waits for that."""

    def __init__(self, answered: AnswerHandler[T]) -> None:
        self._answered = answered
        self.awaited: Waits | None = None

    async def __call__(self, result: T | None) -> None:
        """Hand the answer on."""
        try:
            done = self._answered(result)
            if isawaitable(done):
                await done
        finally:
            if self.awaited is not None:
                self.awaited.done()


def _placed(app: OrderlyApp, event: Typed) -> Typed:
    """Return the key that lies there on a Latin board; the same where that is not known, or not meant."""
    if isinstance(event, events.Paste) or not app.by_position:
        return event
    # In a line that is typed the letter is meant; with ctrl it types nothing there either.
    if event.character and isinstance(app.screen.focused, Input):
        return event
    sign = event.character or event.key.rpartition("+")[2]
    # A letter that stands for a command is that command's.
    is_meant = event.key in app.screen.active_bindings
    if isinstance(event, PlacedKey):
        return event if is_meant and not sign.isascii() else event.latin
    latin = None if is_meant else _latin_of(sign, app.layout)
    if latin is None:
        return event
    held = "" if event.character else event.key[: -len(sign)]
    return events.Key(f"{held}{_key_of(latin)}", latin if event.character else None)


def _latin_of(sign: str, layout: str) -> str | None:
    """Return what lies on a Latin board where a sign does; None for signs of Latin boards, and for keys."""
    if len(sign) != 1 or (sign.isascii() and (sign.isalnum() or not layout)):
        return None  # signs lie where they lie, unless a layout is named
    return layouts.latin(sign, layout)


def _key_of(character: str) -> str:
    """Return what Textual calls the key of a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace(" ", "_").replace("-", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _name(event: Typed) -> str:
    return event.key if isinstance(event, events.Key) else ""


def _is_text(event: Typed) -> bool:
    return isinstance(event, events.Key) and event.is_printable


def _none(_event: Typed) -> bool:
    return False
