"""From namings of people to people: which namings are one person, and what each is called."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tui.entities.ranking import scaled, weight
from tui.entities.reading import Leaf
from tui.entities.roles import role_of
from tui.entities.spans import Hit, Phrase, phrase
from tui.model import Mention, Person

_SPLIT = re.compile(r"[\s\-‐]+")


def fold(name: str) -> str:
    """Fold case, accents, hyphens and stops away: `José Ferrero-Waldner` becomes `jose ferrero waldner`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(_SPLIT.split(plain.replace(".", "").replace("’", "'").casefold().strip()))


@dataclass(slots=True)
class Group:
    """The namings that are one person, while they are being gathered."""

    words: list[str]
    """The folded words of the fullest name."""
    hits: list[Hit] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    """Surface → why it was joined."""


def build_people(leaves: list[Leaf], hits: list[Hit]) -> tuple[Person, ...]:
    """Merge the namings into people, most salient first."""
    groups = _merge(leaves, hits)
    weights = [weight(leaves, group.hits) for group in groups]
    people = [
        _person(leaves, group, salience) for group, salience in zip(groups, scaled(weights), strict=True)
    ]
    return tuple(sorted(people, key=lambda person: (-person.salience, person.mentions[0])))


def surface(leaves: list[Leaf], hit: Hit) -> str:
    """Return the text of a hit, blanks made single."""
    leaf = leaves[hit.leaf]
    return " ".join(leaf.text[leaf.tokens.starts[hit.first] : leaf.tokens.end(hit.last - 1)].split())


def mention(leaves: list[Leaf], hit: Hit) -> Mention:
    """Return where a hit stands in the article."""
    leaf = leaves[hit.leaf]
    return Mention(leaf.section, leaf.index, leaf.tokens.starts[hit.first], leaf.tokens.end(hit.last - 1))


def _person(leaves: list[Leaf], group: Group, salience: float) -> Person:
    forms = list(dict.fromkeys(surface(leaves, hit) for hit in group.hits))
    name = max(forms, key=lambda form: (len(_SPLIT.split(form)), not form.isupper(), len(form)))
    return Person(
        name=name,
        mentions=tuple(mention(leaves, hit) for hit in group.hits),
        aliases=tuple(form for form in forms if form != name),
        role=role_of(leaves, group.hits),
        salience=salience,
        reasons=tuple(group.reasons.values()),
    )


def _merge(leaves: list[Leaf], hits: list[Hit]) -> list[Group]:
    by_phrase: dict[Phrase, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_phrase[phrase(leaves, hit)].append(hit)
    groups: list[Group] = []
    for words in sorted(by_phrase, key=lambda each: (-len(each), by_phrase[each][0])):
        folded = fold(" ".join(words)).split()
        group = _home(groups, folded)
        name = " ".join(words)
        if group is None:
            group = Group(folded)
            groups.append(group)
        elif folded != group.words:
            group.reasons[name] = f"{name}: short for {' '.join(group.words).title()}, named in full"
        group.hits.extend(by_phrase[words])
    for group in groups:
        group.hits.sort()
    return groups


def _home(groups: Iterable[Group], folded: list[str]) -> Group | None:
    """Return the group that a name belongs to, None where it is new or could be two people's."""
    fitting = [group for group in groups if _fits(folded, group.words)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(short: list[str], full: list[str]) -> bool:
    if short == full or sorted(short) == sorted(full):
        return True
    if len(short) == 1:
        return short[0] in (full[-1], full[0])
    return short[-1] == full[-1] and set(short) <= set(full)
