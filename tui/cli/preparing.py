"""Preparing what waits: as far as one likes to wait for it, and the rest in a process of its own."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui.cli.kinds import named_by_option
from tui.cli.opening import opened_library
from tui.cli.output import say
from tui.cli.progress import counting_down
from tui.errors import StoreBusy, StoreUnwritable
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.library.frontdesk import Library

if TYPE_CHECKING:
    from tui import backstage
    from tui.system import child
else:  # loaded when first used: whoever starts should not wait for them
    backstage = Lazy("tui.backstage")
    child = Lazy("tui.system.child")

MOST_TEXTS: Final = 2_000
"""Texts prepared while somebody waits: about a second."""
_MOST_NAMES: Final = 50
"""Articles whose names are found while somebody waits: about as long."""
_ALL: Final = sys.maxsize


def run_prepare(_arguments: Namespace) -> int:
    """Prepare all that waits, or wait while another process does."""
    with opened_library() as library:
        before = library.counts().queue
        with counting_down(lambda: _pieces(library), "preparing") as go_on:
            library.catch_up(go_on)
    say(f"{before} {'article was' if before == 1 else 'articles were'} waiting; all are prepared.")
    return 0


def prepare_now(library: Library) -> None:
    """Prepare texts, so that a search finds them; where they are too many, say so and leave them."""
    if prepare_texts(library):
        return
    waiting = library.waiting_texts(_ALL)
    say(f"dateline: the text of {waiting:,} articles is not searchable yet; `dateline prepare` sees to it.")


def name_now(library: Library) -> None:
    """Find names, so that they can be asked for; where there are too many, say so and leave them."""
    waiting = library.counts().queue
    if waiting <= 2 * _MOST_NAMES:
        with suppress(StoreBusy, StoreUnwritable):
            library.prepare()
    else:
        say(f"dateline: the names of {waiting:,} articles are not found yet; `dateline prepare` sees to it.")


def ready_to_choose(library: Library, arguments: Namespace) -> None:
    """Prepare what the list needs that was chosen: texts for a search, names for one's stories."""
    if named_by_option(arguments):
        name_now(library)
    elif arguments.search is not None or arguments.find is not None:
        prepare_now(library)


def prepare_waiting(library: Library) -> None:
    """Prepare what has come in, as far as it is soon done; the rest goes on when the command has ended."""
    if not prepare_texts(library):
        waiting = library.waiting_texts(_ALL)
        say(f"{waiting} texts are made searchable in the background; `dateline prepare` waits for it.")
    elif library.counts().queue <= _MOST_NAMES:
        library.prepare()
    if library.counts().queue or library.has_older_rows():
        _leave()


def prepare_texts(library: Library) -> bool:
    """Prepare the texts that wait, with a bar, if they are not too many; return whether they are done.

    They are not where nothing can be written just now: what is searchable already can be searched.
    """
    if library.waiting_texts(MOST_TEXTS + 1) > MOST_TEXTS:
        return False
    try:
        with counting_down(lambda: library.waiting_texts(MOST_TEXTS), "made searchable") as go_on:
            library.prepare(names=False, go_on=go_on)
    except (StoreBusy, StoreUnwritable):
        return False
    return True


def _pieces(library: Library) -> int:
    """Return how many pieces of work are left: each text that waits, and the names of each article."""
    return library.waiting_texts(_ALL) + library.counts().queue


def _leave() -> None:
    """Start the process that goes on. Where it cannot be started, the reader or the next sync does it."""
    import subprocess

    with suppress(OSError):
        # In a session of its own, so that it outlives the terminal that the command was typed in.
        subprocess.Popen(
            child.our_python("tui.backstage", backstage.ALONE),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
