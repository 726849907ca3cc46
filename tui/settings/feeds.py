"""One feed's own settings, as they are typed, shown and written into the reader's `config.toml`.

What may be set, its check and its meaning are declared once, in `config.FeedConfig`. A password is
in no file of ours: a command, the keyring or the environment has it.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, cast

from tui.errors import ConfigError
from tui.settings.config import Config, FeedConfig
from tui.settings.file import check_changed, editable_text
from tui.settings.parsing import read_text
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.system.paths import Paths

if TYPE_CHECKING:
    from tui.system import files
else:  # loaded when first used: whoever starts should not wait for them
    files = Lazy("tui.system.files")

SettingValue = int | str | tuple[str, ...] | Mapping[str, str] | None
"""What a setting may be; None: as for all feeds."""

MEANINGS: Final[dict[str, str]] = {field.name: field.metadata["meaning"] for field in fields(FeedConfig)}
"""Each setting and what it is for, in the order in which they are shown."""
_NUMBERS: Final = frozenset({"interval_minutes", "keep_days", "keep_articles", "latest"})
_COMMANDS: Final = frozenset({"password_command"})
_ANSWERS: Final = frozenset({"pictures", "threads"})
_YES_OR_NO: Final = {"true": True, "yes": True, "false": False, "no": False}
_HEADERS: Final = "headers"
_USUAL: Final[dict[str, Any]] = {field.name: field.default for field in fields(FeedConfig)}
_EXPECTED: Final = {
    "password_command": "a command, such as: pass show news,",
    "headers": "Name: value, or several with ` | ` between,",
}
_CHECKS: Final = {field.name: field.metadata["check"] for field in fields(FeedConfig)}
_SECRET: Final = frozenset({"headers", "proxy", "password_command"})
"""What is typed for these may be a secret: it is not repeated."""


def typed(key: str, text: str) -> SettingValue:
    """Return what a typed setting is; None where nothing was typed. Raises ConfigError in words."""
    if key not in MEANINGS:
        from difflib import get_close_matches

        near = get_close_matches(key, MEANINGS, n=1)
        meant = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(MEANINGS)}."
        raise ConfigError(f"There is no setting {key!r} of a feed{meant}")
    text = text.strip()
    if not text:
        return None
    try:
        return cast("SettingValue", _CHECKS[key](_parsed(key, text)))
    except ValueError as expected:
        instead = "" if key in _SECRET else f", not {text!r}"
        raise ConfigError(f"{key}: {_EXPECTED.get(key, expected)} is expected{instead}.") from None


def _parsed(key: str, text: str) -> object:
    """Return a typed text as TOML would give it; what cannot be one stays a text, for the check to refuse."""
    if key in _NUMBERS:
        is_number = text.isascii() and text.lstrip("-").isdecimal() and len(text) < 12
        return int(text) if is_number else text
    if key in _ANSWERS:
        return _YES_OR_NO.get(text.lower(), text)
    if key in _COMMANDS:
        return _toml(text) if text.startswith("[") else _command_words(text)
    if key == _HEADERS:
        return _toml(text) if text.startswith("{") else _header_lines(text)
    return text


def _command_words(text: str) -> object:
    try:
        return shlex.split(text)
    except ValueError:  # a quotation mark alone
        return text


def _toml(text: str) -> object:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _header_lines(text: str) -> object:
    """Read `Name: value`, several of them with ` | ` between."""
    pairs = [line.partition(":") for line in text.replace("\n", " | ").split(" | ") if line.strip()]
    # Else it is left a text, which the check refuses in its own words.
    if all(colon for _, colon, _ in pairs):
        return {name.strip(): value.strip() for name, _, value in pairs}
    return text


def shown(key: str, settings: FeedConfig) -> str:
    """Return a setting as it could be typed; empty where it is as for all feeds."""
    value = cast("SettingValue", getattr(settings, key))
    if value == _USUAL[key] or value is None:
        return ""
    if isinstance(value, tuple):
        return shlex.join(value)
    if isinstance(value, Mapping):
        return " | ".join(f"{name}: {text}" for name, text in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def told(settings: FeedConfig) -> dict[str, str]:
    """Return what is set, to be printed: no values of headers, no password of a proxy."""
    said = {key: shown(key, settings) for key in MEANINGS}
    if settings.headers:
        said[_HEADERS] = " | ".join(f"{name}: …" for name in settings.headers)
    said["proxy"] = re.sub(r"(://[^/@]*:)[^/]*@", r"\1…@", said["proxy"])
    return {key: text for key, text in said.items() if text}


def usual(key: str, config: Config) -> str:
    """Return what holds where a setting is not made for a feed, in words."""
    match key:
        case "interval_minutes":
            minutes = config.sync.interval_minutes
            return f"{minutes}, as for all feeds" if minutes else "never unasked, as for all feeds"
        case "keep_days":
            days = config.retention.keep_days
            return f"{days}, as for all feeds" if days else "for ever"
        case "keep_articles" | "latest":
            most = config.retention.keep_articles if key == "keep_articles" else 0
            return f"{most}, as for all feeds" if most else "all"
        case "pictures":
            return "only when P is pressed"
        case "fulltext":
            return f"{config.articles.fulltext}, as for all feeds"
        case "threads":
            return f"{str(config.threads.join).lower()}, as for all feeds"
        case "language":
            return "what the words tell"
        case _:
            return ""


_PAGES_FETCHED: Final = {
    "short": "whole texts fetched of stories given in part",
    "always": "whole texts fetched of all stories",
}


def pages_told(url: str, config: Config) -> Iterator[str]:
    """Yield what holds for the pages of a feed's stories, in words; nothing where that is what is usual."""
    settings = config.for_feed(url)
    if rule := _PAGES_FETCHED.get(settings.fulltext or "never"):
        yield rule
    elif config.rule_for_saved(url) == "never" != config.articles.fulltext_saved:
        yield "no whole texts fetched, not of saved stories either"
    if settings.fulltext_keep:
        yield f"of their pages only {settings.fulltext_keep}"
    if settings.fulltext_drop:
        yield f"of their pages not {settings.fulltext_drop}"


