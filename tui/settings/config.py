"""The configuration: what a reader may set in `config.toml`, and what holds where nothing is set.

Each setting is declared once, with its default, its check and its meaning: reading the file, the
commented defaults that `dateline config` prints, and the checked write of a single value all go by
that declaration. Checked by hand, not by a library: this module is on the way to the first screen,
and without a file it must cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, cast

from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.fulltext import FullTextRule
    from tui.model.notices import NoticeRules
    from tui.model.programs import Program

if TYPE_CHECKING:
    from tui.drawing import themes
    from tui.fulltext import selectors
    from tui.keys import layouts
else:  # loaded when first used: whoever starts should not wait for them
    layouts = Lazy("tui.keys.layouts")
    selectors = Lazy("tui.fulltext.selectors")
    themes = Lazy("tui.drawing.themes")

T = TypeVar("T")
Validator = Callable[[object], Any]
"""Returns the value as the settings keep it; raises ValueError with what was expected."""


_LONGEST_HEADER: Final = 4_096


# ── checks ────────────────────────────────────────────────────────────────────────────────────


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _auto_or_boolean(value: object) -> object:
    if isinstance(value, bool) or value == "auto":
        return value
    raise ValueError('"auto", true or false')


def _words(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError("a text")


def _theme(value: object) -> str:
    name = _words(value)
    if themes.is_theme(name):
        return name
    near = themes.nearest_theme(name)
    raise ValueError(f"a theme's name{f', {near!r} perhaps' if near else ' (ctrl+p shows them)'}")


def _layouts(value: object) -> bool | str:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in layouts.BOARDS:
        return value
    raise ValueError(f"true, false or a layout: {', '.join(layouts.BOARDS)}")


def _header_value(value: object) -> str:
    """What an HTTP header may hold."""
    if isinstance(value, str) and value.strip() and value.isprintable() and len(value) <= _LONGEST_HEADER:
        return value.strip()
    raise ValueError(f"a text of one line, at most {_LONGEST_HEADER} characters")


def _user(value: object) -> str:
    name = _header_value(value)
    # The colon ends the name where name and password are sent.
    if ":" in name:
        raise ValueError("a user name, in which there is no colon (RFC 7617)")
    return name


def _environment_name(value: object) -> str:
    # No variable's name holds a =, which ends it.
    if isinstance(value, str) and value and "=" not in value and value.isprintable():
        return value
    raise ValueError("the name of an environment variable")


def _language(value: object) -> str:
    # ISO 639: two letters or three.
    if isinstance(value, str) and value.isascii() and value.isalpha() and len(value) in {2, 3}:
        return value.lower()
    raise ValueError("the code of a language, such as en, es, fr, it, pt or de")


def _whole(least: int, most: int) -> Validator:
    def check(value: object) -> int:
        # True is an int to Python, and would be one minute.
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise ValueError(f"a whole number from {least} to {most}")

    return check


def _one_of(*choices: object) -> Validator:
    def check(value: object) -> object:
        # `True == 1`: the type counts too.
        if any(value == choice and type(value) is type(choice) for choice in choices):
            return value
        shown = [repr(choice) for choice in choices]
        raise ValueError(f"{', '.join(shown[:-1])} or {shown[-1]}")

    return check


def _listed(value: object) -> tuple[str, ...] | None:
    """A command, as the list of its words: never a line for a shell. None for anything else."""
    if isinstance(value, list):
        items = cast("list[object]", value)
        if all(isinstance(item, str) and item for item in items):
            return tuple(cast("list[str]", items))
    return None


def _arguments(value: object) -> tuple[str, ...]:
    """A command, or none."""
    words = _listed(value)
    if words is None:
        raise ValueError('a list of texts, such as ["firefox", "--new-tab"]')
    return words


def _command(value: object) -> tuple[str, ...]:
    """A command that there has to be."""
    words = _listed(value)
    if not words:
        raise ValueError('a command as a list of texts, such as ["pass", "show", "news"]')
    return words


def _headers(value: object) -> Mapping[str, str]:
    """Request headers by name; what HTTP cannot carry is refused here and not at every sync."""
    if isinstance(value, dict):
        items = cast("dict[str, object]", value)
        if all(
            _is_token(name) and isinstance(text, str) and text.isprintable() and len(text) <= _LONGEST_HEADER
            for name, text in items.items()
        ):
            return cast("dict[str, str]", items)
    raise ValueError('a table of texts, such as { Accept-Language = "fr" }')


def _is_token(name: str) -> bool:
    """Whether a name may be a header's (RFC 9110 §5.6.2)."""
    return bool(name) and name.isascii() and all(char.isalnum() or char in "!#$%&'*+-.^_`|~" for char in name)


def _selector(value: object) -> str:
    text = _words(value)
    selectors.parse_selectors(text)  # what is wrong with it is a ValueError, in words
    return text


