"""Articles in other languages than English: spans made clean, and the roles that stand beside people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from functools import cache
from typing import Final

from tui.entities.agreement import Customs, agree
from tui.entities.features import SENTENCE_ENDS, is_acronym
from tui.entities.fixtures import with_grounds, with_sides
from tui.entities.following import with_known
from tui.entities.genitives import Ends, without_genitives
from tui.entities.languages import Language
from tui.entities.lexicon import first_names
from tui.entities.reading import TokenizedText
from tui.entities.relabelling import Relabeller
from tui.entities.series import with_series
from tui.entities.settling import Settler
from tui.entities.sites import with_sites
from tui.entities.spans import NameSpan
from tui.entities.tokens import is_capital

_MAX_ROLE: Final = 9
"""Words of a role, its article not counted."""
_MAX_BRACKET: Final = 8
_MAX_TRIED: Final = 20
"""How many namings of a person are looked at for a role."""
_MAX_NAME_WORDS: Final = 12
"""Longer names are none, but texts in capitals."""


def spans_in(
    language: Language, leaves: list[TokenizedText], known: Collection[str], dateline: str | None
) -> list[NameSpan]:
    """Return the namings in the texts of an article in that language, in reading order."""
    found = [_cleaned(language, leaves[span.leaf], span) for span in language.tag(leaves)]
    relabelled = _relabeller(language)(leaves, [span for span in found if span is not None])
    at = language.lists.get("at", language.lists["prepositions"])
    sided = with_sides(leaves, _settler(language)(leaves, relabelled), language.is_place, at)
    # What is called a village vouches for those beside it: `nas aldeias de Piódão e Fajão`.
    alike = with_series(language, leaves, with_sites(language, leaves, sided))
    named = with_known(leaves, alike, known)
    bare, _ = bare_leaves(language, leaves, named)
    agreed = agree(bare, named, dateline, _customs(language))
    return _relabeller(language).with_heads(leaves, with_grounds(leaves, agreed, named, at))


def bare_leaves(
    language: Language, leaves: list[TokenizedText], spans: list[NameSpan]
) -> tuple[list[TokenizedText], Ends]:
    """Return the texts with names in their genitive cut to the names, see `without_genitives`."""
    return without_genitives(leaves, spans, language.bare_name) if language.has_genitives else (leaves, {})


@cache
def _relabeller(language: Language) -> Relabeller:
    return Relabeller(language)


@cache
def _settler(language: Language) -> Settler:
    return Settler(language.lists, language.inner, language.place_flag)


@cache
def _customs(language: Language) -> Customs:
    lists = language.lists
    return Customs(
        is_place=language.is_place,
        never_alone=lists["function-words"] | lists["honorifics"] | lists["role-nouns"],
        before_places=lists["prepositions"],
        only_before_places=lists["prepositions"],
        checked=lambda _leaves, spans: spans,
    )


def _cleaned(language: Language, leaf: TokenizedText, span: NameSpan) -> NameSpan | None:
    """Return a span without the article and the title before the name; None if no name is left."""
    if span.last - span.first > _MAX_NAME_WORDS:
        return None
    return _told_by_lists(language, leaf.tokens.words, span) or _bared(language, leaf, span)


def _told_by_lists(language: Language, words: list[str], span: NameSpan) -> NameSpan | None:
    """Return a span as what lists know it to be; None where they say nothing else than the tagger."""
    if span.label in {"PER", "MISC"} and _is_listed_with_article(language, words, span):
        return span._replace(label="LOC")
    if span.label == "MISC" and _is_of_a_people(language.lists, words, span):
        return span._replace(first=span.first + 1, label="PER")
    if span.label == "PER" and language.is_cut_short(" ".join(words[span.first : span.last])):
        return span._replace(label="LOC")
    return None


def _bared(language: Language, leaf: TokenizedText, span: NameSpan) -> NameSpan | None:
    """Return a span cut to its name; None if what is left is none."""
    words, first, last = leaf.tokens.words, span.first, span.last
    # `El Salvador` keeps its article; a person may be called like a title, but then by nothing else.
    if not (span.label == "LOC" and _customs(language).is_place(" ".join(words[first:last]))):
        first = _bare_start(language, words, span)
        last = _bare_end(language, words, first, last)
    if last - first == 1 and _is_no_name(language, leaf, first, span.label):
        return None
    return span._replace(first=first, last=last)


def _bare_start(language: Language, words: list[str], span: NameSpan) -> int:
    """Return where a name begins behind its articles and titles; its last word is always left."""
    first, is_person = span.first, span.label == "PER"
    while span.last - first > 1 and _is_before(language, words[first], is_person):
        first += 1
    return first


def _bare_end(language: Language, words: list[str], first: int, last: int) -> int:
    """Return where a name ends before what opens a sentence: a headline ran on, `Ben Affleck Si`."""
    small = language.lists["function-words"]
    while last - first > 1 and words[last - 1].lower().rstrip("'’") in small:
        last -= 1
    return last


def _is_listed_with_article(language: Language, words: list[str], span: NameSpan) -> bool:
    """Tell whether a name is a place's with its article, which no person has: `La Haya`, `Le Caire`."""
    name = words[span.first : span.last]
    return (
        len(name) > 1
        and name[0].lower() in language.lists["determiners"]
        and language.is_place(" ".join(name))
    )


