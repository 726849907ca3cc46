"""The feeds as lines: in which groups, what each says of itself, and where the cursor stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON
from tests.screen.builders import alone, drawn, marked
from tests.store.stories import Clock, all_of
from tui.library.folders import Folder
from tui.library.frontdesk import Library
from tui.model.articles import Feed
from tui.model.ids import SEED_FEED_URL, FeedId
from tui.model.scopes import ALL, MUTED, SAVED, UNREAD, Scope
from tui.screens.feedlines import (
    FAILING,
    GONE,
    PAUSED,
    CursorAnchor,
    FeedLine,
    FeedLines,
    GroupHeading,
    LineGroup,
    choices,
    feed_details,
    folder_above,
    groups,
    heading_above,
    is_failing,
    next_heading,
    state_mark,
)
from tui.screens.replies import Choice
from tui.system.paths import Paths
from tui.text.cells import cell_width

NONE_FOLDED = frozenset[str]()


def build_feed(
    title: str = "Harbour Post",
    number: int = 2,
    *,
    url: str = "https://post.example/feed",
    folder: str | None = None,
    paused: bool = False,
    gone: bool = False,
    last_error: str | None = None,
    last_success_at: datetime | None = NOON - timedelta(hours=3),
    due_at: datetime | None = None,
) -> Feed:
    return Feed(
        FeedId(number),
        url,
        title,
        folder=folder,
        unread=3,
        total=1_200,
        paused=paused,
        gone=gone,
        last_error=last_error,
        last_success_at=last_success_at,
        due_at=due_at,
    )


def line(label: str, number: int, *, unread: int = 0, sought: str = "", mark: str = "") -> FeedLine:
    return FeedLine(label, Scope("feed", feed_id=FeedId(number)), unread=unread, sought=sought, mark=mark)


TOP = "All stories,Unread,Saved"
GROUPS = (
    LineGroup("", (FeedLine("All stories", ALL), FeedLine("Unread", UNREAD), FeedLine("Saved", SAVED))),
    LineGroup("News", (line("Harbour Post", 2, unread=2), line("Hill Gazette", 3, unread=1, sought="élan"))),
    LineGroup("Sport", (line("Goal", 4, mark=FAILING), line("Harbour Rowing", 5, mark=PAUSED))),
)


def shown(narrow: str = "", folded: frozenset[str] = NONE_FOLDED) -> tuple[Choice, ...]:
    return tuple(choices(GROUPS, narrow, folded))


def labels(lines: tuple[Choice, ...]) -> list[str]:
    return [f"[{one.label}]" if isinstance(one.value, GroupHeading) else one.label for one in lines]


# ── which lines there are ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("narrow", "folded", "expected"),
    [
        ("", NONE_FOLDED, f"{TOP},[News],Harbour Post,Hill Gazette,[Sport],Goal,Harbour Rowing"),
        ("", frozenset({"News"}), f"{TOP},[News],[Sport],Goal,Harbour Rowing"),
        ("harb", NONE_FOLDED, "[News],Harbour Post,[Sport],Harbour Rowing"),
        ("sport harb", NONE_FOLDED, "[Sport],Harbour Rowing"),
        ("ELAN", NONE_FOLDED, "[News],Hill Gazette"),
        ("harb", frozenset({"News", "Sport"}), "[News],Harbour Post,[Sport],Harbour Rowing"),
        ("sto", NONE_FOLDED, "All stories"),
        ("nothing", NONE_FOLDED, ""),
        ("   ", frozenset({"News"}), f"{TOP},[News],[Sport],Goal,Harbour Rowing"),
    ],
)  # fmt: skip
def test_narrowing_keeps_lines_that_hold_every_word_and_unfolds_what_holds_them(
    narrow: str, folded: frozenset[str], expected: str
) -> None:
    """Case and accents do not matter; a group without such a line has no heading either."""
    assert ",".join(labels(shown(narrow, folded))) == expected


def test_a_heading_counts_what_stands_under_it_also_while_it_is_folded() -> None:
    """Folded, it is the only one that says that there is something unread below."""
    for folded in (NONE_FOLDED, frozenset({"News"})):
        heading = next(one.value for one in shown(folded=folded) if one.label == "News")
        assert heading == GroupHeading("News", 3, 2, is_folded=bool(folded))
    narrowed = next(one.value for one in shown("hill") if one.label == "News")
    assert narrowed.lines == 1


def test_groups_come_in_their_order_with_loose_feeds_first_and_documents_last(seeded: Paths) -> None:
    """What is one's own subscription is not looked for among folders; folders are read as paths."""
    library = Library.open(seeded)
    for number, (title, folder) in enumerate(
        (("Zulu", "News/Europe"), ("Alpha", None), ("Mike", "News/Europe"))
    ):
        library.subscribe(f"https://feed{number}.example/", title, folder)
    library.rules.keep_search("Ports", "harbour")
    found = list(groups(library, NOON))
    assert [group.title for group in found] == ["", "Searches", "Feeds", "News", "News / Europe", "Yours"]
    assert [one.label for one in found[0].lines] == ["All stories", "Unread", "Saved"]
    assert [one.label for one in found[2].lines] == ["Alpha"]
    assert sorted(one.label for one in found[4].lines) == ["Mike", "Zulu"]
    assert found[1].lines[0].counted == "…"


