"""What the library did and found, in words: one place, for screens and commands alike.

Rooms below return what happened as values; here, and nowhere else, that becomes English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tui.model.kinds import KINDS
from tui.model.mending import Mended, MendedByAnother, OnlyReadable, Repaired

if TYPE_CHECKING:
    from tui.model.answers import Change, ChangeVerb
    from tui.model.mending import Notice, Repair, Rescued
    from tui.model.names import Correction
    from tui.store.checkup import Finding, Wrong

_DONE: Final[Mapping[ChangeVerb, str]] = {
    "read": "Marked {n} read",
    "unread": "Marked {n} unread",
    "save": "Saved {n}",
    "unsave": "Took {n} out of Saved",
    "tag": "Tagged {n} “{what}”",
    "untag": "Took the tag “{what}” off {n}",
    "note": "Noted “{what}”",
    "edit_note": "Changed the note “{what}”",
    "unnote": "Took the note “{what}” away",
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
    "split": "Took {n} out of the thread",
    "join": "Put {n} into the thread of “{what}”",
}
_UNDONE: Final[Mapping[ChangeVerb, str]] = {
    "read": "Marked {n} unread again",
    "unread": "Marked {n} read again",
    "save": "Took {n} out of Saved again",
    "unsave": "Saved {n} again",
    "tag": "Took the tag “{what}” off {n} again",
    "untag": "Tagged {n} “{what}” again",
    "note": "Took the note “{what}” away again",
    "edit_note": "The note “{what}” is as it was before",
    "unnote": "The note “{what}” is there again",
    "unsubscribe": "Subscribed to {what} again",
    "correct": "Took back: {correction}",
    "lift": "{correction} again",
    "follow": "{what} is followed no more",
    "unfollow": "Following {what} again",
    "mute": "“{what}” is muted no more",
    "unmute": "Muted “{what}” again",
    "keep_search": "Took back the saved search “{what}”",
    "drop_search": "Saved the search “{what}” again",
    "split": "Put {n} back into the thread",
    "join": "Took {n} out of the thread of “{what}” again",
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


def uncertain_in_words(name: str, wish: str) -> str:
    """Say why a name cannot be `followed`, or whatever is wished for, by what one story says of it."""
    return f"“{name}” alone is not certain enough to be {wish}."


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


# ── what was done to the database ─────────────────────────────────────────────────────────────

_REPAIRED: Final[Mapping[Repair, str]] = {
    "index": "The index {name} did not agree with its table, and was made anew",
    "index gone": "The index {name} was gone, and was made anew",
    "trigger gone": "The trigger {name} was gone, and was made anew",
    "count": "A count was wrong, and was put right",
    "search line": "An article was not in the search index, and was put in",
    "names": "The names of an article were damaged, and are found anew",
    "revision": "An earlier text of an article was damaged, and is gone",
    "told": "What an article quotes was damaged; it is found anew",
    "other text": "Of an article's two texts, its feed's and its page's, one was damaged, and is gone",
    "change": "A line of what can be undone was damaged, and is gone",
    "text there": "A text was damaged, and is there again",
    "text given up": "The text of an article was damaged; what the lists say of it stands for it",
    "text from backup": "The text of an article was damaged, and was taken from a backup",
}
_FOUND: Final = "what could still be read of it"


def notice_in_words(notice: Notice) -> str:
    """Say in a sentence what was done to the database, or what is the matter with it."""
    match notice:
        case Repaired(repair, name, times):
            said = _REPAIRED[repair].format(name=name)
            return f"{said}." if times == 1 else f"{said} ({times} times)."
        case Mended(aside, was_empty, backup, rescued):
            how = "damaged: the file was empty" if was_empty else "damaged"
            return f"The database was {how}. It was kept as {aside}{_made_of(backup, rescued)}"
        case MendedByAnother():
            return "The database was damaged; another dateline has just mended it."
        case OnlyReadable(path):
            return f"The database {path} cannot be written: it can be read, but nothing is kept."


def _made_of(backup: str | None, rescued: Rescued | None) -> str:
    """Return the rest of the sentence: what the database consists of now."""
    if rescued is None and backup is None:
        return "; nothing of it could be read and there was no backup, so a new one was begun."
    if rescued is None:
        return f", and the backup {backup} was restored."
    base = f"the backup {backup} with {_FOUND}" if backup else f"{_FOUND} (there was no backup)"
    return f"; in its place is {base}: {_rescued_in_words(rescued)}."


def _rescued_in_words(rescued: Rescued) -> str:
    """Return `3 bookmarks, 20 articles, 2 feeds`."""
    parts = ((rescued.saved, "bookmark"), (rescued.articles, "article"), (rescued.feeds, "feed"))
    return ", ".join(f"{n:,} {what}{'' if n == 1 else 's'}" for n, what in parts)


# ── what was found wrong in it ────────────────────────────────────────────────────────────────

_WRONG: Final[Mapping[Wrong, str]] = {
    "by sqlite": "{}",
    "order": "rows of {} are out of order",
    "missing": "{} rows of {} are missing from {}",
    "orphans": "{} rows of {} refer to no row of {}",
    "unlisted": "{} articles without a line in the lists",
    "textless": "{} articles without a text",
    "empty": "a row of {} has no {}",
    "unfit": "the {} of a row of {} is none",
    "no text": "the {} of a row of {} is no text",
    "packed": "a packed text in {} is damaged",
    "undo": "a line of what can be undone is damaged",
    "entries": "{} has {} entries for {} rows of {}",
    "gone": "the {} {} is gone",
    "count": "{} says {}, is {}",
    "count of": "{} of {} {} says {}, is {}",
    "unsearchable": "an article is not in the search index",
}


def finding_in_words(finding: Finding) -> str:
    """Say what is wrong, for whoever looks for the cause."""
    return _WRONG[finding.wrong].format(*finding.facts)
