"""The reader's end of the process that gets pictures (`tui.darkroom`)."""

from __future__ import annotations

import base64
import itertools
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from tui.model.pictures import Fitted, PictureWish
from tui.system.child import Child, our_python

ENDED: Final = "Not shown: what gets pictures has ended; P twice tries again."

Came = Callable[[Fitted | str], object]
"""Is given a picture, or why it is not shown: in whatever thread."""


class PictureErrands:
    """Asks for pictures, and starts the process for it when there is none."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._waiting: dict[int, Came] = {}
        self._numbers = itertools.count(1)
        self._turn = threading.Lock()

    def ask(self, wish: PictureWish, came: Came) -> int:
        """Ask for a picture; returns the number by which it can be dropped. For a thread of its own."""
        number = next(self._numbers)
        line = wish_line(number, wish)
        with self._turn:
            self._waiting[number] = came
            try:
                if self._child is None or not self._child.tell(line):
                    self._start()
                    told = self._child is not None and self._child.tell(line)
                else:
                    told = True
            except OSError:
                told = False
        if not told:
            self._answer(number, ENDED)
        return number

    def _start(self) -> None:
        """Start the process. Raises OSError."""
        child = self._child = Child(our_python("tui.darkroom"), niceness=0)  # somebody waits for it
        threading.Thread(target=self._follow, args=(child,), daemon=True).start()

    def drop(self, numbers: Iterable[int]) -> None:
        """Wait no more for some pictures."""
        with self._turn:
            dropped = [number for number in numbers if self._waiting.pop(number, None)]
            if dropped and self._child is not None:
                self._child.tell(json.dumps({"drop": dropped}))

    def stop(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.stop()

    def _follow(self, child: Child) -> None:
        why = ENDED
        for event in child.events():
            if "broken" in event:
                why = f"Not shown: {event['broken']}"
            elif isinstance(number := event.get("id"), int):
                self._answer(number, _picture(event))
        with self._turn:
            is_last = self._child is child
            if is_last:
                self._child = None
            left = list(self._waiting) if is_last else []
        for number in left:
            self._answer(number, why)

    def _answer(self, number: int, answer: Fitted | str) -> None:
        with self._turn:
            came = self._waiting.pop(number, None)
        if came is not None:
            came(answer)


def wish_line(number: int, wish: PictureWish) -> str:
    """Return a wish as it is written to the process."""
    asked = {"id": number, "url": wish.url, "article": wish.article, "feed": wish.feed, "room": wish.room}
    return json.dumps(asked)


def _picture(event: Mapping[str, Any]) -> Fitted | str:
    """Return what a line of the process tells."""
    if "failed" in event:
        return str(event["failed"])
    width, height = event["points"]
    return Fitted(
        int(event["columns"]),
        int(event["rows"]),
        (width, height),
        base64.b64decode(event["blocks"]),
        tuple(event["drawn"]),
        str(event["note"]),
    )
