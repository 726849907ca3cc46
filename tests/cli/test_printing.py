"""What is printed: rows, columns, documents; cleaned, and cut where the terminal ends."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOON, build_article, build_headline
from tests.cli.run import Shell
from tests.effort import costly
from tui.calendar.ages import stamp
from tui.changes.compare import Changed, Edit, TextChange, Unchanged
from tui.cli import output
from tui.cli.namepages import iso_moment
from tui.cli.progress import counting, counting_down, progress
from tui.cli.rows import narrow_row, plain_row
from tui.cli.shapes import article_json, changes_json, entity_json, headline_json
from tui.model.entries import Enclosure
from tui.model.events import SyncEvent
from tui.model.ids import ArticleId
from tui.model.names import Mention, Person, Place
from tui.text.cells import cell_width
from tui.text.safe import clean_line

NOON_S = NOON.timestamp()


# ── rows ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("read", "saved", "marks"),
    [(False, False, "unread  -    "), (True, False, "read    -    "), (False, True, "unread  saved")],
)
def test_a_plain_row_has_words_in_columns_of_fixed_width(read: bool, saved: bool, marks: str) -> None:
    row = plain_row(build_headline("Talks open", feed="The Harbour Post of Today", read=read, saved=saved))
    id_, rest = row[:12], row[14:]
    assert id_ == "id0000000001"
    assert rest[18:31] == marks
    assert rest[33:53] == "The Harbour Post of…"
    assert rest[53:] == "  Talks open"


@pytest.mark.parametrize(
    ("read", "saved", "shown"),
    [(False, False, "● "), (True, False, "  "), (False, True, "●★"), (True, True, " ★")],
)
def test_a_narrow_row_has_the_marks_of_the_readers_list(read: bool, saved: bool, shown: str) -> None:
    row = narrow_row(build_headline("Talks", feed="Post", read=read, saved=saved), 80, NOON_S + 7200)
    assert row == f"id0000000001         2h  {shown}  Post            Talks"


def test_a_row_leaves_the_feed_out_where_there_is_little_room() -> None:
    row = narrow_row(build_headline("Talks in Istanbul", feed="Post"), 50, NOON_S + 7200)
    assert row == "id0000000001         2h  ●   Talks in Istanbul"


@given(st.text("ab c東 ", max_size=60), st.sampled_from(["", "ok  log  ", "東 "]), st.integers(1, 80))
@settings(max_examples=60)
def test_words_behind_a_beginning_are_broken_between_them(text: str, front: str, width: int) -> None:
    """None is lost, none is broken; a line is too long only where one word is."""
    lines = list(output.set_behind(front, text, width, hang=2))
    assert " ".join(lines).split() == f"{front} {text}".split()
    assert all(cell_width(line) <= width or len(line.removeprefix(front).split()) <= 1 for line in lines[1:])
    assert list(output.set_behind(front, text, None)) == [front + text]


def test_what_is_said_to_a_terminal_is_broken_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And is one line in a pipe."""
    monkeypatch.setattr(output, "terminal_width", lambda: 30)
    output.say("Nothing is muted, and nothing is kept.")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    output.say("Nothing is muted, and nothing is kept.")
    assert capsys.readouterr().err == (
        "Nothing is muted, and nothing is kept.\nNothing is muted, and nothing\nis kept.\n"
    )


def test_a_row_without_a_date_says_about_when_it_came() -> None:
    undated = build_headline("Talks", feed="Post", published_at=None)
    assert "       ~2h  " in narrow_row(undated, 80, NOON_S + 7200)
    assert " 2h  " in narrow_row(build_headline("Talks"), 80, NOON_S + 7200)


HARMLESS = st.text(max_size=40).map(clean_line)
"""Every stored text has passed the gate."""


@settings(max_examples=costly(90))
@given(HARMLESS, HARMLESS, st.integers(20, 120))
def test_no_row_is_wider_than_the_terminal(headline: str, feed: str, width: int) -> None:
    """Whatever it is written in: wide signs count for two."""
    assert cell_width(narrow_row(build_headline(headline, feed=feed), width, NOON_S)) <= width


# ── documents ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_array_is_one_document_an_element_a_line(capsys: pytest.CaptureFixture[str], count: int) -> None:
    """Printed as it is known: who reads on has the first line before the last is made."""
    values = [{"title": f"Café {n}"} for n in range(count)]
    output.emit_json_array(iter(values))
    printed = capsys.readouterr().out
    assert json.loads(printed) == values
    assert printed.isascii()
    assert len(printed.splitlines()) == (count + 2 if count else 1)


