"""Notifications: of what they are made, and of whom; once, harmless, and only after a sync."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feedserver import FeedServer
from tests.screen.test_handing_over import configure
from tests.sync.site import item, rss
from tests.sync.site import site as serve_site
from tests.terminal import Terminal, dateline
from tui.library.frontdesk import Library, utc_now
from tui.library.notifying import NotifyingDesk
from tui.system.paths import user_paths
from tui.terminal.notices import notice_sequence, notice_text

# ── of what they are made ─────────────────────────────────────────────────────────────────────


def test_a_notice_is_what_each_terminal_understands() -> None:
    """One sequence, ended by BEL; a semicolon would part it."""
    text = "Marco Rubio: ports; grain"
    assert notice_sequence("osc9", text, {}) == "\x1b]9;Marco Rubio: ports, grain\x07"
    assert notice_sequence("osc777", text, {}) == "\x1b]777;notify;dateline;Marco Rubio: ports, grain\x07"
    assert notice_sequence("bell", text, {}) == "\x07"


def test_tmux_is_asked_to_pass_it_on() -> None:
    tmux = {"TMUX": "/tmp/tmux-1000/default,1,0"}
    assert notice_sequence("osc9", "x", tmux) == "\x1bPtmux;\x1b\x1b]9;x\x07\x1b\\"
    assert notice_sequence("bell", "x", tmux) == "\x07"


@given(st.text())
@settings(max_examples=200)
def test_no_words_of_a_feed_get_out_of_a_notice(words: str) -> None:
    """Whatever they are, the sequence begins and ends where ours does; and they are no option."""
    sequence = notice_sequence("osc9", f"{words}\x07\x1b]0;x\x1b\\\x9c", {})
    inner = sequence.removeprefix("\x1b]9;").removesuffix("\x07")
    assert sequence == f"\x1b]9;{inner}\x07"
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in inner)
    assert ";" not in inner
    assert len(inner) <= 160
    assert notice_text(words)[:1] not in ("-", "+", "@", "/")


# ── of whom ───────────────────────────────────────────────────────────────────────────────────


class Wire:
    """A library, and stories that come into it."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(user_paths())
        self.desk = NotifyingDesk(self.library.database, utc_now)
        self._folder = folder
        self._count = 0

    def brings(self, *titles: str, age: timedelta = timedelta(hours=1), prepared: bool = True) -> None:
        """Bring stories in, the text of each being its headline."""
        items = []
        for title in titles:
            self._count += 1
            stated = {"id": str(self._count), "title": title, "content_text": f"{title}."}
            items.append({**stated, "date_published": (datetime.now(UTC) - age).isoformat()})
        document = self._folder / f"{self._count}.json"
        document.write_text(
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Wire", "items": items})
        )
        self.library.import_files([document])
        if prepared:
            self.library.catch_up(lambda _: True)

    def follow(self, name: str) -> None:
        meant = self.library.follows.meant(name)
        self.library.follows.follow(meant.kind, meant.key, meant.name)

    def news(self, *searches: str, names: bool = True) -> tuple[str, ...]:
        return self.desk.news(names=names, of_searches=searches)


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    wire = Wire(tmp_path)
    wire.brings("Marco Rubio meets envoys")
    wire.follow("Marco Rubio")
    wire.desk.begin()
    yield wire
    wire.library.close()


def test_what_was_there_already_is_no_news_and_what_comes_is_told_once(wire: Wire) -> None:
    assert wire.news() == ()
    wire.brings("Marco Rubio speaks of grain", "A quiet day at the port")
    assert wire.news() == ("Marco Rubio: Marco Rubio speaks of grain",)
    assert wire.news() == ()
    wire.brings(*(f"Marco Rubio in city {number}" for number in range(5)))
    assert wire.news() == ("5 stories about Marco Rubio",)
    wire.desk.begin()
    assert wire.news() == ()


def test_saved_searches_tell_if_they_are_named_and_each_story_once(wire: Wire) -> None:
    """A story that a name has told of is not told of by a search as well."""
    wire.library.rules.keep_search("Grain", "grain")
    wire.library.rules.keep_search("Ports", "port*")
    wire.brings("Marco Rubio on grain", "Grain is dear", "Port strike ends", "Ports reopen")
    assert wire.news("grain") == ("Marco Rubio: Marco Rubio on grain", "Grain: Grain is dear")
    wire.brings("Port strike again", "Ports close", "Marco Rubio rests")
    assert wire.news("Ports", "No such search", names=False) == ("2 stories found by Ports",)


