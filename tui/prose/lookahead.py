"""What has to be known of some tags before the tags after them are read; each in one bounded look ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tui.prose.htmltags import BLOCKS
from tui.text.tagstream import TagEvent

_FAR: Final = 40
"""Tags and texts that are looked at after each tag."""
_LONGEST_LABEL: Final = 200
"""Characters; what is longer is no label of a form, whatever its tag says."""

_READING_ENDS: Final = frozenset({"rt", "rp", "rb", "rtc"})
_ENDS_OF_READING: Final = (("rt", "ruby"), BLOCKS | _READING_ENDS)
"""The end tags that end a reading, and the start tags that do."""
RAISED_TAGS: Final = frozenset({"sup", "sub", "rt"})
CONTROLS: Final = frozenset({"button", "label", "legend"})
_FIELDS: Final = frozenset({"input", "select", "textarea", "button"})


class Within(NamedTuple):
    """What stands in an element of a line."""

    text: str
    linked: bool
    """Whether a link begins in it."""


def raised_texts(events: Sequence[TagEvent]) -> dict[int, Within]:
    """Return what stands in each raised or lowered text and each reading, by the indexes of their tags."""
    return {
        index: _within(events, index, event[1][0])
        for index, event in enumerate(events)
        if event[0] == "start" and event[1][0] in RAISED_TAGS
    }


def _within(events: Sequence[TagEvent], index: int, name: str) -> Within:
    ends, beyond = _ENDS_OF_READING if name == "rt" else ((name,), BLOCKS)
    texts: list[str] = []
    linked = False
    for event in events[index + 1 : index + _FAR]:
        if event[0] == "text":
            texts.append(event[1])
        elif event[0] == "start":
            if event[1][0] in beyond:
                break
            linked = linked or event[1][0] == "a"
        elif event[0] == "end" and event[1] in ends:
            break
    return Within(" ".join("".join(texts).split()), linked)


def form_controls(events: Sequence[TagEvent]) -> dict[int, int]:
    """Return where what belongs to a form and not to the text begins and ends: buttons, and labels of fields.

    One that is never closed, or holds as much as a paragraph does, belongs to the text.
    """
    found: dict[int, int] = {}
    forms = 0
    for index, event in enumerate(events):
        if event[0] == "end":
            # An end without a beginning must not make the next form none.
            forms -= event[1] == "form" and forms > 0
        elif event[0] == "start":
            name, attributes = event[1]
            forms += name == "form"
            if name in CONTROLS:
                end = _end_of_control(
                    events, index, name, name == "button" or forms > 0 or "for" in attributes
                )
                found.update({} if end is None else {index: end})
    return found


def _end_of_control(events: Sequence[TagEvent], index: int, name: str, of_form: bool) -> int | None:
    """Return where a control ends; None where it is none."""
    characters = 0
    for place, event in enumerate(events[index + 1 : index + _FAR], index + 1):
        if event[0] == "text":
            characters += len(event[1].strip())
        elif event[0] == "end" and event[1] == name:
            return place if of_form and characters <= _LONGEST_LABEL else None
        elif event[0] == "start":
            of_form = of_form or event[1][0] in _FIELDS
    return None
