"""The headline of a page: what it states in several places, without the name of its site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tui.text.folding import fold

_LONGEST_READ: Final = 5_000
"""Characters; what is longer is no title, with or without its site."""
_LONGEST: Final = 500
"""Characters; a longer headline is a text."""
_CUT_BY_MACHINES: Final = 100
"""Characters from which on a headline may have been cut: search engines ask for 110 at most."""
_MOST_CUTS: Final = 4
_MOST_WORDS_OF_SITE: Final = 6
_LEAST_KEY: Final = 3
"""Letters of a site's name; what is shorter is found in too many words."""
_FEW_WORDS: Final = 4
"""So few words before a dash may be half of the headline."""

_PARTING: Final = re.compile(
    r"\s+(?:[|｜│¦»›·•∙⋅/\\<>]|::?|--?|[–—―]|~)\s+|\s*[|｜│]\s*|_(?=[^_]{1,24}$)|\s*: \s*(?=\S)"
)
_CUTTING: Final = frozenset("| ｜ │ ¦ » › :: -".split())
"""Signs after which a page's title has the name of its site, more often than not."""
_UPRIGHT: Final = frozenset("| ｜ │ ¦ » ›".split())
"""Those of them that no headline has within it, or hardly ever."""
_SIGNS: Final = re.compile(r"[\W_]+")
_LOOSE_END: Final = re.compile(r"\s*[|｜│]\s*$|\s+[»›-]$")
_DAY: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}(?:[, ]{1,3}\d{1,2}[.:]\d\d(?: ?Uhr)?)?")
_SECTION_WORDS: Final = 3
_CUT_SHORT: Final = re.compile(r"\s*(?:…|\.\.\.)$")
_NO_HEADLINES: Final = frozenset(
    """
    home homepage index untitled article news blog null none undefined loading page document startseite
    """.split()
)


def key_of(text: str) -> str:
    """Return what of a text is compared: its letters and digits, folded."""
    return _SIGNS.sub("", fold(text))


def site_keys(names: Iterable[str], host: str) -> frozenset[str]:
    """Return the keys of the names that a site has, its host's among them."""
    labels = [label for label in host.split(".") if label not in ("www", "m", "amp", "news", "blog", "en")]
    hosts = [host.removeprefix("www."), "".join(labels), *labels[:-1]]
    stated = [key for name in names if (key := key_of(name))]
    # `DW.COM` goes by the name of `DW`.
    short = [key_of(name.partition(".")[0]) for name in names if "." in name and " " not in name]
    return frozenset(
        (*stated, *filter(None, short), *(key for host in hosts if len(key := key_of(host)) >= _LEAST_KEY))
    )


class TitleReading(NamedTuple):
    """What is known of a page while its headline is sought."""

    title: str
    """The page's title."""
    headings: Sequence[str]
    """Its headings of the first rank."""
    known: frozenset[str]
    """Keys of what is stated to be the headline, and of headings of all ranks."""
    sites: frozenset[str]
    """Keys of the names of its site."""
    names: frozenset[str]
    """The same, and keys of its authors' names."""


def title_reading(
    stated: Iterable[str],
    title: str,
    headings: Sequence[str],
    lesser: Iterable[str],
    sites: frozenset[str],
    authors: Iterable[str] = (),
) -> TitleReading:
    """Return what is known of a page. `lesser` are its other headings."""
    known = frozenset(key for text in (*stated, *headings, *lesser) if (key := key_of(text)))
    names = sites | {key for author in authors if (key := key_of(author))}
    return TitleReading(title, headings, known, sites, names)


def headline_of_page(stated: Sequence[str], reading: TitleReading) -> str:
    """Return the headline; empty where the page has none.

    `stated` is what is stated to be one, the most trusted first.
    """
    for candidate in stated:
        text = without_site(candidate, reading.names, reading.known)
        if text == candidate and text not in reading.headings:
            text = _without_last(text, _UPRIGHT)
        if _is_headline(text, reading.sites) and not _is_of_section(text, reading):
            return _completed(text, (*reading.headings, reading.title, *stated), reading)
    return _from_title(reading)


def _is_of_section(text: str, reading: TitleReading) -> bool:
    """Whether a word or two are no headline, since a heading that the title repeats says something else."""
    key, title = key_of(text), key_of(reading.title)
    if len(text.split()) > _SECTION_WORDS or key in title:
        return False
    headings = [heading for one in reading.headings if (heading := key_of(one))]
    return not any(key in heading for heading in headings) and any(heading in title for heading in headings)


def _is_headline(text: str, sites: frozenset[str]) -> bool:
    key = key_of(text)
    return bool(key) and len(text) <= _LONGEST and key not in sites and key not in _NO_HEADLINES