def _is_of_a_people(lists: Mapping[str, frozenset[str]], words: list[str], span: NameSpan) -> bool:
    """Tell whether a name is somebody's behind what they are: `la Française Zoé Roux`."""
    return (
        span.last - span.first > 1
        and words[span.first].lower() in lists.get("peoples", frozenset())
        and span.first > 0
        and words[span.first - 1].lower() in lists["determiners"]
        and (span.last - span.first > 2 or words[span.first + 1] in first_names())
        and all(is_capital(word) for word in words[span.first : span.last])
    )


def _is_before(language: Language, word: str, is_person: bool) -> bool:
    """Tell whether a word is an article or a title, neither initial (`A.`) nor name (`Emir Sader`)."""
    if word in first_names():
        return False
    lists, lower = language.lists, word.lower().rstrip(".'’")
    if len(word) == len("A.") and word.endswith("."):
        return is_person and lower in lists["honorifics"]
    if lower in lists["determiners"]:
        return True
    titles = lists["honorifics"] | lists.get("peoples", frozenset())
    return is_person and (lower in titles or language.is_office(word.rstrip(".'’")))


def _is_no_name(language: Language, leaf: TokenizedText, at: int, label: str) -> bool:
    """Tell whether a lone word is a weekday, a small word or, as a person, an initial, title or acronym."""
    lists, words = language.lists, leaf.tokens.words
    lower = words[at].lower().rstrip(".")
    if lower in lists["weekdays-and-months"] or not any(char.isalpha() for char in words[at]):
        return True
    if _is_small_word(lists, words, at, lower) or _leads_to_role(lists, words, at, lower):
        return True
    return label == "PER" and (lower in lists["determiners"] or _is_nobody(language, leaf, at, lower))


def _is_small_word(lists: Mapping[str, Set[str]], words: list[str], at: int, lower: str) -> bool:
    """Tell whether a word is a small one, which has a capital only where it opens a sentence."""
    return lower in lists["function-words"] and (
        words[at].islower() or at == 0 or words[at - 1] in SENTENCE_ENDS
    )


def _leads_to_role(lists: Mapping[str, Set[str]], words: list[str], at: int, lower: str) -> bool:
    """Tell whether a word belongs to the role behind it: `Ancien ministre, Ana Ruiz`."""
    return (
        lower in lists["role-words"]
        and at + 1 < len(words)
        and words[at + 1].lower() in lists["role-nouns"] | lists["role-words"]
    )


def _is_nobody(language: Language, leaf: TokenizedText, at: int, lower: str) -> bool:
    """Tell whether a lone word is an initial, a title, an office or an acronym."""
    lists, word = language.lists, leaf.tokens.words[at]
    if len(lower) == 1 or lower in lists["honorifics"]:
        return True
    if is_acronym(word) and not leaf.caps and not _speaks(lists, leaf.tokens.words, at):
        return True
    return language.is_office(word.rstrip("."))