@given(st.text(max_size=40), st.text(max_size=10))
@settings(max_examples=costly(60))
def test_what_is_printed_holds_no_control_of_anybody_else(text: str, other: str) -> None:
    """Ours stand around a line; a headline's own never reach the terminal."""
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        output.emit(text, before="\x1b[1m", after="\x1b[0m")
        output.emit_styled([(text, "31"), (other, "")])
    printed = stream.getvalue()
    bare = printed.replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\x1b[31m", "")
    assert "\x1b" not in bare
    assert all(sign in "\n\t" or sign.isprintable() or not sign.isascii() for sign in bare)
    assert printed.endswith("\n")


def test_a_document_keeps_its_last_line_end_single(capsys: pytest.CaptureFixture[str]) -> None:
    output.emit("a\n")
    output.emit("b")
    output.emit("c\n\n")
    assert capsys.readouterr().out == "a\nb\nc\n\n"


def test_words_to_the_reader_are_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    """Also those of an error of somebody else's."""
    output.say("one\ntwo\x1b[2J")
    output.complain("three")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["one two�[2J", "dateline: three"]


def test_where_nobody_can_hear_it_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed stream is no reason to fail."""
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    output.say("hello")
    monkeypatch.setattr(sys, "stdout", closed)
    assert not output.is_terminal()


@pytest.mark.parametrize(
    ("is_tty", "term", "no_color", "plain", "terminal", "colour"),
    [
        (True, "xterm", None, False, True, True),
        (True, "xterm", None, True, True, False),
        (True, "xterm", "1", False, True, False),
        (True, "xterm", "", False, True, True),
        (True, "dumb", None, False, False, False),
        (True, "", None, False, False, False),
        (False, "xterm", None, False, False, False),
    ],
)
def test_a_terminal_is_one_that_shows_more_than_letters(
    monkeypatch: pytest.MonkeyPatch,
    is_tty: bool,
    term: str,
    no_color: str | None,
    plain: bool,
    terminal: bool,
    colour: bool,
) -> None:
    """NO_COLOR counts where it is not empty (no-color.org)."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_tty, raising=False)
    monkeypatch.setenv("TERM", term)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    assert (output.is_terminal(), output.has_colour(plain)) == (terminal, colour)


def test_beside_no_terminal_nothing_is_drawn_and_all_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    """A log of a timer holds no bars; and what is asked whether to go on says yes."""
    with counting("made") as tell, progress() as hear:
        tell(1, 2)
        hear(SyncEvent("feed", feed="Post", new=3, done=1, total=2))
    with counting_down(lambda: 5, "left") as go_on:
        assert go_on(0)
        assert go_on(3)
    assert capsys.readouterr() == ("", "")


# ── shapes ────────────────────────────────────────────────────────────────────────────────────


def test_what_is_not_known_of_an_article_is_null() -> None:
    """Every key is there all the same: a script need not ask first."""
    told = headline_json(build_headline(url=None, published_at=None))
    assert {key for key, value in told.items() if value is None} == {
        *("url", "date_published", "date_opened", "dek", "byline", "dateline"),
    }
    assert (told["tags"], told["words"], told["read"], told["saved"]) == ([], 0, False, False)
    json.dumps(told)


def test_an_articles_own_words_go_before_the_lists() -> None:
    """Its list entry may be older than its text."""
    told = article_json(build_article("Two words.", dek="A dek"))
    assert (told["dek"], told["words"], told["date_changed"]) == ("A dek", 2, None)
    assert told["people"] == told["places"] == told["links"] == []


@pytest.mark.parametrize(
    ("relation", "told"), [(None, "enclosure"), ("comments", "comments"), ("via", "via")]
)
def test_a_link_of_an_article_says_what_it_is(relation: str | None, told: str) -> None:
    link = Enclosure("https://a.example/", "audio/mpeg", 7, relation)  # type: ignore[arg-type]
    article = replace(build_article(), enclosures=(link,))
    assert article_json(article)["links"] == [
        {
            "url": "https://a.example/",
            "relation": told,
            "media_type": "audio/mpeg",
            "length_bytes": 7,
            "duration_s": None,
        }
    ]


def test_a_name_is_told_with_what_its_kind_has() -> None:
    at = (Mention(0, 1, 0, 1), Mention(0, 1, 4, 5))
    person = entity_json(Person("Ann Reed", at, ("Reed",), "editor", 0.123456))
    assert person == {
        "name": "Ann Reed",
        "aliases": ["Reed"],
        "role": "editor",
        "mentions": 2,
        "salience": 0.1235,
    }
    place = entity_json(Place("Kyiv", at[:1], kind="city", country="UA", lat=50.45, lon=30.52))
    assert (place["kind"], place["country"], place["lat"], place["lon"]) == ("city", "UA", 50.45, 30.52)
    assert "role" not in place


def test_a_change_is_told_part_by_part() -> None:
    change = TextChange(
        NOON, 1, 2, (Unchanged(3), Changed("quote", (Edit("same", "a "), Edit("added", "b")))), 1, 0
    )
    told = changes_json(ArticleId("x"), "Talks", [change])
    assert told == {
        "id": "x",
        "title": "Talks",
        "changes": [
            {
                "number": 1,
                "date_seen": "2025-05-15T12:00:00Z",
                "words_added": 1,
                "words_removed": 0,
                "parts": [
                    {"kind": "unchanged", "paragraphs": 3},
                    {
                        "kind": "changed",
                        "role": "quote",
                        "edits": [{"kind": "same", "text": "a "}, {"kind": "added", "text": "b"}],
                    },
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (int(datetime(2025, 5, 15, 12, tzinfo=UTC).timestamp()), "2025-05-15T12:00:00Z"),
        (10**15, None),
        (-(10**15), None),
    ],
)
def test_a_moment_that_no_calendar_holds_is_null(moment: int, told: str | None) -> None:
    assert iso_moment(moment) == told


def test_what_was_opened_is_listed_and_found_by_its_author(stories: Shell) -> None:
    """The last first, with when that was; what was only listed is not in it."""
    assert stories("list", "--history", "--json").json() == []
    talks = stories("search", "author:reed", "--json").json()
    assert [article["title"] for article in talks] == ["Talks open in Istanbul"]
    assert stories("read", talks[0]["id"], "--mark").code == 0
    opened = stories("list", "--history", "--json").json()
    assert [article["title"] for article in opened] == ["Talks open in Istanbul"]
    at = datetime.fromisoformat(opened[0]["date_opened"])
    assert at > datetime.fromisoformat(opened[0]["date_published"])
    assert f"  {stamp(int(at.timestamp()))}  read  " in stories("list", "--history").out
