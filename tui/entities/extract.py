"""From an article's text to its ranked names."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from tui.entities.acronyms import with_acronyms
from tui.entities.agreement import agree
from tui.entities.bodyspans import sure_organisations
from tui.entities.callings import with_called
from tui.entities.companies import without_companies
from tui.entities.completing import with_whole_names
from tui.entities.enumerations import with_listed_people, with_listed_places
from tui.entities.facilities import with_facilities, with_lands
from tui.entities.firms import with_firms
from tui.entities.following import with_known
from tui.entities.foreign import ForeignRoles, bare_leaves, spans_in
from tui.entities.genitives import with_genitives
from tui.entities.identification import ENGLISH, identify
from tui.entities.languages import LANGUAGES, Language, language
from tui.entities.organisations import build_organisations
from tui.entities.people import build_people
from tui.entities.places import build_places
from tui.entities.reading import TokenizedText, article_texts, read_leaves
from tui.entities.results import with_results
from tui.entities.spans import NameSpan, clean_spans
from tui.entities.strangers import without_strangers
from tui.entities.sureplaces import sure_places
from tui.entities.tables import sides_of, tells_of_sport, without_teams
from tui.entities.tagger import tag
from tui.entities.vouching import with_vouched
from tui.entities.wellknown import with_well_known
from tui.model.names import Names
from tui.model.prose import Prose

_LANGUAGE_SAMPLE: Final = 900
"""Characters that are enough to tell the language by."""


def find_names(prose: Prose, known: Collection[str] = (), code: str | None = None) -> Names:
    """Return the names of an article: see `tui.entities.extract_names`."""
    code = code or language_of(prose)
    if code in LANGUAGES:
        return _in_language(language(code), prose, known)
    leaves = read_leaves(prose)
    if code != ENGLISH:
        # A tagger that has learnt another language would take common nouns for people.
        spans = with_known(leaves, sure_places(leaves), known)
        people = build_people(leaves, _people(spans), {})
        return Names(people, build_places(leaves, spans, None), build_organisations(leaves, spans))
    dateline = prose.dateline.place if prose.dateline else None
    # Teams first: a town that is a team must not be widened to a stadium. Lands last: they overrule parts
    # of names.
    named = with_lands(
        leaves, with_facilities(leaves, without_teams(leaves, with_results(leaves, _tagged(leaves))))
    )
    # Companies go before lists are read: what is a firm vouches for no place beside it.
    known_ones = with_well_known(leaves, clean_spans(leaves, named))
    cleaned = without_companies(
        leaves, with_acronyms(leaves, with_called(leaves, with_firms(leaves, known_ones)))
    )
    cleaned = with_listed_people(leaves, with_listed_places(leaves, cleaned))
    # What the reader follows overrules all of the above; agreement then spreads it over the article.
    cleaned = with_known(leaves, with_vouched(leaves, with_whole_names(leaves, cleaned)), known)
    agreed = agree(leaves, cleaned, dateline)
    # Again, for clubs at the head of a sentence that only agreement found.
    spans = without_strangers(leaves, without_teams(leaves, agreed) if tells_of_sport(leaves) else agreed)
    people = build_people(leaves, _people(spans), sides_of(leaves, spans))
    places = build_places(leaves, spans, dateline)
    return Names(people, places, build_organisations(leaves, spans))


def language_of(prose: Prose) -> str | None:
    """Return the language of an article, by its beginning: see `tui.entities.language_of`."""
    sample, size = list[str](), 0
    for text in article_texts(prose):
        sample.append(text[: _LANGUAGE_SAMPLE - size])
        size += len(sample[-1])
        if size >= _LANGUAGE_SAMPLE:
            break
    return identify(" ".join(sample), prose.language)


def _in_language(language: Language, prose: Prose, known: Collection[str]) -> Names:
    leaves = read_leaves(prose, language.tokenizer)
    dateline = prose.dateline.place if prose.dateline else None
    spans = spans_in(language, leaves, known, dateline)
    bare, ends = bare_leaves(language, leaves, spans)
    people = build_people(bare, _people(spans), {}, ForeignRoles(language))
    places = build_places(bare, spans, dateline, language.english_place, language.home(leaves))
    things = build_organisations(leaves, sure_organisations(leaves, spans, known))
    return with_genitives(Names(people, places, things), ends)


def _people(spans: list[NameSpan]) -> list[NameSpan]:
    return [span for span in spans if span.label == "PER"]


def _tagged(leaves: list[TokenizedText]) -> list[NameSpan]:
    return [
        NameSpan(number, first, last, label)
        for number, leaf in enumerate(leaves)
        for first, last, label in tag(leaf.tokens.words, leaf.runs)
    ]
