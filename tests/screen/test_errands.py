"""What the reader has asked for is done, whatever comes in between unasked."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.message import Message

from tests.store.stories import all_of, build_entry, deliver, feed_scope
from tui.library.frontdesk import Library
from tui.screens import background
from tui.screens.background import (
    UNASKED,
    Errands,
    FeedAdded,
    FetchingTexts,
    Noticed,
    SeedsRead,
    Synced,
    Syncing,
    TextFetched,
    TextsFetched,
    Troubled,
    Waiting,
    _answer,
    _finished,
)
from tui.system.child import Preparation
from tui.system.locks import TEXTS, only_one
from tui.system.paths import Paths

NO_LIBRARY = cast(Library, None)


class Syncs(Errands):
    """Errands whose syncs last until they are let go."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        super().__init__(NO_LIBRARY, self.heard.append)
        self.done: list[tuple[str, ...]] = []
        self.started = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.prepared = 0

    def _run_sync(self, feeds: tuple[str, ...]) -> Synced:
        self.done.append(feeds)
        self.started.release()
        assert self.go.acquire(timeout=20)
        return Synced(0, 0, (), is_asked=feeds != UNASKED)

    def prepare(self) -> None:
        self.prepared += 1


@pytest.fixture
def syncs() -> Iterator[Syncs]:
    syncs = Syncs()
    yield syncs
    syncs.stop()


