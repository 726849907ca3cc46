"""The configuration: what a reader may set in `config.toml`, and what holds where nothing is set.

Each setting is declared once, with its default, its check and its meaning: reading the file, the
commented defaults that `dateline config` prints, and the checked write of a single value all go by
that declaration. Checked by hand, not by a library: this module is on the way to the first screen,
and without a file it must cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, cast

from tui.errors import ConfigError

if TYPE_CHECKING:
    from tui.paths import Paths

T = TypeVar("T")
Check = Callable[[object], Any]
"""Returns the value as the settings keep it; raises ValueError with what was expected."""


# ── checks ────────────────────────────────────────────────────────────────────────────────────


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _words(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError("a text")


def _whole(least: int, most: int) -> Check:
    def check(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise ValueError(f"a whole number from {least} to {most}")

    return check


def _one_of(*choices: object) -> Check:
    def check(value: object) -> object:
        # `True == 1`: the type counts too.
        if any(value == choice and type(value) is type(choice) for choice in choices):
            return value
        shown = [repr(choice) for choice in choices]
        raise ValueError(f"{', '.join(shown[:-1])} or {shown[-1]}")

    return check


def _arguments(value: object) -> tuple[str, ...]:
    """A command, as the list of its words: never a line for a shell."""
    if isinstance(value, list):
        items = cast("list[object]", value)
        if all(isinstance(item, str) and item for item in items):
            return tuple(cast("list[str]", items))
    raise ValueError('a list of texts, such as ["firefox", "--new-tab"]')


def _headers(value: object) -> Mapping[str, str]:
    """Request headers by name; what HTTP cannot carry is refused here and not at every sync."""
    if isinstance(value, dict):
        items = cast("dict[str, object]", value)
        if all(
            _is_token(name) and isinstance(text, str) and text.isprintable() for name, text in items.items()
        ):
            return cast("dict[str, str]", items)
    raise ValueError('a table of texts, such as { Accept-Language = "fr" }')


def _is_token(name: str) -> bool:
    """Whether a name may be a header's (RFC 9110 §5.6.2)."""
    return bool(name) and name.isascii() and all(char.isalnum() or char in "!#$%&'*+-.^_`|~" for char in name)


def _proxy(value: object) -> str:
    """A proxy, or `direct`: none, whatever the environment says."""
    if value == "direct" or (isinstance(value, str) and value.startswith(("http://", "https://"))):
        return str(value)
    raise ValueError('an http or https address, or "direct"')


def _proxy_or_none(value: object) -> str:
    return "" if value == "" else _proxy(value)


def _key_names(value: object) -> tuple[str, ...]:
    """Keys for one command: a list, or a text with commas; empty unbinds the command."""
    if isinstance(value, str):
        return tuple(key.strip() for key in value.split(",") if key.strip())
    if isinstance(value, list):
        items = cast("list[object]", value)
        if all(isinstance(item, str) and item.strip() for item in items):
            return tuple(str(item).strip() for item in items)
    raise ValueError('keys, such as "j, down" or ["j", "down"]')


# ── the settings ──────────────────────────────────────────────────────────────────────────────


