"""A page beside what its feed gave of the story: what is shown has no fewer words, and is about the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from tui.fulltext.extract import CUT
from tui.model.entries import Enclosure, RawEntry
from tui.model.prose import plain_text
from tui.model.webpages import PageArticle
from tui.preparing.worker import read_entry
from tui.prose.html import MAX_CHARACTERS
from tui.prose.pictures import is_picture
from tui.store.fulltexts import FetchedPage, OwnText
from tui.text.folding import fold
from tui.text.weblinks import web_link
from tui.text.wordcount import count_words

_WORD: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4,}"
)
"""A word that says something; of scripts without blanks each sign."""
_COMPARED: Final = 2_000
"""Characters of what a feed gives of a story that are looked for on its page."""
_NO_TITLES: Final = ("", "Untitled")
_TELLING: Final = 6
"""Words of headline and text that have to be known to tell whether a page is about the same story."""
_IN_COMMON: Final = 0.2
"""The least share of them that the story's page has as well."""

_HEADLINE: Final = 3
"""Words of a headline that no other story has by chance."""
_SAME: Final = 0.8
"""The least share of the shorter headline's words that the other has."""


def with_page(own: RawEntry, page: PageArticle) -> RawEntry:
    """Return an entry with a page's text for its own, and what the page says where it said nothing."""
    return replace(
        own,
        title=page.title or own.title if own.title in _NO_TITLES or own.title == own.url else own.title,
        content=page.markup,
        content_form="html",
        base_url=page.url,
        dek=own.dek or page.dek,
        authors=own.authors or page.authors,
        published_at=own.published_at or (None if own.published_stated else page.published_at),
        language=own.language or page.language,
        enclosures=(*own.enclosures, *_main_picture(own, page)),
    )


def _main_picture(own: RawEntry, page: PageArticle) -> Iterator[Enclosure]:
    """Yield the picture that a page says it has, where there is none in its text and none of the feed's."""
    url = web_link(page.picture or "", page.url)
    if url and "<img" not in page.markup and not any(map(is_picture, own.enclosures)):
        yield Enclosure(url, "image/*")


class Compared(NamedTuple):
    """A page beside what its feed gave."""

    page: FetchedPage
    reason: str | None
    """Why the page's text is not shown; None where it is."""


def compare(row: int, own: OwnText, found: PageArticle) -> Compared:
    """Compare the article on a page with what its feed gave: by how many words they have, and by which."""
    entry = with_page(own.entry, found)
    given = _account(own.entry.title, own.entry)
    # An entry without a text of its own is read from its summary: not so one whose page has none.
    there = _account(found.title or "", entry if entry.content.strip() else None)
    problem = _problem(found)
    objection = _objection(given, there)
    return Compared(
        FetchedPage(row, entry, own.shown_from, found.url, there.words, given.words, problem),
        (problem or objection) if objection else None,
    )


class _Account(NamedTuple):
    """How a feed, or a page, tells a story."""

    title: str
    text: str
    words: int


def _account(title: str, entry: RawEntry | None) -> _Account:
    text = plain_text(read_entry(entry).sections) if entry else ""
    return _Account(title, text, count_words(text))


def _problem(found: PageArticle) -> str | None:
    """Return what is wrong with a page's article by itself."""
    return found.problem or CUT if len(found.markup) > MAX_CHARACTERS else found.problem


def _objection(given: _Account, there: _Account) -> str | None:
    """Return why a page's text is not better than what the feed gave; None where it is."""
    if not there.words:
        return "No article could be found on its page."
    if there.words < given.words:
        return f"Its page has {there.words:,} words, and its feed gives {given.words:,}."
    if not _is_same_story(given, there):
        return "What stands on its page is not this story."
    return None


def _is_same_story(given: _Account, there: _Account) -> bool:
    return _is_headline(given.title, there.title) or _is_about(
        f"{given.title} {given.text}", f"{there.title} {there.text}"
    )


def _is_headline(given: str, there: str) -> bool:
    """Whether a feed and a page call a story the same, behind which one of them may name the site."""
    known, said = _telling_words(given), _telling_words(there)
    fewer = min(len(known), len(said))
    return fewer >= _HEADLINE and len(known & said) >= _SAME * fewer


def _is_about(given: str, there: str) -> bool:
    """Whether a page has something of the words that its feed gives of the story."""
    known = _telling_words(given[:_COMPARED])
    return len(known) < _TELLING or len(known & _telling_words(there)) >= _IN_COMMON * len(known)


def _telling_words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))
