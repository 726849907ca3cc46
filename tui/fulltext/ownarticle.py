"""Which of the articles that a page's JSON-LD tells of is the one on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from tui.fulltext.headlines import key_of
from tui.fulltext.heads import unescaped
from tui.fulltext.jsonld import Node, StatedArticle, StatedBlocks, rank_of, stated_article, types_of
from tui.text.weblinks import web_link

_MOST_STRANGE: Final = 3
"""Of so many articles the first is taken though nothing says that it is the page's."""
_MOST_TITLES: Final = 20
_MOST_NODES: Final = 200
_LEAST_KEY: Final = 8
"""Letters of a headline that is known again; a shorter one is in many titles."""
_LONG: Final = frozenset({"articleBody", "text", "description"})
"""Members that need not be read to tell which article it is."""


class _PageSigns(NamedTuple):
    """What an article is known by to be the page's own."""

    addresses: frozenset[str]
    """Without what may differ between two spellings."""
    titles: tuple[str, ...]
    """Keys of the page's titles."""
    base: str

    def has_address(self, stated: StatedArticle) -> bool:
        return any(_bare(web_link(url, self.base or None) or "") in self.addresses for url in stated.urls)

    def has_headline(self, stated: StatedArticle) -> bool:
        heads = [key for text in stated.headlines if len(key := key_of(unescaped(text))) > _LEAST_KEY]
        return any(head in title for head in heads for title in self.titles)


def own_article(
    blocks: StatedBlocks, addresses: Iterable[str], titles: Sequence[str], base: str
) -> StatedArticle:
    """Return what JSON-LD says of the page's own article; nothing where it tells of others alone.

    `addresses` and `titles` are the page's own. An article goes before a page or a film.
    """
    page = _PageSigns(
        frozenset(bare for address in addresses if (bare := _bare(address))),
        tuple(key for title in titles[:_MOST_TITLES] if (key := key_of(title))),
        base,
    )
    for rank in (2, 1):
        nodes = [node for node in blocks.nodes if rank_of(node) == rank][:_MOST_NODES]
        chosen = _own_among(nodes, blocks, page)
        if chosen is not None:
            return _with_page(stated_article(chosen, blocks.by_id), blocks)
    return StatedArticle()


def _own_among(nodes: Sequence[Node], blocks: StatedBlocks, page: _PageSigns) -> Node | None:
    """Return the node that is the page's own; of few the first, where none says that it is."""
    own = next((node for node in nodes if _is_own(node, blocks, page)), None)
    if own is None and 0 < len(nodes) <= _MOST_STRANGE:
        return nodes[0]
    return own


def _is_own(node: Node, blocks: StatedBlocks, page: _PageSigns) -> bool:
    """Whether a node has the page's address, or its headline."""
    brief = {name: value for name, value in node.items() if name not in _LONG}
    stated = stated_article(brief, blocks.by_id)
    return page.has_address(stated) or page.has_headline(stated)


def _with_page(article: StatedArticle, blocks: StatedBlocks) -> StatedArticle:
    """Add to an article when it was published where only the node of the page says it."""
    pages = [node for node in blocks.nodes if "WebPage" in types_of(node)]
    if (article.published and article.is_article) or len(pages) != 1:
        return article
    page = stated_article(pages[0], blocks.by_id)
    return replace(
        article, published=article.published or page.published, modified=article.modified or page.modified
    )


def _bare(address: str) -> str:
    """Return an address without what may differ between two spellings of it; empty for a front page."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}" if parts.path.strip("/") else ""
