"""How quickly feeds become entries, and entries sections, on this machine.

    python benchmarks/parse_feeds.py [--feeds 200] [--entries 20] [--words 600] [--workers 2]

Makes feeds of its own (RSS 2.0 with whole texts, the same seed, the same feeds) and prints, in
entries a second: the fast road, feedparser, the whole of `parse_feed`, the pool of parsing
processes by the clock, and HTML to sections.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

from tui.model.entries import ParsedFeed
from tui.prose.html import sections_from_html
from tui.sources.draft import build_feed
from tui.sources.fastroad import read_plain_feed
from tui.sources.rss import parse_feed
from tui.sources.slowroad import read_feed
from tui.sources.workers import ParsePool

WORDS = "the port of a talks in minister said — city who river “vote” report on after storm harbour".split()
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Feed {n}</title>'
    "<link>https://site{n}.example/</link>"
)


def words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count))


def article(rng: random.Random, count: int) -> str:
    """Return a text of so many words: paragraphs, with a link and a heading now and then."""
    blocks: list[str] = []
    for number in range(max(count // 60, 1)):
        heading = f"<h2>{words(rng, 4)}</h2>\n" if number % 4 == 3 else ""
        link = f'<a href="https://site.example/{number}?utm_source=rss">{words(rng, 3)}</a>'
        blocks.append(f"{heading}<p>{words(rng, 30)} <b>{words(rng, 2)}</b> {link} {words(rng, 25)}.</p>")
    return "\n".join(blocks)


def feed(number: int, entries: int, count: int) -> bytes:
    rng = random.Random(number)
    items = "".join(
        f"<item><title>{escape(words(rng, 9))}</title><link>https://site{number}.example/{entry}</link>"
        f'<guid isPermaLink="false">tag:{number},{entry}</guid>'
        f"<pubDate>Thu, 15 May 2025 12:00:00 GMT</pubDate><dc:creator>Ann Roe</dc:creator>"
        f"<category>World</category><description>{words(rng, 25)}</description>"
        f"<content:encoded><![CDATA[{article(rng, count)}]]></content:encoded></item>"
        for entry in range(entries)
    )
    return (HEAD.format(n=number) + items + "</channel></rss>").encode()


def by_fast_road(body: bytes) -> ParsedFeed:
    draft = read_plain_feed(body)
    assert draft is not None
    return build_feed(draft, None)


def report(name: str, entries: int, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    print(f"{name:42} {entries / seconds:9,.0f} entries/s   {seconds * 1e6 / entries:7.0f} µs each")


async def in_processes(bodies: list[bytes], workers: int) -> None:
    async with ParsePool(workers) as pool:
        await pool.parse(bodies[0], None)  # the processes have started
        began = time.perf_counter()
        parsed = await asyncio.gather(*(pool.parse(body, None) for body in bodies))
        seconds = time.perf_counter() - began
        entries = sum(len(feed.entries) for feed in parsed)
        memory = [resident_mb(process_id) for process_id in pool.process_ids]
    print(f"{f'{workers} processes, by the clock':42} {entries / seconds:9,.0f} entries/s")
    print(f"{'memory of each process':42} {', '.join(memory)}")


def resident_mb(process_id: int) -> str:
    status = Path(f"/proc/{process_id}/status")
    if not status.exists():
        return "unknown here"
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return f"{int(line.split()[1]) / 1024:.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    bodies = [feed(number, args.entries, args.words) for number in range(args.feeds)]
    few = bodies[: max(args.feeds // 20, 1)]
    contents = [entry.content for body in few for entry in parse_feed(body, None).entries]
    megabytes = sum(map(len, bodies)) / 1e6
    print(f"{args.feeds} feeds of {args.entries} entries of {args.words} words, {megabytes:.1f} MB")
    report("fast road", args.feeds * args.entries, lambda: [by_fast_road(body) for body in bodies])
    report("feedparser", len(contents), lambda: [build_feed(read_feed(body.decode()), None) for body in few])
    report("parse_feed", args.feeds * args.entries, lambda: [parse_feed(body, None) for body in bodies])
    asyncio.run(in_processes(bodies, args.workers))
    report(
        "HTML to sections", len(contents), lambda: [sections_from_html(content, None) for content in contents]
    )


if __name__ == "__main__":
    main()
