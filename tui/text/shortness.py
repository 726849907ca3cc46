"""Whether a feed gives a story whole, or only its beginning: told by the text itself, and by its siblings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from tui.text.wordcount import count_words

_FEW: Final = 80
"""Words; what has fewer is a summary at most."""
_SIBLINGS: Final = 5
"""So many stories say what is usual in a feed."""
_USUAL: Final = 200
"""Words; a feed whose stories usually have more gives them whole."""
_SHARE: Final = 4
"""Of a usual story; what has less is not whole."""
_END: Final = 200
"""Characters at a text's end in which one is sent on to the page."""
_FOOTED: Final = 1_000
"""Characters at a text's end that are looked through for what stands below it."""
_CUT: Final = re.compile(r"(?:…|\.\.\.|\[\s?(?:…|\.\.\.)\s?\]|\(\s?(?:…|\.\.\.)\s?\))[\s\"'”’»)\]]{0,9}$")
_GO_ON: Final = (
    r"\b(?:continue reading|read (?:more|on|the (?:full|whole|rest)|full (?:story|article))|keep reading"
    r"|full story|view (?:full )?article|weiterlesen|weiter lesen|mehr lesen"
    r"|(?:den )?(?:vollständigen|ganzen) (?:artikel|beitrag)(?: lesen)?"
    r"|lire (?:la suite|l['’]article|plus)|continuer la lecture|en savoir plus"
    r"|(?:seguir|continuar|sigue|continúa) leyendo|leer más|leer (?:la noticia|artículo)"
    r"|continua a leggere|continua la lettura|leggi (?:tutto|anche|l['’]articolo)|leggi di più"
    r"|continu(?:e|ar) (?:lendo|a ler)|lei(?:a|r) mais|ler mais|lees (?:verder|meer)|läs (?:mer|vidare)"
    r"|les mer|læs (?:mere|videre)|lue lisää|czytaj (?:dalej|więcej)|číst (?:dál|více)"
    r"|olvass tovább|citește mai)\b"
    r"|читать (?:далее|дальше|полностью)|читати (?:далі|більше)"
    r"|続きを読む|阅读(?:全文|更多)|閱讀全文|더 보기|계속 읽기"
)
_FOOTER: Final = re.compile(
    r"\s*(?:the post .{0,300}? (?:first )?appeared first on .{0,200}"
    r"|(?:der beitrag|l['’]article|la entrada|o post|l['’]articolo) .{0,300}?"
    r" (?:erschien zuerst auf|est apparu en premier sur|se publicó primero en|apareceu primeiro em"
    r"|proviene da) .{0,200})$",
    re.IGNORECASE | re.DOTALL,
)
"""What WordPress writes below each entry."""


def is_part(text: str, usual: Sequence[int] = ()) -> bool:
    """Whether a text is only a part of its story; `usual` are the lengths of others of its feed, in words."""
    text = _without_footer(text)
    words = count_words(text)
    if is_cut_off(text, words):
        return True
    whole = sorted(usual)[len(usual) // 2] if len(usual) >= _SIBLINGS else 0
    return whole >= _USUAL and words * _SHARE < whole


def is_cut_off(end: str, words: int) -> bool:
    """Whether a text of so many words says itself that it goes on; `end` are its last thousand characters."""
    end = _without_footer(end)
    return words < _FEW or bool(_CUT.search(end[-_END:])) or _sends_on(end[-_END:])


@cache  # compiled when first asked for: whoever starts should not wait for it
def _go_on() -> re.Pattern[str]:
    return re.compile(_GO_ON, re.IGNORECASE)


def _sends_on(end: str) -> bool:
    """Whether the last line of a text sends one on to the page; a text that speaks of reading on does not."""
    line = end.rpartition("\n")[2].strip()
    ends = [found.end() for found in _go_on().finditer(line)]
    return bool(ends) and len(line) - ends[-1] <= _END // 3


def _without_footer(text: str) -> str:
    beginning, end = text[:-_FOOTED], text[-_FOOTED:]
    return (beginning + _FOOTER.sub("", end)).rstrip()