# ── what a feed says of itself ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("feed", "mark"),
    [
        (build_feed(), ""),
        (build_feed(last_error="HTTP 500"), FAILING),
        (build_feed(paused=True), PAUSED),
        (build_feed(paused=True, last_error="HTTP 500"), PAUSED),
        (build_feed(gone=True, last_error="HTTP 410"), GONE),
        (build_feed(gone=True, paused=True), GONE),
        (build_feed(url=SEED_FEED_URL, last_error="unreadable"), ""),
    ],
)
def test_the_mark_of_a_feed_is_the_gravest_thing_about_it(feed: Feed, mark: str) -> None:
    """One that was paused is not failing: nobody asks it. One that is gone comes back by no key."""
    assert state_mark(feed) == mark
    assert is_failing(Choice("", FeedLine("", ALL, mark=mark))) is (mark in (FAILING, GONE))


@pytest.mark.parametrize(
    ("due_in", "paused", "gone", "said"),
    [
        (None, False, False, "asked at the next sync"),
        (timedelta(0), False, False, "asked at the next sync"),
        (timedelta(seconds=1), False, False, "asked again in 1 min"),
        (timedelta(minutes=88, seconds=59), False, False, "asked again in 89 min"),
        (timedelta(minutes=89), False, False, "asked again in 2 h"),
        (timedelta(hours=5), False, False, "asked again in 5 h"),
        (timedelta(hours=5), True, False, "paused: p asks it again"),
        (timedelta(hours=5), True, True, "gone for good: not asked again"),
    ],
)
def test_details_say_when_a_feed_is_asked_again(
    due_in: timedelta | None, paused: bool, gone: bool, said: str
) -> None:
    feed = build_feed(paused=paused, gone=gone, due_at=None if due_in is None else NOON + due_in)
    assert f"last answered 3h ago; {said}" in list(feed_details(feed, NOON))


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "last answered just now"),
        (timedelta(minutes=5), "last answered 5m ago"),
        (timedelta(days=6), "last answered 6d ago"),
        (timedelta(days=40), "last answered on 5 Apr"),
        (timedelta(days=400), "last answered on Apr 2024"),
        (None, "has not answered yet"),
    ],
)
def test_details_put_the_age_of_the_last_answer_into_a_sentence(before: timedelta | None, said: str) -> None:
    """`on 6d` and `5 Apr ago` are no English."""
    feed = build_feed(last_success_at=None if before is None else NOON - before)
    assert any(one.startswith(f"{said};") for one in feed_details(feed, NOON))


def test_details_begin_with_the_address_and_then_why_it_fails() -> None:
    """What one came to see stands where the eye is."""
    lines = list(feed_details(build_feed(last_error="HTTP 500"), NOON))
    assert lines[:2] == ["https://post.example/feed", "! HTTP 500"]
    assert lines[-1] == "3 unread of 1,200"
    own = list(feed_details(build_feed(url=SEED_FEED_URL, last_error="unreadable"), NOON))
    assert len(own) == 1
    assert "dateline import" in own[0]


# ── the cursor ────────────────────────────────────────────────────────────────────────────────


NESTED = (
    LineGroup("News", (), Folder("News", (), (build_feed(), build_feed("Hill", 3)))),
    *(
        LineGroup(
            f"News / {name}",
            (FeedLine(title, Scope("feed", feed_id=FeedId(number)), unread=3, total=1_200, depth=1),),
            Folder(f"News/{name}", (build_feed(title, number),), (build_feed(title, number),)),
        )
        for number, (name, title) in enumerate((("Asia", "Harbour Post"), ("Europe", "Hill")), 2)
    ),
    LineGroup("Tags", (line("# war", 9),)),
)


