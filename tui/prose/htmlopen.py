"""The elements that are open while HTML goes by, and what is to be done when each closes."""

from __future__ import annotations

from collections.abc import Callable

OnClose = Callable[[], None]


class OpenElements:
    """A stack that knows where each name was opened last, so that closing never searches it.

    Each element is pushed and popped once: the whole takes linear time however deep it nests.
    """

    __slots__ = ("_places", "_stack")

    def __init__(self) -> None:
        self._stack: list[tuple[str, OnClose | None]] = []
        self._places: dict[str, list[int]] = {}

    def push(self, name: str, on_close: OnClose | None) -> int:
        """Open an element; return its place."""
        place = len(self._stack)
        self._stack.append((name, on_close))
        self._places.setdefault(name, []).append(place)
        return place

    @property
    def any_table(self) -> bool:
        """Whether a table, a cell or a table's caption is open."""
        # Asked for each tag: three look-ups, and no walk through what is open.
        places = self._places
        return bool(places.get("table") or places.get("td") or places.get("caption"))

    def last(self, name: str) -> int:
        """Return the place of the innermost open element of a name, -1 where none is open."""
        places = self._places.get(name)
        return places[-1] if places else -1

    def last_of(self, *names: str) -> int:
        """Return the place of the innermost open element of these names, -1 where none is open."""
        return max(map(self.last, names))

    def close_from(self, place: int) -> None:
        """Close the element at `place` and all within it, innermost first."""
        while len(self._stack) > max(place, 0):
            name, on_close = self._stack.pop()
            self._places[name].pop()
            if on_close is not None:
                on_close()
