"""From a web page to the article on it."""

from __future__ import annotations

from typing import Final

from tui.fulltext.choosing import choose
from tui.fulltext.decoding import decode_page
from tui.fulltext.keeping import markup_of
from tui.fulltext.pieces import read_pieces
from tui.fulltext.siterules import apply_rules
from tui.model.webpages import NO_RULES, Level, PageArticle, SiteRules
from tui.text.wordcount import count_words

LARGEST_PAGE: Final = 5 * 1024 * 1024
"""Bytes of a page that are read."""


def read_article(
    body: bytes, url: str, content_type: str | None = None, rules: SiteRules = NO_RULES
) -> PageArticle:
    """Return the article on a page, and what the page says of it. Never raises.

    `url` is the page's address after redirects, `content_type` the server's header. Takes time in
    proportion to the page.
    """
    page = read_pieces(decode_page(body[:LARGEST_PAGE], content_type))
    # A site's rules cut lines too: the page that is written is the one they leave.
    ruled = apply_rules(page, rules, choose)
    markup = markup_of(ruled.page, ruled.kept)
    words = sum(count_words(ruled.page.pieces[number].text) for number in ruled.kept)
    level: Level = "rule" if ruled.by_keep else "classifier"
    return PageArticle(url, markup, words, level if words else "none", ruled.problem)