@pytest.mark.parametrize(
    ("narrow", "folded", "expected"),
    [
        ("", NONE_FOLDED, "[News],[Asia],Harbour Post,[Europe],Hill,[Tags],# war"),
        ("", frozenset({"News"}), "[News],[Tags],# war"),
        ("", frozenset({"News / Asia"}), "[News],[Asia],[Europe],Hill,[Tags],# war"),
        ("hill", frozenset({"News", "News / Europe"}), "[News],[Europe],Hill"),
        ("europe", NONE_FOLDED, "[News],[Europe],Hill"),
        ("war", NONE_FOLDED, "[Tags],# war"),
    ],
)
def test_folders_in_folders_fold_away_with_them(narrow: str, folded: frozenset[str], expected: str) -> None:
    """A folder that holds only folders has a heading too; what is found brings those above it along."""
    assert ",".join(labels(tuple(choices(NESTED, narrow, folded)))) == expected


def test_a_line_leads_out_to_its_folder_and_that_to_the_one_above() -> None:
    lines = tuple(choices(NESTED, "", NONE_FOLDED))
    assert [folder_above(lines, index) for index in range(len(lines))] == [None, 0, 1, 0, 3, None, None]


async def test_folders_are_indented_and_their_numbers_stand_under_one_another() -> None:
    """A folder's beside those of its feeds; narrow, the indent goes before the name does."""
    pane = FeedLines(())
    async with alone(pane, size=(100, 12)):
        pane.put(tuple(choices(NESTED, "", frozenset({"News / Europe"}))), CursorAnchor())
        wide = drawn(pane, 90)
        assert [text.rstrip() for text in wide[:4]] == [
            f"▌▾ News{'6 of 2,400':>73}",
            f"   ▾ Asia{'3 of 1,200':>71}",
            f"      Harbour Post{'3 of 1,200':>62}",
            f"   ▸ Europe (1){'3 of 1,200':>65}",
        ]
        assert {cell_width(text) for text in drawn(pane, 28)} == {28}
        assert "Harb" in drawn(pane, 28)[2]


@given(st.integers(0, 8), st.sets(st.sampled_from(["News", "Sport"])))
def test_what_is_under_the_cursor_stays_under_it_where_other_groups_fold(at: int, folded: set[str]) -> None:
    """By what it is, and not by its number: that changes with every line above."""
    before = shown()
    value = before[at].value
    pane = FeedLines(before)
    pane.cursor = at
    place = pane.cursor_anchor
    after = shown(folded=frozenset(folded))
    found = place.find(after)
    title = heading_above(before, at)
    if title is None or title.title not in folded:
        assert after[found].label == before[at].label
    elif isinstance(value, GroupHeading):
        assert after[found].label == value.title
    else:
        assert found == at  # gone: the number it had


@given(st.integers(0, 8), st.sampled_from([1, -1]))
def test_group_by_group_leads_over_every_heading_to_the_ends(start: int, step: int) -> None:
    """And never stays where it is, but for at the end it is going to."""
    lines = shown()
    at, seen = start, list[int]()
    for _ in lines:
        at = next_heading(lines, at, step)
        seen.append(at)
    assert at == (len(lines) - 1 if step > 0 else 0)
    headings = [index for index, one in enumerate(lines) if isinstance(one.value, GroupHeading)]
    ahead = [index for index in headings[::step] if (index - start) * step > 0]
    assert seen[: len(ahead)] == ahead


def test_a_line_knows_the_heading_it_stands_under() -> None:
    lines = shown()
    assert heading_above(lines, 2) is None
    above = [heading_above(lines, index) for index in range(3, len(lines))]
    assert [one.title for one in above if one] == ["News"] * 3 + ["Sport"] * 3


# ── how they are drawn ────────────────────────────────────────────────────────────────────────


async def test_no_line_is_wider_or_narrower_than_its_pane() -> None:
    """At whatever width; the mark of the line under the cursor is at its left, whole numbers at its right."""
    pane = FeedLines(())
    pane.edged = False
    async with alone(pane, size=(60, 12)):
        pane.put(shown(folded=frozenset({"Sport"})), CursorAnchor(Scope("feed", feed_id=FeedId(2))))
        for width in range(20, 251):
            lines = drawn(pane, width)
            assert {cell_width(line) for line in lines} == {width}
            assert marked(lines) == [4]
            assert "2 " in lines[4]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (FeedLine("Post", ALL, unread=3, total=1_200), "3 of 1,200"),
        (FeedLine("Post", ALL, unread=3), "3"),
        (FeedLine("Post", ALL, total=1_200), "1,200"),
        (FeedLine("Post", ALL, unread=3, total=12, counted="3 of 12+"), "3 of 12+"),
        (FeedLine("Post", ALL), "0"),
    ],
)
async def test_a_line_says_its_numbers_and_from_56_cells_on_when_its_feed_answered(
    one: FeedLine, said: str
) -> None:
    pane = FeedLines(())
    async with alone(pane):
        pane.put((Choice(one.label, replace(one, when="3h", mark=PAUSED)),), CursorAnchor())
        assert drawn(pane, 55)[0].split() == ["▌", PAUSED, "Post", *said.split()]
        assert drawn(pane, 56)[0].split() == ["▌", PAUSED, "Post", *said.split(), "3h"]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (GroupHeading("News", 3, 2, is_folded=True), "▸ News 3 in 2"),
        (GroupHeading("News", 0, 2, is_folded=True), "▸ News 2"),
        (GroupHeading("News", 3, 2, is_folded=False), "▾ News 3"),
        (GroupHeading("News", 0, 2, is_folded=False), "▾ News"),
    ],
)
async def test_a_heading_says_how_many_lines_it_folds_away(heading: GroupHeading, said: str) -> None:
    pane = FeedLines(())
    async with alone(pane):
        pane.put((Choice(heading.title, heading),), CursorAnchor())
        assert drawn(pane, 40)[0].removeprefix("▌").split() == said.split()


