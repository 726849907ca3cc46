"""Notices that a terminal shows outside of its window: OSC 9, OSC 777, or its bell.

OSC 9 is iTerm2's, and kitty, WezTerm and Ghostty know it; OSC 777 is rxvt-unicode's, and foot knows it.
Within tmux they are wrapped for it to pass on, where its `allow-passthrough` lets it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.text.safe import clean_line

_LONGEST: Final = 160
_BELL: Final = "\x07"
_PROGRAM: Final = "dateline"


def notice_text(text: str) -> str:
    """Return a text as a notice has it: one harmless line, of bounded length, that is no option."""
    line = clean_line(text).lstrip("-+@/ ")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def notice_sequence(how: str, text: str, environment: Mapping[str, str]) -> str:
    """Return what is written to the terminal for a notice; `how` is `osc9`, `osc777` or `bell`."""
    # A semicolon parts what they are made of: `9;4;…` is a progress bar to some.
    line = notice_text(text).replace(";", ",")
    match how:
        case "osc9":
            return _passed_on(f"\x1b]9;{line}{_BELL}", environment)
        case "osc777":
            return _passed_on(f"\x1b]777;notify;{_PROGRAM};{line}{_BELL}", environment)
        case _:
            return _BELL


def _passed_on(sequence: str, environment: Mapping[str, str]) -> str:
    """Wrap a sequence for tmux, which else keeps it: its escapes are doubled."""
    if not environment.get("TMUX"):
        return sequence
    doubled = sequence.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}\x1b\\"
