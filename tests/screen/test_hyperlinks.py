"""Links that the terminal itself can open (OSC 8): where they are given, and that no cell changes by them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal import Terminal, dateline
from tui.terminal import protocol

STORY = """\
<rss version="2.0"><channel><title>Harbour Post</title><item><guid>1</guid><title>Links</title>
<pubDate>Mon, 01 Jun 2026 10:00:00 GMT</pubDate><description>&lt;p&gt;See
&lt;a href="https://example.org/a"&gt;the report of the commission of inquiry, which is long enough to go on
in a second line of the column&lt;/a&gt; and &lt;a href="https://example.org/&#x430;"&gt;नई दिल्ली&lt;/a&gt;
and &lt;a href="javascript:alert(1)"&gt;nothing&lt;/a&gt;.&lt;/p&gt;</description></item></channel></rss>
"""
OPENED = re.compile(rb"\x1b\]8;id=([^;]*);([^\x1b\x07]*)\x1b\\")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a reader with a story of links."""
    seeds = tmp_path / "home" / "data" / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "links.xml").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("setting", ["true", "false"])
def test_links_are_given_as_the_reader_wants_and_no_cell_is_another(home: Path, setting: str) -> None:
    config = home / "home" / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f"[reading]\nhyperlinks = {setting}\n", encoding="utf-8")
    with Terminal(dateline(), home=home, columns=100, rows=24) as terminal:
        terminal.wait("Harbour Post")
        terminal.settle()
        terminal.send("\r")
        terminal.wait("the report of")
        terminal.settle()
        found = set(OPENED.findall(terminal.raw))
        edge = {x for y in range(1, 23) for x in range(100) if terminal.lines[y][x] in "│┃"}
        assert len(edge) == 1
    if setting == "false":
        assert b"\x1b]8;" not in terminal.raw
        return
    assert {address for _, address in found} == {b"https://example.org/a", b"https://example.org/%D0%B0"}
    # One link over two lines is one: by its id.
    assert len({name for name, address in found if address == b"https://example.org/a"}) == 1


@pytest.mark.parametrize(
    ("said", "is_given"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-1/default,1,0"}, True),
        ({"TERM": "tmux-256color"}, True),
        ({"TERM": "screen"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "vt220"}, False),
        ({"TERM": "eterm-color"}, False),
        ({"TERM": "xterm", "INSIDE_EMACS": "29.1,comint"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5000"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, True),
    ],
)
def test_where_they_are_known_to_go_wrong_they_are_left_out(
    said: dict[str, str], is_given: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "TMUX", "INSIDE_EMACS", "VTE_VERSION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert protocol.hyperlinks() is is_given
