"""From namings of people to people: which namings are one person, and what each is called."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Protocol

from tui.entities.folding import fold, one_typo
from tui.entities.lexicon import first_names
from tui.entities.ranking import listed_spans, scaled, weight
from tui.entities.reading import TokenizedText
from tui.entities.roles import is_company, role_of, shared_after, shared_role
from tui.entities.spans import NameSpan, Phrase, mention, phrase, surface
from tui.entities.squads import Sides, side_of
from tui.entities.wordlists import read_lists
from tui.entities.words import FAMILY_FIRST, HONORIFICS
from tui.model.names import Person

_TYPO_LENGTH = 5
"""A word must be this long for one wrong letter to be a slip rather than another name."""
_PART_LENGTH = 4
"""A word inside a name must be this long to stand for it: `Lula` of `Luiz Inácio Lula da Silva`."""
_SPELLED = "another spelling of"
_LISTS = read_lists("people")
_KIN = _LISTS["kin"]
_WHOSE = _LISTS["whose"]
_SHORT = _LISTS["short-for"]
"""`ben benjamin`: a given name as it is called, and in full."""
_WITH_ROLE = 0.9
"""What it counts for a person that the article states a role: whom it introduces matters to it."""
_MEN = _LISTS["men"]
_WOMEN = _LISTS["women"]
_NONE: frozenset[str] = frozenset()
_NEVER_CALLED = {"mr": _WOMEN, "mrs": _MEN, "ms": _MEN, "miss": _MEN}
"""Form of address → the given names of those who are not addressed so."""
_TWO = 2
_IN_PASSING = 2
"""So often somebody is named in full who is named in passing."""
_SOON = 60
"""Tokens after a full name within which a bare surname goes on about that person."""
_MAX_NEAR = 20
"""How many people with one word of their names in common are compared: no article has more."""


@dataclass(slots=True)
class PersonCluster:
    """The namings that are one person, while they are being gathered."""

    words: list[str]
    """The folded words of the fullest name."""
    name: str
    """The fullest name, as the article spells it first."""
    spans: list[NameSpan] = field(default_factory=list)
    full: list[NameSpan] = field(default_factory=list)
    """Those spans that give more than one word of the name."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Form → why it was joined, in words that go before the name."""
    is_kin: bool = False
    """Whether the article has this person as somebody's wife or son: `his wife, Jill Biden`."""


_Fitting = tuple[PersonCluster, str]
"""Whom a form may stand for, and why."""


class Groups:
    """The people so far, found by the words of their names, so that a list of thousands is no burden."""

    def __init__(self) -> None:
        self.all: list[PersonCluster] = []
        self._by_key: dict[str, list[PersonCluster]] = defaultdict(list)
        self._by_name: dict[tuple[str, ...], PersonCluster] = {}

    def near(self, folded: list[str]) -> list[PersonCluster]:
        """Return the people that share a word with a name, or the beginning of the surname (for slips)."""
        found: dict[int, PersonCluster] = {}
        for key in _keys(folded):
            found.update((id(group), group) for group in self._by_key[key][:_MAX_NEAR])
        return list(found.values())

    def own(self, folded: list[str], name: str) -> PersonCluster:
        """Return the group made for this very name, a new one where there is none."""
        group = self._by_name.get(tuple(folded))
        if group is not None:
            return group
        group = self._by_name[tuple(folded)] = PersonCluster(folded, name)
        self.all.append(group)
        for key in _keys(folded):
            self._by_key[key].append(group)
        return group


def _keys(folded: list[str]) -> set[str]:
    return {*folded, "~" + folded[-1][: _TYPO_LENGTH - 1]}


class RoleReader(Protocol):
    """Reads the role of a person from the words around its namings."""

    def __call__(
        self, leaves: list[TokenizedText], spans: list[NameSpan], others: Mapping[int, Set[int]], /
    ) -> str | None:
        """Return the role, in the article's own words; `others` are, by text, where people are named."""


