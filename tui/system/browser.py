"""Opening web pages: the one place where something from a feed reaches another program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from tui.errors import DatelineError
from tui.text.weblinks import web_link


def browser_command(own: Sequence[str]) -> list[str]:
    """Return the command that opens a page: the reader's own, else the desktop's. Raises DatelineError."""
    if own:
        return list(own)
    # The desktop's own choice first; Python's `webbrowser` would take a text browser into our terminal.
    for name in ("open",) if sys.platform == "darwin" else ("xdg-open", "gio", "sensible-browser"):
        if shutil.which(name):
            return [name, "open"] if name == "gio" else [name]
    raise DatelineError("No browser was found; set `browser` in the configuration.")


def open_page(url: str, own: Sequence[str] = ()) -> None:
    """Open a web page: its address written anew, as one argument to one program, and no shell.

    Raises DatelineError where it is no http or https address, or nothing can open it.
    """
    address = web_link(url)
    if address is None:
        raise DatelineError(f"Only web pages are opened, not {url[:80]!r}.")
    if os.name == "nt" and not own:
        import webbrowser

        webbrowser.open(address)
        return
    command = [*browser_command(own), address]
    try:
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise DatelineError(f"{command[0]} could not be started: {error.strerror or error}") from error
