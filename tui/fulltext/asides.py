"""Lines within an article that are none of it, told by how they begin: "Read also: …", calls to subscribe.

The phrases are those that newspapers of some twenty languages set before a link to another story.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from tui.fulltext.pieces import PagePiece, WebPage

_PHRASES: Final = """
read more|read also|also read|read next|see also|more on this|more from|related|recommended
you may also like|you might also like|don't miss|watch also|watch more|watch:|listen:|sign up
subscribe to|subscribe now|follow us|download the app|download our app|support us|join our|join us on
click here|must read|trending|in case you missed|lesen sie auch|lesen sie hier|lesen sie mehr
lesen sie dazu|lesen sie weiter|mehr zum thema|mehr dazu|lies auch|auch interessant|auch lesenswert
das könnte sie auch interessieren|zum thema|weiterlesen|weitere artikel|weitere beiträge|abonnieren sie
folgen sie uns|hier geht es zu|jetzt abonnieren|newsletter|à lire aussi|lire aussi|a lire aussi
à lire également|lire également|voir aussi|à voir aussi|pour aller plus loin|sur le même sujet|retrouvez
abonnez-vous|inscrivez-vous|lea también|lea más|lee también|leer también|leer más|le puede interesar
te puede interesar|le recomendamos|vea también|ver también|mira también|más información|suscríbase
suscríbete|síguenos|lea además|leia também|leia mais|veja também|saiba mais|assine|siga-nos
confira também|leggi anche|leggi di più|vedi anche|guarda anche|approfondisci|iscriviti
ti potrebbe interessare|lees ook|lees meer|bekijk ook|zie ook|les også|læs også|läs också|läs mer
les mer|se også|czytaj także|czytaj też|czytaj więcej|zobacz także|zobacz też|przeczytaj także
przeczytaj też|polecamy|čtěte také|čtěte více|přečtěte si|olvasd el|olvassa el|citește și|citiți și
vezi și|читайте также|читайте ещё|смотрите также|подписывайтесь|читайте далее|читайте також
дивіться також|ayrıca okuyun|bunu da oku|ilgili haber|διαβάστε επίσης|διαβάστε ακόμα|δείτε επίσης
اقرأ أيضا|اقرأ أيضاً|اقرأ المزيد|关注我们|相关阅读|相关新闻|延伸阅读|関連記事|あわせて読みたい|관련기사
यह भी पढ़ें|ये भी पढ़ें
"""
_BEGINS: Final = re.compile(
    r"[\W_]{0,4}(?:"
    + "|".join(re.escape(phrase) for phrase in re.split(r"[|\n]", _PHRASES) if phrase)
    + r")",
    re.IGNORECASE,
)
_SHORT: Final = 200
_MOSTLY: Final = 0.5


def without_asides(page: WebPage, kept: Set[int]) -> frozenset[int]:
    """Return what is kept without links to other stories, and without what announces what is not kept."""
    found = {number for number in kept if not is_aside(page.pieces[number])}
    for number in sorted(found, reverse=True):
        # A last line that ends in a colon has lost what it was for.
        if page.pieces[number].kind != "text" or not page.pieces[number].text.endswith((":", "：")):
            break
        found.discard(number)
    return frozenset(found)


def is_aside(piece: PagePiece) -> bool:
    """Whether a line leads to another story or to a subscription: by how it begins, and its links."""
    if piece.kind != "text" or len(piece.text) > _SHORT or not _BEGINS.match(piece.text):
        return False
    return (
        piece.linked > len(piece.text) * _MOSTLY or piece.text.endswith((":", "：")) or len(piece.text) < 40
    )
