"""What is typed while something opens: it waits here, in order, for what the key before it has opened.

Textual gives a key to whatever has the focus when the key is read, and what an earlier key opens is
there only some turns of the event loop later; so keys are given out one at a time. The next one
follows when the one before has been dealt with and nothing that it began is still on its way:
`KeyQueue.hold`. Knows nothing of Textual. Why: docs/decisions/0004-typing-ahead.md.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT")


def _none(_key: object) -> bool:
    return False


class Hold(Generic[KeyT]):
    """A reason why the next key has to wait: something opens. Ends with `done`, or when its time is over."""

    def __init__(self, ended: Callable[[Hold[KeyT]], None], passes: Callable[[KeyT], bool]) -> None:
        self._ended = ended
        self.passes = passes
        """Tells of a key whether it need not wait for this."""
        self.timer: asyncio.TimerHandle | None = None

    def done(self) -> None:
        """Wait no longer; a second time does nothing."""
        # Else the loop would keep it, and whoever waits, until it rings.
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        self._ended(self)


class KeyQueue(Generic[KeyT]):
    """Keys in the order in which they were typed, and what they wait for. For the event loop's thread."""

    def __init__(self, ready: Callable[[], object]) -> None:
        """`ready` is called when a key that waits need not any more."""
        self._ready = ready
        self._keys: deque[KeyT] = deque()
        self._holds: list[Hold[KeyT]] = []

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def is_free(self) -> bool:
        """Whether no key waits, and none would have to."""
        return not self._keys and not self._holds

    def put(self, key: KeyT) -> None:
        """Take a key that was typed."""
        self._keys.append(key)

    def take(self) -> KeyT | None:
        """Return the next key, which is given out then; None where there is none, or it has to wait."""
        # The first key alone is asked: one that passes may not overtake one that waits.
        if self._keys and all(hold.passes(self._keys[0]) for hold in self._holds):
            return self._keys.popleft()
        return None

    def hold(self, at_most_s: float, passes: Callable[[KeyT], bool] = _none) -> Hold[KeyT]:
        """Let keys wait until the hold is done; not for ever, so that no failure swallows them."""
        hold = Hold(self._end, passes)
        self._holds.append(hold)
        hold.timer = asyncio.get_running_loop().call_later(at_most_s, hold.done)
        return hold

    def _end(self, hold: Hold[KeyT]) -> None:
        # Its time may be over before it is done, and the other way round.
        if hold in self._holds:
            self._holds.remove(hold)
            if self._keys:
                self._ready()
