"""Keys typed faster than what they open: on a real terminal, at every pace, for every key that opens.

Every key is typed at one pace in the suite, every other one faster than a hand is; at all of them with
`PACES=all` in the environment.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screen.test_reader_screen import reading
from tests.store.stories import build_entry, deliver
from tests.terminal import Terminal, dateline
from tui.keys.typeahead import Hold, KeyQueue
from tui.library.frontdesk import Library
from tui.screens.prompt import Prompt
from tui.system.paths import Paths

PACES_S = (0.0, 0.005, 0.06, 0.15)
ESCAPE = "\x1b"
ESCAPE_DELAY_S = 0.1
"""So long Textual waits for what may follow an escape."""
OPENINGS = (
    # What is typed in one go, and what must stand on the screen then.
    ("/marlowite", r"/marlowite +0 found[\s\S]*search marlowite"),
    ("/żółw 東京", r"search żółw 東京"),
    ("tmrwAs", r"tag .*mrwAs"),
    ("amrwAs", r"add feed .*mrwAs"),
    ("xwords\rmrwA", r"mute .*mrwA"),
    ("xwords\rmrwA\rweek", r"Mute mrwA[\s\S]*week[\s\S]*For a week"),
    ("xwords\rmrwA\runtil …\r2099", r"until .*2099"),
    (":export", r"Commands[\s\S]*export[\s\S]*Export the story"),
    (":theme\rlight", r"Themes[\s\S]*light[\s\S]*dateline-light"),
    ("?q/abc", r"search abc"),
    ("/quince\rSfruit", r"name fruit"),
    ("tone" + "\x7f" * 3 + "\r/abc", r"search abc"),
    ("f/harb", r"narrow .*harb"),
    ("fGamrw", r"add feed .*mrw"),
    ("fjjjjemrwA", r"title .*mrwA"),
    ("fjjjjmNews", r"folder .*News"),
    ("fjjjjs17", r"Settings of[\s\S]*17"),
    ("fjjjjxweek", r"Mute [\s\S]*week[\s\S]*For a week"),
    ("f?q/harb", r"narrow .*harb"),
    ("\r/paris", r"find paris"),
    ("\r;first", r"Links[\s\S]*first"),
    ("v/paris", r"find paris"),
    ("\r\tcmrw", r"mrw[\s\S]*type to narrow"),
    ("Z\t\x1b\x1b/abc", r"search abc"),
    ("B2m\x1b/abc", r"search abc"),
    ("\rQ\x1b/paris", r"find paris"),
    ("\r\t*", r"In the same stories"),
    ("\r\t*tj", r"By month"),
    ("\r\t*cmrw", r"in all stories[\s\S]*mrw"),
    ("\r\t*M", r"closer"),
    ("\r\tMn", r"closer"),
    ("T?", r"Keys[\s\S]*In the trends"),
    ("T\r", r"In the same stories"),
    ("Mn\r", r"In the same stories"),
    ("M?", r"Keys[\s\S]*On the map"),
    ("/\x1b[200~two\nlines\x1b[201~", r"search two lines"),
    ("/\x1b[200~a\x07b\x1b[201~", r"search a\ufffdb"),
    ("\x1b[200~jAr\x1b[201~/x", r"search x "),
    ("/quince" + ESCAPE + "t", r"tag "),
    ("/quince\rj/", r"/quince +1 found[\s\S]*search quince"),
    ("/q\x7fpear\rt", r"/pear +0 found"),
    ("\r" + ESCAPE + "f/harb", r"narrow .*harb"),
    ("\r" + ESCAPE + "/harb" + ESCAPE + "/marl", r"search marl "),
)
QUARTERS = [OPENINGS[n :: len(PACES_S)] for n in range(len(PACES_S))]
DRAWN = [
    pytest.param(pace_s, quarter, id=f"{pace_s}-{number}")
    for n, pace_s in enumerate(PACES_S)
    for number, quarter in enumerate(QUARTERS)
    if number == n or os.environ.get("PACES") == "all"
]


@pytest.fixture
def home(seeded: Paths, tmp_path: Path) -> Path:
    """The folder of a reader who has one story with a link on top, and a feed that is not asked soon."""
    library = Library.open(seeded)
    text = '<p>Quinces are sold in Paris. <a href="https://fruit.example/1">The first link</a></p>'
    entry = build_entry(
        "quinces", title="Quinces", content=text, published_at=datetime.now(UTC) - timedelta(hours=1)
    )
    deliver(library, entry, feed="https://harbour.example/feed", now=datetime.now(UTC))
    with library.database.write() as conn:
        conn.execute("UPDATE feeds SET due_at = ?", (int(time.time()) + 86_400,))
    library.prepare()
    library.close()
    return tmp_path


@pytest.fixture
def state(home: Path, seeded: Paths) -> Iterator[None]:
    """Nothing but what was asked for happens: no key acted as a command that was meant for a line."""

    def facts() -> tuple[object, ...]:
        library = Library.open(seeded, readonly=True)
        with library.database.read() as conn:
            (changes,) = conn.execute("SELECT count(*) FROM changes WHERE verb <> 'open'").fetchone()
        found = (changes, library.counts().saved, library.tags(), library.rules.mutes(), len(library.feeds()))
        library.close()
        return found

    before = facts()
    yield
    assert facts() == before


def is_at_rest(terminal: Terminal) -> bool:
    """Whether the list has the keys, whole, and nothing stands over it."""
    first, *_, last = terminal.lines
    return "All 13" in first and "q quit" in last and "╭" not in terminal.text


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize(("pace_s", "openings"), DRAWN)
def test_every_key_that_opens_takes_what_follows(
    home: Path, pace_s: float, openings: tuple[tuple[str, str], ...]
) -> None:
    """A prompt, a screen, a dialog, one after the other; what waits for the database too."""
    with Terminal(dateline(), home=home, columns=100, rows=24, record=False) as terminal:
        for keys, shown in openings:
            terminal.wait(lambda: is_at_rest(terminal))
            terminal.type(keys, pace_s)
            try:
                terminal.wait(shown, 15)
            except AssertionError as error:
                raise AssertionError(f"{keys!r} at {pace_s}: {error}") from None
            leave(terminal)


def leave(terminal: Terminal) -> None:
    """Go back, step by step, to where one began."""
    for _ in range(9):
        before = terminal.text
        if is_at_rest(terminal):
            # An escape that is on its way still would make the next key one with alt.
            terminal.wait(terminal.is_heard)
            terminal.settle(2 * ESCAPE_DELAY_S)
            return
        terminal.send(ESCAPE)
        with suppress(AssertionError):
            terminal.wait(lambda: terminal.text != before, 1)  # noqa: B023
        terminal.settle(0.05)


@pytest.mark.usefixtures("state")
def test_alt_goes_over_words_while_a_line_is_typed(home: Path) -> None:
    """As in a shell: that is no escape and a letter."""
    with Terminal(dateline(), home=home, columns=100, rows=24, record=False) as terminal:
        terminal.wait(lambda: is_at_rest(terminal))
        terminal.type("/three words", 0)
        terminal.wait("search three words")
        terminal.type("\x1bb\x1bbX\x1bfY", 0)
        terminal.wait("search Xthree Ywords")


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize("pace_s", PACES_S)
def test_what_is_typed_after_the_first_paint_is_whole(home: Path, pace_s: float) -> None:
    """Before Textual is there, while it takes over, and after."""
    with Terminal(dateline(), home=home) as terminal:
        terminal.wait(lambda: len(terminal.frames) >= 1)
        assert b"\x1b[?1003h" not in terminal.raw
        terminal.type("/marlowite mrw", pace_s)
        terminal.wait(r"search marlowite mrw ")


@pytest.mark.usefixtures("state")
def test_what_is_typed_before_the_first_paint_is_whole(home: Path) -> None:
    """While Python starts the terminal is still in its line mode: return comes as a line feed."""
    with Terminal(dateline(), home=home) as terminal:
        terminal.send("jj\r/paris")
        terminal.wait(r"find paris")


# ── what asks for no key ──────────────────────────────────────────────────────────────────────


async def test_an_article_that_comes_late_does_not_take_what_is_being_typed(seeded: Paths) -> None:
    """Whoever has begun to type a search goes on typing it."""
    async with reading(seeded) as reader:
        await reader.press("slash")
        prompt = reader.screen.query_one(Prompt)
        current = reader.screen.list.current
        assert current is not None
        reader.screen.opening.open(current)
        await reader.press("m")
        await reader.until(lambda: reader.screen.article is not None)
        await reader.press("r", "w")
        assert prompt.query_one("Input").value == "mrw"  # type: ignore[attr-defined]


# ── the queue ─────────────────────────────────────────────────────────────────────────────────


class Desk:
    """Takes keys from a queue as soon as one may be taken."""

    def __init__(self) -> None:
        self.queue: KeyQueue[str] = KeyQueue(self.take)
        self.taken: list[str] = []

    def take(self) -> None:
        while (key := self.queue.take()) is not None:
            self.taken.append(key)

    def put(self, key: str) -> None:
        self.queue.put(key)
        self.take()


async def test_a_hold_that_never_ends_swallows_nothing() -> None:
    """What failed to open is given up, and the keys act on what there is."""
    desk = Desk()
    desk.queue.hold(0.05)
    desk.put("a")
    assert desk.taken == []
    await asyncio.sleep(0.2)
    assert desk.taken == ["a"]


async def test_keys_that_pass_do_not_overtake() -> None:
    """A key that need not wait waits for those before it."""
    desk = Desk()
    hold = desk.queue.hold(9, passes=lambda key: key == "J")
    for key in "JJaJ":
        desk.put(key)
    assert desk.taken == ["J", "J"]
    hold.done()
    hold.done()
    assert desk.taken == ["J", "J", "a", "J"]
    assert len(desk.queue) == 0


@given(st.lists(st.one_of(st.sampled_from("abc"), st.sampled_from(["hold", "end"]))))
def test_no_order_of_holds_loses_or_turns_keys(events: list[str]) -> None:
    """Whatever opens and closes in whatever order: what was typed comes out as it was typed."""

    async def run() -> None:
        desk, holds, typed = Desk(), list[Hold[str]](), list[str]()
        for event in events:
            if event == "hold":
                holds.append(desk.queue.hold(60))
            elif event == "end":
                if holds:
                    holds.pop(0).done()
            else:
                typed.append(event)
                desk.put(event)
            assert desk.taken == typed[: len(desk.taken)]
            assert holds or desk.taken == typed
        for hold in holds:
            hold.done()
        assert desk.taken == typed

    asyncio.run(run())
