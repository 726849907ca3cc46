"""From namings of organisations to organisations: which are one, what each is called, and what it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from tui.entities import bodies
from tui.entities.bodyspans import namings
from tui.entities.features import place_flag
from tui.entities.folding import fold
from tui.entities.orgkeys import bare, organisation_key
from tui.entities.orgnames import (
    is_acronym,
    is_doubtful,
    is_head,
    is_of_states,
    letters_of,
    why_same,
    written_short,
)
from tui.entities.ranking import listed_spans, scaled, weight
from tui.entities.reading import TokenizedText, words_of
from tui.entities.rolewords import POSSESSIVES
from tui.entities.spans import TEAM, NameSpan, mention, surface
from tui.entities.tables import is_sport, plays_here
from tui.entities.wellknown import known_kind
from tui.model.kinds import EntityKind
from tui.model.names import Thing

ORGANISATION: Final[EntityKind] = "organisation"
_MAX_NEAR: Final = 20
_TEAM: Final = "team"
_BODIES: Final = frozenset(["ORG", TEAM])


@dataclass(slots=True)
class OrganisationCluster:
    """The namings that are one organisation, while they are being gathered."""

    words: list[str]
    """The folded words of the fullest name."""
    name: str
    """The fullest name, as the article spells it first."""
    spans: list[NameSpan] = field(default_factory=list)
    full: list[NameSpan] = field(default_factory=list)
    """Those spans that give this very name."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Form → why it was joined, in words that go before the name."""
    owner: str = ""
    """The country whose body it is, where many have one of that name, and the article says whose it is."""
    region: str = ""
    """What stands behind `of` after the name: `Pakistan` of the Human Rights Commission of Pakistan."""


class OrganisationGroups:
    """The organisations so far, found by the words of their names and by the letters that stand for these."""

    def __init__(self) -> None:
        self.all: list[OrganisationCluster] = []
        self._by_word: dict[str, list[OrganisationCluster]] = defaultdict(list)
        self._by_name: dict[tuple[str, ...], OrganisationCluster] = {}
        self._by_letters: dict[str, OrganisationCluster] = {}

    def near(self, words: list[str]) -> list[OrganisationCluster]:
        """Return the organisations with a word of a name in theirs."""
        found: dict[int, OrganisationCluster] = {}
        for word in (*words, _stem(words)):
            found.update((id(body), body) for body in self._by_word[word][:_MAX_NEAR])
        return list(found.values())

    def spelled_out(self, letters: str) -> OrganisationCluster | None:
        """Return the first organisation whose name the letters stand for: `EU`, `MoD`."""
        return self._by_letters.get(written_short(letters))

    def own(self, words: list[str], name: str) -> OrganisationCluster:
        """Return the one made for this very name, a new one where there is none."""
        body = self._by_name.get(tuple(words))
        if body is None:
            body = self._by_name[tuple(words)] = OrganisationCluster(words, name)
            self.all.append(body)
            members = {_stem(words[-2:-1])} if words[-1] == "party" else set[str]()
            for word in {*words} | members:
                self._by_word[word].append(body)
            for letters in letters_of(words):
                self._by_letters.setdefault(letters, body)
        return body


def _stem(words: list[str]) -> str:
    """Return by what a party is found of which only the members are named: `Democrats`."""
    return f"~{words[-1][:4]}" if len(words) == 1 else ""


def build_organisations(leaves: list[TokenizedText], spans: list[NameSpan]) -> tuple[Thing, ...]:
    """Merge the namings into organisations, most salient first.

    `spans` are all that was found, in reading order: namings that were missed are looked for between them.
    """
    if not any(span.label in _BODIES for span in spans):
        return ()
    sport = is_sport(words_of(leaves))
    named = namings(leaves, spans, sport)
    groups = [group for group in _merge(leaves, named) if not is_head(group.words)]
    _tell_apart(leaves, groups, spans)
    listed = listed_spans(leaves, named)
    weights = scaled([weight(leaves, group.spans, listed) for group in groups])
    things = [_thing(leaves, group, weigh, sport) for group, weigh in zip(groups, weights, strict=True)]
    return tuple(sorted(things, key=lambda thing: (-thing.salience, thing.mentions[0])))


# ── merging ───────────────────────────────────────────────────────────────────────────────────


