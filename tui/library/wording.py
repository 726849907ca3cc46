"""What the library did and found, in words: one place, for screens and commands alike.

Rooms below return what happened as values; here, and nowhere else, that becomes English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tui.model.kinds import KINDS

if TYPE_CHECKING:
    from tui.model.answers import Change, ChangeVerb
    from tui.model.names import Correction

_DONE: Final[Mapping[ChangeVerb, str]] = {
    "read": "Marked {n} read",
    "unread": "Marked {n} unread",
    "save": "Saved {n}",
    "unsave": "Took {n} out of Saved",
    "tag": "Tagged {n} “{what}”",
    "untag": "Took the tag “{what}” off {n}",
    "unsubscribe": "Unsubscribed from {what}",
    "pause": "Paused {what}",
    "unpause": "{what} is asked again",
    "rename": "{what} is now {became}",
    "move": "{what} is now in {became}",
    "set": "Kept the settings of {what}",
    "correct": "{correction}",
    "lift": "Took back: {correction}",
    "follow": "Following {what}",
    "unfollow": "{what} is followed no more",
    "mute": "Muted “{what}”: {plain} hidden",
    "unmute": "“{what}” is muted no more",
    "keep_search": "Saved the search “{what}”",
    "drop_search": "Dropped the saved search “{what}”",
}
_UNDONE: Final[Mapping[ChangeVerb, str]] = {
    "read": "Marked {n} unread again",
    "unread": "Marked {n} read again",
    "save": "Took {n} out of Saved again",
    "unsave": "Saved {n} again",
    "tag": "Took the tag “{what}” off {n} again",
    "untag": "Tagged {n} “{what}” again",
    "unsubscribe": "Subscribed to {what} again",
    "correct": "Took back: {correction}",
    "lift": "{correction} again",
    "follow": "{what} is followed no more",
    "unfollow": "Following {what} again",
    "mute": "“{what}” is muted no more",
    "unmute": "Muted “{what}” again",
    "keep_search": "Took back the saved search “{what}”",
    "drop_search": "Saved the search “{what}” again",
}


def change_in_words(change: Change) -> str:
    """Say what was done, or taken back: `Saved 1 article`, `Marked 12 articles unread again`."""
    said = (_UNDONE if change.undone else _DONE)[change.verb]
    return said.format(
        n=_articles(f"{change.count:,}"),
        plain=_articles(str(change.count)),
        what=change.what,
        became=change.became or "no folder",
        correction="a correction" if change.correction is None else correction_in_words(change.correction),
    )


def _articles(count: str) -> str:
    return f"{count} {'article' if count == '1' else 'articles'}"


def correction_in_words(correction: Correction) -> str:
    """Say what a correction says, in a line: `“Rubio” is Marco Rubio`."""
    name, form = correction.name, correction.form
    match correction.verb:
        case "merge":
            said = f"“{name}” is {correction.target.name if correction.target else form}"
        case "split":
            said = f"“{form}” is not {name}"
        case "rename":
            said = f"“{name}” is called {form}"
        case "retype":
            said = f"“{name}” is {KINDS[correction.retyped].one}"
        case "hide":
            said = f"“{name}” is no {correction.kind}"
    return said if correction.article else f"{said}, in all stories"
