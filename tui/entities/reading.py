"""An article laid out for the extractor: its leaves, tokenised, without what is not its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tui.entities.features import SENTENCE_ENDS
from tui.entities.tokens import Tokenizer, Tokens, english
from tui.entities.wordlists import read_lists
from tui.entities.words import FUNCTION_WORDS
from tui.model.prose import (
    FRONT,
    Block,
    Code,
    Heading,
    ListBlock,
    Prose,
    Quote,
    Section,
    Table,
    block_leaves,
    blocks_within,
)

# Photo credits, agency credits, bylines and calls to subscribe: the names in them are not the story's.
# Nothing may match in several ways (blanks at the beginnings of lines are those of one line, `By McDonald` is
# one word): a feed may hold a text for which all of them are tried.
_CREDIT: Final = re.compile(
    r"""^[^\S\n]*(?:(?:photo|photograph|image|picture|file\ photo|credit|source|video|illustration|graphic)s?
              (?:\ (?:by|credit|courtesy|from|of))?\s*[:/]
              |(?:photo(?:graph)?|image|picture|text|story)s?\ by\s).*
      | ^[^\S\n]*(?:Photo|Photograph|Image|Picture|Credit|Illustration|Graphic)s?
              (?:\ (?:by|credit|courtesy|from|of))?\s*[:/].{0,160}$
      | (?:Credit){1,2}(?=[A-Z][\w'’-]{1,60}\s[A-Z]).{0,100}$
      | \((?:[^()]{0,80}(?:\ |/))?(?:AP|AFP|Reuters|Getty|EPA|File)
           \ ?(?:Photo|Images?|file)?(?:/[^()]{0,80})?\)
      | (?:^|(?<=[.!?]\s))\(?(?:Additional\ )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)\ by\s.*
      | ^[^\S\n]*Contribut(?:ing|ors?):\s.*$
      | ^[^\S\n]*By\s(?:[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,3}
              |(?=[\w.'’-]+\s?$)[A-Z][\w.'’-]+[A-Z][\w.'’-]+)\s?$
      | ^.*(?:©(?=\s|\d|$)|\(c\)\s\d{4}|[Aa]ll\ rights\ reserved).*$
      | ^[^\S\n]*(?:[A-Z][\w'’-]+\ ){1,2}[A-Z][\w'’-]+\ ?/\ ?(?:Reuters|AP|AFP|Getty\ Images|EPA)\.?\s*$
      | https?://\S+ | www\.\S+ | [\w.+-]{1,64}@[\w.-]{1,255}""",
    re.VERBOSE | re.MULTILINE,
)
_WIRE: Final = re.compile(r"^([^()]{2,60})\(([A-Za-z][A-Za-z .-]{1,25})\)(?=\s*(?:-|_|–|—))")
"""What may be a dateline with its agency that was left in the text: `HAVANA (AP) --`."""
_AGENCIES: Final = read_lists("agencies")["agencies"]
_MAX_WIRE: Final = 90
_STOPS: Final = frozenset([".", "!", "?"])
_SIGNS: Final = (
    *(
        "photo",
        "image",
        "picture",
        "credit",
        "source:",
        "source/",
        "video",
        "illustration",
        "graphic",
        "text by",
        "contribut",
        "/reuters",
        "/ reuters",
        "/ap",
        "/ ap",
        "/afp",
        "/ afp",
        "/getty",
        "/ getty",
        "/epa",
    ),
    *("story by", "stories by", "ing by", "©", "(c)", "rights reserved", "http", "www.", "@"),
)
"""One of these stands in every credit; looking for them is quicker than the pattern."""


@dataclass(frozen=True)
class TokenizedText:
    """One text of the article and where it stands."""

    section: int
    index: int
    text: str
    tokens: Tokens
    title: bool
    """Whether it is a headline or heading, where capitals say little."""
    caps: bool
    """Whether it is written in capitals throughout."""
    offset: int
    """How many tokens of the article stand before it."""
    runs: list[tuple[int, int]]
    """The runs of capitalised words: see `Tokenizer.find_runs`."""

    # No slots: what is asked of a text for each of its names is found once.
    @cached_property
    def only_capitals(self) -> bool:
        """Whether no word is written small but those that headlines write small as well."""
        return not any(word.islower() and word not in FUNCTION_WORDS for word in self.tokens.words)

    @cached_property
    def stops(self) -> list[int]:
        """The tokens that end sentences, in reading order."""
        return [at for at, word in enumerate(self.tokens.words) if word in _STOPS]

    @cached_property
    def _openings(self) -> list[int]:
        return [0, *[at for at, word in enumerate(self.tokens.words, 1) if word in SENTENCE_ENDS]]

    def opening(self, at: int) -> int:
        """Return the token that opens the sentence, quotation or bracket in which a token stands."""
        return self._openings[bisect_right(self._openings, at) - 1]


def _mask(text: str) -> str:
    """Blank out what is not the article's own text; every other character keeps its place."""
    # Agencies write a dash as two hyphens; the second becomes a blank.
    text = text.replace("--", "— ")
    lower = text.lower()
    # Cheap words first: the pattern looks at every character, and few texts hold a credit.
    if not lower.startswith("by ") and not any(sign in lower for sign in _SIGNS):
        return text
    # Blanks of the same length: what comes after keeps its place in the text.
    return _CREDIT.sub(lambda match: " " * len(match.group()), text)


def _without_wire(text: str) -> str:
    """Blank out the agency of a dateline; in other languages it tells what the place before it is."""
    match = _WIRE.match(text) if "(" in text[:_MAX_WIRE] else None
    if match is None or match[2].lower() not in _AGENCIES:
        return text
    start, end = match.span(2)
    return text[: start - 1] + " " * (end - start + 2) + text[end + 1 :]


class Leaves(list[TokenizedText]):
    """The texts of an article, and what is asked of all of them more than once."""

    @cached_property
    def words(self) -> set[str]:
        """The article's words."""
        return set[str]().union(*[leaf.tokens.words for leaf in self])


def read_leaves(prose: Prose, tokenizer: Tokenizer | None = None) -> Leaves:
    """Return the article's texts in reading order: headline, dek, then the sections; code is left out.

    They are split as English is unless another language's `tokenizer` is given.
    """
    is_english = tokenizer is None
    tokenizer = tokenizer or english()
    texts = [(FRONT, 0, prose.headline, True), (FRONT, 1, prose.dek or "", False), *_body_texts(prose)]
    leaves = Leaves()
    offset = 0
    for section, index, text, title in texts:
        tokens = tokenizer.tokenize(_mask(_without_wire(text) if is_english else text))
        if tokens.words:
            runs = tokenizer.find_runs(tokens.words)
            leaves.append(TokenizedText(section, index, text, tokens, title, text.isupper(), offset, runs))
            offset += len(tokens.words)
    return leaves


def article_texts(prose: Prose) -> Iterator[str]:
    """Yield the article's texts in reading order, as `read_leaves` lays them out."""
    yield prose.headline
    yield prose.dek or ""
    for _, _, text, _ in _body_texts(prose):
        yield text


def _body_texts(prose: Prose) -> Iterator[tuple[int, int, str, bool]]:
    for number, section in enumerate(prose.sections):
        if section.heading and section.heading.plain:
            yield number, 0, section.heading.plain, True
        texts = ((block, text) for block in _blocks_with_texts(section) for text in block_leaves(block))
        for index, (block, text) in enumerate(texts, start=1):
            # `index` counts code as well: mentions are addressed by leaves as the section has them.
            if text.plain and not isinstance(block, Code):
                yield number, index, text.plain, isinstance(block, Table | Heading)


def _blocks_with_texts(section: Section) -> Iterator[Block]:
    """Yield the blocks that have texts of their own; those of quotations and lists are of what they hold."""
    for outer in section.blocks:
        for block in blocks_within(outer):
            if not isinstance(block, Quote | ListBlock):
                yield block


def words_of(leaves: list[TokenizedText]) -> set[str]:
    """Return the article's words."""
    return leaves.words if isinstance(leaves, Leaves) else Leaves(leaves).words
