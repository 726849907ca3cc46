"""From an article's text to its ranked people and places."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, islice
from typing import Final

from tui.entities.agreement import agree
from tui.entities.companies import without_companies
from tui.entities.completing import with_whole_names
from tui.entities.enumerations import with_listed_people, with_listed_places
from tui.entities.facilities import with_facilities, with_lands
from tui.entities.following import with_known
from tui.entities.foreign import sure_places
from tui.entities.language import is_english
from tui.entities.people import build_people
from tui.entities.places import build_places
from tui.entities.reading import TokenizedText, read_leaves
from tui.entities.spans import NameSpan, clean_spans
from tui.entities.strangers import without_strangers
from tui.entities.tables import sides_of, without_teams
from tui.entities.tagger import tag
from tui.model.names import Names
from tui.model.prose import Prose

_LANGUAGE_SAMPLE: Final = 400
"""Words that are enough to tell the language by."""


def find_names(prose: Prose, known: Collection[str] = ()) -> Names:
    """Return the people and places of an article: see `tui.entities.extract_names`."""
    leaves = read_leaves(prose)
    sample = islice(chain.from_iterable(leaf.tokens.words for leaf in leaves), _LANGUAGE_SAMPLE)
    # The tagger has learnt English alone: elsewhere it would take common nouns for people.
    if not is_english(sample, prose.language):
        return _built(leaves, with_known(leaves, sure_places(leaves), known), None)
    dateline = prose.dateline.place if prose.dateline else None
    # Teams first: a town that is a team must not be widened to a stadium. Lands last: they overrule parts
    # of names.
    named = with_lands(leaves, with_facilities(leaves, without_teams(leaves, _tagged(leaves))))
    # Companies go before lists are read: what is a firm vouches for no place beside it.
    cleaned = without_companies(leaves, clean_spans(leaves, named))
    cleaned = with_listed_people(leaves, with_listed_places(leaves, cleaned))
    # What the reader follows overrules all of the above; agreement then spreads it over the article.
    cleaned = with_known(leaves, with_whole_names(leaves, cleaned), known)
    return _built(leaves, without_strangers(leaves, agree(leaves, cleaned, dateline)), dateline)


def _built(leaves: list[TokenizedText], spans: list[NameSpan], dateline: str | None) -> Names:
    people = build_people(leaves, [span for span in spans if span.label == "PER"], sides_of(leaves, spans))
    return Names(people, build_places(leaves, spans, dateline))


def _tagged(leaves: list[TokenizedText]) -> list[NameSpan]:
    return [
        NameSpan(number, first, last, label)
        for number, leaf in enumerate(leaves)
        for first, last, label in tag(leaf.tokens.words, leaf.runs)
    ]
