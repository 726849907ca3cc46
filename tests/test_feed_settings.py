"""One feed's own settings: typed, shown, written into a file that a person wrote."""

from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tui.errors import ConfigError, FetchError
from tui.feeds.requests import read_credentials
from tui.settings.config import FeedConfig
from tui.settings.feeds import MEANINGS, SettingValue, save_settings, shown, told, typed
from tui.settings.file import default_toml, load_config, parse_config
from tui.system.paths import Paths, user_paths

URL = "https://post.example/feed"
MINE = f"""\
# mine
theme = "nord"  # for the night

[feeds."{URL}"]
interval_minutes = 60  # it is slow
user = "ann"

[feeds."https://hill.example/"]
latest = 5
"""
TOKEN = st.text("abcXYZ-", min_size=1, max_size=8)
LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
SETTINGS: st.SearchStrategy[dict[str, SettingValue]] = st.fixed_dictionaries(
    {},
    optional={
        "interval_minutes": st.none() | st.integers(0, 10_080),
        "keep_days": st.none() | st.integers(0, 36_500),
        "latest": st.none() | st.integers(1, 10_000),
        "user_agent": st.none() | LINE,
        "headers": st.none() | st.dictionaries(TOKEN, LINE, min_size=1, max_size=3),
        "user": st.none() | LINE.filter(lambda name: ":" not in name),
        "password_command": st.none() | st.lists(LINE, min_size=1, max_size=3).map(tuple),
        "password_keyring": st.none() | LINE,
        "proxy": st.none() | st.just("http://localhost:8118"),
        "threads": st.none() | st.booleans(),
        "fulltext_keep": st.none() | st.sampled_from(["div#a > .b", "[data-x='y z'], p"]),
    },
)


def write(paths: Paths, text: str) -> None:
    paths.config_dir.mkdir(parents=True, exist_ok=True)
    paths.config_file.write_text(text, encoding="utf-8")


def test_a_setting_lands_in_its_table_and_every_comment_stays() -> None:
    """The file is the reader's own; another feed's settings are not touched."""
    paths = user_paths()
    write(paths, MINE)
    save_settings(paths, URL, {"interval_minutes": 240, "headers": {"Accept-Language": "fr"}, "user": None})
    assert paths.config_file.read_text() == MINE.replace(
        'interval_minutes = 60  # it is slow\nuser = "ann"\n',
        'interval_minutes = 240  # it is slow\nheaders = {Accept-Language = "fr"}\n',
    )


def test_a_feed_without_settings_left_has_no_table() -> None:
    paths = user_paths()
    write(paths, MINE)
    save_settings(paths, URL, {"interval_minutes": None, "user": None})
    assert URL not in paths.config_file.read_text()
    assert load_config(paths).feeds == {"https://hill.example/": FeedConfig(latest=5)}


def test_a_file_that_is_not_valid_is_never_written_to() -> None:
    """Whoever left a bracket open finds the file as it was."""
    paths = user_paths()
    for broken in ("[feeds", "theme = nord", "feeds = 3", "feeds = {}"):
        write(paths, broken)
        with pytest.raises(ConfigError):
            save_settings(paths, URL, {"latest": 3})
        assert paths.config_file.read_text() == broken


def test_what_is_wrong_elsewhere_keeps_nobody_from_setting_a_feed() -> None:
    """And stays as it is."""
    paths = user_paths()
    write(paths, "width = 'x'\n[reading]\nwidth = 1\n")
    save_settings(paths, URL, {"latest": 3})
    assert paths.config_file.read_text().startswith("width = 'x'\n[reading]\nwidth = 1\n")
    assert load_config(paths).feeds == {URL: FeedConfig(latest=3)}


