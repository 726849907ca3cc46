"""A story's two texts through whatever may come to it, in any order: nothing that was there is ever lost."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest

from tests.effort import costly
from tests.store.rules import check_counts
from tests.store.stories import Clock, all_of, build_entry, sync
from tui.feeds.comparing import compare
from tui.library.frontdesk import Library
from tui.model.prose import plain_text
from tui.model.webpages import PageArticle
from tui.store import fulltexts
from tui.store.headlines import row_of
from tui.store.times import to_seconds

ABOUT = "harbour storm wall ships dawn fishermen"


class Story:
    """A story with a page; each text that comes has a mark of its own."""

    def __init__(self, library: Library, clock: Clock, seed: int) -> None:
        self._library = library
        self._clock = clock
        self._rng = random.Random(seed)
        self.given: list[str] = []
        """The marks of what its feed gave."""
        self.paged: list[str] = []
        """The marks of its page's texts that were shown."""
        self.deliver()
        self.id = all_of(library)[0].id
        with library.database.read() as conn:
            self._row = row_of(conn, self.id)

    def live(self) -> str:
        """Let something happen; return what it was."""
        self._clock.tick(seconds=self._rng.choice((1, 700, 5_000)))
        happens: Mapping[str, Callable[[], object]] = {
            "deliver": self.deliver,
            "page": self.page,
            "fail": self.fail,
            "turn": lambda: self._library.full_texts.turn(self.id),
            "turn back": lambda: self._library.full_texts.turn(self.id),
            "prepare": self._library.prepare,
            "open": lambda: self._library.article(self.id, mark=True),
            "ask": lambda: self._library.full_texts.ask([self.id]),
            "save": lambda: self._library.save([self.id], self._rng.random() < 0.5),
            "undo": self._library.undo,
        }
        name = self._rng.choice(list(happens))
        happens[name]()
        return name

    def deliver(self) -> None:
        text, mark = self._text(self._rng.choice((3, 10, 40)))
        title = self._rng.choice(("Storm", "Harbour storm", "Dawn"))
        authors = self._rng.choice(((), ("Ann Reed",)))
        url = "https://post.example/a"
        sync(self._library, build_entry("a", title=title, url=url, content=f"<p>{text}</p>", authors=authors))
        self.given.append(mark)

    def page(self) -> None:
        """A page comes, perhaps with less than the feed gave."""
        text, mark = self._text(self._rng.choice((5, 20, 60, 100)))
        markup = f"<h2>Part</h2><p>{text}</p>"
        found = PageArticle("https://post.example/a", markup, 1, authors=("Ben Olsen",), dek="A dek")
        now = to_seconds(self._clock())
        with self._library.database.write() as conn:
            fulltexts.want(conn, [self._row], "key", now)
            own = fulltexts.own_text(conn, self._row)
            assert own is not None
            compared = compare(self._row, own, found)
            if compared.reason is None:
                assert fulltexts.write_page(conn, compared.page, now)
                self.paged.append(mark)
            elif own.page_words and compared.page.own_words > own.page_words:
                fulltexts.show_own(conn, self._row, now, compared.reason)
            else:
                fulltexts.write_failure(conn, self._row, compared.reason, now, None)

    def fail(self) -> None:
        now = to_seconds(self._clock())
        with self._library.database.write() as conn:
            again_at = self._rng.choice((None, now + 60))
            fulltexts.write_failure(conn, self._row, "It is not there.", now, again_at)

    def _text(self, words: int) -> tuple[str, str]:
        mark = f"mark{len(self.given)}x{len(self.paged)}x{self._rng.randrange(1_000_000)}"
        return f"{mark} {ABOUT} {' '.join(f'w{self._rng.randrange(50)}x' for _ in range(words))}", mark


@pytest.mark.parametrize("seed", range(costly(12)))
def test_no_text_that_was_there_is_lost(library: Library, clock: Clock, seed: int) -> None:
    """All can be seen with `v`; the right one is shown, and found; the counts and the database are right."""
    story = Story(library, clock, seed)
    lived: list[str] = []
    for _ in range(18):
        lived.append(story.live())
        texts = [plain_text(version.sections) for version in library.versions(story.id)]
        for mark in (*story.given, *story.paged):
            assert any(mark in text for text in texts), lived
        known = library.full_texts.of(story.id)
        shown = next(word for word in texts[-1].split() if word.startswith("mark"))
        assert shown in (story.paged if known and known.state == "shown" else story.given), lived
        assert [hit.headline.id for hit in library.search(shown)] == [story.id], lived
    library.prepare()
    check_counts(library)
    assert [check for check in library.doctor(full=True) if not check.ok and check.name != "disk"] == []