def during(syncs: Syncs, first: tuple[str, ...], *wishes: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Let wishes come while a first sync is under way; return all syncs that were done, in their order."""
    thread = threading.Thread(target=syncs.sync, args=(first,))
    thread.start()
    assert syncs.started.acquire(timeout=20)
    assert syncs.is_syncing
    for wish in wishes:
        syncs.sync(wish)
    for _ in range(len(wishes) + 1):
        syncs.go.release()
    thread.join(20)
    assert not thread.is_alive()
    assert not syncs.is_syncing
    assert syncs.prepared == 1
    return syncs.done


SEVEN, ALL = ("7",), ()


@pytest.mark.parametrize(
    ("first", "wishes", "done"),
    [
        (UNASKED, [], [UNASKED]),
        (UNASKED, [UNASKED], [UNASKED]),
        (UNASKED, [SEVEN], [UNASKED, SEVEN]),
        (UNASKED, [SEVEN, UNASKED], [UNASKED, SEVEN]),
        (UNASKED, [ALL, UNASKED, UNASKED], [UNASKED, ALL]),
        (ALL, [SEVEN, UNASKED], [ALL, SEVEN]),
        (SEVEN, [ALL], [SEVEN, ALL]),
    ],
)
def test_an_unasked_sync_takes_no_wish_away(
    syncs: Syncs, first: tuple[str, ...], wishes: list[tuple[str, ...]], done: list[tuple[str, ...]]
) -> None:
    """`r` while the half-hourly look is under way, and that again before it ends: `r` is done."""
    assert during(syncs, first, *wishes) == done
    assert [isinstance(message, Synced) for message in syncs.heard] == [True] * len(done)


def test_a_sync_after_another_is_a_new_one(syncs: Syncs) -> None:
    """What was wished for is done once."""
    during(syncs, UNASKED, SEVEN)
    syncs.go.release()
    syncs.sync(ALL)
    assert syncs.done == [UNASKED, SEVEN, ALL]


def test_an_unasked_sync_tells_what_is_news_alone() -> None:
    """Not that a feed still fails, nor that another sync is at it, nor the same trouble twice."""
    errands = Errands(NO_LIBRARY, print)
    failures = (("Old", "404"), ("New", "404"))
    told = errands._only_news(Synced(3, 9, failures, "The disk is full."), {"Old"})
    assert told == Synced(3, 9, (("New", "404"),), "The disk is full.", is_asked=False)
    assert errands._only_news(Synced(0, 9, (), "The disk is full."), set()).error == ""
    assert errands._only_news(Synced(0, 9, (), "Another sync is running (process 9)."), set()).error == ""
    assert errands._only_news(Synced(0, 9, (), "It is on fire."), set()).error == "It is on fire."


class Told:
    """A process that tells what the test lets it tell, and goes on until it is stopped where it is to."""

    def __init__(self, lines: Sequence[Mapping[str, Any]], *, goes_on: bool = False) -> None:
        self.lines, self.goes_on = lines, goes_on
        self.is_followed, self.is_stopped = threading.Event(), threading.Event()

    def events(self) -> Iterator[Mapping[str, Any]]:
        self.is_followed.set()
        yield from self.lines
        if self.goes_on:
            assert self.is_stopped.wait(20)

    def stop(self) -> None:
        self.is_stopped.set()


class Follows(Errands):
    """Errands of which nothing is prepared."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        super().__init__(NO_LIBRARY, self.heard.append)

    def prepare(self) -> None:
        pass


@pytest.fixture
def follows() -> Follows:
    return Follows()


def synced(follows: Follows, monkeypatch: pytest.MonkeyPatch, child: Told, *feeds: str) -> list[Message]:
    """Have one sync done by such a process; return what the screen heard."""
    monkeypatch.setattr(background, "Child", lambda _command: child)
    follows.heard.clear()
    follows.sync(feeds)
    return follows.heard


def a_sync(*failing: str) -> Told:
    """Return a sync of three feeds; each of the others has three new stories."""
    lines = [
        {"kind": "failed" if feed in failing else "stored", "feed": feed, "done": done, "total": 3}
        | ({} if feed in failing else {"new": 3})
        for done, feed in enumerate(("A", "B", "C"), 1)
    ]
    return Told([*lines, {"kind": "finished", "total": 3, "failures": [[feed, "404"] for feed in failing]}])


def set_clock(monkeypatch: pytest.MonkeyPatch, step_s: float) -> None:
    """Let each look at the clock find it so much later."""
    moments = iter(range(10_000))
    monkeypatch.setattr(background, "time", SimpleNamespace(monotonic=lambda: 50.0 + step_s * next(moments)))


def test_it_is_told_how_far_a_sync_has_got_and_how_many_stories_are_new(
    follows: Follows, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, 1.0)
    *steps, end = synced(follows, monkeypatch, a_sync("B"))
    assert steps == [Syncing(1, 3, 3), Syncing(2, 3, 3), Syncing(3, 3, 6)]
    assert end == Synced(6, 3, (("B", "404"),))
    set_clock(monkeypatch, 0.0)
    assert len(synced(follows, monkeypatch, a_sync())) == 2, "not each of a thousand feeds is drawn"


def test_a_feed_that_fails_unasked_is_told_once_until_it_has_answered(
    follows: Follows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every half hour of the day otherwise; who asks is told each time."""
    told = [
        synced(follows, monkeypatch, a_sync(*failing), *feeds)[-1]
        for failing, feeds in (("B", UNASKED), ("BC", UNASKED), ("B", ()), ("C", UNASKED), ("BC", UNASKED))
    ]
    failures = [[feed for feed, _ in message.failures] for message in told if isinstance(message, Synced)]
    assert failures == [["B"], ["C"], ["B"], ["C"], ["B"]]


def test_a_sync_that_ends_without_a_word_is_told(follows: Follows, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was killed, or is broken."""
    (end,) = synced(follows, monkeypatch, Told([]))
    assert end == Synced(0, 0, (), "The sync ended before it was done.")


def until(condition: Callable[[], bool]) -> None:
    before = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < before
        time.sleep(0.002)


def test_leaving_ends_every_process_and_keeps_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync, the preparation, a feed that is looked for; and what waits for the sync to be over."""
    heard: list[Message] = []
    errands = Errands(NO_LIBRARY, heard.append)
    sync, preparation = Told([], goes_on=True), Told([])
    monkeypatch.setattr(background, "Child", lambda _command: sync)
    monkeypatch.setattr(background, "_PATIENCE_S", 60)
    monkeypatch.setattr(
        background, "our_python", lambda *_: [sys.executable, "-I", "-S", "-c", "import time; time.sleep(40)"]
    )
    errands.preparation = cast(Preparation, preparation)
    works: list[Callable[[], None]] = [lambda: errands.sync(), errands.prepare, lambda: errands.add("u")]
    threads = [threading.Thread(target=work, daemon=True) for work in works]
    threads[0].start()
    assert sync.is_followed.wait(20)
    for thread in threads[1:]:
        thread.start()
    until(lambda: errands.is_adding)
    errands.stop()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    assert preparation.is_stopped.is_set()
    assert not errands.is_adding
    assert any(isinstance(message, FeedAdded) and not message.error for message in heard)


def test_leaving_waits_for_no_sync_that_takes_its_time_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes its last stories, and ends by itself; nothing is prepared after it."""
    errands, sync = Errands(NO_LIBRARY, lambda _: None), Told([], goes_on=True)
    monkeypatch.setattr(background, "Child", lambda _command: sync)
    monkeypatch.setattr(background, "_PATIENCE_S", 60)
    monkeypatch.setattr(sync, "stop", lambda: None)
    syncing, preparing = (
        threading.Thread(target=work, daemon=True) for work in (errands.sync, errands.prepare)
    )
    syncing.start()
    assert sync.is_followed.wait(20)
    preparing.start()
    errands.stop()
    preparing.join(20)
    assert not preparing.is_alive()
    sync.is_stopped.set()
    syncing.join(20)
    assert not syncing.is_alive()


def test_what_the_process_behind_the_screen_tells_comes_to_the_screen(follows: Follows) -> None:
    follows._seeds_read(0, ["noise.txt: There is nothing in it."])
    follows._seeds_read(2, [])
    follows._noticed("It was mended.")
    follows._waiting(7)
    assert follows.heard == [
        Troubled("noise.txt: There is nothing in it."),
        SeedsRead(2),
        Noticed("It was mended."),
        Waiting(7),
    ]


def test_the_end_of_a_sync_is_read_from_its_last_line() -> None:
    event = {"kind": "finished", "total": 9, "failures": [["Post", "404"]], "error": None}
    assert _finished(event, 4, True) == Synced(4, 9, (("Post", "404"),), "")
    assert _finished({"total": "nine", "error": "Stopped."}, 0, False) == Synced(0, 0, (), "Stopped.", False)


@pytest.mark.parametrize(
    ("out", "words", "code", "answer"),
    [
        ('{"id": 7, "title": "Post", "is_new": false}', "", 0, FeedAdded("u", 7, "Post", is_new=False)),
        ('[{"id": 7, "title": "Post"}, {"id": 8, "title": "Other"}]', "", 0, FeedAdded("u", 7, "Post")),
        (
            '{"choices": [{"url": "x", "title": "X", "kind": "RSS"}]}',
            "dateline: u offers 1",
            1,
            FeedAdded("u", choices=(("x", "X", "RSS"),)),
        ),
        ("", "dateline: u answers 404.\n", 1, FeedAdded("u", error="u answers 404.")),
        ("", "a line\ndateline: the last\n\n", 1, FeedAdded("u", error="the last")),
        ("", "", 1, FeedAdded("u", error="It could not be added.")),
        ('{"id": 7, "title": "Post"}', "dateline: too late", 1, FeedAdded("u", error="too late")),
        ("[]", "", 0, FeedAdded("u", error="It could not be added.")),
        ("no json", "", 0, FeedAdded("u", error="It could not be added.")),
        ('{"id": 7}', "killed", -15, FeedAdded("u")),
    ],
)
def test_what_adding_answers_is_understood(out: str, words: str, code: int, answer: FeedAdded) -> None:
    """A feed, several to choose from, the last line that says why not, or nothing where it was stopped."""
    found = _answer("u", out, words, code)
    assert vars_of(found) == vars_of(answer)


def vars_of(message: FeedAdded) -> tuple[object, ...]:
    return (message.url, message.feed_id, message.title, message.is_new, message.choices, message.error)


# ── pages of stories ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def waits(seeded: Paths) -> Library:
    """A library with a page that waits to be fetched."""
    library = Library.open(seeded)
    deliver(library, build_entry("cut", url="https://post.example/cut"))
    assert library.full_texts.ask([all_of(library, feed_scope(library))[0].id]) == 1
    return library


class Fetches(Errands):
    """Errands that fetch pages by processes of the test's, one after the other, and prepare nothing."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch, *children: Told) -> None:
        self.heard: list[Message] = []
        super().__init__(library, self.heard.append)
        self.left = list(children)
        monkeypatch.setattr(background, "Child", lambda _command: self.left.pop(0))

    def prepare(self) -> None:
        pass


PAGES = (
    {"kind": "text", "article": "a", "done": 1, "total": 2},
    {"kind": "text", "article": "b", "done": 2, "total": 2, "error": "Gone."},
    {"kind": "texts", "new": 1, "done": 2, "total": 2, "failures": [["Talks", "Gone."]]},
)


def test_each_page_is_told_and_at_the_end_what_they_came_to(
    waits: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever waits still is not asked for again and again: only what anybody has wished for since."""
    set_clock(monkeypatch, 1.0)
    cut_off = Fetches(waits, monkeypatch, Told(PAGES), Told(PAGES[:1]))
    cut_off.fetch_texts()
    assert cut_off.heard == [
        TextFetched("a"),
        FetchingTexts(1, 2),
        TextFetched("b", "Gone."),
        FetchingTexts(2, 2),
        TextsFetched(1, (("Talks", "Gone."),)),
    ]
    cut_off.fetch_texts()
    assert cut_off.heard[-1] == TextsFetched(1, error=background._CUT_SHORT)
    cut_off.stop()
    cut_off.fetch_texts()
    assert cut_off.left == []


def test_a_page_that_is_wished_for_while_others_are_fetched_is_not_forgotten(
    waits: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Told(PAGES, goes_on=True)
    errands = Fetches(waits, monkeypatch, first, Told(PAGES))
    thread = threading.Thread(target=errands.fetch_texts)
    thread.start()
    assert first.is_followed.wait(20)
    errands.fetch_texts()
    first.stop()
    thread.join(20)
    assert not thread.is_alive()
    assert errands.left == []
    assert [isinstance(one, TextsFetched) for one in errands.heard].count(True) == 2


def test_while_another_process_fetches_none_is_started_and_one_looks_now_and_then(
    waits: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two readers, or one and a sync by the clock: that one takes what was asked for here."""
    monkeypatch.setattr(background, "_LOOK_AGAIN_S", 0.01)
    errands = Fetches(waits, monkeypatch, Told(PAGES))
    with only_one(waits.database.path, TEXTS, ""):
        thread = threading.Thread(target=errands.fetch_texts)
        thread.start()
        until(lambda: len(errands.heard) > 2)
    thread.join(20)
    assert not thread.is_alive()
    assert set(map(str, errands.heard[:3])) == {str(TextFetched(""))}
    assert errands.heard[-1] == TextsFetched(1, (("Talks", "Gone."),))
