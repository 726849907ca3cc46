"""The schema as texts: that of today, and the steps that bring an older file to it, each as it was written.

`today.sql` is the one to be read. A step is never edited once released, and shares nothing with what
stands in `today.sql` now: it has to do tomorrow what it did then.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.model.kinds import KINDS

APPLICATION_ID: Final = 0x64_74_6C_6E  # "dtln", so that `file` and we can tell whose database it is
PAGE_BYTES: Final = 16_384  # with pages of 4 kB a body of 2 kB has one to itself, half of it empty
TOKENIZER: Final = "porter unicode61 remove_diacritics 2"
"""How the search index cuts words, as `today.sql` has it."""


def today() -> str:
    """Return the statements that make a new file; `{kinds}` in their text stands for the kinds of names."""
    return _text("today").replace("{kinds}", ", ".join(f"'{kind}'" for kind in KINDS))


def step(name: str) -> str:
    """Return the statements of a step, such as "02": those that lead to that version."""
    return _text(f"step-{name}")


def versions() -> tuple[int, ...]:
    """Return the versions that steps lead to."""
    return tuple(int(path.stem.split("-")[1]) for path in Path(__file__).parent.glob("step-*.sql"))


def _text(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")
