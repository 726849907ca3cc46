"""Pages that were made to be slow: the time of reading one grows with its length, whatever is in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.effort import grows_in_proportion
from tui.fulltext.extract import read_article

TEXT = "Some words stand here, and more words, and yet more of them, so that it is a line of text. "
PARAGRAPH = f"<p>{TEXT * 2}</p>"
STATED = '<script type="application/ld+json">{}</script>'
ARTICLE = '{"@type": "Article"},'

BAITS: dict[str, Callable[[int], str]] = {
    "elements in elements": lambda n: "<div>" * 4 * n + PARAGRAPH,
    "open emphasis around paragraphs": lambda n: "<b><p>" * 4 * n + TEXT,
    "emphasis that ends around blocks": lambda n: "<b><div>" * 4 * n + TEXT + "</b>" * 4 * n,
    "ends of what is not open": lambda n: (
        PARAGRAPH * 3 + "<p>" + TEXT + "<b>" * 4 * n + "</i>" * 4 * n + PARAGRAPH
    ),
    "crossed ends": lambda n: "<a href=x><b><i>" * n + "<div>" * n + TEXT + "</a></b></i>" * n,
    "tables in cells": lambda n: "<table><tr><td>" * 2 * n + PARAGRAPH,
    "lists in items": lambda n: "<ul><li>" * 2 * n + PARAGRAPH,
    "quotes in quotes": lambda n: "<article>" + "<blockquote>" * 4 * n + PARAGRAPH * 3,
    "fields in fields": lambda n: "<select><option>" * 4 * n + PARAGRAPH,
    "drawings in a line": lambda n: "<p>" + TEXT + "<svg></svg> a " * 4 * n + PARAGRAPH,
    "attributes": lambda n: "<p " + " ".join(f"a{m}=1" for m in range(20 * n)) + ">" + TEXT,
    "classes": lambda n: "<p class='" + "x-related " * 20 * n + "'>" + TEXT,
    "classes of each element": lambda n: "".join(f"<div class=c{m}>" for m in range(2 * n)) + PARAGRAPH,
    "comments left open": lambda n: PARAGRAPH + "<!-- " * 20 * n,
    "signs": lambda n: PARAGRAPH + "<" * 20 * n,
    "references": lambda n: "<p>" + "&amp;&#x41;&nosuch;" * 8 * n,
    "paragraphs": lambda n: "<article>" + PARAGRAPH * n,
    "links": lambda n: PARAGRAPH + "<a href=/x>link text</a> " * 4 * n,
    "lines broken by hand": lambda n: "<div>" + (TEXT + "<br><br>") * n,
    "spans": lambda n: "<p>" + "<span>a</span>" * 8 * n + TEXT,
    "headings": lambda n: "<article>" + "<h2>What it is</h2>" * n + PARAGRAPH * 3,
    "lists": lambda n: "<article>" + (PARAGRAPH + "<ul><li>An item<li>Another</ul>") * (n // 2),
    "pictures": lambda n: "<article>" + PARAGRAPH + "".join(f"<img src={m}.jpg>" for m in range(2 * n)),
    "lists in what is stated": lambda n: STATED.format("[" * 8 * n + "]" * 8 * n) + PARAGRAPH,
    "articles in what is stated": lambda n: STATED.format(f"[{ARTICLE * 4 * n}0]") + PARAGRAPH,
}


@pytest.mark.parametrize("bait", BAITS.values(), ids=BAITS)
def test_no_page_is_slower_than_its_length(bait: Callable[[int], str]) -> None:
    assert grows_in_proportion(lambda n: read_article(bait(n).encode(), "https://courier.example/x"))
