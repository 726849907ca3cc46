"""The configuration file: read with patience, made with every setting explained, written to with care."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from typing import TYPE_CHECKING, Any, Final, cast

from tui.errors import ConfigError
from tui.settings.config import EVERY_FEED, Config, kind_of
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from pathlib import Path

    from tui.settings.parsing import ParsedConfig
    from tui.system.paths import Paths

if TYPE_CHECKING:
    from tui.keys import commands
    from tui.settings import parsing
    from tui.system import files
else:  # loaded when first used: whoever starts should not wait for them
    commands = Lazy("tui.keys.commands")
    files = Lazy("tui.system.files")
    parsing = Lazy("tui.settings.parsing")


# ── reading ───────────────────────────────────────────────────────────────────────────────────


def read_config(paths: Paths) -> tuple[Config, tuple[str, ...]]:
    """Return what holds, and all that is wrong in the reader's file, a line each. Never raises.

    A setting that is wrong has its default, and feeds that it says how to ask are left alone
    (`Config.refused`); the defaults hold where there is no file.
    """
    path = paths.config_file
    try:
        text = _text_of(path)
    except FileNotFoundError:
        return Config(), ()
    except ConfigError as error:
        # It may say by which proxy or as whom feeds are to be asked: until it can be read, none is.
        return Config(refused={EVERY_FEED: str(error)}), (str(error),)
    config, problems = _read(text, path.name)
    return config, tuple(problem.in_words(path.name) for problem in problems)


def load_config(paths: Paths) -> Config:
    """Return what holds of the reader's configuration: see `read_config`."""
    return read_config(paths)[0]


def log_level() -> str:
    """Return from which level on the reader wants the log written: see `tui.system.log.begin`."""
    from tui.system.paths import user_paths

    return load_config(user_paths()).log.level


def _read(text: str, name: str) -> ParsedConfig:
    """Read a text of TOML. What does that is loaded for who has a file."""
    return parsing.read_text(text, name)


def _text_of(path: Path) -> str:
    """Return the file's text. Raises FileNotFoundError, and ConfigError where it cannot be read."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise ConfigError(f"{path}: is not a file")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name}: not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error


def parse_config(text: str, name: str = "config.toml") -> Config:
    """Return the configuration that a text states; raises ConfigError for the first thing that is wrong."""
    config, problems = _read(text, name)
    if problems:
        raise ConfigError(problems[0].in_words(name))
    return config


# ── the commented defaults ────────────────────────────────────────────────────────────────────

_HEAD: Final = """\
# dateline's settings. Each line shows what holds where nothing is set:
# take the "# " away in front of a setting to change it.
"""
_KEYS: Final = """
# Keys of your own: a command and its keys, in place of the usual ones. What else has them does without.
# A sign goes by its name or by itself: "slash" or "/".
[keys]
"""
_TAIL: Final = """
# Programs that stories are handed to, with | and W or a key of their own; no shell reads the command.
# [programs.notes]
# command = ["tee", "/home/ann/notes/{title}.md"]
# input = "markdown"
# terminal = false
# key = "ctrl+n"

# Keys for several commands and programs, one after the other.
[macros]
# "ctrl+t" = ["save", "next_unread"]

# Telling of what a sync has brought, once, of followed names and of the saved searches that are named here:
# through the terminal ("osc9", or "osc777" in foot and rxvt), its "bell", by a "command", or "off".
# [notify]
# how = "off"
# command = ["notify-send", "--app-name=dateline", "--"]
# names = true
# searches = []

