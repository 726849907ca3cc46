"""A briefing as a document: a line a story, as it stands in its article, with who tells it and where it is.

As text, as Markdown, and as the first page of a book whose chapters are the articles of its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Final

from tui.calendar.ages import stamp
from tui.exports.epub import chapter_file, write_epub
from tui.exports.mdinline import address, one_line
from tui.exports.xhtml import xml_text
from tui.model.articles import Article
from tui.model.prose import Text
from tui.model.threads import Briefing, BriefingLine
from tui.text.safe import clean

TITLE: Final = "Briefing"
_NAMED: Final = 3
"""Sources that are named; of more the first, and how many there are."""


def since_words(briefing: Briefing) -> str:
    """Return what a briefing is of, in a sentence: how many articles and threads since when."""
    since = stamp(int(briefing.since.timestamp()))
    if not briefing.lines:
        return f"Nothing new since {since}."
    told = f"{_many(briefing.articles, 'article')} in {_many(briefing.threads, 'thread')} since {since}"
    shown = len(briefing.lines)
    return f"{told}; the {shown} most told." if shown < briefing.threads else f"{told}."


def facts(line: BriefingLine) -> str:
    """Return what is known of a story: `3 sources: Post, Times, Herald; Leeds; 2 new; follows Ann Reed`."""
    sources = ", ".join(line.sources[:_NAMED]) + (" …" if len(line.sources) > _NAMED else "")
    said = [f"{_many(len(line.sources), 'source')}: {sources}" if len(line.sources) > 1 else sources]
    said += [", ".join(line.places)] if line.places else []
    said += [f"{line.new:,} new"] if line.is_known else []
    said += [f"follows {', '.join(line.followed)}"] if line.followed else []
    return "; ".join(part for part in said if part)


def briefing_markdown(briefing: Briefing) -> str:
    """Return a briefing as a Markdown document: a list in its order, each line a link to its article."""
    lines = [f"# {TITLE}, {stamp(int(briefing.until.timestamp()))}", "", _escaped(since_words(briefing)), ""]
    for number, line in enumerate(briefing.lines, 1):
        url, words = line.told.headline.url, _escaped(line.told.text)
        lines.append(f"{number}. [{words}]({address(url)})" if url else f"{number}. {words}")
        lines += ["", f"   {_escaped(facts(line))}", ""]
    return clean("\n".join(lines).rstrip("\n") + "\n")


def briefing_epub(briefing: Briefing, articles: Iterable[Article], target: IO[bytes]) -> int:
    """Write a book: the briefing, each line a link to its chapter, and an article for each, in its order.

    Returns how many chapters it has. Raises DatelineError where nothing is told.
    """
    title = f"{TITLE}, {stamp(int(briefing.until.timestamp()))}"
    body = "\n".join((f"<h1>{xml_text(title)}</h1>", *_page(briefing)))
    return write_epub(articles, target, title=title, front=body)


def _page(briefing: Briefing) -> Iterator[str]:
    yield f"<p>{xml_text(since_words(briefing))}</p>\n<ol>"
    for number, line in enumerate(briefing.lines, 1):
        link = f'<a href="{chapter_file(number)}">{xml_text(line.told.text)}</a>'
        yield f'<li><p>{link}</p>\n<p class="facts">{xml_text(facts(line))}</p></li>'
    yield "</ol>"


def _escaped(words: str) -> str:
    return one_line(Text(words))


def _many(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"
