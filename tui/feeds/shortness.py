"""Whether a feed gives a story whole, or only its beginning: told by the text itself, and by its siblings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Final

from tui.model.prose import Prose, plain_text
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
_CUT: Final = re.compile(r"(?:…|\.\.\.|\[\s?(?:…|\.\.\.)\s?\]|\(\s?(?:…|\.\.\.)\s?\))[\s\"'”’»)\]]{0,9}$")
_GO_ON: Final = re.compile(
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
    r"|続きを読む|阅读(?:全文|更多)|閱讀全文|더 보기|계속 읽기",
    re.IGNORECASE,
)
_FOOTER: Final = re.compile(
    r"\s*(?:the post .{0,300}? (?:first )?appeared first on .{0,200}"
    r"|(?:der beitrag|l['’]article|la entrada|o post|l['’]articolo) .{0,300}?"
    r" (?:erschien zuerst auf|est apparu en premier sur|se publicó primero en|apareceu primeiro em"
    r"|proviene da) .{0,200})$",
    re.IGNORECASE | re.DOTALL,
)
"""What WordPress writes below each entry."""


def is_short(prose: Prose, usual: Sequence[int] = ()) -> bool:
    """Whether a text is only a part of its story; `usual` are the lengths of others of its feed, in words."""
    return is_part(plain_text(prose.sections), usual)


def is_part(text: str, usual: Sequence[int] = ()) -> bool:
    """Whether a plain text is only a part of a story: see `is_short`."""
    text = _without_footer(text).rstrip()
    words = count_words(text)
    if words < _FEW or _CUT.search(text[-_END:]) or _sends_on(text[-_END:]):
        return True
    whole = median(usual) if len(usual) >= _SIBLINGS else 0
    return whole >= _USUAL and words * _SHARE < whole


def _sends_on(end: str) -> bool:
    """Whether the last line of a text sends one on to the page; a text that speaks of reading on does not."""
    line = end.rpartition("\n")[2].strip()
    ends = [found.end() for found in _GO_ON.finditer(line)]
    return bool(ends) and len(line) - ends[-1] <= _END // 3


def _without_footer(text: str) -> str:
    beginning, end = text[:-1_000], text[-1_000:]
    return beginning + _FOOTER.sub("", end)
