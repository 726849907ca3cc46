"""What changed in an article as plain text: `[-what went-]`, `{+what came+}`, as wdiff writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.changes.compare import QUOTE_BAR, TURNS, Changed, DiffPart, Edit, TextChange, Unchanged
from tui.text.safe import clean
from tui.text.wrap import wrap

_MARGINS: Final = {"same": "  ", "added": "+ ", "removed": "- ", "changed": "~ "}


def render_changes(headline: str, changes: Sequence[TextChange], width: int | None) -> str:
    """Return an article's changes, the oldest first, ending in a newline.

    Lines are at most `width` cells; None leaves a paragraph on one line.
    """
    lines = [headline, *(line for change in changes for line in ("", *_change(change, width)))]
    return clean("\n".join(lines) + "\n")


def _change(change: TextChange, width: int | None) -> Iterator[str]:
    how = f", seen {change.at:%Y-%m-%d %H:%M} UTC" if change.at else ""
    how = f", {TURNS[change.turn]}" if change.turn else how
    yield f"Change {change.number} of {change.count}{how}: +{change.added} -{change.removed} words"
    for part in change.parts:
        yield ""
        yield from _part(part, width)


def _part(part: DiffPart, width: int | None) -> Iterator[str]:
    if isinstance(part, Unchanged):
        yield f"  ... {part.count} {'paragraph' if part.count == 1 else 'paragraphs'} as before ..."
        return
    margin, text = _MARGINS[part.kind], _marked(part)
    if width is None:
        yield margin + text
    else:
        yield from (margin + text[start:end] for start, end in wrap(text, max(10, width - 2)))


def _marked(part: Changed) -> str:
    edge = part.edge.replace(QUOTE_BAR, "> ")
    if part.kind != "changed":
        return edge + "".join(edit.text for edit in part.edits)
    return edge + "".join(_bracketed(edit) for edit in part.edits)


def _bracketed(edit: Edit) -> str:
    match edit.kind:
        case "added":
            return f"{{+{edit.text}+}}"
        case "removed":
            return f"[-{edit.text}-]"
        case "same":
            return edit.text
