"""A passage of an article as a text by itself: for programs that are handed a part of a story."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui.exports.mdinline import address, one_line
from tui.exports.notes import quotation_markdown
from tui.exports.xhtml import xml_text
from tui.model.prose import Text
from tui.text.safe import clean
from tui.text.weblinks import link_to_words

if TYPE_CHECKING:
    from tui.model.articles import Article
    from tui.model.programs import StoryForm


def render_passage(article: Article, words: str, form: StoryForm) -> str:
    """Return a passage: a Markdown quotation with its source, an item of a JSON Feed, or words alone."""
    url = article.headline.url
    link = link_to_words(url, words) if url else None
    match form:
        case "markdown":
            source = one_line(Text(article.prose.headline))
            named = f"[{source}]({address(link)})" if link else source
            feed = one_line(Text(article.headline.feed))
            return clean(f"{quotation_markdown(words)}\n\n{named}, {feed}\n")
        case "json":
            return f"{json.dumps(_item(article, words, link))}\n"
        case "text":
            return clean(f"{words}\n")


def _item(article: Article, words: str, link: str | None) -> dict[str, object]:
    """Return an item with the passage as its text; imported, it takes nothing from the story's own."""
    lines = "".join(f"<p>{xml_text(line)}</p>" for line in words.split("\n") if line)
    return {
        "id": link or f"{article.id}: {words}",
        **({"url": link} if link else {}),
        "title": article.prose.headline,
        "content_html": f"<blockquote>{lines}</blockquote>",
        "content_text": words,
        "_dateline": {"story": article.id, "feed": {"url": article.feed_url, "title": article.headline.feed}},
    }