async def test_only_a_failing_feed_has_its_mark_in_the_colour_of_errors() -> None:
    """One that was paused is as the reader wished it."""
    pane = FeedLines(())
    async with alone(pane):
        pane.put((Choice("Top", line("Top", 1)), *shown()[-2:]), CursorAnchor())
        inks = pane.inks
        looks = {mark: inks.style(look) for mark, look in ((FAILING, "error"), (PAUSED, "row.mark"))}
        for y, mark in ((1, FAILING), (2, PAUSED)):
            segment = next(segment for segment in pane.draw(y, 40) if mark in segment.text)
            assert segment.style == looks[mark]


async def test_what_has_unread_stories_stands_out_and_the_cursors_line_does_throughout() -> None:
    """Told by weight as well as by the number; a heading looks like one, but for under the cursor."""
    pane = FeedLines(())
    async with alone(pane, size=(60, 12)):
        pane.put(shown(), CursorAnchor(UNREAD))
        inks = pane.inks

        def look_of(label: str) -> str:
            y = labels(pane.choices).index(label)
            styles = {segment.text.strip(): segment.style for segment in pane.draw(y, 59)}
            looks = ("cursor.unread", "row.unread", "text", "side.head")
            return next(look for look in looks if styles[label.strip("[]")] == inks.style(look))

        assert look_of("Unread") == "cursor.unread"
        assert [look_of(label) for label in ("Harbour Post", "Goal", "[News]")] == [
            "row.unread",
            "text",
            "side.head",
        ]
        pane.go(3)
        assert look_of("[News]") == "cursor.unread"
        assert look_of("Unread") == "text"


def test_tags_and_mutes_come_last_each_with_what_it_holds_or_hides(seeded: Paths) -> None:
    """A mute says how long it lasts, in hours until two days are left; one for ever says nothing."""
    clock = Clock()
    library = Library.open(seeded, clock=clock)
    story = all_of(library)[0]
    library.tag([story.id], "war", True)
    library.rules.mute_words("istanbul", None)
    for words, hours in (("oslo", 1), ("rome", 47), ("kyiv", 48), ("lima", 24 * 30)):
        library.rules.mute_words(words, clock.now + timedelta(hours=hours))
    found = {group.title: group.lines for group in groups(library, clock.now)}
    assert list(found)[-2:] == ["Tags", "Muted"]
    assert [(one.label, one.total, one.scope.name) for one in found["Tags"]] == [("# war", 1, "war")]
    everything, *mutes = found["Muted"]
    assert everything.scope == MUTED
    assert everything.total >= max(one.total for one in mutes) > 0
    left = {one.label: one.when for one in mutes}
    assert left == {
        "istanbul": "",
        "oslo": "1h left",
        "rome": "47h left",
        "kyiv": "2d left",
        "lima": "30d left",
    }
    lasts = {one.label: one.details[0] for one in mutes}
    assert lasts["istanbul"] == "words, muted until it is lifted"
    assert lasts["oslo"].startswith("words, muted until 20 May 2025 ")


def test_a_search_is_counted_as_far_as_it_was_and_says_so(seeded: Paths) -> None:
    """Until it was, there is no number that could be wrong."""
    library = Library.open(seeded)
    library.rules.keep_search("Ports", "istanbul")
    (search,) = library.rules.searches()

    def line_of() -> FeedLine:
        return next(group for group in groups(library, NOON) if group.title == "Searches").lines[0]

    assert (line_of().counted, line_of().unread, line_of().total) == ("…", 0, 0)
    counts = library.rules.count_anew(search)
    assert (line_of().counted, line_of().unread, line_of().total) == ("", counts.unread, counts.total)
    assert line_of().total > 0
    assert line_of().details[0] == "/istanbul"
