"""Programs of the reader's choice: a story on their standard input, its link as one argument, and no shell.

What comes from a feed is data to them: it never names the program, never becomes an option, and never
stands where a shell or an interpreter reads its program (docs/safety.md, rule 7).
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import IO, Final, NamedTuple

from tui.errors import DatelineError
from tui.text.safe import clean_line
from tui.text.weblinks import web_link

PLACEHOLDERS: Final = ("link", "title", "id", "feed")
_PLACEHOLDER: Final = re.compile(r"\{(link|title|id|feed)\}")
_INTERPRETER: Final = re.compile(
    r"(ba|da|a|z|k|mk|c|tc|fi|x?on|el|pw)?sh|nu|su|ssh|eval|python[\d.]*|perl[\d.]*|ruby|node|php|lua[\d.]*"
    r"|osascript|emacs(client)?"
)
"""Programs that take one of their arguments for a program."""
_CODE: Final = re.compile(r"-[A-Za-z]*[ceEr]|--(eval|exec|execute|command|run)=?.*")
"""The option before such an argument, or with it."""
_NOT_FIRST: Final = re.compile(r"""^[^\w"'“”„«‘(\[¿¡]+""")
_SEPARATORS: Final = str.maketrans("/\\", "--")
_LONGEST_BYTES: Final = 160
"""Of a title: with an ending it is still the name of a file (255 bytes at the most)."""
_LINE_BYTES: Final = 4_096
_LONGEST_LINE: Final = 120
_CONTROL_SEQUENCE: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]])")


class Facts(NamedTuple):
    """What placeholders stand for."""

    link: str | None
    """None: the story has no page of its own."""
    title: str
    id: str
    feed: str


class Ended(NamedTuple):
    """How a program ended."""

    code: int
    """As the shell has it; negative: by that signal."""
    line: str
    """The first line of what it said: of its errors where it failed; empty: it said nothing."""

    @property
    def is_well(self) -> bool:
        """Whether it says that all went well."""
        return self.code == 0


# ── the command ───────────────────────────────────────────────────────────────────────────────


def typed_command(text: str) -> tuple[str, ...]:
    """Return the words of a command that was typed; no shell ever sees it. Raises DatelineError."""
    try:
        words = tuple(shlex.split(text))
    except ValueError as error:
        raise DatelineError(f"That is no command: {error}.") from error
    if not words or not words[0]:
        raise DatelineError("That is no command.")
    if problem := command_problem(words):
        raise DatelineError(f"{problem[:1].upper()}{problem[1:]}.")
    return words


def command_problem(command: Sequence[str]) -> str:
    """Say why words of a feed must not stand where a command has them; empty where they may."""
    if _PLACEHOLDER.search(command[0]):
        return f"{command[0]} would let a feed choose the program"
    # Behind `env`, `sudo`, `nice` too: wherever it stands among the words.
    at = next((n for n, word in enumerate(command) if _INTERPRETER.fullmatch(PurePath(word).name)), None)
    if at is None:
        return ""
    for before, word in zip(command[at:], command[at + 1 :], strict=False):
        is_code = _CODE.fullmatch(before) or word.startswith("--") or PurePath(before).name in ("ssh", "eval")
        if is_code and _PLACEHOLDER.search(word):
            name = PurePath(command[at]).name
            return f"{name} would run what stands in {word}: give it as an argument of its own behind that"
    return ""


def filled(command: Sequence[str], facts: Facts, *, with_link: bool = False) -> list[str]:
    """Return a command with its placeholders filled in, each within its one argument.

    Where `with_link`, the link comes last if no placeholder names it. Raises DatelineError where there
    is no link and one is wanted.
    """
    if with_link and not any("{link}" in word for word in command[1:]):
        command = (*command, "{link}")
    values = {
        "title": harmless(facts.title) or "untitled",
        "feed": harmless(facts.feed) or "feed",
        "id": facts.id,
    }

    def value(match: re.Match[str]) -> str:
        return _address(facts.link) if match[1] == "link" else values[match[1]]

    return [command[0], *(_PLACEHOLDER.sub(value, word) for word in command[1:])]


def harmless(words: str) -> str:
    """Return a feed's words as something that is neither an option nor a path: one line, cut to a length.

    Slashes become hyphens, and nothing stands before the first letter, digit or quotation mark.
    """
    line = _NOT_FIRST.sub("", clean_line(words).translate(_SEPARATORS))
    return line.encode()[:_LONGEST_BYTES].decode(errors="ignore").rstrip(" .")


def _address(link: str | None) -> str:
    address = web_link(link) if link else None
    if address is None:
        raise DatelineError("This story has no page of its own.")
    return address


# ── running it ────────────────────────────────────────────────────────────────────────────────


class Running:
    """A program behind the screen. It has all the time it wants, and does not end with the reader."""

    def __init__(self, command: Sequence[str], given: bytes | None = None, *, is_heard: bool = True) -> None:
        """Start it with `given` on its standard input; what it prints is kept if it `is_heard`.

        Raises DatelineError where it cannot be started.
        """
        # Files and no pipes: whoever reads them may leave, or be slow, and the program notices nothing.
        self._said = _unnamed() if is_heard else None
        self._errors = _unnamed()
        try:
            with _unnamed(given or b"") as text:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL if given is None else text,
                    stdout=self._said or subprocess.DEVNULL,
                    stderr=self._errors,
                    start_new_session=True,  # ctrl+c and the terminal's end are meant for the reader
                )
        except (OSError, ValueError) as error:
            raise _not_started(command, error) from error

    def stop(self) -> None:
        """End it now, and what it has started."""
        with suppress(OSError):
            os.killpg(self._process.pid, signal.SIGTERM)

    def wait(self) -> Ended:
        """Wait for its end, for ever if need be. For a thread of its own."""
        code = self._process.wait()
        lines = [_first_line(file) for file in (self._errors, self._said) if file is not None]
        # Who is content is asked what was said, who fails what was wrong.
        said = next(filter(None, lines if code else reversed(lines)), "")
        return Ended(code, said)


def run_on_terminal(command: Sequence[str], given: bytes | None = None) -> Ended:
    """Run a program that has the terminal until it ends, `given` on its standard input.

    Raises DatelineError where it cannot be started.
    """
    try:
        with _unnamed(given or b"") as text:
            code = subprocess.call(command, stdin=None if given is None else text)
    except (OSError, ValueError) as error:
        raise _not_started(command, error) from error
    return Ended(code, "")


def _not_started(command: Sequence[str], error: Exception) -> DatelineError:
    reason = (error.strerror if isinstance(error, OSError) else None) or error
    return DatelineError(f"{command[0]} could not be started: {reason}.")


def _unnamed(content: bytes = b"") -> IO[bytes]:
    """Return a file without a name, to be read from its beginning. Raises DatelineError."""
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115  (whoever gets it closes it)
        file.write(content)
        file.seek(0)
    except OSError as error:
        raise DatelineError(f"Nothing can be written down here: {error.strerror or error}.") from error
    return file


def _first_line(file: IO[bytes]) -> str:
    """Return the first line with a letter or digit in it, harmless and short: no rule, no `---`."""
    with suppress(OSError), file:
        file.seek(0)
        text = _CONTROL_SEQUENCE.sub("", file.read(_LINE_BYTES).decode(errors="replace"))
        said = (line for line in map(clean_line, text.splitlines()) if any(map(str.isalnum, line)))
        line = next(said, "")
        return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"
    return ""
