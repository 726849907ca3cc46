"""A fault of ours in one article costs that article: the others go on, and it is tried again one day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.store.stories import all_of, build_entry, deliver, find_known_names, found, many, only
from tui import entities, prose
from tui.entities import keys
from tui.library.frontdesk import Library
from tui.model.prose import plain_text
from tui.preparing import worker
from tui.store import failures, texts
from tui.system import log
from tui.system.paths import user_paths

CONTENT = "<p>Marco Rubio spoke of barley.</p>"
Break = Callable[[pytest.MonkeyPatch], None]


def in_story_one(real: Callable[..., Any], headline_of: Callable[..., str]) -> Callable[..., Any]:
    """Return what fails for one story, as a fault of ours would, with its words in the fault."""

    def broken(*arguments: Any, **options: Any) -> Any:
        if headline_of(*arguments) == "Story 1":
            raise KeyError("barley")
        return real(*arguments, **options)

    return broken


def break_text(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(prose, "build_prose", in_story_one(prose.build_prose, _title_with_text))


def break_whole(patch: pytest.MonkeyPatch) -> None:
    """A fault that has nothing to do with the text: in the headline, or in the summary."""
    patch.setattr(prose, "build_prose", in_story_one(prose.build_prose, lambda entry: entry.title))


def break_names(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(entities, "extract_names", in_story_one(find_known_names, lambda prose: prose.headline))


def break_telling_apart(patch: pytest.MonkeyPatch) -> None:
    real = keys.person_key
    patch.setattr(keys, "person_key", in_story_one(real, lambda name: "Story 1" if name else ""))


def break_writing_texts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(texts, "write_text", in_story_one(texts.write_text, lambda _, text, *__: text.columns[0]))


def _title_with_text(entry: Any) -> str:
    return entry.title if entry.content else ""


def state(library: Library) -> tuple[int, dict[str, int]]:
    with library.database.read() as conn:
        return library.counts().queue, failures.counts(conn)


@pytest.mark.parametrize(
    ("breaks", "failed"),
    [
        (break_text, {"text": 1}),
        (break_whole, {"text": 1}),
        (break_names, {"names": 1}),
        (break_writing_texts, {"text": 1}),
    ],
)
def test_the_others_go_on_and_it_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch, breaks: Break, failed: dict[str, int]
) -> None:
    """Nothing waits for ever, the log names feed and article and none of its words, `doctor` counts it."""
    log.begin("test")
    deliver(library, *many(3, content=CONTENT))
    breaks(monkeypatch)
    library.prepare()
    assert state(library) == (0, failed)
    assert library.prepare() == 0
    assert len(found(library, "barley ")) == 3  # by its summary, where it has no text
    assert library.names.find("person", "rubio")[0].stories == (
        3 if breaks in (break_text, break_whole) else 2
    )
    story = all_of(library)[1]
    assert story.headline == "Story 1"
    library.article(story.id)
    written = log.file_in(user_paths()).read_text()
    assert f"article={story.id} feed=" in written
    assert "KeyError" in written
    assert "barley" not in written
    assert any(check.name == "articles" and "of 1 could" in check.detail for check in library.doctor())


def test_a_summary_that_cannot_be_made_costs_no_feed_and_no_file(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is made as a document is read: the entry comes without one."""
    items = "".join(
        f"<item><title>Story {n}</title><description>Barley.</description></item>" for n in range(3)
    )
    body = f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>'.encode()
    (tmp_path / "feed.xml").write_bytes(body)
    broken = in_story_one(prose.plain_summary, lambda entry: entry.title)
    monkeypatch.setattr(prose, "plain_summary", broken)
    read = worker.read_feed(body, "https://a.example/", None, 0, {}, b"")
    assert len(read.document.news) == 3
    report = library.import_files([tmp_path / "feed.xml"])
    assert (report.new, report.failures) == (3, ())
    library.prepare()
    assert state(library) == (0, {})


def test_many_texts_at_once_cost_one_too(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where other processes read them, what they could not read comes back with the reason."""
    deliver(library, *many(3, content=CONTENT))
    break_text(monkeypatch)
    with library.database.read() as conn:
        waiting = texts.waiting_texts(conn, 9, set())
    assert [bool(text.failed) for text in worker.read_texts(waiting)].count(True) == 1


@pytest.mark.parametrize("breaks", [break_text, break_names, break_telling_apart])
def test_it_is_tried_again_by_another_version(
    library: Library, monkeypatch: pytest.MonkeyPatch, breaks: Break
) -> None:
    """With its words as they were delivered; then it is found like the others."""
    deliver(library, *many(3, content=CONTENT))
    with monkeypatch.context() as patch:
        breaks(patch)
        library.prepare()
    assert state(library)[1]
    monkeypatch.setattr(prose, "PROSE_VERSION", prose.PROSE_VERSION + 1)
    monkeypatch.setattr(entities, "EXTRACTOR_VERSION", entities.EXTRACTOR_VERSION + 1)
    library.prepare()
    assert state(library) == (0, {})
    assert len(found(library, "barley ")) == 3
    assert library.names.find("person", "rubio")[0].stories == 3
    assert plain_text(library.article(all_of(library)[1].id).prose.sections) == "Marco Rubio spoke of barley."
    assert all(check.ok for check in library.doctor())


def test_new_words_are_tried_at_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed that mends its article need not wait for us."""
    deliver(library, build_entry("a", title="Story 1", content=CONTENT))
    with monkeypatch.context() as patch:
        break_text(patch)
        library.prepare()
    deliver(library, build_entry("a", title="Story 1", content=CONTENT.replace("barley", "wheat")))
    library.prepare()
    assert state(library) == (0, {})
    assert found(library, "wheat ") == {"Story 1"}
    assert only(library).words == 5


def test_what_failed_goes_with_its_article(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(library, *many(2, content=CONTENT))
    break_names(monkeypatch)
    library.prepare()
    with library.database.write() as conn:
        (row,) = conn.execute("SELECT article FROM failures").fetchone()
        for table in (
            "status", "bodies", "article_names", "arrivals", "queue", "thread_traits", "thread_articles",
        ):  # fmt: skip
            if "article" in {column[1] for column in conn.execute(f"PRAGMA table_info ({table})")}:
                conn.execute(f"DELETE FROM {table} WHERE article = ?", (row,))
        conn.execute("DELETE FROM articles WHERE row = ?", (row,))
        assert failures.counts(conn) == {}
