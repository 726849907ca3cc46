"""What may be set for one feed."""

from __future__ import annotations

import pytest

from tui.config import default_toml, parse_config
from tui.errors import ConfigError

URL = "https://example.org/feed.xml"


def of_feed(text: str) -> str:
    return f'[feeds."{URL}"]\n{text}\n'


def test_a_feeds_own_settings_stand_beside_the_common_ones() -> None:
    config = parse_config(f"[sync]\ninterval_minutes = 60\n{of_feed('latest = 5')}")
    assert (config.for_feed(URL).latest, config.for_feed(URL).interval_minutes) == (5, 60)
    assert (config.for_feed("https://other.example/").latest, config.for_feed(URL).keep_days) == (0, 0)


def test_the_example_in_the_defaults_is_sound() -> None:
    """Whoever takes its marks away must not get an error."""
    head, _, tail = default_toml().partition("# [feeds.")
    lines = [line.removeprefix("# ") for line in ("# [feeds." + tail).splitlines()]
    settings = parse_config(head + "\n".join(lines)).for_feed(URL)
    assert settings.password_command == ("pass", "show", "news")
    assert settings.headers == {"Accept-Language": "fr"}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('headers = { "Bad Name" = "x" }', "headers"),
        ('headers = { X = "a\\r\\nCookie: b" }', "headers"),
        ('headers = "X: y"', "headers"),
        ("latest = -1", "latest"),
        ('password_command = "pass show news"', "password_command"),
        ('proxy = "socks5://localhost"', "proxy"),
        ('password = "s3cret"', "password"),
    ],
)
def test_what_cannot_be_is_refused_by_name(line: str, key: str) -> None:
    """A password itself is no setting: it would stand in a file."""
    with pytest.raises(ConfigError, match=f'feeds."{URL}".{key}'):
        parse_config(of_feed(line))
