"""The languages besides English that names are found in: the words and the tagger of each, read when needed.

A language is data: word lists in `lists/XX.txt`, and in `data/` the weights of its tagger (`XX.tagger.z`),
its names of places (`XX.places.z`) and how common its words are (`XX.words.z`). What makes the data is
`training/languages.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from functools import cache, cached_property
from typing import Final

from tui.entities import features
from tui.entities.features import Features, WordFacts
from tui.entities.lexicon import first_names, read_packed
from tui.entities.nouns import Nouns, with_worn, with_worn_lists
from tui.entities.reading import TokenizedText
from tui.entities.smallwords import SmallWords
from tui.entities.spans import NameSpan
from tui.entities.tagger import Tagger
from tui.entities.tokens import Tokenizer, as_joined, joined_pattern
from tui.entities.weights import weights
from tui.entities.wordlists import read_lists

LANGUAGES: Final[tuple[str, ...]] = ("de", "es", "fr", "it", "pt")
"""ISO 639-1 codes."""
_NOUNS_LARGE: Final = frozenset(["de"])
"""Where every noun has a capital, so that one says nothing."""
_SHORTEST: Final = 4
"""Letters of a name that is written in capitals for emphasis; shorter ones are acronyms."""
_ELISION: Final = re.compile("['’] ?")


class Language:
    """One language: what its words are, how its texts are split and tagged, what it calls places."""

    def __init__(self, code: str) -> None:
        self.code = code
        lists = {name: _with_bare(words) for name, words in read_lists(code).items()}
        self.lists = lists if code not in _NOUNS_LARGE else with_worn_lists(lists)

    @cached_property
    def inner(self) -> frozenset[str]:
        """Words that may stand between the capitals of one name, elided ones as they are written."""
        elided = self.lists.get("elided", frozenset()) & self.lists["inner"]
        return self.lists["inner"] | {f"{word}'" for word in elided}

    @cached_property
    def _small_words(self) -> SmallWords | None:
        """What names have of small words at their ends; None where the tagger has not learnt that."""
        lists = self.lists
        if "endings" not in lists:
            return None
        heads = lists["land"] | lists["facilities"] | lists["districts"]
        return SmallWords(
            heads=heads,
            openers=heads | lists["organisation-words"] | lists["no-person"],
            adjectives=lists["role-words"] - lists["determiners"] - self.inner | lists["endings"],
            inner=self.inner,
            stops=lists["function-words"] | lists["reporting-verbs"],
        )

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """What splits its texts, and finds where names may be."""
        return Tokenizer(
            abbreviated=_as_written(self.lists["abbreviated"]),
            elided=_as_written(self.lists.get("elided", frozenset())),
            inner=self.inner,
            leading=self.lists["leading"],
            joined=self._joined,
            small=self._small_words,
        )

    @cached_property
    def _joined(self) -> dict[str, str]:
        """Two small words that are mostly written as one → that one."""
        pairs = (each.partition("=") for each in self.lists.get("joined", ()))
        return {pair: word for pair, _, word in pairs}

    @cached_property
    def features(self) -> Features:
        """What its tagger looks at."""
        lists = self.lists
        facts = WordFacts(
            lists["function-words"],
            lists["honorifics"],
            lists["role-nouns"],
            lists["weekdays-and-months"],
            self.place_flag,
            self._groups,
            given_names=lists.get("given-names", frozenset()),
            family_names=lists.get("family-names", frozenset()),
        )
        if self._nouns is None:
            return Features(facts)
        return Features(facts._replace(known_as=self._nouns.known_as, marks=self._nouns.marks))

    @cached_property
    def _nouns(self) -> Nouns | None:
        """What is known of nouns, where all of them have a capital."""
        if self.code not in _NOUNS_LARGE:
            return None
        return Nouns(self.lists, frozenset(_lines(f"{self.code}.nouns.z")), self._places)

    @cached_property
    def _tagger(self) -> Tagger:
        return Tagger(weights(f"{self.code}.tagger.z"), self.features)

    @cached_property
    def _places(self) -> dict[str, str]:
        """Names of places that are not the English ones → those."""
        places = dict(line.split("\t") for line in _lines(f"{self.code}.places.z"))
        return with_worn(places) if self.code in _NOUNS_LARGE else places

    @cached_property
    def _commonness(self) -> dict[str, str]:
        """Word, in lower case → a digit, the larger the more common."""
        rows = (line.partition("\t") for line in _lines(f"{self.code}.words.z"))
        words = {word: digit for digit, _, words in rows for word in words.split(" ")}
        return with_worn(words) if self.code in _NOUNS_LARGE else words

    def is_place(self, name: str) -> bool:
        """Tell whether a place of that name, words parted by blanks, is listed."""
        return bool(self.place_flag(name))

    def place_flag(self, name: str) -> str:
        """Return the letter of the likeliest place that the language calls so: see `features.place_flag`."""
        # `L'Aquila` is two words to the tagger.
        name = _ELISION.sub("'", name)
        return features.place_flag(self._listed(name))

    def is_given_name(self, word: str) -> bool:
        """Tell whether people are called so there, by the language's list or the general one."""
        return word in first_names() or word.lower() in self.lists.get("given-names", frozenset())

    def is_exonym(self, name: str) -> bool:
        """Tell whether a place of that name is listed under another in English."""
        return name in self._places

    def english_place(self, name: str) -> str:
        """Return what the lists call a place: `London` for `Londres`; the name itself where they do not."""
        if self._joined:
            pattern = joined_pattern(self._joined)
            name = re.sub(pattern, lambda pair: as_joined(pair[0], self._joined), name)
        if name[:1].islower() and name not in self._places:
            name = self._without_district(name)
        return self._in_full(self._listed(name))

    def is_cut_short(self, name: str) -> bool:
        """Tell whether a name is that of a town whose first word is cut short: `St. Pölten`."""
        return self._in_full(name) != name

    def _in_full(self, name: str) -> str:
        """Return the name of a town as it is listed: `Sankt Pölten` for `St. Pölten`."""
        first, _, rest = name.partition(" ")
        for short, _, full in (each.partition("=") for each in self.lists.get("in-full", ())):
            if first == short and features.place_flag(f"{full} {rest}"):
                return f"{full} {rest}"
        return name

    def _listed(self, name: str) -> str:
        place = self._places.get(name) or self._places.get(self._titled(name), name)
        if self._nouns is None or place != name:
            return place
        known = self._nouns.known_as(name)
        return self._places.get(known, known)

    def _titled(self, name: str) -> str:
        """Return a name in capitals as it is written elsewhere: `Nouvelle-Zélande`, `Côte d'Ivoire`."""
        if not name.isupper() or len(name) < _SHORTEST:
            return name
        words = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
        return re.sub(r"(?<=[ -])\w+(?=[ '’-])", lambda word: self._small_inner(word[0]), words)

    def _small_inner(self, word: str) -> str:
        return word.lower() if word.lower() in self.lists["inner"] else word

    def _without_district(self, name: str) -> str:
        """Return the town after which a district is called: `Trapani` of `provincia di Trapani`."""
        head, *rest = self.tokenizer.tokenize(name).words
        if head in self.lists["districts"] and len(rest) > 1 and rest[0] in self.inner:
            return _ELISION.sub("'", " ".join(rest[1:]))
        return name

    @cached_property
    def _home_words(self) -> dict[str, str]:
        """Word that only one country uses, or spells so → the country."""
        lists = self.lists.items()
        return {word: name[-2:] for name, words in lists if name.startswith("home-") for word in words}

    def home(self, leaves: list[TokenizedText]) -> Set[str]:
        """Return the countries where an article is likely to have been written, as ISO 3166 codes.

        They are those of the list `home`, or the one whose own words (`home-BR`) it has most of.
        """
        own = self._home_words
        counts = Counter(
            own[word] for leaf in leaves for word in map(str.lower, leaf.tokens.words) if word in own
        )
        if counts and counts.most_common(1)[0][1] > sum(counts.values()) / 2:
            return {counts.most_common(1)[0][0]}
        return {code.upper() for code in self.lists.get("home", ())}

    def bare_name(self, word: str) -> str:
        """Return a name without the s of its genitive, if the lists know it without only."""
        return self._nouns.known_as(word) if self._nouns else word

    def is_office(self, word: str) -> bool:
        """Tell whether a word is a noun for an office, or a compound of one: `Schuldezernent`."""
        lower = word.lower()
        return lower in self.lists["role-nouns"] or bool(self._nouns and self._nouns.is_office(word))

    def is_noun(self, word: str) -> bool:
        """Tell whether a word with a capital is known to be a common noun or a compound of one."""
        return bool(self._nouns and self._nouns.is_noun(word))

    @property
    def has_genitives(self) -> bool:
        """Whether names take an s."""
        return self._nouns is not None

    def tag(self, leaves: list[TokenizedText]) -> list[NameSpan]:
        """Return what the tagger finds, in reading order."""
        small = small_words(leaves)
        return [
            NameSpan(number, first, last, label)
            for number, leaf in enumerate(leaves)
            for first, last, label in self._tagger.tag(leaf.tokens.words, leaf.runs, small)
        ]

    @cached_property
    def _marks(self) -> dict[str, tuple[str, ...]]:
        """Word, in lower case → an attribute for each list that has it and that the tagger is told of."""
        told = [each.partition("=") for each in sorted(self.lists.get("attributes", ()))]
        marks: dict[str, tuple[str, ...]] = {}
        for name, _, letter in told:
            for word in {word.lower() for word in self.lists[name]}:
                marks[word] = (*marks.get(word, ()), f"k{letter}")
        return marks

    def _groups(self, word: str) -> tuple[str, ...]:
        return (f"q{self._commonness.get(word, '')}", *self._marks.get(word, ()))


def small_words(leaves: list[TokenizedText]) -> Set[str]:
    """Return the words that the article writes small somewhere."""
    return {word for leaf in leaves for word in leaf.tokens.words if word.islower()}


def _with_bare(words: Set[str]) -> frozenset[str]:
    """Return words with those that end in an apostrophe also without it: `l` beside `l'`."""
    return frozenset({form for word in words for form in (word, word.rstrip("'"))})


def _as_written(words: Set[str]) -> list[str]:
    """Return words with a small and with a large first letter, the longest first."""
    forms = {form for word in words for form in (word, word[:1].upper() + word[1:])}
    return sorted(map(re.escape, forms), key=lambda form: (-len(form), form))


def _lines(name: str) -> list[str]:
    return read_packed(name).decode("utf-8").split("\n")


@cache
def language(code: str) -> Language:
    """Return a language of `LANGUAGES`, its data unread until it is asked for."""
    return Language(code)
