"""`dateline notes`, and what other commands say of notes."""

from __future__ import annotations

import pytest

from tests.cli.run import Shell
from tests.cli.test_round_trip import reader_of
from tui.changes.passages import quote, running_text
from tui.model.ids import ArticleId


@pytest.fixture
def noted(stories: Shell) -> Shell:
    """Two articles: a passage of the talks is noted, and one note is to all of Lula."""
    talks, lula = (article["id"] for article in stories("list", "--json").json())
    with reader_of(stories.home) as library:
        text = running_text(library.article(ArticleId(talks)).prose).text
        start = text.index("Grain, and ports")
        library.notes.add(ArticleId(talks), "whose ports?\nask", quote(text, start, start + 16))
        library.notes.add(ArticleId(lula), "for the year's end")
    return stories


def test_notes_stand_below_their_articles_newest_first(noted: Shell) -> None:
    talks, lula = (article["id"] for article in noted("list", "--json").json())
    assert noted("notes").out.splitlines() == [
        f"{talks}  Talks open in Istanbul",
        "  > Grain, and ports",
        "  † whose ports?",
        "    ask",
        "",
        f"{lula}  Lula wins in Brazil",
        "  † for the year's end",
    ]
    found = noted("notes", "YEAR", "end", "--json").json()
    assert [story["id"] for story in found] == [lula]
    assert found[0]["notes"][0]["selector"] is None
    assert noted("notes", "nobody").err == "Nothing noted says nobody.\n"
    assert noted("notes", "nobody", "--json").json() == []


def test_a_library_without_notes_says_so(stories: Shell) -> None:
    assert stories("notes") == (0, "", "Nothing is noted.\n")


def test_noted_articles_are_a_list_and_a_search_and_are_read_with_their_notes(noted: Shell) -> None:
    talks, _ = (article["id"] for article in noted("list", "--json").json())
    assert len(noted("list", "--noted", "--json").json()) == 2
    assert [hit["id"] for hit in noted("search", "note:ports", "--json").json()] == [talks]
    assert len(noted("search", "is:noted", "--json").json()) == 2
    read = noted("read", talks).out
    assert "\n\n\nNotes\n\n> Grain, and ports\n  whose ports?\n  ask\n" in read
    (note,) = noted("read", talks, "--json").json()["notes"]
    assert (note["text"], note["selector"]["exact"]) == ("whose ports?\nask", "Grain, and ports")
    assert note["selector"]["type"] == "TextQuoteSelector"
