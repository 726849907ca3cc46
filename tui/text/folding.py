"""Words as they are compared: what is typed and what is written meet whatever the keyboard had.

One folding for searching and for finding in a story. Case goes, and accents of Latin and Greek letters;
letters that are written in two ways become one (ё е, ß ss, ø o, æ ae, ı i, Arabic alef and yeh forms);
marks that one may leave out go (Arabic and Hebrew vowels, tatweel, soft hyphens); widths, ligatures and
digits become the plain ones; quotes, dashes and blanks too. Other marks belong to their letters and stay:
й is not и, が is not か, and a Devanagari vowel sign is a vowel.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

_SAME: Final = str.maketrans(
    {
        "ё": "е",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŀ": "l",
        "ŋ": "n",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ـ": "",
        **dict.fromkeys("‘’‚‛ʼʹ′＇´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "™": "",
        "℠": "",
        "…": "…",
    }
)
_PLAIN_BASES: Final = ("LATIN", "GREEK")
"""Scripts whose letters are written with and without their accents."""
_OMITTED: Final = (
    (0x0300, 0x036F), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5),
    (0x05C7, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC),
    (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x0711, 0x0711), (0x0730, 0x074A),
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
"""Marks that may be left out: accents that stand for themselves, and the vowels of Hebrew and Arabic."""


@cache  # compiled where a text is first folded: a large set of characters would keep every start waiting
def _others() -> re.Pattern[str]:
    """Match what may become another: most letters of most scripts are left as they are, seen sooner so."""
    return re.compile(
        "[^\x00-\x7fа-яα-ρσ-ω\u05d0-\u05ea\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]+"
    )


_NARROW: Final = re.compile("[\u3099\u309a\uff9e\uff9f\uffa0-\uffdc]")
"""Marks of kana and parts of Hangul in half their width, which join only once they are wide."""


class _Folds(dict[int, str]):
    """What each character becomes, worked out when it is first met; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _fold_character(chr(code))
        return made


def _fold_character(character: str) -> str:
    if character in ("\n", "\t"):
        return character
    same = character.translate(_SAME)
    if same != character:
        return same
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category == "Cf":
        return ""
    return "".join(c for c in _fold_letter(character) if not _may_be_omitted(c)).translate(_SAME)


def _may_be_omitted(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _OMITTED)


def _fold_letter(character: str) -> str:
    apart = unicodedata.normalize("NFKD", character)
    if unicodedata.name(apart[0], "").startswith(_PLAIN_BASES):
        return "".join(c for c in apart if not unicodedata.combining(c)).casefold()
    plain = unicodedata.normalize("NFKC", character).casefold()
    return "".join(str(unicodedata.decimal(c, c)) for c in plain)


_FOLDS: Final = _Folds()


class Folded(NamedTuple):
    """A folded text, and where each of its characters stood before."""

    text: str
    starts: tuple[int, ...] | None = None
    """Where in the original each character begins; None: where it stands here."""
    ends: tuple[int, ...] = ()
    """Where each ends."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch of one character at least as one of the original; half-open."""
        return (start, end) if self.starts is None else (self.starts[start], self.ends[end - 1])


def fold(text: str) -> str:
    """Return a text folded; never raises. Folding twice changes nothing more."""
    if text.isascii():
        return text.lower()
    # Letter and mark may come as two characters: they are joined first, or й would be и.
    if _is_apart(text):
        return "".join(map(_fold_cluster, _clusters(text)))
    return _others().sub(_fold_others, text.lower())


def fold_with_places(text: str) -> Folded:
    """Return a text folded, and where it all stood before."""
    if text.isascii():
        return Folded(text.lower())
    is_apart = _is_apart(text)
    if not is_apart and _keeps_places(text):
        return Folded(fold(text))
    pieces = _clusters(text) if is_apart else list(text)
    folds = list(map(_fold_cluster, pieces))
    starts: list[int] = []
    ends: list[int] = []
    at = before = 0
    for piece, made in zip(pieces, folds, strict=True):
        if not made and before and unicodedata.combining(piece[0]):
            ends[-before:] = [at + len(piece)] * before  # a mark goes with its letter
        starts += [at] * len(made)
        ends += [at + len(piece)] * len(made)
        at, before = at + len(piece), len(made) or before
    return Folded("".join(folds), tuple(starts), tuple(ends))


def _keeps_places(text: str) -> bool:
    """Whether each character of a text is folded to one."""
    return all(len(_FOLDS[ord(c)]) == 1 for c in set(text))


def _fold_others(found: re.Match[str]) -> str:
    return found[0].translate(_FOLDS)


def _is_apart(text: str) -> bool:
    """Whether letters and their marks may stand apart that are one character otherwise."""
    return not unicodedata.is_normalized("NFC", text) or _NARROW.search(text) is not None


def _fold_cluster(cluster: str) -> str:
    if len(cluster) == 1:
        return cluster.translate(_FOLDS)
    whole = unicodedata.normalize("NFKC" if _NARROW.search(cluster) else "NFC", cluster)
    # A fold may bring a letter and a mark together that are one character.
    return unicodedata.normalize("NFC", whole.translate(_FOLDS))


def _clusters(text: str) -> list[str]:
    """Return a text cut so that no character joins the one before the cut."""
    cuts = [at for at, character in enumerate(text) if at and not _joins(character)]
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _joins(character: str) -> bool:
    """Whether a character may become one with those before it: a mark, or the rest of a Hangul syllable."""
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Cf")
        or "\u1160" <= character <= "\u11ff"
        or character in "\uff9e\uff9f"
        or "\uffc2" <= character <= "\uffdc"
    )
