"""Places that are named after people and things, in other languages than English: the word before says so."""

from __future__ import annotations

from collections.abc import Set

from tui.entities.languages import Language
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan
from tui.entities.tokens import is_capital


def with_sites(language: Language, leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Make places of the people after words like `rua`, `estádio de`, `Palácio`.

    With a capital, the word is part of the name. The lists are `sites` and `of`; spans stay in reading order.
    """
    sites, of = language.lists.get("sites", frozenset()), language.lists.get("of", frozenset())
    if not sites:
        return spans
    out: list[NameSpan] = []
    for span in spans:
        free = out[-1].last if out and out[-1].leaf == span.leaf else 0
        out.append(_site(leaves[span.leaf].tokens.words, span, free, sites, of))
    return out


def _site(words: list[str], span: NameSpan, free: int, sites: Set[str], of: Set[str]) -> NameSpan:
    """Return a span as a place where it is one; `free` is the first word that is no part of another name."""
    if span.label == "ORG":
        return span
    at = span.first - 1
    if at > free and words[at] in of:
        at -= 1
    if at < free or words[at].lower() not in sites:
        return span
    if not is_capital(words[at]):
        return span._replace(label="LOC")
    # `A Igreja de Ceide` is the church of that village; `Mercado de Manuel Firmino` is called so.
    whole = at == span.first - 1 or span.label == "PER"
    return span._replace(first=at, label="LOC") if whole and not words[at].isupper() else span