def _setting(default: T, check: Check, meaning: str) -> T:
    """Declare a setting: a dataclass field that carries its check and its line of meaning."""
    return field(default=default, metadata={"check": check, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class ReadingConfig:
    """The reading pane."""

    width: int = _setting(72, _whole(40, 200), "Width of the text column, in terminal cells.")
    mark_read: Literal["open", "leave", "never"] = _setting(
        "open",
        _one_of("open", "leave", "never"),
        'When an article becomes read: when it is opened ("open"), left ("leave"), or by hand ("never").',
    )


@dataclass(frozen=True, slots=True)
class ListConfig:
    """The list of articles."""

    lines: Literal[1, 2] = _setting(2, _one_of(1, 2), "Lines a row takes: 1 or 2.")
    scope: Literal["all", "unread", "saved", "last"] = _setting(
        "last",
        _one_of("all", "unread", "saved", "last"),
        'What the list shows at the start: "all", "unread", "saved", or what it showed last time ("last").',
    )


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """Fetching feeds."""

    interval_minutes: int = _setting(
        30,
        _whole(0, 10_080),
        "Minutes between two looks at a feed while the reader is open; 0: never unasked.",
    )
    proxy: str = _setting(
        "",
        _proxy_or_none,
        'The proxy that feeds are asked through; "direct": none. Empty: that of http_proxy and the like.',
    )


@dataclass(frozen=True, slots=True)
class RetentionConfig:
    """What is kept; each sync removes the rest. Bookmarks, tagged and unread articles always are."""

    keep_days: int = _setting(0, _whole(0, 36_500), "Days a read article is kept; 0: for ever.")
    keep_articles: int = _setting(0, _whole(0, 1_000_000), "Read articles kept of each feed; 0: all.")


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """One feed's own settings; None: as for all feeds."""

    interval_minutes: int | None = _setting(
        None, _whole(0, 10_080), "Minutes between two looks at this feed; 0: never unasked."
    )
    keep_days: int | None = _setting(None, _whole(0, 36_500), "Days its read articles are kept; 0: for ever.")
    keep_articles: int | None = _setting(None, _whole(0, 1_000_000), "Read articles kept; 0: all.")
    latest: int = _setting(
        0, _whole(0, 10_000), "So many of its newest entries are taken from each answer; 0: its full history."
    )
    user_agent: str | None = _setting(None, _words, "What we call ourselves to its server.")
    headers: Mapping[str, str] | None = _setting(None, _headers, "Further request headers, as a table.")
    user: str | None = _setting(None, _words, "The user name its server asks for (HTTP authentication).")
    password_command: tuple[str, ...] = _setting(
        (), _arguments, "A command, as a list, that prints the password on its first line."
    )
    password_keyring: str | None = _setting(
        None, _words, "The service under which the system's keyring has the password (extra `secrets`)."
    )
    password_env: str | None = _setting(None, _words, "The environment variable that holds the password.")
    proxy: str | None = _setting(
        None, _proxy, 'The proxy it is asked through; "direct": none, whatever holds for all.'
    )


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a reader may set."""

    theme: str = _setting(
        "dateline-dark", _words, "The colours: a theme's name; the palette (ctrl+p) shows all."
    )
    sidebar: bool = _setting(True, _boolean, "Whether people and places stand beside the text at the start.")
    mouse: bool = _setting(True, _boolean, "Whether the mouse acts; false leaves it to the terminal.")
    ages: Literal["relative", "absolute"] = _setting(
        "relative",
        _one_of("relative", "absolute"),
        'Times in the list: how long ago ("relative") or when ("absolute").',
    )
    browser: tuple[str, ...] = _setting(
        (),
        _arguments,
        "The command that opens a web page, as a list; the address is added. Empty: the system's own.",
    )
    reading: ReadingConfig = ReadingConfig()
    list: ListConfig = ListConfig()
    sync: SyncConfig = SyncConfig()
    retention: RetentionConfig = RetentionConfig()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Command id to its keys, in place of the usual ones; no keys: the command has none."""
    feeds: Mapping[str, FeedConfig] = field(default_factory=dict[str, FeedConfig])
    """Feed address to its own settings."""

    def for_feed(self, url: str) -> FeedConfig:
        """Return what holds for one feed, with the common settings where it has none of its own."""
        own = self.feeds.get(url, _NO_FEED_CONFIG)
        return replace(
            own,
            interval_minutes=_first(own.interval_minutes, self.sync.interval_minutes),
            keep_days=_first(own.keep_days, self.retention.keep_days),
            keep_articles=_first(own.keep_articles, self.retention.keep_articles),
        )


_NO_FEED_CONFIG: Final = FeedConfig()
_KEYS: Final = "keys"
_FEEDS: Final = "feeds"


def _first(own: int | None, common: int) -> int:
    return common if own is None else own


# ── reading ───────────────────────────────────────────────────────────────────────────────────


def load_config(paths: Paths) -> Config:
    """Return the reader's configuration; the defaults where there is no file.

    Raises ConfigError naming the file and the key, or the line that is not TOML.
    """
    path = paths.config_file
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name}: not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    return parse_config(text, path.name)


def parse_config(text: str, name: str = "config.toml") -> Config:
    """Return the configuration that a TOML text states; raises ConfigError, naming `name` and the key."""
    import tomllib

    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{name}: not valid TOML: {error}") from error
    return _build(Config, document, name, "")


def _build(kind: type[T], table: Mapping[str, object], name: str, prefix: str) -> T:
    """Build one settings dataclass from its table, every key checked."""
    known = _declared(kind)
    values = {key: _value(known, key, value, name, prefix) for key, value in table.items()}
    return kind(**values)


def _value(known: Mapping[str, Field[Any]], key: str, value: object, name: str, prefix: str) -> object:
    if key not in known:
        raise ConfigError(f"{name}: {prefix}{key}: there is no such setting{_nearest(key, known)}")
    check = known[key].metadata.get("check")
    if check is not None:
        return _checked(check, value, f"{name}: {prefix}{key}")
    if not isinstance(value, dict):
        raise ConfigError(f"{name}: {prefix}{key}: expected a table, [{prefix}{key}], got {value!r}")
    return _table(known[key], cast("dict[str, object]", value), name)


def _table(declared: Field[Any], table: Mapping[str, object], name: str) -> object:
    """Read one of the tables that `Config` holds: settings, keys by command, settings by feed."""
    if declared.name == _KEYS:
        return {
            command: _checked(_key_names, keys, f"{name}: keys.{command}") for command, keys in table.items()
        }
    if declared.name == _FEEDS:
        return {url: _feed(url, value, name) for url, value in table.items()}
    return _build(_kind(declared), table, name, f"{declared.name}.")


def _feed(url: str, table: object, name: str) -> FeedConfig:
    if not isinstance(table, dict):
        raise ConfigError(f'{name}: feeds."{url}": expected a table, [feeds."{url}"], got {table!r}.')
    return _build(FeedConfig, cast("dict[str, object]", table), name, f'feeds."{url}".')


def _checked(check: Check, value: object, where: str) -> Any:
    try:
        return check(value)
    except ValueError as expected:
        raise ConfigError(f"{where}: expected {expected}, got {value!r}") from None


def _nearest(key: str, known: Mapping[str, object]) -> str:
    """Name the setting that was probably meant, as the end of a sentence."""
    from difflib import get_close_matches

    near = get_close_matches(key, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _kind(declared: Field[Any]) -> type[Any]:
    """Return the dataclass that a table of `Config` is read into."""
    return type(cast(object, declared.default))


def _declared(kind: type[Any]) -> dict[str, Field[Any]]:
    return {declared.name: declared for declared in fields(kind)}


# ── the commented defaults ────────────────────────────────────────────────────────────────────

_HEAD: Final = """\
# dateline's settings. Each line shows what holds where nothing is set:
# take the "# " away in front of a setting to change it.
"""
_TAIL: Final = """
# Keys of your own: a command and its keys, in place of the usual ones. `?` in dateline names the commands.
[keys]
# mark_all_read = "ctrl+a"

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
"""


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
            kind = _kind(declared)
            yield f"\n[{declared.name}]\n# {kind.__doc__}\n"
            yield from (_explained(setting) for setting in fields(kind))
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
    from tui.files import write_atomically

    path = paths.config_file
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else default_toml()
        parse_config(text, path.name)
        changed = _with_value(text, key, value)
        parse_config(changed, path.name)
        write_atomically(path, changed.encode())
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name}: not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error


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
    if any(line.startswith(f"{name} =") for line in lines):
        return text
    for number, line in enumerate(lines):
        if line.startswith("["):
            here = line.strip(" []\n")
        elif here == table and line.startswith(f"# {name} = "):
            return "".join([*lines[:number], line[2:], *lines[number + 1 :]])
    return text