def build_people(
    leaves: list[TokenizedText], spans: list[NameSpan], sides: Sides, read_role: RoleReader = role_of
) -> tuple[Person, ...]:
    """Merge the namings into people, most salient first; `spans` are in reading order.

    `sides` are the countries that play, in an article on sport.
    """
    found = _with_roles(leaves, spans, _merge(leaves, spans), read_role)
    listed = listed_spans(leaves, spans)
    weights = scaled(
        [weight(leaves, group.spans, listed) + (_WITH_ROLE if role else 0.0) for group, role in found]
    )
    people = [
        _person(leaves, group, role or side_of(leaves, group.spans, sides), salience)
        for (group, role), salience in zip(found, weights, strict=True)
    ]
    return tuple(sorted(people, key=lambda person: (-person.salience, person.mentions[0])))


def _with_roles(
    leaves: list[TokenizedText],
    spans: list[NameSpan],
    groups: list[PersonCluster],
    read_role: RoleReader,
) -> list[tuple[PersonCluster, str | None]]:
    """Give each person the role that is stated; whom the article calls a company is left out."""
    named: defaultdict[int, set[int]] = defaultdict(set)
    for span in spans:
        named[span.leaf].add(span.first)
    stated = [(group, read_role(leaves, group.spans, named)) for group in groups]
    ends = {(span.leaf, span.last): span for span in spans}
    starts = {(span.leaf, span.first): span for span in spans}
    return [
        (
            group,
            role or shared_role(leaves, group.spans, ends) or shared_after(leaves, group.spans, starts),
        )
        for group, role in stated
        if not is_company(role)
    ]


def _person(leaves: list[TokenizedText], group: PersonCluster, role: str | None, salience: float) -> Person:
    forms = list(dict.fromkeys(surface(leaves, span) for span in group.spans))
    name = max(forms, key=lambda form: (len(fold(form).split()), not form.isupper(), len(form)))
    aliases = [form for form in forms if form != name]
    return Person(
        name=name,
        mentions=tuple([mention(leaves, span) for span in group.spans]),
        aliases=tuple(aliases),
        role=role,
        salience=salience,
        reasons=tuple([_reason(form, name, group.reasons, forms) for form in aliases]),
    )


def _reason(form: str, name: str, known: dict[str, str], forms: list[str]) -> str:
    """Say why a form is that person; `forms` are in the order in which the article has them first."""
    why = known.get(form, _SPELLED)
    order = "earlier" if forms.index(name) < forms.index(form) else "later"
    return f"{form}: {why} {name}" + ("" if why == _SPELLED else f", named {order}")