def test_old_and_read_and_muted_stories_are_no_news(wire: Wire) -> None:
    wire.brings("Marco Rubio long ago", age=timedelta(days=3))
    assert wire.news() == ()
    wire.brings("Marco Rubio reads")
    story = wire.library.listing().window(0, 1)[0]
    wire.library.mark_read([story.id])
    assert wire.news() == ()
    wire.library.rules.mute_words("football")
    wire.brings("Marco Rubio plays football")
    assert wire.news() == ()


def test_a_story_is_told_of_when_its_names_are_found(wire: Wire) -> None:
    """Not before, and not never: others may wait before it."""
    wire.brings("Marco Rubio sails", prepared=False)
    assert wire.news() == ()
    wire.library.catch_up(lambda _: True)
    assert wire.news() == ("Marco Rubio: Marco Rubio sails",)


def test_many_things_are_one_line(wire: Wire) -> None:
    for name in ("Angela Merkel", "Emmanuel Macron", "Olaf Scholz"):
        wire.brings(f"{name} is there")
        wire.follow(name)
    wire.news()
    wire.brings("Angela Merkel speaks", "Emmanuel Macron speaks", "Olaf Scholz speaks", "Marco Rubio speaks")
    (line,) = wire.news()
    assert line.startswith("4 stories: ")
    assert line.endswith(" and 2 others")


# ── on a terminal ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def site() -> Iterator[FeedServer]:
    with serve_site() as feeds:
        yield feeds


@pytest.fixture
def followed(site: FeedServer) -> Iterator[str]:
    """A feed of a reader who follows Marco Rubio; the next sync brings a story of him."""
    first = item("1", title="Marco Rubio meets envoys", age_hours=None)
    library = Library.open(user_paths())
    library.subscribe(site.replies("/feed", rss([first])))
    library.sync(lambda _: None)
    library.catch_up(lambda _: True)
    meant = library.follows.meant("Marco Rubio")
    library.follows.follow(meant.kind, meant.key, meant.name)
    second = item("2", title="Marco Rubio \x7f; sails", age_hours=None)
    yield site.replies("/feed", rss([second, first]))
    library.close()


NOTICE = b"\x1b]9;Marco Rubio: Marco Rubio \xef\xbf\xbd, sails\x07"


def test_sync_notifies_through_the_terminal_once(followed: str, tmp_path: Path) -> None:
    """Before the words and once: a second sync has nothing to tell."""
    configure(user_paths(), '[notify]\nhow = "osc9"\n')
    home = os.environ["DATELINE_HOME"]
    for count in (1, 0):
        command = dateline("sync", "--all", "--notify")
        with Terminal(command, home=tmp_path, env={"DATELINE_HOME": home}) as terminal:
            assert terminal.end(60) == 0
            assert terminal.raw.count(NOTICE) == count


def test_the_reader_notifies_after_a_sync_and_only_then(followed: str, tmp_path: Path) -> None:
    configure(user_paths(), '[notify]\nhow = "osc9"\n[sync]\ninterval_minutes = 0\n')
    home = os.environ["DATELINE_HOME"]
    with Terminal(dateline(), home=tmp_path, env={"DATELINE_HOME": home, "TMUX": "x"}) as terminal:
        terminal.wait(lambda: b"\x1b[?1003h" in terminal.raw, 60)
        terminal.wait("meets envoys")
        assert b"]9;" not in terminal.raw
        terminal.send("R")
        wrapped = b"\x1bPtmux;\x1b" + NOTICE + b"\x1b\\"
        terminal.wait(lambda: wrapped in terminal.raw, 60)
        terminal.send("q")
        assert terminal.end() == 0
        assert terminal.raw.count(NOTICE) == 1


def test_a_program_gets_the_words_as_one_argument(followed: str, tmp_path: Path) -> None:
    got = tmp_path / "got"
    code = "import sys, json; json.dump(sys.argv[2:], open(sys.argv[1], 'w'))"
    command = [sys.executable, "-c", code, str(got)]
    configure(user_paths(), f'[notify]\nhow = "command"\ncommand = {json.dumps(command)}\n')
    home = os.environ["DATELINE_HOME"]
    with Terminal(
        dateline("sync", "--all", "--notify"), home=tmp_path, env={"DATELINE_HOME": home}
    ) as terminal:
        assert terminal.end(60) == 0
        assert b"]9;" not in terminal.raw
    assert json.loads(got.read_text()) == ["Marco Rubio: Marco Rubio \ufffd; sails"]


def test_without_a_way_to_notify_a_sentence_says_so(followed: str, tmp_path: Path) -> None:
    home = os.environ["DATELINE_HOME"]
    with Terminal(dateline("sync", "--notify"), home=tmp_path, env={"DATELINE_HOME": home}) as terminal:
        assert terminal.end(60) == 1
        assert "How to notify is not set" in terminal.text
