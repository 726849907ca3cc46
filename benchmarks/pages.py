"""How long the article of a page takes to find, of good pages and of those that mean harm.

    python benchmarks/pages.py [FOLDER] [--runs 3] [--generated 100] [--hostile [KIND …]]

Reads the HTML files of a folder, packed ones (`.html.gz`) too, and generated pages; prints the processor's
milliseconds a page (`read_article`, the best of the runs): median, mean, 95th percentile, worst with its
name, and the memory that the process held at most. Then pages that mean harm, at the 5 MB that are read of
one, by the pool that reads what is fetched: the seconds by the clock of each kind, and the words that are
found or what the reader is told; `--hostile KIND …` reads those that are named alone, `--hostile` none. Ends
with 1 where one takes as long as the pool may, or is not read.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.fulltext import page  # noqa: E402
from benchmarks.newsmaker import Newsroom  # noqa: E402
from benchmarks.screen import quantile  # noqa: E402
from tui.errors import ParseError  # noqa: E402
from tui.feeds.webpages import DEADLINE_S, MEMORY_MB  # noqa: E402
from tui.fulltext.extract import LARGEST_PAGE, read_article  # noqa: E402
from tui.model.webpages import PageArticle  # noqa: E402
from tui.sources.workers import WorkPool  # noqa: E402

ADDRESS: Final = "https://post.example/news/quay"
NEWEST: Final = 1_767_225_600
"""2026-01-01, in UTC seconds."""
READ: Final = "tui.fulltext.reading:read_page"
ENDINGS: Final = (".html", ".htm", ".xhtml", ".html.gz")
LINE: Final = (
    "The harbour board met on Monday and put off the vote on the new quay until the autumn session. "
)


# ── pages that mean harm ──────────────────────────────────────────────────────────────────────


def full(piece: str, before: str = "", after: str = "", most: int = LARGEST_PAGE) -> str:
    """Return a page full of a piece; `#` in it is a number that rises."""
    room = most - len((before + after).encode())
    if "#" not in piece:
        return before + piece * (room // len(piece.encode())) + after
    count = room // (len(piece.encode()) + 6)
    return before + "".join(piece.replace("#", str(number)) for number in range(count)) + after


LD: Final = '<script type="application/ld+json">'
STORY: Final = '{"@type":"NewsArticle"'


def json_ld(piece: str, before: str = "", after: str = "") -> str:
    """Return a page with a block of JSON-LD, of nearly the longest that is read, full of a piece."""
    return f"{LD}{full(piece, before, after, most=1_900_000)}</script><p>{LINE}</p>"


def stating(key: str, piece: str) -> str:
    """Return a page that states something at length."""
    return json_ld(piece, f'{STORY},"{key}":"', '"}')


def in_a_tag(attributes: str) -> str:
    return f"<p {attributes}>{LINE}</p>"


HOSTILE: Final[dict[str, Callable[[], str]]] = {
    "paragraphs": lambda: full(f"<p>{LINE}</p>"),
    "paragraphs of a word": lambda: full("<p>a</p>"),
    "short lines by breaks": lambda: full("a<br>"),
    "one paragraph": lambda: full(LINE, "<p>", "</p>"),
    "one word": lambda: full("a", "<p>", "</p>"),
    "blanks": lambda: full(" ", "<p>a", "b</p>"),
    "nested div": lambda: full("<div>"),
    "nested div with text": lambda: full("<div>a "),
    "nested div with classes": lambda: full('<div class="article c# post"><p>a</p>'),
    "nested inline": lambda: full("<b><i>a"),
    "nested span, closed": lambda: "<span>" * 400_000 + LINE + "</span>" * 400_000,
    "nested links": lambda: full('<a href="/#">a'),
    "nested lists": lambda: full("<ul><li>a"),
    "nested tables": lambda: full("<table><tr><td>a"),
    "nested quotations": lambda: full(f"<blockquote><p>{LINE}"),
    "nested figures": lambda: full('<figure><img src="/#.jpg"><figcaption>a'),
    "end tags": lambda: full("</div></p></b>"),
    "end tags of paragraphs": lambda: full("</p>"),
    "crossed tags": lambda: full("<b><p><i></b>a</p></i>"),
    "crossed blocks and links": lambda: full("<a href=/><div></a>a<p></div>"),
    "table of cells": lambda: full("<td>a", "<table><tr>"),
    "table of rows": lambda: full("<tr><td>a<td>b", "<table>"),
    "list items": lambda: full("<li>a", "<ul>"),
    "headings": lambda: full("<h2>a</h2>"),
    "headings of one text": lambda: full(f"<h1>{LINE}</h1>"),
    "attributes": lambda: full(" a#=1", "<p", f">{LINE}</p>"),
    "attributes without value": lambda: full(" a#", "<p", f">{LINE}</p>"),
    "one attribute": lambda: full("a ", '<p class="', f'">{LINE}</p>'),
    "classes of many names": lambda: full('<p class="c# d#">a</p>'),
    "an attribute that never ends": lambda: full("a", f"<p>{LINE}</p><p title='"),
    "a tag that never ends": lambda: full("a", f"<p>{LINE}</p><p "),
    "opening angles": lambda: full("<"),
    "opening angles and letters": lambda: full("<a "),
    "comments": lambda: full("<!--a-->"),
    "comments that never end": lambda: full("<!-- "),
    "comments, some never end": lambda: full("<!--a--><!-"),
    "declarations": lambda: full("<!a"),
    "processing instructions": lambda: full("<?a"),
    "CDATA": lambda: full("<![CDATA[a"),
    "references": lambda: full("&amp;"),
    "broken references": lambda: full("&"),
    "long references": lambda: full("&#x10ffff"),
    "NUL": lambda: full("\0a"),
    "scripts": lambda: full("<script>a</script>"),
    "scripts that never end": lambda: full("<script>"),
    "scripts in comments": lambda: full("<script><!--<script>"),
    "templates": lambda: full("<template><p>a"),
    "noscript": lambda: full("<noscript>a"),
    "broken noscript": lambda: full("<noscript "),
    "text areas": lambda: full("<textarea>a"),
    "plaintext": lambda: full("<plaintext>"),
    "titles": lambda: full("<title>a</title>"),
    "one title": lambda: full("a | ", "<title>", f"</title><p>{LINE}</p>"),
    "one headline": lambda: full("a: ", "<h1>", f"</h1><p>{LINE}</p>"),
    "one headline of parts": lambda: full("a - ", "<h1>", f"</h1><p>{LINE}</p>"),
    "one heading of parts": lambda: full("a | ", "<h2>", f"</h2><p>{LINE}</p>"),
    "og:title of parts": lambda: full("a - ", '<meta property="og:title" content="', f'"><p>{LINE}</p>'),
    "a date": lambda: full("1 ", '<time datetime="', f'">1</time><p>{LINE}</p>'),
    "a day in words": lambda: full("1 May 20", '<p class="date">', f'</p><p>{LINE}</p>'),
    "drawings": lambda: full("<svg><path></svg>"),
    "formulas": lambda: full("<math><mi>a"),
    "ruby": lambda: full("<ruby>a<rt>"),
    "selects": lambda: full("<select><option>a"),
    "frames": lambda: full('<iframe src="/#"></iframe>'),
    "metas": lambda: full('<meta name="a#" content="b">'),
    "metas of one name": lambda: full('<meta name="author" content="Ann Reed#">'),
    "meta of a long content": lambda: full("Ann Reed, ", '<meta name="author" content="', f'"><p>{LINE}</p>'),
    "links of the head": lambda: full('<link rel="next" href="/news/quay?page=#">'),
    "next pages": lambda: full('<a rel="next" href="/news/quay?page=2#">next</a>'),
    "links": lambda: full('<a href="/news/#">More of it</a> '),
    "bylines": lambda: full('<p class="byline">By Ann Reed</p>'),
    "a long byline": lambda: full("Ann Reed and ", '<p class="byline">By ', "</p>"),
    "dates": lambda: full('<time datetime="2026-01-01">1 January 2026</time>'),
    "pictures": lambda: full('<img src="/#.jpg" alt="a">'),
    "pictures in pictures": lambda: full('<picture><source srcset="/#.jpg 2x"><img src="/#.jpg">'),
    "a long srcset": lambda: full("/a.jpg 1x, ", '<p>a</p><img srcset="', f'"><p>{LINE}</p>'),
    "a srcset of commas": lambda: full(",", '<p>a</p><img srcset="', f'"><p>{LINE}</p>'),
    "captions": lambda: full(f'<figure><img src="/#.jpg"><figcaption>{LINE}</figcaption></figure>'),
    "pictures between lines": lambda: full(f'<p>{LINE}</p><img src="/#.jpg"><p>Photo: Ann Reed</p>'),
    "data in a picture": lambda: full("A", '<img src="data:image/png;base64,', f'"><p>{LINE}</p>'),
    "JSON-LD, brackets": lambda: json_ld("["),
    "JSON-LD, objects": lambda: json_ld('{"a":'),
    "JSON-LD, quotes": lambda: json_ld('"', '{"a": '),
    "JSON-LD, quotes and blanks": lambda: json_ld('" ', '{"a": '),
    "JSON-LD, blanks": lambda: json_ld(" ", '{"a": "b"', "x}"),
    "JSON-LD, backslashes": lambda: json_ld("\\", '{"a": "'),
    "JSON-LD, commas": lambda: json_ld(",", "["),
    "JSON-LD, commas and blanks": lambda: json_ld(", ", "["),
    "JSON-LD, comments": lambda: json_ld("/*", "{"),
    "JSON-LD, a long number": lambda: json_ld("9", '{"a": ', "}"),
    "JSON-LD, many blocks": lambda: full(f"{LD}{STORY}}}</script>"),
    "JSON-LD, many articles": lambda: json_ld(f'{STORY},"headline":"a#"}},', "[", "{}]"),
    "JSON-LD, many authors": lambda: json_ld('"Ann Reed #",', f'{STORY},"author":[', '"B"]}'),
    "JSON-LD, a long name": lambda: stating("author", "Ann Reed and "),
    "JSON-LD, a long headline": lambda: stating("headline", "a - "),
    "JSON-LD, a long date": lambda: stating("datePublished", "1 "),
    "JSON-LD, a long description": lambda: stating("description", "<a"),
    "JSON-LD, a long type": lambda: stating("@type", "Page"),
    "JSON-LD, a long address": lambda: stating("url", "/a"),
    "JSON-LD, a long body": lambda: stating("articleBody", LINE),
    "JSON-LD, a body of markup": lambda: stating("articleBody", "<p <a "),
    "of any script": lambda: full("港のقلعة🚢 ", "<p>", "</p>"),
    "combining marks": lambda: full("\u0301", "<p>a", "</p>"),
    "marks of direction": lambda: full("\u202e", "<p>a", "</p>"),
}  # fmt: skip


# ── measuring ─────────────────────────────────────────────────────────────────────────────────


def milliseconds(pages: Iterable[tuple[str, bytes]], runs: int) -> list[tuple[float, str]]:
    """Return how long each page takes at best, with its name, rising."""
    read_article(f"<p>{LINE}</p>".encode(), ADDRESS)  # loads what it needs
    took: list[tuple[float, str]] = []
    for name, body in pages:
        times: list[float] = []
        for _ in range(runs):
            began = time.process_time()
            read_article(body, ADDRESS)
            times.append(time.process_time() - began)
        took.append((min(times) * 1000, name))
    return sorted(took)


def body_of(file: Path) -> bytes:
    body = file.read_bytes()
    return gzip.decompress(body) if file.suffix == ".gz" else body


def tell(what: str, took: list[tuple[float, str]]) -> None:
    times = [one for one, _ in took]
    print(
        f"{what}: {len(took)} pages, median {statistics.median(times):.1f} ms,"
        f" mean {statistics.mean(times):.1f}, p95 {quantile(times, 0.95):.1f},"
        f" worst {times[-1]:.1f} ({took[-1][1]})"
    )


def held_mb() -> float:
    """Return the megabytes that this process held at most."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


