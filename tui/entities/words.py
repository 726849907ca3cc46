"""The word lists that several modules lean on, by name; what each is for stands in its file in `lists/`."""

from __future__ import annotations

from typing import Final, cast

from tui.entities.wordlists import read_lists
from tui.model.names import PlaceKind

_COMPANIES: Final = read_lists("companies")
_ENGLISH: Final = read_lists("english")
_PEOPLE: Final = read_lists("people")
_PLACES: Final = read_lists("places")
_ROLES: Final = read_lists("roles")
_TITLES: Final = read_lists("titles")

HONORIFICS: Final = _TITLES["honorifics"]
DOMAINS: Final = _TITLES["domains"]
ROLE_NOUNS: Final = _ROLES["nouns"]
ROLE_WORDS: Final = _ROLES["words"]
PARTICLES: Final = _PEOPLE["particles"]
FAMILY_FIRST: Final = _PEOPLE["family-first"]

FUNCTION_WORDS: Final = _ENGLISH["function-words"]
DETERMINERS: Final = _ENGLISH["determiners"]
WEEKDAYS_AND_MONTHS: Final = _ENGLISH["weekdays-and-months"]
CLAUSE_STARTS: Final = _ENGLISH["clause-starts"]
REPORTING_VERBS: Final = _ENGLISH["reporting-verbs"]

PLACE_PREPOSITIONS: Final = _PLACES["prepositions"]
METONYMS: Final = _PLACES["metonyms"]
DIRECTIONS: Final = _PLACES["directions"]
CELESTIAL: Final = _PLACES["celestial"]
LANGUAGES: Final = _PLACES["languages"]
NO_PLACE_TAILS: Final = _PLACES["no-place-tails"]
FACILITIES: Final = _PLACES["facilities"]
LAND: Final = _PLACES["land"]
PLACE_COMPOUNDS: Final = _PLACES["compounds"]

COMPANY_WORDS: Final = _COMPANIES["words"]
COMPANY_NOUNS: Final = _COMPANIES["nouns"]

KIND_WORDS: Final[dict[str, PlaceKind]] = {
    word: cast("PlaceKind", kind) for kind, words in read_lists("kinds").items() for word in words
}
"""What a place is, by the last or first word of a name that the gazetteer does not know."""
