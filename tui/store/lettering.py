"""A text as the index takes it, and as it is looked for there.

SQLite's tokenizer cuts at blanks and stops, which is not how all that is read is written. So the index
is given folded texts (`tui.text.folding`) in which

- a run of letters that are written without blanks (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese)
  stands as its overlapping pairs and its last letter: 東京都 as 東京 京都 都. A phrase of pairs finds
  whatever stands in the run, and the pairs that begin so find a single letter;
- a mark that belongs to its letter (a vowel of Devanagari) is a letter: it stands as a private one.

And words with signs (AT&T, C++, .NET, #tag) are kept beside the text with their signs as private letters.
To look for one is to look for its words, in an article that also has it with its signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import add
from typing import Final, NamedTuple

from tui.text.folding import Folded, fold, fold_with_places

_UNBROKEN: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai
    "\u0e81-\u0ebd\u0ec0-\u0ecd\u0edc-\u0edf"  # Lao
    "\u1000-\u103f\u1050-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"  # Burmese, Shan, Mon
    "\u1780-\u17d3\u17d7\u17dc\u17dd"  # Khmer
    "\u1950-\u1974\u1980-\u19c9\u1a20-\u1a7c"  # Tai Le, New Tai Lue, Tai Tham
    "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"  # Hangul
    "\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\u3005-\u3007\u3105-\u312f\u31a0-\u31bf"  # marks of repetition, bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_RUN: Final = re.compile(f"[{_UNBROKEN}]+")
_MARKED: Final = re.compile("[\u0700-\u1cff\u302a-\u302f\u3099\u309a\ua66f-\uabff]+")
"""Letters of scripts that have marks of their own, and these."""
_PRIVATE: Final = 0xF0000
"""Where private letters begin that the tokenizer takes for such; each has the number of what it is."""

_CURRENCIES: Final = "$€£¥₹₩₽₿"
_SIGNS_WITHIN: Final = f"&+#@%‰{_CURRENCIES}"
_DOT_BEFORE: Final = re.compile(r"\.(?=[^\W\d_])(?<![\w.]\.)")
_SIGNS: Final = {ord(sign): chr(_PRIVATE + ord(sign)) for sign in f".{_SIGNS_WITHIN}"}
_LONGEST: Final = 40
"""Letters of a word with a sign, before it and after."""
_BEFORE: Final = re.compile(rf"[^\W_]{{1,{_LONGEST}}}\Z")
_AFTER: Final = re.compile(rf"[^\W_]{{1,{_LONGEST}}}")
_JOINED: Final = re.compile(rf"[^\W_]{{1,{_LONGEST}}}(?:&[^\W_]{{1,{_LONGEST}}})*")


class _Letters(dict[int, str]):
    """Marks as private letters, worked out when each is first met; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        is_mark = unicodedata.category(chr(code)).startswith("M") and code < _PRIVATE
        self[code] = made = chr(_PRIVATE + code) if is_mark else chr(code)
        return made


_LETTERS: Final = _Letters()


class SignWord(NamedTuple):
    """A word with signs, and where it stands in a folded text."""

    start: int
    end: int
    token: str
    """As the index has it."""


class Lettered(NamedTuple):
    """A text as the index takes it, and where its characters stood before."""

    text: str
    folded: Folded
    places: tuple[int, ...] | None = None
    """The folded character that each one is; None: they are the same."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch of the text as one of the original; half-open."""
        if self.places is not None:
            start, end = self.places[start], self.places[end - 1] + 1
        return self.folded.place(start, end)


class Sought(NamedTuple):
    """What was typed, as it is looked for in the index."""

    phrase: str
    """Words, one behind the other."""
    is_beginning: bool
    """Whether the last of them may go on."""
    trims: bool
    """Whether a single letter of a run was asked for last, of which the index finds pairs."""
    signs: tuple[str, ...] = ()
    """Words with signs that must be there too."""


def lettered(folded: str) -> str:
    """Return a folded text as the index takes it."""
    return folded if folded.isascii() else _with_marks(_RUN.sub(_pairs, folded))