def _merge(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[OrganisationCluster]:
    forms: dict[str, list[NameSpan]] = defaultdict(list)
    for span in spans:
        forms[fold(_called(leaves, span))].append(span)
    found = OrganisationGroups()
    # The longest first: a short form finds its full name there, wherever in the text it stands.
    for folded in sorted(forms, key=lambda each: (-len(each.split()), forms[each][0])):
        words = folded.split()
        if words:
            _place(leaves, found, words, forms[folded])
    for body in found.all:
        body.spans.sort()
    return found.all


def _called(leaves: list[TokenizedText], span: NameSpan) -> str:
    """Return a naming without its article."""
    name = surface(leaves, span)
    return name[4:] if name.lower().startswith("the ") else name


def _place(
    leaves: list[TokenizedText], found: OrganisationGroups, words: list[str], spans: list[NameSpan]
) -> None:
    """Give the spans of one form to the organisation they name: one there is, or a new one."""
    name = _called(leaves, spans[0])
    if is_acronym(name):
        spelled_out = found.spelled_out(name)
        fitting = [(spelled_out, "letters of")] if spelled_out else []
    else:
        fitting = _fitting(found, words, _first_told(leaves, spans))
    if not fitting:
        body = found.own(words, name)
        body.full += spans
        body.spans += spans
        return
    for span in spans:
        body, reason = fitting[0] if len(fitting) == 1 else _last_named(fitting, span)
        body.spans.append(span)
        if reason:
            body.reasons.setdefault(surface(leaves, span), reason)


def _first_told(leaves: list[TokenizedText], spans: list[NameSpan]) -> NameSpan | None:
    """Return the first naming outside of headlines, which shorten what is still to come."""
    return next((span for span in spans if not leaves[span.leaf].title), None)


def _fitting(
    found: OrganisationGroups, words: list[str], first: NameSpan | None
) -> list[tuple[OrganisationCluster, str]]:
    """Return the organisations that a form may stand for, and why."""
    fitting: list[tuple[OrganisationCluster, str]] = []
    for body in found.near(words):
        reason = why_same(words, body.words)
        is_before = first is not None and first < body.full[0]
        if reason is not None and not (reason and is_before and is_doubtful(words, body.words)):
            fitting.append((body, reason))
    return fitting


def _last_named(
    fitting: list[tuple[OrganisationCluster, str]], span: NameSpan
) -> tuple[OrganisationCluster, str]:
    """Return the one of several whose full name stands last before the span."""

    def nearness(item: tuple[OrganisationCluster, str]) -> tuple[int, int, int]:
        full = item[0].full
        before = bisect_right(full, span)
        if before:
            return (1, full[before - 1].leaf, full[before - 1].first)
        return (0, -full[0].leaf, -full[0].first)

    return max(fitting, key=nearness)


def _tell_apart(
    leaves: list[TokenizedText], groups: list[OrganisationCluster], spans: list[NameSpan]
) -> None:
    """Give bodies the country or region that is a part of their names, and a place in the article as well."""
    ends = {(span.leaf, span.last): span for span in spans if span.label == "LOC"}
    starts = {(span.leaf, span.first): span for span in spans if span.label == "LOC"}
    for group in groups:
        group.region = _region(leaves, group, starts)
        if is_of_states(group.words):
            group.owner = _owner(leaves, group, ends)


def _owner(
    leaves: list[TokenizedText], group: OrganisationCluster, ends: dict[tuple[int, int], NameSpan]
) -> str:
    """Return the first place that a body is said to be of, `Chile's`; empty where it is said of none."""
    for span in group.spans:
        before = leaves[span.leaf].tokens.words[max(0, span.first - 1) : span.first]
        owner = ends.get((span.leaf, span.first - 1)) if before and before[0] in POSSESSIVES else None
        if owner is not None:
            return surface(leaves, owner)
    return ""


def _region(
    leaves: list[TokenizedText], group: OrganisationCluster, starts: dict[tuple[int, int], NameSpan]
) -> str:
    for span in group.full:
        words = leaves[span.leaf].tokens.words
        if words[span.last : span.last + 1] == ["of"] and is_head([group.words[-1]]):
            at = span.last + 1 + (words[span.last + 1 : span.last + 2] == ["the"])
            if (span.leaf, at) in starts:
                return surface(leaves, starts[span.leaf, at])
    return ""


# ── making ────────────────────────────────────────────────────────────────────────────────────


def _thing(leaves: list[TokenizedText], body: OrganisationCluster, salience: float, sport: bool) -> Thing:
    forms = list(dict.fromkeys(_called(leaves, span) for span in body.spans))
    name = _name(body, forms)
    if body.region or body.owner:
        name = f"{name} of {body.region}" if body.region else f"{body.owner}'s {name}"
    aliases = [form for form in forms if form != name]
    return Thing(
        ORGANISATION,
        name,
        tuple(mention(leaves, span) for span in body.spans),
        tuple(aliases),
        _role(leaves, body, sport),
        salience,
        tuple(f"{form}: {body.reasons[form]} {name}" for form in aliases if form in body.reasons),
    )


def _name(body: OrganisationCluster, forms: list[str]) -> str:
    """Return the fullest form, without its legal one where the article leaves that out as well."""
    full = max(forms, key=lambda form: (len(fold(form).split()), not form.isupper(), len(form)))
    short = " ".join(bare(fold(full).split()))
    return next((form for form in forms if fold(form) == short), full)


def _role(leaves: list[TokenizedText], body: OrganisationCluster, sport: bool) -> str | None:
    if said := bodies.said_of(leaves, body.spans):
        return said
    if sport and _is_team(leaves, body):
        return _TEAM
    kind = bodies.kind_of(organisation_key(body.name).split()) or bodies.kind_of(body.words)
    kind = kind or next((known for span in body.spans if (known := known_kind(_called(leaves, span)))), None)
    return kind or bodies.known_by_what_it_has(leaves, body.spans)


def _is_team(leaves: list[TokenizedText], body: OrganisationCluster) -> bool:
    """Tell whether a name is a team's, in an article on sport: a town's, or of what plays."""
    if place_flag(body.name) or any(span.label == TEAM for span in body.spans):
        return True
    return any(plays_here(leaves[span.leaf].tokens.words, span) for span in body.spans)