def _proxy(value: object) -> str:
    """A proxy, or `direct`: none, whatever the environment says."""
    if value == "direct" or (isinstance(value, str) and value.startswith(("http://", "https://"))):
        return str(value)
    raise ValueError('an http or https address, or "direct"')


def _proxy_or_none(value: object) -> str:
    return "" if value == "" else _proxy(value)


def usable_keys(value: object) -> tuple[str, ...]:
    """Keys for one command: a list, or a text with commas; empty unbinds the command."""
    if isinstance(value, str):
        return tuple(key.strip() for key in value.split(",") if key.strip())
    if isinstance(value, list):
        items = cast("list[object]", value)
        if all(isinstance(item, str) and item.strip() for item in items):
            return tuple(str(item).strip() for item in items)
    raise ValueError('keys, such as "j, down" or ["j", "down"]')


# ── the settings ──────────────────────────────────────────────────────────────────────────────


def _setting(default: T, check: Validator, meaning: str) -> T:
    """Declare a setting: a dataclass field that carries its check and its line of meaning."""
    return field(default=default, metadata={"check": check, "meaning": meaning})


boolean, one_of, listed, arguments, command = _boolean, _one_of, _listed, _arguments, _command
"""For what is declared elsewhere, and loaded by who has some."""


@dataclass(frozen=True, slots=True)
class ReadingConfig:
    """The reading pane."""

    width: int = _setting(72, _whole(40, 200), "Width of the text column, in terminal cells.")
    mark_read: Literal["open", "leave", "never"] = _setting(
        "open",
        _one_of("open", "leave", "never"),
        'When an article becomes read: when it is opened ("open"), left ("leave"), or by hand ("never").',
    )
    pictures: Literal["auto", "kitty", "sixel", "blocks", "off"] = _setting(
        "auto",
        _one_of("auto", "kitty", "sixel", "blocks", "off"),
        'How P draws pictures: as the terminal can ("auto"), "kitty", "sixel", "blocks", or never ("off").',
    )
    hyperlinks: bool | Literal["auto"] = _setting(
        "auto",
        _auto_or_boolean,
        "Whether the terminal itself can open a story's links (OSC 8): true, false, or where it works: auto.",
    )


@dataclass(frozen=True, slots=True)
class ListConfig:
    """The list of articles."""

    lines: Literal[1, 2, 3] = _setting(
        2,
        _one_of(1, 2, 3),
        "Lines a row takes beside a story: 1, 2 or 3. Without one feed and age have columns, not a line.",
    )
    scope: Literal["all", "unread", "saved", "last"] = _setting(
        "last",
        _one_of("all", "unread", "saved", "last"),
        'What the list shows at the start: "all", "unread", "saved", or what it showed last time ("last").',
    )
    view: Literal["threads", "plain", "last"] = _setting(
        "last",
        _one_of("threads", "plain", "last"),
        'One row a thread ("threads"), one row an article ("plain"), or as it was last time ("last").',
    )


@dataclass(frozen=True, slots=True)
class ThreadsConfig:
    """Articles that tell one story."""

    join: bool = _setting(
        True, _boolean, "Whether articles that tell one story join a thread; false leaves each by itself."
    )
    copies: Literal["ask", "alone", "together"] = _setting(
        "ask",
        _one_of("ask", "alone", "together"),
        'Whether m marks folded copies of a text too: "ask", not ("alone"), or all of them ("together").',
    )