def _speaks(lists: Mapping[str, Set[str]], words: list[str], at: int) -> bool:
    """Tell whether a verb of speech stands beside a word: `disse FHC`."""
    beside = {word.lower() for word in words[max(0, at - 1) : at + 2]}
    return not beside.isdisjoint(lists["reporting-verbs"])


def _singulars(word: str) -> Iterator[str]:
    """Yield what a word may be the plural of, by the endings of Romance languages."""
    for ending in ("s", "es"):
        if word.endswith(ending):
            yield word.removesuffix(ending)


class ForeignRoles:
    """Reads the roles of people in one language, in the article's own words."""

    def __init__(self, language: Language) -> None:
        lists = language.lists
        self._is_noun = language.is_office
        self._nouns = lists["role-nouns"]
        self._only_adjectives = language.has_genitives
        self._determiners = lists["determiners"]
        self._inner = language.inner
        # What somebody is head of: `le maire de la ville`, `la directrice de l'hôpital`.
        headed = lists["organisation-words"] | lists["districts"] | lists["facilities"]
        self._within = lists["role-words"] | language.inner | headed
        self._before_nouns = lists["role-words"] - language.inner - lists["determiners"]
        self._bodies = lists["organisation-words"]
        self._stops = lists["clause-starts"] | lists["reporting-verbs"]
        self._titles = lists["honorifics"]

    def __call__(
        self, leaves: list[TokenizedText], spans: list[NameSpan], others: Mapping[int, Set[int]]
    ) -> str | None:
        """Return the role stated at the first naming that states one; headlines come last.

        `others` are, by leaf, the first tokens of everybody who is named.
        """
        for span in sorted(spans[:_MAX_TRIED], key=lambda span: leaves[span.leaf].title):
            leaf, named = leaves[span.leaf], others.get(span.leaf, frozenset())
            stretch = self._before(leaf, span, named) or self._after(leaf, span, named)
            if stretch:
                role = leaf.text[leaf.tokens.starts[stretch[0]] : leaf.tokens.end(stretch[1] - 1)]
                return self._of_one(role)
        return None

    def _of_one(self, role: str) -> str:
        """Return the role of one of several who are named after it: `ministro` for `ministros`."""
        words = role.split(" ")
        for at, word in enumerate(words):
            listed = self._within if at else self._nouns
            singular = next((form for form in _singulars(word) if form.lower() in listed), None)
            if singular is None or word.lower() in self._inner:
                break
            words[at] = singular
        return " ".join(words)

    def _before(self, leaf: TokenizedText, span: NameSpan, others: Set[int]) -> tuple[int, int] | None:
        """Read `el presidente de Francia Emmanuel Macron`, with or without a comma before the name."""
        words = leaf.tokens.words
        end = self._before_titles(words, span.first)
        comma = end > 0 and words[end - 1] == ","
        end -= comma
        return self._trimmed(words, self._role_start(words, end, comma, others), end, comma)

    def _before_titles(self, words: list[str], first: int) -> int:
        """Return where the titles of a name begin: `chef de la junte, le général Goïta`."""
        end = first
        while end and words[end - 1].lower().rstrip(".") in self._titles:
            end -= 1
        has_article = 0 < end < first and words[end - 1].lower() in self._determiners
        return end - has_article

    def _role_start(self, words: list[str], end: int, comma: bool, others: Set[int]) -> int:
        """Return where the words begin that may be the role that ends there; the end where there are none."""
        start, is_role = end, False
        while (
            start
            and end - start < _MAX_ROLE
            and (self._belongs(words, start - 1) or (comma and self._is_whose(words, start - 1)))
        ):
            # `El` of `El presidente`, but not `la` of `de la República`: that has no noun yet.
            if is_role and self._opens(words[start - 1].lower()):
                break
            # `os agentes Rui Dias, Ana Sá`: the role of the first; but `a mulher de Rui Dias, Ana Sá`.
            if start - 1 in others and words[start - 2].lower() not in self._inner:
                return self._past_name(words, start - 1, end)
            start -= 1
            is_role = self._leads(words[start], is_role)
        return start

    def _opens(self, lower: str) -> bool:
        """Tell whether a word is no part of the role behind it: an article, in German all but adjectives.

        `den Wahlkampf von Präsident NAME`: where nouns have capitals, they do not tell that a role goes on.
        """
        if self._only_adjectives:
            return lower not in self._before_nouns
        return lower.rstrip("'’") in self._determiners

    def _past_name(self, words: list[str], start: int, end: int) -> int:
        """Return where a name ends: what stands behind it may be a role, `Rui Dias und Minister Ana Sá`."""
        while start < end and is_capital(words[start]) and not self._is_noun(words[start]):
            start += 1
        return start

    def _belongs(self, words: list[str], at: int) -> bool:
        lower = words[at].lower()
        if lower in self._nouns or lower in self._within or lower in self._bodies:
            return True
        return lower.rstrip("'’") in self._determiners or (
            is_capital(words[at]) and not self._stops_at(words, at)
        )

    def _stops_at(self, words: list[str], at: int) -> bool:
        """Tell whether a clause begins with a word; not with `São` of `governador de São Paulo`."""
        is_named = is_capital(words[at]) and at > 0 and words[at - 1] in self._inner
        return words[at].lower() in self._stops and not is_named

    def _is_whose(self, words: list[str], at: int) -> bool:
        """Tell the noun of `portavoz de la oposición`, which no list has."""
        return (
            words[at].islower()
            and words[at] not in self._stops
            and words[at - 1 : at] != []
            and (words[at - 1] in self._inner)
        )

    def _leads(self, word: str, is_role: bool) -> bool:
        """Tell whether what begins with this word is a role: its noun or what leads to it."""
        return self._is_noun(word) or (is_role and word.lower() in self._within)

    def _trimmed(self, words: list[str], start: int, end: int, comma: bool) -> tuple[int, int] | None:
        """Let a role begin with its noun or a word that belongs before it; None where there is no noun."""
        head = next((at for at in range(start, end) if self._is_noun(words[at])), None)
        if head is None:
            return None
        # `frère de` is what somebody else is to them.
        if words[end - 1].lower() in self._inner:
            return None
        while start < head and words[start].lower() not in self._before_nouns:
            start += 1
        # Before a comma only what an article opens is of whom the name tells: no list's last item.
        opened = start > 0 and words[start - 1].lower().rstrip("'’") in self._determiners
        return (start, end) if opened or not comma else None

    def _after(self, leaf: TokenizedText, span: NameSpan, others: Set[int]) -> tuple[int, int] | None:
        """Read `Emmanuel Macron, presidente de Francia,` up to the comma, a verb or somebody else."""
        words = leaf.tokens.words
        return self._said(words, span.last, others) or self._said(
            words, _past_bracket(words, span.last), others
        )

    def _said(self, words: list[str], comma: int, others: Set[int]) -> tuple[int, int] | None:
        """Return the role behind a comma or bracket, as a token range."""
        start = comma + 1
        if start >= len(words) or words[comma] not in {",", "("}:
            return None
        start += words[start].lower().rstrip("'’") in self._determiners
        end = self._role_end(words, start, others)
        is_closed = end < len(words) and words[end] in {",", ".", ")", ";"}
        return (start, end) if is_closed and self._has_head(words, start, end) else None

    def _role_end(self, words: list[str], start: int, others: Set[int]) -> int:
        """Return where the words end that may be the role that begins there."""
        end = start
        while (
            end < len(words) and end - start < _MAX_ROLE and end not in others and self._goes_on(words, end)
        ):
            end += 1
        return end

    def _has_head(self, words: list[str], start: int, end: int) -> bool:
        """Tell whether a role's noun stands early; `Ana Ruiz, en reine,` is what she plays."""
        head = next((at for at in range(start, min(end, start + 3)) if self._is_noun(words[at])), None)
        return head is not None and self._inner.isdisjoint(word.lower() for word in words[start:head])

    def _goes_on(self, words: list[str], at: int) -> bool:
        last = words[at][-1]
        return last in "'’" or (last.isalnum() and not self._stops_at(words, at))


def _past_bracket(words: list[str], start: int) -> int:
    """Return the token after a short bracket that opens there (a party, an age), or the start."""
    if words[start : start + 1] != ["("] or ")" not in words[start : start + _MAX_BRACKET]:
        return start
    return words.index(")", start) + 1
