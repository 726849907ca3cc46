"""What rows of a list say of threads: in the words that there is room for, and never by colour alone."""

from __future__ import annotations

import pytest

from tui.drawing.listrows import ListRow, row_lines
from tui.model.articles import ThreadMark
from tui.model.ids import ThreadId
from tui.model.threads import ThreadRow

LONG = "Ferries stay in port as pilots of three harbours vote on an offer that came overnight"


def row(
    members: int = 6, sources: int = 4, *, is_copy: bool = False, new: int | None = None, read: bool = False
) -> ListRow:
    mark = ThreadMark(ThreadId(1), members, sources, is_copy, new)
    return ListRow(LONG, "Harbour Post", 0, read, False, thread=mark)


def text(shown: ListRow, width: int, lines: int = 2, branch: ThreadRow | None = None) -> str:
    drawn = row_lines(shown, width, lines=lines, now=7200, branch=branch)
    return "\n".join("".join(words for words, _ in line) for line in drawn)


@pytest.mark.parametrize(
    ("width", "lines", "said"),
    [
        (40, 1, "  6 new       2h "),
        (40, 2, "  +4 · 6 new 2h "),
        (60, 2, "  +4 · 6 new sentences 2h "),
        (80, 2, "  +4 · 6 new  Harbour Post "),
        (160, 1, "  +4 sources · 6 new sentences  Harbour Post "),
    ],
)
def test_a_row_says_how_many_tell_the_story_and_how_much_is_new(width: int, lines: int, said: str) -> None:
    """As much of it as there is room for; the headline keeps most of its own."""
    shown = text(row(new=6), width, lines)
    assert said in shown
    assert "Ferries stay in p" in shown


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (row(), "+4 sources  Harbour"),
        (row(sources=1), "+1 source  Harbour"),
        (row(sources=0), "…  Harbour"),
        (row(new=0), "+4 sources · nothing new  Harbour"),
        (row(new=1), "+4 sources · 1 new sentence  Harbour"),
        (row(new=6, read=True), "+4 sources  Harbour"),
        (row(is_copy=True), "+4 sources · copy  Harbour"),
    ],
)
def test_nothing_is_said_that_is_not_so(shown: ListRow, said: str) -> None:
    """Of what is read it is not said how much of it is new, and of a thread of one source not how many."""
    shown = shown._replace(headline=LONG * 2)
    assert said in text(shown, 160)


def test_in_a_list_of_threads_signs_tell_what_unfolds() -> None:
    """Headlines of stories that stand alone begin where the others do; members are set in."""
    alone = ListRow(LONG, "Harbour Post", 0, False, False)
    at = [
        text(shown, 120, branch=branch).index("Ferries")
        for shown, branch in (
            (alone, ThreadRow()),
            (row(), ThreadRow()),
            (row(), ThreadRow(unfolded=True)),
            (row(), ThreadRow(is_member=True)),
        )
    ]
    assert at[0] == at[1] == at[2] == at[3] - 2
    assert "▸ Ferries" in text(row(), 120, branch=ThreadRow())
    assert "▾ Ferries" in text(row(), 120, branch=ThreadRow(unfolded=True))
    assert "▸" not in text(alone, 120, branch=ThreadRow())


def test_a_member_says_why_it_is_one_or_who_prints_it_too() -> None:
    """As many words of the reason as there is room for, the first of them first."""
    member = ThreadRow(is_member=True, reason="Vela, Port Aldine, 2 days")
    assert "  Vela, Port Aldine, 2 days  Harbour Post" in text(row(), 160, branch=member)
    assert "  Vela, Port Aldine  Harbour" in text(row(), 110, branch=member)
    assert "  Vela 2h" in text(row(), 30, branch=member)
    folded = ThreadRow(is_member=True, reason="Vela", copies=3)
    assert "printed by 3 others" in text(row(), 120, branch=folded)
    assert "3 copies" in text(row(), 36, branch=folded)
    assert "printed by 1 other " in text(row(), 120, branch=ThreadRow(copies=1))


def test_it_stands_in_a_column_whether_the_feed_is_named_again_or_not() -> None:
    """The row above has named it; what stands alone has that room for its headline."""
    told = [row_lines(row(), 120, lines=1, now=7200, feed=feed)[0] for feed in ("shown", "above")]
    ends = ["".join(words for words, _ in line).index("+4 sources") for line in told]
    assert ends[0] == ends[1]
    alone = ListRow(LONG * 2, "Harbour Post", 0, False, False)
    lines = [row_lines(alone, 120, lines=1, now=7200, feed=feed)[0] for feed in ("above", "never")]
    assert lines[0] == lines[1]
