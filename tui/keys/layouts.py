"""Keys of other layouts by their position: what the same key types on a board with Latin letters.

Where the terminal tells a key's place (`tui.terminal.keyboard`) nobody asks here. Else what is typed is
looked up: letters that no Latin layout has, by the commonest layout that has them; other signs only where
the reader has named a layout, as `.` may be a full stop, or the key right of it on a Cyrillic board. Loaded
with the first sign that is looked up.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

LATIN: Final = "`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
SHIFTED: Final = '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'
"""The keys as they lie on a board for English, row by row, and what they type with shift."""

BOARDS: Final = {
    "russian": (
        "ё1234567890-=йцукенгшщзхъфывапролджэ\\ячсмитьбю.",
        'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭ/ЯЧСМИТЬБЮ,',
    ),
    "ukrainian": (
        "'1234567890-=йцукенгшщзхїфівапролджєґячсмитьбю.",
        'ʼ!"№;%:?*()_+ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄҐЯЧСМИТЬБЮ,',
    ),
    "belarusian": (
        "ё1234567890-=йцукенгшўзх'фывапролджэ\\ячсмітьбю.",
        "Ё!\"№;%:?*()_+ЙЦУКЕНГШЎЗХ'ФЫВАПРОЛДЖЭ/ЯЧСМІТЬБЮ,",
    ),
    "kazakh": (
        '("әіңғ,.үұқөһйцукенгшщзхъфывапролджэ\\ячсмитьбю№',
        ")!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭ/ЯЧСМИТЬБЮ?",
    ),
    "mongolian": (
        "=1234567890ещфцужэнгшүзкъйыбөахролдп!ячёсмитьвю",
        '+№-"₮:._,%?ЕЩФЦУЖЭНГШҮЗКЪЙЫБӨАХРОЛДП|ЯЧЁСМИТЬВЮ',
    ),
    "bulgarian": (
        "(1234567890-.,уеишщксдзц;ьяаожгтнвмч„юйъэфхпрлб",
        ')!?+"%=:/–№$€ыУЕИШЩКСДЗЦ§ѝЯАОЖГТНВМЧ“ЮЙЪЭФХПРЛБ',
    ),
    "bulgarian-phonetic": (
        "ч1234567890-=явертъуиопшщасдфгхйкл;'юзьцжбнм,./",
        'Ч!@№$%€§*()–+ЯВЕРТЪУИОПШЩАСДФГХЙКЛ:"ЮЗѝЦЖБНМ„“?',
    ),
    "bulgarian-bas": (
        "ю1234567890-=чшертъуиопящасдфгхйкл;'ьзжцвбнм,./",
        'Ю!@№$%€§*()–+ЧШЕРТЪУИОПЯЩАСДФГХЙКЛ:"ѝЗЖЦВБНМ„“?',
    ),
    "russian-phonetic": (
        "ю1234567890-чявертыуиопшщасдфгхйкл;'эзьцжбнм,./",
        'Ю!@ёЁъЪ&*()_ЧЯВЕРТЫУИОПШЩАСДФГХЙКЛ:"ЭЗЬЦЖБНМ<>?',
    ),
    "serbian": (
        "`1234567890'+љњертзуиопшђасдфгхјклчћжжџцвбнм,.-",
        '~!"#$%&/()=?*ЉЊЕРТЗУИОПШЂАСДФГХЈКЛЧЋЖЖЏЦВБНМ;:_',
    ),
    "macedonian": (
        "`1234567890-=љњертѕуиопшѓасдфгхјклчќжзџцвбнм,./",
        "~!„“$%^&*()_+ЉЊЕРТЅУИОПШЃАСДФГХЈКЛЧЌЖЗЏЦВБНМ;:?",
    ),
    "greek": (
        "`1234567890-=;ςερτυθιοπ[]ασδφγηξκλ_'\\ζχψωβνμ,./",
        '~!@#$%^&*()_+:ΣΕΡΤΥΘΙΟΠ{}ΑΣΔΦΓΗΞΚΛ_"|ΖΧΨΩΒΝΜ<>?',
    ),
    "hebrew": (
        ";1234567890-=/'קראטוןםפ][שדגכעיחלךף,\\זסבהנמצתץ.",
        '~!@#$%^&*)(_+QWERTYUIOP}{ASDFGHJKL:"|ZXCVBNM><?',
    ),
    "arabic": (
        "ذ1234567890-=ضصثقفغعهخحجدشسيبلاتنمكط\\ئءؤرﻻىةوزظ",
        "\u0651!@#$%^&*)(_+\u064e\u064b\u064f\u064cﻹإ`÷×؛<>\u0650\u064d][ﻷأـ،/:\"…~\u0652}{ﻵآ',.؟",
    ),
    "persian": (
        "\u200d۱۲۳۴۵۶۷۸۹۰-=ضصثقفغعهخحجچشسیبلاتنمکگ\\ظطزرذدپو./",
        "÷!٬٫﷼٪×،*)(ـ+\u0652\u064c\u064d\u064b\u064f\u0650\u064e\u0651][}{ؤئيإأآة»«:؛|ك\u0653ژ\u0670\u200c\u0654ء><؟",
    ),
    "georgian": (
        "„1234567890-=ქწერტყუიოპ[]ასდფგჰჯკლ;'\\ზხცვბნმ,./",
        '“!@#$%^&*()_+QჭEღთYUIOP{}AშDFGHჟKL:"|ძXჩVBNM<>?',
    ),
}
"""Layouts by name, as the X keyboard configuration has them, key by key; `_` where a key types nothing."""
_USUAL: Final = ("russian", "ukrainian", "belarusian", "greek", "hebrew", "arabic", "georgian")
"""Those that are gone by without a name; where they disagree, the first counts."""
_ACCENTED: Final = str.maketrans("άέήίόύώϊϋΐΰΆΈΉΊΌΎΏΪΫ", "αεηιουωιυιυΑΕΗΙΟΥΩΙΥ")


@lru_cache(maxsize=2)
def _table(named: str) -> dict[str, str]:
    table = dict[str, str]()
    if named:
        table.update(_signs(named))
    for usual in _USUAL:
        for typed, latin in _signs(usual).items():
            if _is_foreign(typed):
                table.setdefault(typed, latin)
    return table


def _signs(name: str) -> dict[str, str]:
    """Return what a layout types besides Latin letters and digits, each with what lies there."""
    plain, shifted = BOARDS[name]
    pairs = zip(shifted + plain, SHIFTED + LATIN, strict=True)  # the plain sign counts, where both have it
    return {
        typed: latin for typed, latin in pairs if typed != "_" and not (typed.isascii() and typed.isalnum())
    }


def _is_foreign(sign: str) -> bool:
    """Tell whether no Latin layout has a sign: a letter, a mark or a digit of another script."""
    return not sign.isascii() and (unicodedata.category(sign)[0] in "LMN" or sign == "№")


def is_latin_letter(sign: str) -> bool:
    """Tell whether a letter is one of the Latin script, with accents or without."""
    return sign.isascii() or unicodedata.name(sign, "").startswith("LATIN")


def latin(typed: str, named: str = "") -> str | None:
    """Return what the same key types on a Latin board; None where that cannot be told.

    `named` is the layout that the reader has named.
    """
    return _table(named).get(typed.translate(_ACCENTED))


def with_shift(sign: str) -> str:
    """Return what a key of a Latin board types with shift."""
    return sign.translate(_WITH_SHIFT)


_WITH_SHIFT: Final = str.maketrans(LATIN, SHIFTED)
