"""What the reader has asked for is done, whatever comes in between unasked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import cast

import pytest
from textual.message import Message

from tui.library.frontdesk import Library
from tui.screens.background import UNASKED, Errands, FeedAdded, Synced, _answer, _finished

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