def _merge(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[PersonCluster]:
    """Gather the spans: full names first, then what may be short for one of them."""
    forms: dict[Phrase, list[NameSpan]] = defaultdict(list)
    for span in spans:
        forms[phrase(leaves, span)].append(span)
    groups = Groups()
    # The longest first: a short form finds its full name there, wherever in the text it stands.
    for words in sorted(forms, key=lambda each: (-len(each), forms[each][0])):
        folded = fold(" ".join(words)).split()
        if not folded:
            continue
        for span, group, reason in _homes(leaves, groups.near(folded), folded, forms[words]):
            if group is None:
                group = groups.own(folded, surface(leaves, span))
            elif reason:
                group.reasons.setdefault(surface(leaves, span), reason)
            group.spans.append(span)
            if len(words) > 1:
                group.full.append(span)
                group.is_kin = group.is_kin or _is_introduced_as_kin(leaves[span.leaf].tokens.words, span)
    for group in groups.all:
        group.spans.sort()
        group.full.sort()
    return groups.all


def _homes(
    leaves: list[TokenizedText], groups: list[PersonCluster], folded: list[str], spans: list[NameSpan]
) -> list[tuple[NameSpan, PersonCluster | None, str]]:
    """Return, for each span of one form, the group it belongs to (None: its own) and why."""
    fitting = _fitting(groups, folded)
    # `Maria Silva` with two who might be her: a person of its own sooner than the wrong one's.
    doubtful = len(fitting) > 1 and len(folded) > 1 and not _is_tail(folded, fitting)
    if not fitting or doubtful:
        return [(span, None, "") for span in spans]
    wide = _all_fitting(groups, folded)
    owner = _owner_of(leaves, fitting, spans) if len(folded) == 1 else None
    return [(span, *_home(leaves, fitting, wide, span, owner)) for span in spans]


def _owner_of(leaves: list[TokenizedText], fitting: list[_Fitting], spans: list[NameSpan]) -> _Fitting | None:
    """Return whose the bare surname is, where the others of that surname came in later and in passing.

    The article has called somebody so before: `Clinton said`, then once `President Bill Clinton`.
    """
    full = sorted((item for item in fitting if item[0].full), key=lambda item: item[0].full[0])
    if len(full) < _TWO or len(full[0][0].full) + len(spans) < _TWO:
        return None
    first, *others = full
    later = min(item[0].full[0] for item in others)
    is_known = _is_named_between(leaves, spans, first[0].full[0], later)
    in_passing = all(len(item[0].full) <= _IN_PASSING for item in others)
    return first if is_known and in_passing else None


def _is_named_between(
    leaves: list[TokenizedText], spans: list[NameSpan], start: NameSpan, end: NameSpan
) -> bool:
    """Tell whether the text, headlines aside, has one of the namings between two others."""
    return any(start < span < end for span in spans if not leaves[span.leaf].title)


def _is_just_named(leaves: list[TokenizedText], group: PersonCluster, span: NameSpan) -> bool:
    """Tell whether somebody is named in full shortly before a naming."""
    at = bisect_right(group.full, span) - 1
    if at < 0:
        return False
    full = group.full[at]
    between = leaves[span.leaf].offset + span.first - leaves[full.leaf].offset - full.last
    return between < _SOON


def _home(
    leaves: list[TokenizedText],
    likely: list[_Fitting],
    wide: list[_Fitting],
    span: NameSpan,
    owner: _Fitting | None,
) -> tuple[PersonCluster | None, str]:
    """Return which of the people that a form may stand for it stands for here; none for somebody else."""
    words = leaves[span.leaf].tokens.words
    before = words[span.first - 1].lower().rstrip(".") if span.first else ""
    others = _NEVER_CALLED.get(before, _NONE)
    # `Mr Zab`, with Ann Zab the story's and her husband in it: he is not left out for being kin.
    able = _but_for(others, likely) or _but_for(others, wide)
    if len(able) < _TWO:
        return able[0] if able else (None, "")
    if before in HONORIFICS:
        able = _but_for_named(leaves[span.leaf], able, span) or able
    found = _last_named(able, span)
    if owner in able and not _is_just_named(leaves, found[0], span):
        return owner or found
    return found


def _but_for(others: frozenset[str], fitting: list[_Fitting]) -> list[_Fitting]:
    return [item for item in fitting if item[0].words[0] not in others]


def _but_for_named(leaf: TokenizedText, fitting: list[_Fitting], span: NameSpan) -> list[_Fitting]:
    # `As Bill Zab did, he said of Secretary Zab`: with a title it is the other one.
    return [item for item in fitting if not _is_in_sentence(leaf, item[0], span)]


def _is_in_sentence(leaf: TokenizedText, group: PersonCluster, span: NameSpan) -> bool:
    """Tell whether somebody is named in full earlier in the sentence of a naming."""
    at = bisect_right(group.full, span) - 1
    full = group.full[at] if at >= 0 else None
    if full is None or full.leaf != span.leaf:
        return False
    return bisect_left(leaf.stops, full.last) >= bisect_left(leaf.stops, span.first)


def _is_introduced_as_kin(words: list[str], span: NameSpan) -> bool:
    """Tell whether a word for a relative stands beside a naming: `his wife, Ann Zab`, `Jim Zab, his twin`.

    `The mother, Ann Lee, said` is none: the story may be about her.
    """
    return _is_kin_by_apposition(words, span.last) or _is_kin_by_noun(words, span.first)


def _is_kin_by_apposition(words: list[str], last: int) -> bool:
    """Tell whether a word for a relative follows a naming: `Jim Zab, his twin`."""
    after = [word for word in words[last : last + 6] if word[0].isalnum() or word == ","]
    if after[:1] != [","] or len(after) < _TWO:
        return False
    return after[1].lower() in _WHOSE and not _KIN.isdisjoint(after[2:])


def _is_kin_by_noun(words: list[str], first: int) -> bool:
    """Tell whether a word for a relative stands before a naming: `his wife, Ann Zab`."""
    before = first - 1 if first and words[first - 1] == "," else first
    # With a capital it is a title: `Sister Ann Zab`.
    if before < _TWO or words[before - 1] not in _KIN:
        return False
    return before == first or words[before - 2].lower() in _WHOSE


def _fitting(groups: list[PersonCluster], folded: list[str]) -> list[_Fitting]:
    """Return the people that a form may stand for, and why; by its surname sooner than by a given name."""
    fitting = _all_fitting(groups, folded)
    return _by_surname(fitting, folded) or fitting


def _all_fitting(groups: list[PersonCluster], folded: list[str]) -> list[_Fitting]:
    return [(group, reason) for group in groups if (reason := why_same(folded, group.words)) is not None]


def _by_surname(fitting: list[_Fitting], folded: list[str]) -> list[_Fitting]:
    # `Paul` is Ron Paul's sooner than Paul Ryan's: news calls people by their surnames.
    surnames = [(group, reason) for group, reason in fitting if "given" not in reason]
    # Of a couple the one the article is about has the bare surname; the other came in by it.
    is_bare = len(folded) == 1 or _is_tail(folded, surnames)
    apart = [item for item in surnames if is_bare and not item[0].is_kin]
    return apart or surnames


def _is_tail(folded: list[str], fitting: list[_Fitting]) -> bool:
    return all(group.words[-len(folded) :] == folded for group, _ in fitting)


def _last_named(fitting: list[_Fitting], span: NameSpan) -> tuple[PersonCluster, str]:
    """Return the one of several people of that surname whose full name stands last before the span."""

    def distance(item: tuple[PersonCluster, str]) -> tuple[int, int, int]:
        # One who is never named in full is found by any of the namings.
        full = item[0].full or item[0].spans
        before = bisect_right(full, span)
        return (
            (1, full[before - 1].leaf, full[before - 1].first)
            if before
            else (0, -full[0].leaf, -full[0].first)
        )

    return max(fitting, key=distance)


def why_same(short: list[str], full: list[str]) -> str | None:
    """Tell why two folded names are one person's, in words that go before the fuller name; None if not.

    Empty for the same name. Two different given names with one surname are never one person.
    """
    if short == full:
        return ""
    if len(short) == 1:
        return _why_short(short[0], full)
    # `Kim Jong-un` and `Jong-un Kim`: each is right somewhere.
    if sorted(short) == sorted(full):
        return "other order of"
    if len(short) == len(full):
        return _why_alike(short, full)
    if full[-len(short) :] == short:
        return "surname of"
    return "shorter form of" if _is_shortened(short, full) else None


def _is_shortened(short: list[str], full: list[str]) -> bool:
    """Tell whether words were left out: inside (`George Bush`), or at the end (`Luiz Inácio`)."""
    if short[-1] != full[-1]:
        return full[: len(short)] == short
    if _same_given(short[0], full[0]):
        return set(short[1:-1]) <= set(full)
    return short[0] in full


def _why_short(word: str, full: list[str]) -> str | None:
    """Tell why one word stands for a name of several; None where it does not."""
    if len(full) == 1:
        return None
    if word == full[-1] or (word == full[0] and word in FAMILY_FIRST):
        return "surname of"
    # Short surnames differ by a letter and are two: Key and Kay, Reid and Reed.
    if len(word) > _TYPO_LENGTH and one_typo(word, full[-1]):
        return "surname, spelled otherwise, of"
    if _is_called(word, full[0]):
        return "given name of"
    return "given as a part of" if word in full[1:-1] and len(word) >= _PART_LENGTH else None


def _same_given(one: str, other: str) -> bool:
    """Tell whether two given names can be one: alike, one the other's initial, or short for it."""
    initial = 1 in (len(one), len(other)) and one[0] == other[0]
    return initial or _is_called(one, other) or _is_called(other, one)


def _is_called(word: str, given: str) -> bool:
    """Tell whether a word is a given name, or what is short for it: `Ben` of `Benjamin`."""
    return word == given or f"{word} {given}" in _SHORT


def _why_alike(one: list[str], other: list[str]) -> str | None:
    """Compare names of as many words: initials for a name, or one slip of spelling."""
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return None
    a, b = differing[0]
    if one[-1] == other[-1] and a == one[0] and _same_given(a, b):
        return "shorter form of"
    return "other spelling of" if _is_slip(a, b) else None


def _is_slip(one: str, other: str) -> bool:
    """Tell whether a slip of spelling made two words of one; not of two given names: `Daniel`, `Daniela`."""
    if min(len(one), len(other)) < _TYPO_LENGTH or not one_typo(one, other):
        return False
    # Two known given names are two people, though a letter tells them apart.
    return not {one.title(), other.title()} <= first_names()