@settings(max_examples=costly(100))
@given(
    st.lists(
        st.tuples(st.sampled_from([URL, 'https://a.example/?q="x"&é', "https://b.example/"]), SETTINGS),
        max_size=4,
    )
)
def test_what_was_set_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, wishes: list[tuple[str, dict[str, SettingValue]]]
) -> None:
    """In any order, onto the commented defaults and a file of one's own."""
    for text in (None, MINE, ""):
        root = tmp_path_factory.mktemp("home")
        paths = Paths(root / "c", root / "d", root / "k", root / "l")
        if text is not None:
            write(paths, text)
        expected = {
            url: {key: getattr(feed, key) for key in MEANINGS}
            for url, feed in parse_config(text or "").feeds.items()
        }
        for url, changes in wishes:
            save_settings(paths, url, changes)
            usual = {key: getattr(FeedConfig(), key) for key in MEANINGS}
            set_now = {key: usual[key] if value is None else value for key, value in changes.items()}
            expected[url] = {**expected.get(url, usual), **set_now}
        found = load_config(paths).feeds
        for url, values in expected.items():
            assert {key: getattr(found.get(url, FeedConfig()), key) for key in MEANINGS} == values


@given(SETTINGS)
def test_what_is_shown_can_be_typed_again(changes: dict[str, SettingValue]) -> None:
    settings = FeedConfig(**{key: value for key, value in changes.items() if value is not None})  # type: ignore[arg-type]
    for key in MEANINGS:
        text = shown(key, settings)
        if " | " not in text:  # header values may hold one: those are typed as a table
            assert typed(key, text) == (getattr(settings, key) if text else None)


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("interval_minutes", "-1", "a whole number from 0 to 10080"),
        ("interval_minutes", "1e9", "a whole number"),
        ("latest", "many", "a whole number"),
        ("proxy", "localhost:1", "an http or https address"),
        ("password_command", "pass 'show", "a command, such as"),
        ("headers", "fr", "Name: value"),
        ("intervall", "3", "did you mean interval_minutes?"),
        (
            "fulltext_keep",
            "p:hover",
            r"a CSS selector \(not known here: ':hover'\) is expected, not 'p:hover'",
        ),
    ],
)
def test_a_fault_is_said_in_words(key: str, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words.replace("?", r"\?")):
        typed(key, text)


def test_what_may_be_secret_is_not_printed() -> None:
    """Header values, a proxy's password; and a header that cannot be read is not repeated either."""
    settings = FeedConfig(headers={"Authorization": "Bearer s3cret"}, proxy="http://me:s3cret@localhost:1")
    assert "s3cret" not in str(told(settings))
    assert told(settings)["proxy"] == "http://me:…@localhost:1"
    with pytest.raises(ConfigError) as raised:
        typed("headers", "s3cret")
    assert "s3cret" not in str(raised.value)


def test_each_setting_is_among_the_commented_defaults() -> None:
    assert all(f"# {key} = " in default_toml() for key in MEANINGS)


# ── the keyring ───────────────────────────────────────────────────────────────────────────────


def asked(monkeypatch: pytest.MonkeyPatch, keyring: object) -> str:
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    settings = FeedConfig(user="ann", password_keyring="news")
    try:
        credentials = asyncio.run(read_credentials(settings))
    except FetchError as error:
        return str(error)
    assert credentials is not None
    return credentials.password


def test_a_password_comes_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """By service and user; where there is none, or no keyring at all, one line says what to do."""

    def broken(*_: str) -> str:
        raise RuntimeError("s3cret: the daemon is locked")

    kept = {("news", "ann"): "s3cret"}
    there = SimpleNamespace(get_password=lambda service, user: kept.get((service, user)))
    assert asked(monkeypatch, there) == "s3cret"
    assert "keyring set news ann" in asked(monkeypatch, SimpleNamespace(get_password=lambda *_: None))
    assert (
        asked(monkeypatch, SimpleNamespace(get_password=broken))
        == "The keyring gave no password: RuntimeError."
    )
    assert "pip install 'dateline[secrets]'" in asked(monkeypatch, None)
