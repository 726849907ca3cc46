"""From a web page to the article on it."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Final

from tui.fulltext.choosing import choose, choose_plainly
from tui.fulltext.decoding import decode_page
from tui.fulltext.facts import page_facts
from tui.fulltext.keeping import markup_of
from tui.fulltext.pieces import WebPage, read_pieces
from tui.fulltext.siterules import Ruled, apply_rules
from tui.model.webpages import NO_RULES, Level, PageArticle, SiteRules
from tui.text.wordcount import count_words

LARGEST_PAGE: Final = 5 * 1024 * 1024
"""Bytes of a page that are read."""
CUT: Final = "It is longer than what is read of a page."
_FAR_MORE: Final = 3
"""So many times what was found is more by far."""


def read_article(
    body: bytes, url: str, content_type: str | None = None, rules: SiteRules = NO_RULES
) -> PageArticle:
    """Return the article on a page, and what the page says of it. Never raises.

    `url` is the page's address after redirects, `content_type` the server's header. Takes time in
    proportion to the page.
    """
    page = read_pieces(decode_page(body[:LARGEST_PAGE], content_type))
    facts = page_facts(page, url)
    ruled, level = tell_apart(page, rules)
    # A site's rules cut lines too: the page that is written is the one they leave.
    words = sum(count_words(ruled.page.pieces[number].text) for number in ruled.kept)
    found = PageArticle(
        url,
        markup_of(ruled.page, ruled.kept),
        words,
        level if words else "none",
        ruled.problem or (CUT if page.is_cut else None),
        title=facts.title or None,
        authors=facts.authors,
        published_at=facts.published_at,
        published_stated=facts.published_stated,
        dek=facts.dek,
        picture=facts.picture,
        canonical=facts.canonical,
        next_page=facts.next_page,
        site_name=facts.site_name,
        language=facts.language,
    )
    return found if ruled.by_keep else _with_stated_text(found, facts.article_body or "")


def tell_apart(page: WebPage, rules: SiteRules) -> tuple[Ruled, Level]:
    """Return what of a page is its article, and what told: a rule, the classifier, or the elements."""
    ruled = apply_rules(page, rules, choose)
    if ruled.by_keep:
        return ruled, "rule"
    if ruled.kept:
        return ruled, "classifier"
    return apply_rules(page, rules, choose_plainly), "structure"


def _with_stated_text(found: PageArticle, body: str) -> PageArticle:
    """Return the text that a page states for search engines where hardly any could be found on it."""
    words = count_words(body)
    if not words or found.words * _FAR_MORE > words:
        return found
    paragraphs = (" ".join(line.split()) for line in body.splitlines())
    markup = "".join(f"<p>{escape(line, quote=False)}</p>" for line in paragraphs if line)
    return replace(found, markup=markup, words=words, level="json-ld")