# Settings of one feed, by its address.
# [feeds."https://example.org/feed.xml"]
# interval_minutes = 240
# keep_days = 30
# keep_articles = 500
# latest = 20
# user_agent = "Mozilla/5.0"
# headers = { Accept-Language = "fr" }
# user = "ann"
# password_command = ["pass", "show", "news"]
# password_keyring = "dateline"
# password_env = "NEWS_PASSWORD"
# proxy = "http://localhost:8118"
# language = "de"
# fulltext = "short"
# fulltext_keep = "article .body"
# fulltext_drop = ".newsletter, aside"
# threads = false
"""

_TABLES: Final = {
    "reading": "The reading pane.",
    "list": "The list of articles.",
    "articles": "The stories themselves: whether they are fetched whole where a feed gives a part.",
    "threads": "Articles that tell one story.",
    "sync": "Fetching feeds.",
    "retention": "What is kept; each sync removes the rest, but nothing saved, tagged, noted or unread.",
    "log": "What is written to the log, whose place `dateline doctor` names.",
}
"""Not their docstrings, which Python may be told to leave out."""


def default_toml() -> str:
    """Return a configuration file that sets nothing and explains everything."""
    return "".join(_default_lines())


def _default_lines() -> Iterator[str]:
    yield _HEAD
    for declared in fields(Config):
        if "check" in declared.metadata:
            yield f"\n{_explained(declared)}"
    for declared in fields(Config):
        if "check" not in declared.metadata and declared.default is not MISSING:
            kind = kind_of(declared)
            yield f"\n[{declared.name}]\n# {_TABLES[declared.name]}\n"
            yield from (_explained(setting) for setting in fields(kind))
    yield _KEYS
    for command in commands.COMMANDS:
        yield f'# {command.id} = "{command.keys.replace(",", ", ")}"  # {command.help}\n'
    yield _TAIL


def _explained(declared: Field[Any]) -> str:
    return f"# {declared.metadata['meaning']}\n# {declared.name} = {_toml(declared.default)}\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in cast('tuple[object, ...]', value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


# ── writing one value ─────────────────────────────────────────────────────────────────────────


def set_value(paths: Paths, key: str, value: bool | int | str) -> None:
    """Set one setting (`theme`, `reading.width`) in the reader's file, keeping its comments and order.

    A missing file is made from the commented defaults. Raises ConfigError, leaving the file as it was.
    """
    path = paths.config_file
    try:
        text = editable_text(paths)
        changed = _with_value(text, key, value)
        check_changed(text, changed, path.name)
        files.write_atomically(path, changed.encode(), private=True)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error


def editable_text(paths: Paths) -> str:
    """Return the reader's file, or the commented defaults where there is none, to be written to.

    Raises ConfigError where it is not TOML.
    """
    path = paths.config_file
    try:
        text = _text_of(path)
    except FileNotFoundError:
        return default_toml()
    # Only what is no TOML has no key, and only that cannot be written to; a wrong setting stays as it is.
    wrong = [problem for problem in _read(text, path.name).problems if not problem.key]
    if wrong:
        raise ConfigError(f"{wrong[0].in_words(path.name)}. It is not written to before that is mended.")
    return text


def check_changed(before: str, after: str, name: str) -> None:
    """Raise ConfigError where something is wrong after a change that was not before."""
    was = {(problem.key, problem.told) for problem in _read(before, name).problems}
    for problem in _read(after, name).problems:
        # A lack may be set next: a user, after the command that gives the password.
        if not problem.is_lack and (problem.key, problem.told) not in was:
            raise ConfigError(problem.in_words(name))


def _with_value(text: str, key: str, value: bool | int | str) -> str:
    """Return the valid TOML `text` with one setting changed or added."""
    import tomlkit

    table, _, name = key.rpartition(".")
    document = tomlkit.parse(_uncommented(text, table, name))
    place = cast("dict[str, object]", document.setdefault(table, tomlkit.table()) if table else document)
    place[name] = value
    return tomlkit.dumps(document)


def _uncommented(text: str, table: str, name: str) -> str:
    """Make the commented default of a setting live, so that its value lands under its explanation."""
    here, lines = "", text.splitlines(keepends=True)
    # Set in some table already: a second line of it would be no TOML there.
    if any(line.startswith(f"{name} =") for line in lines):
        return text
    for number, line in enumerate(lines):
        if line.startswith("["):
            here = line.strip(" []\n")
        elif here == table and line.startswith(f"# {name} = "):
            return "".join([*lines[:number], line[2:], *lines[number + 1 :]])
    return text