def _completed(text: str, others: Iterable[str], reading: TitleReading) -> str:
    """Return a headline that was cut for machines as it stands elsewhere in full."""
    is_marked = _CUT_SHORT.search(text) is not None
    if not is_marked and len(text) < _CUT_BY_MACHINES:
        return text
    start = fold(_CUT_SHORT.sub("", text))
    for other in others:
        whole = without_site(other, reading.names, reading.known)
        is_longer = len(text) - 3 < len(whole) <= _LONGEST and fold(whole).startswith(start)
        if is_longer and not _CUT_SHORT.search(whole):
            return whole
    return text


def _from_title(reading: TitleReading) -> str:
    """Return the headline of a page that states only a title, or less."""
    title = reading.title
    text = without_site(title, reading.names, reading.known)
    if text == title:
        text = _without_last(title, _CUTTING)
    if _is_headline(text, reading.names):
        return text
    usable = [heading for heading in reading.headings if _is_headline(heading, reading.names)]
    return usable[0] if usable else (title if len(title) <= _LONGEST else "")


# ── the site's name ───────────────────────────────────────────────────────────────────────────


def without_site(text: str, names: frozenset[str], known: frozenset[str] = frozenset()) -> str:
    """Return a headline without the names at its end and its beginning that are the site's.

    `names` are keys of those names, and of the authors'. What is in `known` is stated elsewhere, and whole.
    """
    if len(text) > _LONGEST_READ:
        return text  # each of its parts would be looked at, and be as long
    for _ in range(_MOST_CUTS):
        if "«" not in text and "‹" not in text:
            text = _LOOSE_END.sub("", text)
        partings = list(_PARTING.finditer(text))
        if not partings:
            return text
        shorter = next(_shorter(text, partings, names, known), None)
        if shorter is None:
            return text
        text = shorter
    return text


def _shorter(
    text: str, partings: Sequence[re.Match[str]], names: frozenset[str], known: frozenset[str]
) -> Iterator[str]:
    """Yield a headline without its last part, or its first, where that is a name of the site."""
    whole = key_of(text)
    for parting in (partings[-1], partings[0], *partings[1:-1]):
        before, after = text[: parting.start()].strip(), text[parting.end() :].strip()
        is_colon = parting[0].strip() == ":"
        if parting is partings[-1] and _is_beside(before, after, names, known, whole):
            yield before
        if parting is partings[0] and len(after) > len(before) and _is_ahead(before, is_colon, names):
            yield after
        # A name of the site may be parted itself: `Harbour Post - News`.
        if before and not is_colon and is_name(after, names):
            yield before


def _is_ahead(before: str, is_colon: bool, names: frozenset[str]) -> bool:
    """Whether the first part of a title is a name of the site, or a day."""
    # Before a colon anything may stand that a headline is about.
    if is_colon:
        return key_of(before) in names
    return is_name(before, names) or _DAY.fullmatch(before) is not None


def _is_beside(before: str, after: str, names: frozenset[str], known: frozenset[str], whole: str) -> bool:
    """Whether the last part of a title is not the headline's: a name, a day, or what others leave out."""
    if is_name(after, names) or _DAY.fullmatch(after) or not key_of(after):
        return True
    # The part before is stated elsewhere to be the headline, and the whole is not.
    key = key_of(before)
    return key in known and whole not in known and len(key) > len(key_of(after))


def is_name(text: str, names: frozenset[str]) -> bool:
    """Whether a part of a title is a name of the site: one that is known, or that with a word or two."""
    key = key_of(text)
    if not key or len(text.split()) > _MOST_WORDS_OF_SITE:
        return False
    if key in names or key.removeprefix("the") in names or key.removeprefix("by") in names:
        return True
    return any(
        (len(name) > _LEAST_KEY and key.startswith(name)) or (len(key) > _LEAST_KEY and name.startswith(key))
        for name in names
    )


def _without_last(title: str, signs: frozenset[str]) -> str:
    """Return a title without its last part, where that is likely to be the site's name."""
    partings = [match for match in _PARTING.finditer(title) if match[0].strip() in signs]
    # Of several parts between bars nobody can tell which is which.
    if not partings or (signs is _UPRIGHT and len(partings) > 1):
        return title
    before, after = title[: partings[-1].start()].strip(), title[partings[-1].end() :].strip()
    few = 1 if signs is _UPRIGHT else _FEW_WORDS
    is_likely = len(before.split()) > few and _is_of_sites_length(after, partings[-1][0].strip())
    return before if is_likely and len(before) > len(after) else title


def _is_of_sites_length(part: str, sign: str) -> bool:
    """Whether a title's last part is as short as a site's name; after an upright sign that may be longer."""
    most = 2 * _MOST_WORDS_OF_SITE if sign in _UPRIGHT else _MOST_WORDS_OF_SITE
    return len(part.split()) <= most
