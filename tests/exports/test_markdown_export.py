"""Markdown: words come out as words, whatever they are, and a document is pleasant to read."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.exports.strategies import BLOCKS, PATIENT, articles, build_article, pictures_differ, texts
from tui.exports.markdown import file_stem, render_markdown, write_markdown
from tui.exports.mdinline import paragraph
from tui.model.articles import Article
from tui.model.prose import Block, InlineSpan, Prose, Section, Text, block_leaves, plain_text
from tui.prose.html import sections_from_html


def words_of(tokens: list[Token]) -> list[str]:
    """The words a reader of the rendered Markdown sees."""
    shown: list[str] = []
    for token in tokens:
        if token.type == "inline":
            shown.append(visible(token))
        elif token.type in ("fence", "code_block"):
            shown.append(token.content)
        elif token.type == "html_block":
            shown.append(plain_text(sections_from_html(token.content, None)))
    return " ".join(shown).split()


def visible(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts += [visible(child), " ", str(child.attrs.get("title", ""))]
    return "".join(parts)


def parse(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)


def article_of(*blocks: Block) -> Article:
    article = build_article(headline="H")
    return replace(article, prose=Prose("H", (Section(None, blocks),)))


def body_of(article: Article) -> str:
    return render_markdown(article).split("\n---\n", 1)[1].split("# H", 1)[1]


@PATIENT
@given(st.lists(BLOCKS, max_size=2))
def test_the_words_of_the_blocks_are_the_words_of_the_markdown(blocks: list[Block]) -> None:
    """Asterisks, brackets, entities, list marks: nothing a writer wrote acts as markup, or is lost."""
    assume(pictures_differ(blocks))
    expected = " ".join(leaf.plain for block in blocks for leaf in block_leaves(block)).split()
    assert words_of(parse(body_of(article_of(*blocks)))) == expected


@PATIENT
@given(texts())
def test_a_text_is_one_paragraph_and_nothing_else(text: Text) -> None:
    """No text can break out of its block."""
    kinds = [token.type for token in parse(paragraph(text))]
    assert kinds in (["paragraph_open", "inline", "paragraph_close"], [])


def test_spans_become_links_emphasis_and_code() -> None:
    """What was marked up stays so."""
    text = Text(
        "See the report and run make now",
        (
            InlineSpan(4, 14, "link", "https://example.org/a_b"),
            InlineSpan(8, 14, "emphasis"),
            InlineSpan(23, 27, "code"),
            InlineSpan(27, 31, "strong"),
        ),
    )
    assert paragraph(text) == "See [the *report*](<https://example.org/a_b>) and run `make` **now**"


def test_a_document_reads_like_one_a_person_wrote() -> None:
    """Front matter, a title, headings, lists, tables."""
    assert render_markdown(build_article()) == EXPECTED


EXPECTED = """\
---
title: "Talks open in Istanbul"
id: "article00001"
guid: "tag:1"
url: "https://example.org/1"
feed: "Harbour Post"
feed_url: "https://example.org/feed.xml"
date: "2025-05-15T12:00:01Z"
date_arrived: "2025-05-15T12:00:01Z"
date_modified: "2025-05-15T12:00:01Z"
author: "Ann Reed"
dek: "A first meeting in years"
summary: "Delegations met."
dateline: "Istanbul (AP)"
language: "en"
read: true
saved: "2025-05-15T12:00:01Z"
tags: ["peace", "grain"]
---

# Talks open in Istanbul

The [talks](<https://example.org/talks>) opened **on Thursday**.

## What is on the table

> We are here.
>
> We will stay.

- grain
  - wheat

2. ports
3. ships

```python
x = 1

y = 2
```

![The palace](<https://example.org/palace.jpg>)

| Year | Tonnes |
| --- | --- |
| 2022 | 1,5 |

* * *
"""


@PATIENT
@given(articles())
def test_front_matter_is_one_line_a_fact(article: Article) -> None:
    """No headline can end the front matter, or add a fact."""
    lines = render_markdown(article).split("\n---\n", 1)[0].split("\n")
    assert lines[0] == "---"
    assert all(re.match(r"[a-z_]+: \S", line) for line in lines[1:])


@PATIENT
@given(articles())
def test_a_file_name_is_safe_on_every_system(article: Article) -> None:
    """No slash, no dot to begin with, no word of more than the file system takes."""
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", file_stem(article))


def test_several_articles_make_one_stream() -> None:
    """For a pager."""
    one, two = build_article(1), build_article(2)
    assert "".join(write_markdown([one, two])) == f"{render_markdown(one)}\n{render_markdown(two)}"
