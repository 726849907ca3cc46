"""Whether a story shows what its feed gave or what its page says, and a passage found in the other text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tui.drawing.page import Page
from tui.model.articles import Article
from tui.model.fulltext import FullText
from tui.model.ids import OWN_FEEDS
from tui.model.prose import Prose, section_leaves
from tui.system.lazily import Lazy
from tui.text.shortness import is_cut_off

if TYPE_CHECKING:
    from tui.changes.passages import RunningText

if TYPE_CHECKING:
    from tui.changes import passages
else:  # loaded when first used: whoever opens a story should not wait for them
    passages = Lazy("tui.changes.passages")

_LOOKED_AT: Final = 1_000
"""Characters at the end of a text that tell whether it is cut off."""
_PASSAGE: Final = 240
"""Characters at the top of the view that are looked for in the other text."""
FETCH_HINT: Final = "F whole text"


def page_facts(article: Article) -> tuple[str, ...]:
    """Return whose text a story has, and how its page gets on: facts that may stand beside one another.

    Empty where nobody asked for its page, and its text does not look like a part of one.
    """
    known = article.full_text
    if known is None:
        return ("The feed's own text", FETCH_HINT) if _may_have_more(article) else ()
    match known.state:
        case "shown":
            return _shown(known, article)
        case "kept":
            return ("The feed's own text", FETCH_HINT)
        case "wanted":
            last = [f"last time: {_bare(known.reason)}", "F tries now"] if known.reason else []
            return ("Waiting for its page", *last)
        case "failed":
            why = _bare(known.reason) if known.reason else "nobody knows why"
            return (f"The page could not be read: {why}", "F tries again")


def site_of(url: str | None) -> str:
    """Return the site of an address, as one speaks of it: `example.org`."""
    return (urlsplit(url or "").hostname or "its page").removeprefix("www.")


def _shown(known: FullText, article: Article) -> tuple[str, ...]:
    site = site_of(known.url or article.headline.url)
    # A page that was read may have said itself that it is not all.
    facts = [f"Text from {site}: {_bare(known.reason)}" if known.reason else f"Whole text from {site}"]
    facts += ["its feed has changed it: fetched anew"] if known.waits else []
    return (*facts, "F the feed's own")


def _bare(sentence: str) -> str:
    """Return a sentence as it can be gone on after."""
    return sentence.rstrip().removesuffix(".")


def _may_have_more(article: Article) -> bool:
    if article.headline.url is None or not article.feed_url or article.feed_url in OWN_FEEDS:
        return False
    return is_cut_off(_end_of(article.prose), article.prose.words)


def _end_of(prose: Prose) -> str:
    """Return the last words of a text, without going through all of it."""
    end = ""
    for section in reversed(prose.sections):
        for leaf in reversed(section_leaves(section)):
            end = f"{leaf.plain}\n{end}" if leaf.plain else end
            if len(end) >= _LOOKED_AT:
                return end
    return end


# ── the same passage in the other text ────────────────────────────────────────────────────────


def same_line(before: Article, page: Page, top: int, after: Article, other: Page) -> int:
    """Return the line of the other text's page at which what stood at the top stands; 0 where it does not."""
    leaf, offset, lines_above = page.held(top)
    address = next((where for where, number in page.addresses.items() if number == leaf), None)
    old = passages.running_text(before.prose)
    if top == 0 or address is None:
        return 0
    start = old.place(*address, len(page.leaves[leaf].copied(0, offset)))
    if start is None:
        return 0
    # To the end of its paragraph: what follows there may be the page's alone.
    end = min(start + _PASSAGE, (old.text + "\n").index("\n", start))
    new = passages.running_text(after.prose)
    at = _again(old.text, start, end, new.text)
    place = None if at is None else _held(new, at, other)
    return 0 if place is None else other.line_held((*place, lines_above))


def _again(text: str, start: int, end: int, other: str) -> int | None:
    """Return where a passage of one text begins in the other; None where it is not there."""
    # Both are of one story, and what stands around a passage need not be: its own words tell it best, and if
    # they come more often those of its paragraph.
    for begin in (start, text.rfind("\n", 0, start) + 1):
        exact = text[begin:end].rstrip()
        if exact and other.count(exact) == 1:
            return other.index(exact) + start - begin
    quotation = passages.quote(text, start, end)
    found = passages.find(quotation, other) if quotation else None
    return found[0] if found else None


def _held(running: RunningText, at: int, page: Page) -> tuple[int, int] | None:
    """Return the leaf of a page that has a character of the running text, and where in it that stands."""
    for section, leaf, start, _ in running.pieces(at, at + 1):
        number = page.addresses.get((section, leaf))
        if number is not None:
            return number, page.leaves[number].to_display(start)
    return None
