"""What the library did, in words: the one place where values become English."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from tui.library.wording import change_in_words, finding_in_words, notice_in_words, uncertain_in_words
from tui.model.answers import Change, ChangeVerb
from tui.model.mending import Mended, MendedByAnother, Notice, OnlyReadable, Repair, Repaired, Rescued
from tui.model.names import Correction
from tui.store.checkup import Finding, Wrong

RENAMED = Correction(
    "rename", "person", "rubio", "Rubio", datetime(2025, 5, 20, tzinfo=UTC), form="Marco Rubio"
)
NOT_TAKEN_BACK = ("pause", "unpause", "rename", "move", "set")
"""What stands in no journal: one does it the other way round."""


@pytest.mark.parametrize(
    ("change", "done", "undone"),
    [
        (Change("read", 1), "Marked 1 article read", "Marked 1 article unread again"),
        (Change("unread", 1_200), "Marked 1,200 articles unread", "Marked 1,200 articles read again"),
        (Change("save", 2), "Saved 2 articles", "Took 2 articles out of Saved again"),
        (Change("unsave", 2), "Took 2 articles out of Saved", "Saved 2 articles again"),
        (Change("tag", 2, "a {b}"), "Tagged 2 articles “a {b}”", "Took the tag “a {b}” off 2 articles again"),
        (Change("untag", 1, "a"), "Took the tag “a” off 1 article", "Tagged 1 article “a” again"),
        (Change("unsubscribe", 3, "The Post"), "Unsubscribed from The Post", "Subscribed to The Post again"),
        (Change("pause", 0, "The Post"), "Paused The Post", None),
        (Change("unpause", 0, "The Post"), "The Post is asked again", None),
        (Change("rename", 0, "The Post", "Mine"), "The Post is now Mine", None),
        (Change("move", 0, "The Post", "A/B"), "The Post is now in A/B", None),
        (Change("move", 0, "The Post"), "The Post is now in no folder", None),
        (Change("set", 0, "The Post"), "Kept the settings of The Post", None),
        (
            Change("correct", 2, correction=RENAMED),
            "“Rubio” is called Marco Rubio, in all stories",
            "Took back: “Rubio” is called Marco Rubio, in all stories",
        ),
        (
            Change("lift", 2, correction=RENAMED),
            "Took back: “Rubio” is called Marco Rubio, in all stories",
            "“Rubio” is called Marco Rubio, in all stories again",
        ),
        (Change("follow", 0, "Kyiv"), "Following Kyiv", "Kyiv is followed no more"),
        (Change("unfollow", 0, "Kyiv"), "Kyiv is followed no more", "Following Kyiv again"),
        (Change("mute", 1_200, "grain"), "Muted “grain”: 1200 articles hidden", "“grain” is muted no more"),
        (Change("unmute", 1, "grain"), "“grain” is muted no more", "Muted “grain” again"),
        (
            Change("keep_search", 0, "Ports"),
            "Saved the search “Ports”",
            "Took back the saved search “Ports”",
        ),
        (
            Change("drop_search", 0, "Ports"),
            "Dropped the saved search “Ports”",
            "Saved the search “Ports” again",
        ),
    ],
    ids=lambda value: value.verb if isinstance(value, Change) else "",
)
def test_a_change_is_told_as_done_and_as_taken_back(change: Change, done: str, undone: str | None) -> None:
    """The same words on the screen and on the command line."""
    assert change_in_words(change) == done
    if undone is not None:
        assert change_in_words(replace(change, undone=True)) == undone


def test_there_are_words_for_whatever_can_be_done() -> None:
    """A verb that is added is told of from its first day."""
    for verb in get_args(ChangeVerb):
        assert change_in_words(Change(verb, 1, "x", correction=RENAMED))
        if verb not in NOT_TAKEN_BACK:
            assert change_in_words(Change(verb, 1, "x", correction=RENAMED, undone=True))


ASIDE = Path("/d/dateline-damaged.db")
SOME = Rescued(1, 1_200, 2, legible=True)
KEPT = f"The database was damaged. It was kept as {ASIDE}"
REST = "what could still be read of it"
COUNTED = "1 bookmark, 1,200 articles, 2 feeds."


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (Repaired("index", "i"), "The index i did not agree with its table, and was made anew."),
        (Repaired("trigger gone", "t"), "The trigger t was gone, and was made anew."),
        (Repaired("count", times=3), "A count was wrong, and was put right (3 times)."),
        (
            Mended(ASIDE, False, None, None),
            f"{KEPT}; nothing of it could be read and there was no backup, so a new one was begun.",
        ),
        (Mended(ASIDE, False, "b.db", None), f"{KEPT}, and the backup b.db was restored."),
        (
            Mended(ASIDE, False, "b.db", SOME),
            f"{KEPT}; in its place is the backup b.db with {REST}: {COUNTED}",
        ),
        (
            Mended(ASIDE, True, None, SOME),
            KEPT.replace("damaged.", "damaged: the file was empty.", 1)
            + f"; in its place is {REST} (there was no backup): {COUNTED}",
        ),
        (MendedByAnother(), "The database was damaged; another dateline has just mended it."),
        (
            OnlyReadable(Path("/d/x.db")),
            "The database /d/x.db cannot be written: it can be read, but nothing is kept.",
        ),
    ],
)
def test_a_notice_is_a_sentence(notice: Notice, said: str) -> None:
    """What was done to the reader's database is told in full, with the name of what was kept."""
    assert notice_in_words(notice) == said


def test_there_is_a_sentence_for_each_repair() -> None:
    """Whatever is put right is told."""
    said = [notice_in_words(Repaired(repair)) for repair in get_args(Repair)]
    assert len(set(said)) == len(said)


FINDINGS: dict[Wrong, tuple[tuple[str | int, ...], str]] = {
    "by sqlite": (("row {1} missing from index i",), "row {1} missing from index i"),
    "order": (("tags",), "rows of tags are out of order"),
    "missing": ((3, "status", "status_all"), "3 rows of status are missing from status_all"),
    "orphans": ((2, "tags", "articles"), "2 rows of tags refer to no row of articles"),
    "unlisted": ((1,), "1 articles without a line in the lists"),
    "textless": ((1,), "1 articles without a text"),
    "empty": (("feeds", "url"), "a row of feeds has no url"),
    "unfit": (("words", "articles"), "the words of a row of articles is none"),
    "no text": (("title", "feeds"), "the title of a row of feeds is no text"),
    "packed": (("bodies",), "a packed text in bodies is damaged"),
    "undo": ((), "a line of what can be undone is damaged"),
    "entries": (("status_all", 7, 8, "status"), "status_all has 7 entries for 8 rows of status"),
    "gone": (("trigger", "queue_added"), "the trigger queue_added is gone"),
    "count": (("unread", 6, 5), "unread says 6, is 5"),
    "count of": (("total", "feeds", 1, 7, 5), "total of feeds 1 says 7, is 5"),
    "unsearchable": ((), "an article is not in the search index"),
}


def test_what_is_wrong_is_told_with_its_facts() -> None:
    """Each thing that is looked for has its line, as `doctor` prints it."""
    assert set(FINDINGS) == set(get_args(Wrong))
    for wrong, (facts, said) in FINDINGS.items():
        assert finding_in_words(Finding("damage", "x", wrong, facts)) == said


def test_a_name_that_could_be_several_is_told_what_it_cannot_be() -> None:
    """One sentence for every page and key that looks a name up."""
    said = uncertain_in_words("Springfield", "followed")
    assert said == "“Springfield” alone is not certain enough to be followed."
