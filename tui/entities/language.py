"""Whether a text is English: a count of common words, without any statistics of letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_ENGLISH: Final = frozenset(
    """the of and to in a is that for it on was with as at by be this have from are he his has not but they
    an will were their said who been would which more after when there its had one about or we you all than
    also out up she her him them so no if what can over into new two first us""".split()
)
_OTHERS: Final = frozenset(
    """der die das und ist nicht mit den von dem ein eine im auf für zu sich des auch als wird
    le la les des et est une un dans que qui pour par sur avec au aux du pas ce sont il elle
    el los las una en del que y con por para es se su al lo como más
    il che di un una per con non sono della del nel alla gli le
    o os as um uma que não com para por da do dos das em no na ao
    het een van de en dat niet met voor zijn op aan te ook
    och att det som en på är av för med den inte till ett
    og det at en er på til av for med ikke som den har de
    ja on ei että se oli mutta ovat hän myös
    w na się nie że z do jest i to po od za jak przez
    a v na se je že s z do to ve po jako
    és az egy hogy nem is ez meg volt csak
    ve bir bu da de için ile olarak çok olan
    dan yang di ini itu dengan untuk pada tidak dari dalam akan
    và của là có được trong cho các không với
    și în la de cu pe nu este care mai
    и в не на что с по как это за от его для""".split()
)
_ENOUGH: Final = 8
"""Common words, of any language, below which a text is too short to tell."""
_LAST_LATIN: Final = "\u024f"


def is_english(words: Iterable[str], stated: str | None = None) -> bool:
    """Tell whether a text of these words is English; an undecided one passes for it.

    `stated` is the language its source gives, as a BCP 47 tag: it decides where the text is too short
    to tell, and only there, since many feeds state the wrong one.
    """
    english = others = count = foreign_script = 0
    for word in words:
        lower = word.lower()
        count += 1
        english += lower in _ENGLISH
        others += lower in _OTHERS
        foreign_script += lower[0] > _LAST_LATIN and lower[0].isalpha()
    if foreign_script * 3 > count:
        return False
    if english + others < _ENOUGH:
        return stated is None or stated.lower().startswith("en")
    return english >= others