def lettered_with_places(text: str) -> Lettered:
    """Return a text, not folded yet, as the index takes it, and where it all stood before."""
    folded = fold_with_places(text)
    if folded.text.isascii() or not _RUN.search(folded.text):
        return Lettered(lettered(folded.text), folded)
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for run in _RUN.finditer(folded.text):
        start, end = run.span()
        parts += (folded.text[at:start], _pairs(run))
        places += (*range(at, start), start)
        for number in range(start, end - 1):
            places += (number, number + 1, number)
        places += (end - 1, end - 1)
        at = end
    parts.append(folded.text[at:])
    places += range(at, len(folded.text))
    return Lettered(_with_marks("".join(parts)), folded, tuple(places))


def sign_tokens(*folded: str) -> list[str]:
    """Return the words with signs of some folded texts, as the index keeps them; each once."""
    return list(dict.fromkeys(word.token for text in folded for word in sign_words(text)))


def sign_words(folded: str) -> Iterator[SignWord]:
    """Yield the words with signs of a folded text, in order: `at&t`, `c++`, `.net`, `$5`, `5 %`."""
    done = 0
    for at in _signs(folded):
        place = _around(folded, at) if at >= done else None
        if place is not None:
            done = place[1]
            word = folded[place[0] : done].replace(" ", "")
            yield SignWord(*place, _with_marks(word.translate(_SIGNS)))


def sought(text: str, *, beginning: bool) -> Sought:
    """Return what a reader typed, a word or a phrase, as it is looked for."""
    folded = fold(text)
    signs = tuple(word.token for word in sign_words(folded))
    runs = list(_RUN.finditer(folded))
    if not runs or any(character.isalnum() for character in folded[runs[-1].end() :]):
        return Sought(lettered(folded), beginning, False, signs)
    last = runs[-1]
    is_single = last.end() - last.start() == 1
    # The run may go on where it stands: but for a single one its last letter is not asked for by itself.
    pairs = last[0] if is_single else _pairs(last).rstrip()[:-2]
    before = _RUN.sub(_pairs, folded[: last.start()])
    return Sought(_with_marks(f"{before} {pairs}"), is_single, is_single, signs)


def _pairs(run: re.Match[str]) -> str:
    letters = run[0]
    return f" {' '.join(map(add, letters, letters[1:]))}{' ' * (len(letters) > 1)}{letters[-1]} "


def _with_marks(text: str) -> str:
    return _MARKED.sub(_letters, text)


def _letters(found: re.Match[str]) -> str:
    return found[0].translate(_LETTERS)


def _signs(text: str) -> list[int]:
    """Return where signs stand that may be part of a word, in order."""
    places = [found.start() for found in _DOT_BEFORE.finditer(text)]
    for sign in _SIGNS_WITHIN:
        at = text.find(sign)
        while at >= 0:
            places.append(at)
            at = text.find(sign, at + 1)
    return sorted(places)


def _around(text: str, at: int) -> tuple[int, int] | None:
    """Return where the word stands that a sign is part of; None where it is none."""
    before = _BEFORE.search(text, max(0, at - _LONGEST), at)
    after = _AFTER.match(text, at + 1)
    match text[at]:
        case "&":
            joined = _JOINED.match(text, at + 1)
            return (before.start(), joined.end()) if before and joined else None
        case "+":
            return _with_plus(text, at, before)
        case "%" | "‰":
            return _with_percent(text, at, before)
        case "#" if before:
            return None if after else (before.start(), at + 1)
        case _:
            return (at, after.end()) if after and not before else None


def _with_plus(text: str, at: int, before: re.Match[str] | None) -> tuple[int, int] | None:
    """Return where `c++` or `disney+` stands; `1+1` is no word, nor is `++` alone."""
    end = at + 1
    while text[end : end + 1] == "+":
        end += 1
    goes_on = _AFTER.match(text, end) is not None
    return (before.start(), end) if before and end - at <= 2 and not (goes_on and end - at == 1) else None


def _with_percent(text: str, at: int, before: re.Match[str] | None) -> tuple[int, int] | None:
    """Return where `5%` or `5 %` stands."""
    if _AFTER.match(text, at + 1):
        return None
    if before is None and text[at - 1 : at] == " ":
        before = _BEFORE.search(text, max(0, at - 1 - _LONGEST), at - 1)
    return (before.start(), at + 1) if before and before[0].isdigit() else None