async def read_hostile(names: Iterable[str]) -> int:
    """Have each kind read by a process as fetched pages are; return how many could not be read."""
    late = 0
    for name in names:
        body = HOSTILE[name]().encode()[:LARGEST_PAGE]
        pool = WorkPool(READ, PageArticle, memory_mb=MEMORY_MB, deadline_s=DEADLINE_S, what="Its page")
        async with pool:
            await pool.ask(b"<p>a</p>", None, ADDRESS, "text/html", "", "")
            began = time.perf_counter()
            try:
                found = await pool.ask(body, None, ADDRESS, "text/html; charset=utf-8", "", "")
                told = f"{found.words:,} words" + (f"; {found.problem}" if found.problem else "")
            except ParseError as error:
                told = str(error)
                late += 1
            took = time.perf_counter() - began
        print(f"{name:32}{took:6.2f} s  {told}", flush=True)
    return late


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--generated", type=int, default=100)
    parser.add_argument(
        "--hostile",
        nargs="*",
        metavar="KIND",
        choices=HOSTILE,
        default=list(HOSTILE),
        help="of these kinds alone",
    )
    chosen = parser.parse_args()
    if chosen.folder is not None:
        files = sorted(one for one in chosen.folder.rglob("*") if one.name.endswith(ENDINGS))
        tell("of the folder", milliseconds(((one.name, body_of(one)) for one in files), chosen.runs))
    if chosen.generated:
        room = Newsroom(feeds=1, stories=chosen.generated, words=600, newest=NEWEST)
        stories = (room.story(number) for number in range(chosen.generated))
        tell("generated", milliseconds(((one.headline, page(one)) for one in stories), chosen.runs))
        print(f"memory held at most: {held_mb():.0f} MB")
    late = asyncio.run(read_hostile(chosen.hostile))
    sys.exit(1 if late else 0)


if __name__ == "__main__":
    main()
