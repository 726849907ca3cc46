"""Keys of other layouts by their position: what a command's key types where letters are not Latin.

Only signs that no Latin layout has are here: `.` may be a full stop, or the key right of it on a Cyrillic
board, and nothing tells which. Loaded with the first such letter.
"""

from __future__ import annotations

from typing import Final

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_LATIN_SHIFTED: Final = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'

# Rows of the keys as they lie, `_` where a key types what is not its own. What two layouts have in different
# places goes to the one that stands first: ЙЦУКЕН is Russian, and with a few letters more Ukrainian.
_BOARDS: Final = (
    "йцукенгшщзхъфывапролджэячсмитьбю",  # Russian
    "йцукенгшщзхїфівапролджєячсмитьбю",  # Ukrainian
    "йцукенгшўзх_фывапролджэячсмітьбю",  # Belarusian
    "_ςερτυθιοπ__ασδφγηξκλ__ζχψωβνμ__",  # Greek
)
_MORE: Final = {"№": "#", "Ё": "~", "ё": "`", "ґ": "\\", "Ґ": "|", "’": "`"}
_ACCENTED: Final = str.maketrans("άέήίόύώϊϋΐΰΆΈΉΊΌΎΏΪΫ", "αεηιουωιυιυΑΕΗΙΟΥΩΙΥ")


def _table() -> dict[str, str]:
    table = dict(_MORE)
    for board in _BOARDS:
        for typed, latin, shifted in zip(board, _LATIN, _LATIN_SHIFTED, strict=True):
            if typed != "_":
                table.setdefault(typed, latin)
                # ς has no capital of its own: shifted, that key types nothing.
                if typed != "ς":
                    table.setdefault(typed.upper(), shifted)
    return table


_TABLE: Final = _table()


def latin(typed: str) -> str | None:
    """Return what the same key types on a Latin board; None where that cannot be told."""
    return _TABLE.get(typed.translate(_ACCENTED))