# ── writing ───────────────────────────────────────────────────────────────────────────────────


def save_settings(paths: Paths, url: str, changes: Mapping[str, SettingValue]) -> None:
    """Write some settings of a feed into the reader's file, its comments and order kept; None takes one out.

    A missing file is made from the commented defaults. Raises ConfigError, and then the file is as it
    was: one that is not valid is never written to.
    """
    path = paths.config_file
    try:
        text = editable_text(paths)
        changed = _with_settings(text, url, changes)
        check_changed(text, changed, path.name)
        before, after = (read_text(one, path.name).config for one in (text, changed))
        # Read back before it is written: tables in one line and dotted keys leave more than one way to be
        # wrong.
        _check_written(before, after, url, changes)
        files.write_atomically(path, changed.encode(), private=True)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error


def _with_settings(text: str, url: str, changes: Mapping[str, SettingValue]) -> str:
    """Return the valid TOML `text` with a feed's settings changed, added or taken out."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = cast("dict[str, Any]", tomlkit.parse(text))
        feeds = document.setdefault("feeds", tomlkit.table(is_super_table=True))
        table = feeds.setdefault(url, tomlkit.table())
        for key, value in changes.items():
            if value is None:
                table.pop(key, None)
            else:
                table[key] = _written(value)
        # An empty table would be left behind as a line that says nothing.
        if not table:
            del feeds[url]
        return tomlkit.dumps(cast("tomlkit.TOMLDocument", document))
    except (TOMLKitError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"config.toml cannot be written to as it stands: {error}") from error


def _written(value: SettingValue) -> Any:
    import tomlkit

    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update(value)
        return table
    return value


def _check_written(before: Config, after: Config, url: str, changes: Mapping[str, SettingValue]) -> None:
    """See that the new text says what was meant and nothing else. Raises ConfigError."""
    own = after.feeds.get(url, FeedConfig())
    is_said = all(
        getattr(own, key) == (_USUAL[key] if value is None else value) for key, value in changes.items()
    )
    others = {address: feed for address, feed in after.feeds.items() if address != url}
    kept = {address: feed for address, feed in before.feeds.items() if address != url}
    if not is_said or others != kept:
        raise ConfigError("config.toml cannot be written to as it stands: edit it by hand.")