@dataclass(frozen=True, slots=True)
class ArticlesConfig:
    """The stories themselves."""

    fulltext: Literal["never", "short", "always"] = _setting(
        "never",
        _one_of("never", "short", "always"),
        'Whose pages are fetched for their whole text: "never", those given in part ("short"), "always".',
    )
    fulltext_saved: Literal["never", "short", "always"] = _setting(
        "short",
        _one_of("never", "short", "always"),
        'The same of stories that are saved, so that they last: "never", "short" or "always".',
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
    """What is kept; each sync removes the rest. Saved, tagged, noted and unread articles always stay."""

    keep_days: int = _setting(0, _whole(0, 36_500), "Days a read article is kept; 0: for ever.")
    keep_articles: int = _setting(0, _whole(0, 1_000_000), "Read articles kept of each feed; 0: all.")


@dataclass(frozen=True, slots=True)
class LogConfig:
    """What is written to the log, whose place `dateline doctor` names."""

    level: Literal["error", "warning", "info", "debug"] = _setting(
        "warning",
        _one_of("error", "warning", "info", "debug"),
        'How much: what is a fault of ours ("error"), all that failed ("warning"), what was done ("info").',
    )


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
    user_agent: str | None = _setting(None, _header_value, "What we call ourselves to its server.")
    headers: Mapping[str, str] | None = _setting(None, _headers, "Further request headers, as a table.")
    user: str | None = _setting(None, _user, "The user name its server asks for (HTTP authentication).")
    password_command: tuple[str, ...] = _setting(
        (), _command, "A command, as a list, that prints the password on its first line."
    )
    password_keyring: str | None = _setting(
        None, _words, "The service under which the system's keyring has the password (extra `secrets`)."
    )
    password_env: str | None = _setting(
        None, _environment_name, "The environment variable that holds the password."
    )
    proxy: str | None = _setting(
        None, _proxy, 'The proxy it is asked through; "direct": none, whatever holds for all.'
    )
    language: str | None = _setting(
        None,
        _language,
        "The language of its stories, as en or de, whatever their words tell; of the next that come.",
    )
    fulltext: Literal["never", "short", "always"] | None = _setting(
        None,
        _one_of("never", "short", "always"),
        'Which of its stories\' pages are fetched for their whole text: "never", "short" or "always".',
    )
    pictures: bool = _setting(
        False, _boolean, "Whether its stories' pictures are fetched when one is opened, and not only on P."
    )
    fulltext_keep: str | None = _setting(
        None, _selector, "What of its web pages is the story, as a CSS selector: nothing else is."
    )
    fulltext_drop: str | None = _setting(
        None, _selector, "What of its web pages is none of the story, as a CSS selector."
    )
    threads: bool | None = _setting(
        None, _boolean, "Whether its articles join threads with those that tell the same story."
    )


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a reader may set."""

    theme: str = _setting(
        "dateline-dark", _theme, "The colours: a theme's name; the palette (ctrl+p) shows all."
    )
    sidebar: bool = _setting(True, _boolean, "Whether its names stand beside a story's text at the start.")
    mouse: bool = _setting(True, _boolean, "Whether the mouse acts; false leaves it to the terminal.")
    layouts: bool | str = _setting(
        True,
        _layouts,
        'Whether keys of other layouts act as the Latin ones that lie there; or which layout: "bulgarian".',
    )
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
    player: tuple[str, ...] = _setting(
        ("mpv",),
        _command,
        "The command that plays what L lists, as a list; the file's address is added. mpv's place is kept.",
    )
    listen_command: tuple[str, ...] = _setting(
        (), _arguments, 'What reads a story aloud: a section on its standard input, ["espeak-ng", "--stdin"].'
    )
    reading: ReadingConfig = ReadingConfig()
    list: ListConfig = ListConfig()
    articles: ArticlesConfig = ArticlesConfig()
    threads: ThreadsConfig = ThreadsConfig()
    sync: SyncConfig = SyncConfig()
    retention: RetentionConfig = RetentionConfig()
    log: LogConfig = LogConfig()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Command id to its keys, where they are not the usual ones; no keys: the command has none.

    These are the reader's own, and what is left to other commands of theirs.
    """
    feeds: Mapping[str, FeedConfig] = field(default_factory=dict[str, FeedConfig])
    """Feed address to its own settings."""
    programs: Mapping[str, Program] = field(default_factory=dict[str, "Program"])
    """Name to a program that stories are handed to."""
    macros: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Key to the commands and programs that it stands for, in their order."""
    notify: NoticeRules | None = field(default_factory=lambda: None)
    """How the reader is notified of what a sync has brought; None where nothing is said of it."""
    refused: Mapping[str, str] = field(default_factory=dict[str, str], metadata={"internal": True})
    """Feed address, or EVERY_FEED, to why it is not asked: how it is to be asked is not clear."""

    def refusal(self, url: str) -> str | None:
        """Return why a feed is not to be asked; None where it may be."""
        return self.refused.get(EVERY_FEED) or self.refused.get(url)

    def for_feed(self, url: str) -> FeedConfig:
        """Return what holds for one feed, with the common settings where it has none of its own."""
        own = self.feeds.get(url, _NO_FEED_CONFIG)
        return replace(
            own,
            interval_minutes=_first(own.interval_minutes, self.sync.interval_minutes),
            keep_days=_first(own.keep_days, self.retention.keep_days),
            keep_articles=_first(own.keep_articles, self.retention.keep_articles),
            fulltext=own.fulltext or self.articles.fulltext,
            threads=self.threads.join if own.threads is None else own.threads,
        )

    def rule_for_saved(self, url: str) -> FullTextRule:
        """Return whose pages of a feed are fetched once they are saved: none where it alone says never."""
        own = self.feeds.get(url, _NO_FEED_CONFIG).fulltext
        return own if own in ("never", "always") else self.articles.fulltext_saved


_NO_FEED_CONFIG: Final = FeedConfig()
EVERY_FEED: Final = ""
"""In `Config.refused`: no feed at all is asked."""


def _first(own: int | None, common: int) -> int:
    return common if own is None else own


def kind_of(declared: Field[Any]) -> type[Any]:
    """Return the dataclass that a table of `Config` is read into."""
    return type(cast(object, declared.default))
