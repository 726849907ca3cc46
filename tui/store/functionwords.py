"""Words that join others and tell nothing by themselves: found where they are asked for, and not lit.

Articles, conjunctions, prepositions and the commonest forms of be and have, folded.
"""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = (
    "a an the and or but nor if as at by for from in into of off on onto out over per than that then to "
    "up upon via with is are was were be been being am has have had do does did will would it its this "
    "these those he she they we you i his her their our your not no so"
)
_GERMAN: Final = (
    "der das den dem des ein eine einen einem einer eines und oder aber an am auf aus bei beim bis durch "
    "fur gegen im in mit nach ob ohne seit um unter von vom vor zu zum zur uber als wie ist sind haben es "
    "er sie wir ich nicht sich auch dass"
)
_FRENCH: Final = (
    "le la les l un une des du de d au aux et ou mais ni a dans en par sous sur avec entre vers que qu "
    "qui est sont etait ont il elle ils elles on nous vous je ce cette ces se s sa ses ne pas"
)
_SPANISH_AND_PORTUGUESE: Final = (
    "el la los las lo un una unos unas y e o u pero de del al a ante con en entre para por sin sobre que "
    "es son fue ha han se su sus no os as um uma uns do da dos das no na nos nas ao aos pelo pela em com "
    "sem sob ou mas nao"
)
_ITALIAN_AND_DUTCH: Final = (
    "il lo gli i uno e ed ma di del della dei delle al alla dal dalla nel nella col con su sul sulla per "
    "tra fra che sono si non de het een en of maar voor op aan uit bij naar te ter is zijn was dat die "
    "niet"
)
_RUSSIAN_AND_UKRAINIAN: Final = (
    "и в во на не что с со как а но к ко у же за из от по о об для до при или ли это і й та у в на що не "
    "до з із за від по про для як або це"
)

FUNCTION_WORDS: Final = frozenset(
    " ".join(
        (_ENGLISH, _GERMAN, _FRENCH, _SPANISH_AND_PORTUGUESE, _ITALIAN_AND_DUTCH, _RUSSIAN_AND_UKRAINIAN)
    ).split()
)
"""Folded as `tui.text.folding.fold` does."""
