"""`sync --notify`: what a sync has brought, told outside of the terminal's window or by a program."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tui.cli.output import say
from tui.errors import DatelineError
from tui.library.frontdesk import utc_now
from tui.library.notifying import NotifyingDesk
from tui.settings.file import load_config
from tui.system.programs import Running
from tui.terminal.notices import notice_sequence, notice_text

if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.model.notices import NoticeRules


def begin_notifying(library: Library) -> None:
    """Let what was there before the sync be no news. Raises DatelineError where nothing says how to tell."""
    _rules(library)
    NotifyingDesk(library.database, utc_now).begin()


def tell_of_news(library: Library) -> None:
    """Tell what is new, in the way that the configuration says. Raises DatelineError."""
    stated = _rules(library)
    lines = NotifyingDesk(library.database, utc_now).news(names=stated.names, of_searches=stated.searches)
    for line in lines:
        if stated.how == "command":
            ended = Running([*stated.command, notice_text(line)]).wait()
            if not ended.is_well:
                said = f": {ended.line}" if ended.line else ""
                raise DatelineError(f"{stated.command[0]} failed, code {ended.code}{said}")
        else:
            _send(notice_sequence(stated.how, line, os.environ))
        say(notice_text(line))


def _rules(library: Library) -> NoticeRules:
    rules = load_config(library.paths).notify
    if rules is None or not rules.is_on:
        raise DatelineError("How to notify is not set: `how` under [notify] in the configuration.")
    return rules


def _send(sequence: str) -> None:
    """Write to the terminal, if there is one: beside the data, where words are written."""
    stream = next((one for one in (sys.stderr, sys.stdout) if one.isatty()), None)
    if stream is not None:
        stream.write(sequence)
        stream.flush()
