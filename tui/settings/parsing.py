"""Reading a configuration that may be wrong: whatever is right in it holds, and all that is wrong is named.

A setting that cannot be has its default, with one exception: where it says how feeds are to be asked
(by which proxy, as whom, with what headers), nothing is asked otherwise than the reader wished. Those
feeds are left alone until it is mended (`Config.refused`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from tui.settings.config import EVERY_FEED, Config, FeedConfig, Validator, kind_of, usable_keys
from tui.sources.schemes import transport_of
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.programs import Program

if TYPE_CHECKING:
    from tui.keys import keymap
    from tui.model import notices
    from tui.model import programs as program_model
    from tui.settings import programs
else:  # loaded when first used: whoever starts should not wait for them
    keymap = Lazy("tui.keys.keymap")
    notices = Lazy("tui.model.notices")
    program_model = Lazy("tui.model.programs")
    programs = Lazy("tui.settings.programs")

_ASKING: Final = frozenset(
    ("user_agent", "headers", "user", "password_command", "password_keyring", "password_env", "proxy")
)
"""Settings of how a feed is asked."""
_SECRET: Final = frozenset(("headers", "password_command", "proxy", "user"))
"""Settings whose value may hold a secret: it is not repeated."""
_PASSWORDS: Final = ("password_command", "password_keyring", "password_env")
_LONGEST_VALUE: Final = 60
_MOST_LINES: Final = 2_000
"""A longer file that is not TOML is not searched for what is right in it."""

_KEY: Final = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DOTTED: Final = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER: Final = re.compile(rf"[ \t]*\[\[?[ \t]*({_DOTTED})[ \t]*\]")
_HEADERLIKE: Final = re.compile(r"[ \t]*\[\[?[ \t]*(?=[A-Za-z_])(.*)")
"""Also one whose end is missing; no line of a list of texts looks like it."""
_SETTING: Final = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

Path = tuple[str, ...]


class Problem(NamedTuple):
    """Something in the file that cannot be."""

    line: int | None
    """From 1; None where nobody knows."""
    key: str
    """The setting with its tables, as TOML writes it; empty for what is not TOML."""
    told: str
    """What is wrong, or what is expected."""
    is_lack: bool = False
    """Whether nothing is wrong but something is missing, which may be set next."""

    def in_words(self, name: str) -> str:
        """Return it as one line: `config.toml, line 3: reading.width: expected …`."""
        place = name if self.line is None else f"{name}, line {self.line}"
        return f"{place}: {self.key}: {self.told}" if self.key else f"{place}: {self.told}"


class ParsedConfig(NamedTuple):
    """What a file came to."""

    config: Config
    problems: tuple[Problem, ...]


def read_text(text: str, name: str) -> ParsedConfig:
    """Return what holds, and all that is wrong in a text, by its lines. Never raises."""
    document, problems, lost = _parsed(text)
    reader = _ConfigReader(name, _places(text) if problems or document else {})
    reader.problems += problems
    config = reader.read(document, lost)
    return ParsedConfig(config, tuple(sorted(reader.problems, key=lambda problem: problem.line or 0)))


class _ConfigReader:
    """Reads one document; what is wrong gathers in `problems`."""

    def __init__(self, name: str, places: Mapping[Path, int]) -> None:
        self.problems: list[Problem] = []
        self._name = name
        self._places = places
        self._refused: dict[str, str] = {}

    def read(self, document: Mapping[str, object], lost: Problem | None) -> Config:
        """Return what holds; `lost` is what may have said how feeds are to be asked and is not TOML."""
        if lost is not None:
            self._refused[EVERY_FEED] = lost.in_words(self._name)
        values = self._table(Config, document, ())
        self._check_own_keys(values)
        return Config(**values, refused=self._refused)

    def _table(self, kind: type[Any], table: Mapping[str, object], path: Path) -> dict[str, Any]:
        """Return a table's settings by name, those that can be."""
        known = {field.name: field for field in fields(kind) if not field.metadata.get("internal")}
        values: dict[str, Any] = {}
        for key, value in table.items():
            here = (*path, key)
            declared = known.get(key)
            if declared is None:
                meant = _nearest(key, known)
                told = _no_such(meant)
                # A misspelt `proxy` was meant as one: the feed is not asked without it.
                self._complain(here, told, asks=meant in _ASKING or _holds_asking(value))
            elif "check" in declared.metadata:
                self._checked(values, declared.metadata["check"], key, value, here)
            elif isinstance(value, dict):
                values[key] = self._own_table(declared, cast("dict[str, object]", value))
            else:
                told = f"expected a table, [{_dotted(here)}], got {_shown(value)}"
                self._complain(here, told, asks=key in ("feeds", "sync"))
        return values

    def _checked(self, values: dict[str, Any], check: Validator, key: str, value: object, path: Path) -> None:
        try:
            values[key] = check(value)
        except ValueError as expected:
            got = "" if key in _SECRET else f", got {_shown(value)}"
            self._complain(path, f"expected {expected}{got}", asks=key in _ASKING)

    def _own_table(self, declared: Field[Any], table: Mapping[str, object]) -> object:
        """Read one of the tables that `Config` holds: settings, keys by command, settings by feed."""
        if declared.name == "keys":
            return self._keys(table)
        if declared.name == "feeds":
            return {url: feed for url, value in table.items() if (feed := self._feed(url, value)) is not None}
        if declared.name == "programs":
            return {name: own for name, value in table.items() if (own := self._program(name, value))}
        if declared.name == "notify":
            return notices.NoticeRules(**self._by_checks(programs.NOTICE_CHECKS, table, ("notify",)))
        if declared.name == "macros":
            return self._macros(table)
        kind = kind_of(declared)
        return kind(**self._table(kind, table, (declared.name,)))

    def _keys(self, table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        own: dict[str, Any] = {}
        for command, keys in table.items():
            self._checked(own, usable_keys, command, keys, ("keys", command))
        while wrong := dict(keymap.key_problems(own)):  # without some of them others may clash
            for command, why in wrong.items():
                self._complain(("keys", command), why)
                del own[command]
        return own

    def _by_checks(
        self, checks: Mapping[str, Validator], table: Mapping[str, object], path: Path
    ) -> dict[str, Any]:
        """Return those settings of a table that can be, by the checks that there are."""
        values: dict[str, Any] = {}
        for key, setting in table.items():
            if key in checks:
                self._checked(values, checks[key], key, setting, (*path, key))
            else:
                self._complain((*path, key), _no_such(_nearest(key, checks)))
        return values

    def _program(self, name: str, table: object) -> Program | None:
        path = ("programs", name)
        if not isinstance(table, dict):
            self._complain(path, f"expected a table, [{_dotted(path)}], got {_shown(table)}")
            return None
        if not name.strip() or not name.isprintable():
            self._complain(path, "expected a name")
            return None
        stated = cast("dict[str, object]", table)
        values = self._by_checks(programs.CHECKS, stated, path)
        # Of a command that cannot be one was complained already.
        if "command" not in stated:
            self._complain(path, "expected a `command` too", is_lack=True)
        return program_model.Program(**values) if "command" in values else None

    def _macros(self, table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        own: dict[str, Any] = {}
        for key, steps in table.items():
            self._checked(own, programs.steps_of, key, steps, ("macros", key))
        return own

    def _check_own_keys(self, values: dict[str, Any]) -> None:
        """Take out the macros and the programs' keys that cannot be; let usual keys make way for what can."""
        if values.keys().isdisjoint(("keys", "macros", "programs")):
            return
        commands: keymap.Own = values.get("keys", {})
        known: Mapping[str, Program] = values.get("programs", {})
        macros, taken = dict[str, tuple[str, ...]](), list[str]()
        for key, steps in values.get("macros", {}).items():
            wrong = (programs.step_problem(step, known) for step in steps)
            why = programs.key_problem(key, taken, commands) or next(filter(None, wrong), "")
            if why:
                self._complain(("macros", key), why)
            else:
                macros[key] = steps
                taken.append(key)
        for name, program in known.items():
            keys = list[str]()
            for key in program.key:
                if why := programs.key_problem(key, taken, commands):
                    self._complain(("programs", name, "key"), why)
                else:
                    keys.append(key)
                    taken.append(key)
            values["programs"][name] = replace(program, key=tuple(keys))
        values["macros"] = macros
        values["keys"] = keymap.settled(commands, taken)

    def _feed(self, url: str, table: object) -> FeedConfig | None:
        path = ("feeds", url)
        if transport_of(url) is None:
            self._complain(path, "expected the feed's address, an http or https address")
            return None
        if not isinstance(table, dict):
            self._complain(path, f"expected a table, [{_dotted(path)}], got {_shown(table)}", asks=True)
            return None
        values = self._table(FeedConfig, cast("dict[str, object]", table), path)
        stated = next((name for name in _PASSWORDS if name in values), None)
        # Not `values`: of a user that cannot be one was complained already.
        if stated is not None and "user" not in table:
            told = "expected a `user` too, whose password it is"
            self._complain((*path, stated), told, asks=True, is_lack=True)
        return FeedConfig(**values)

    def _complain(self, path: Path, told: str, *, asks: bool = False, is_lack: bool = False) -> None:
        problem = Problem(self._line(path), _dotted(path), told, is_lack)
        self.problems.append(problem)
        if asks:
            whose = path[1] if len(path) > 1 and path[0] == "feeds" else EVERY_FEED
            # The first reason is told: the others come once it is mended.
            self._refused.setdefault(whose, problem.in_words(self._name))

    def _line(self, path: Path) -> int | None:
        """Return where a setting stands, or else the table that it stands in."""
        lengths = range(len(path), 0, -1)
        return next((self._places[path[:n]] for n in lengths if path[:n] in self._places), None)


def _holds_asking(value: object) -> bool:
    """Tell whether a table that is none of ours has settings of how feeds are asked."""
    if not isinstance(value, dict):
        return False
    table = cast("dict[str, object]", value)
    return not _ASKING.isdisjoint(table) or any(map(_holds_asking, table.values()))


def _no_such(meant: str | None) -> str:
    return f"there is no such setting{f'; did you mean {meant!r}?' if meant else ''}"


def _nearest(key: str, known: Mapping[str, object]) -> str | None:
    from difflib import get_close_matches

    near = get_close_matches(key, known, n=1)
    return near[0] if near else None


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _LONGEST_VALUE else f"{shown[:_LONGEST_VALUE]}…"


def _dotted(path: Path) -> str:
    """Return a path as TOML writes it."""
    return ".".join(key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f'"{key}"' for key in path)


# ── the text ──────────────────────────────────────────────────────────────────────────────────


def _parsed(text: str) -> tuple[Mapping[str, object], list[Problem], Problem | None]:
    """Return a text's document, what of it is not TOML, and of that what may say how feeds are asked.

    Of a text that is not TOML those settings count that are: each is read on its own, after what was
    right before it.
    """
    try:
        return tomllib.loads(text), [], None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        lines = text.splitlines()
        whole = _Piece(1, len(lines), "", "")
        # Each piece is parsed with all that was right before it: work that grows as the square of the lines.
        if len(lines) > _MOST_LINES:
            problem = _not_toml(error, whole)
            return {}, [problem], problem
    return _salvaged(lines)


class _Piece(NamedTuple):
    """The lines of one setting, or of a table's header."""

    start: int
    """From 1."""
    end: int
    header: str
    """The header of the table it stands in, or is."""
    setting: str
    """The setting's key; empty for a header."""


def _pieces(lines: list[str]) -> Iterator[_Piece]:
    """Yield the pieces of a text: each begins with a line that looks like a header or a setting."""
    start, header, setting = 1, "", ""
    for number, line in enumerate([*lines, "[end]"], 1):
        head, begun = _HEADERLIKE.match(line), _SETTING.match(line)
        if head or begun:
            if number > start:
                yield _Piece(start, number - 1, header, setting)
            start, setting = number, begun[1] if begun and not head else ""
            header = head[1] if head else header


def _salvaged(lines: list[str]) -> tuple[Mapping[str, object], list[Problem], Problem | None]:
    kept: list[str] = []
    problems: list[Problem] = []
    lost: Problem | None = None
    without = False  # below a header that is lost nothing has a place
    for piece in _pieces(lines):
        with_it = [*kept, *lines[piece.start - 1 : piece.end]]
        without = without and bool(piece.setting)
        try:
            if not without:
                tomllib.loads("\n".join(with_it))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            problem = _not_toml(error, piece)
            problems.append(problem)
            without = not piece.setting
            if _may_ask(piece):
                lost = lost or problem
            with_it = []
        if without or not with_it:
            # Blank lines in the place of what is lost, so that what follows keeps its number.
            with_it = [*kept, *[""] * (piece.end - piece.start + 1)]
        kept = with_it
    return tomllib.loads("\n".join(kept)), problems, lost


def _may_ask(piece: _Piece) -> bool:
    """Tell whether lines that are lost may say how feeds are asked."""
    words = set(re.findall(_KEY, f"{piece.header}.{piece.setting}"))
    # A header that is lost may have been that of any table.
    return not piece.setting or "feeds" in words or not _ASKING.isdisjoint(words)


def _not_toml(error: Exception, piece: _Piece) -> Problem:
    told = str(error) or "nested too deeply"
    place = _PLACE.search(told)
    line = int(place[1]) if place and place[1] else piece.start
    # An unclosed text is complained of at the end of the file, which is not where it is wrong.
    line = line if piece.start <= line <= piece.end else piece.start
    return Problem(line, "", f"not valid TOML: {_PLACE.sub('', told)}")


def _places(text: str) -> dict[Path, int]:
    """Return the line of each setting and table that a text has, as far as lines can tell."""
    places: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if head := _HEADER.match(line):
            table = here = _path(head[1])
        elif begun := _SETTING.match(line):
            here = (*table, *_path(begun[1]))
        else:
            continue
        for length in range(1, len(here) + 1):
            places.setdefault(here[:length], number)
    return places


def _path(dotted: str) -> Path:
    """Return the keys of a dotted key."""
    try:
        value: object = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return (dotted,)
    path: list[str] = []
    while isinstance(value, dict):
        ((key, value),) = cast("dict[str, object]", value).items()
        path.append(key)
    return tuple(path)
