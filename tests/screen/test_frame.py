"""The frame: where panes stand and what rows and bars say."""

from __future__ import annotations

import time
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.calendar.ages import age
from tui.drawing.frame import (
    ScopeCounts,
    StyledLine,
    centred,
    edge,
    empty_list,
    fitting,
    footer,
    list_title,
    pane_title,
    panes,
    thumb,
    too_small,
    too_small_lines,
    welcome,
)
from tui.drawing.listrows import FeedShown, ListRow, feed_shown, row_height, row_lines
from tui.model.articles import ThreadMark
from tui.model.ids import ThreadId
from tui.model.threads import ThreadRow
from tui.text.cells import ELLIPSIS, cell_width

COUNTS = ScopeCounts(12, 9, 1)


def width_of(line: list[tuple[str, str]]) -> int:
    return sum(cell_width(text) for text, _ in line)


def text_of(line: list[tuple[str, str]]) -> str:
    return "".join(text for text, _ in line)


@given(
    st.integers(40, 500),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["list", "reader", "sidebar"]),
    st.booleans(),
)
def test_panes_fill_the_width_without_gap_or_overlap(
    width: int, sidebar: bool, zen: bool, pane: str, story: bool
) -> None:
    """A gap would show stale cells; an overlap would hide text."""
    at = 0
    for place in panes(width, sidebar=sidebar, zen=zen, pane=pane, story=story):
        if place:
            assert place[0] == at
            assert place[1] > 0
            at += place[1]
    assert at == width


@pytest.mark.parametrize(("width", "shown"), [(60, 1), (80, 2), (119, 2), (120, 3), (200, 3)])
def test_breakpoints_show_one_two_or_three_panes(width: int, shown: int) -> None:
    """As the design has it."""
    assert sum(place is not None for place in panes(width)) == shown


@pytest.mark.parametrize("pane", ["list", "reader", "sidebar"])
@pytest.mark.parametrize("width", [40, 79, 80, 119, 120, 200])
def test_the_pane_in_use_is_always_in_sight(width: int, pane: str) -> None:
    """Keys must never go to what one cannot see."""
    assert getattr(panes(width, pane=pane), pane) is not None
    assert getattr(panes(width, pane=pane, story=False), pane) is not None


@pytest.mark.parametrize("width", [60, 80, 119, 120, 200])
def test_before_a_story_the_list_has_the_whole_width(width: int) -> None:
    """An empty pane beside headlines that are cut helps nobody."""
    assert panes(width, story=False) == ((0, width), None, None)


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=120)
HEADLINES = TEXTS | st.lists(st.text("abcdefgh-ü中ก", min_size=1, max_size=14), max_size=30).map(" ".join)
FEED_SHOWN = st.sampled_from(get_args(FeedShown))
MARKS = st.none() | st.builds(
    ThreadMark,
    st.just(ThreadId(1)),
    st.integers(2, 2000),
    st.integers(0, 2000),
    st.booleans(),
    st.none() | st.integers(0, 400),
)
BRANCHES = st.none() | st.builds(ThreadRow, st.booleans(), st.booleans(), HEADLINES, st.integers(0, 30))
LONG = "Talks open in Istanbul as delegations from Kyiv and Moscow arrive, three years after they last met"


@given(
    HEADLINES,
    st.integers(4, 200),
    st.sampled_from([1, 2, 3]),
    st.sampled_from(["", "cursor", "blur"]),
    FEED_SHOWN,
    st.booleans(),
    st.booleans(),
    MARKS,
    BRANCHES,
)
def test_rows_have_exactly_the_width_and_height_of_all_others(
    headline: str,
    width: int,
    lines: int,
    cursor: str,
    feed: FeedShown,
    searching: bool,
    marked: bool,
    mark: ThreadMark | None,
    branch: ThreadRow | None,
) -> None:
    """Long, wide and empty headlines alike: the list counts lines to know which row stands where."""
    row = ListRow(headline, "Harbour Post", 0, False, marked, changed=True, followed=marked)
    row = row._replace(noted=marked, recording="audio" if marked else None, thread=mark)
    drawn = row_lines(
        row,
        width,
        lines=lines,
        now=time.time(),
        cursor=cursor,
        feed=feed,
        matches=((0, 3), (30, 50)),
        excerpt=("a harbour at night", ((2, 9),)) if searching and lines > 1 else ("", ()),
        searching=searching,
        branch=branch,
    )
    assert [width_of(line) for line in drawn] == [width] * row_height(width, lines, searching=searching)


@given(HEADLINES, st.integers(24, 56), st.sampled_from([2, 3]), FEED_SHOWN)
def test_a_narrow_list_shows_as_much_of_a_headline_as_there_is_room_for(
    headline: str, width: int, lines: int, feed: FeedShown
) -> None:
    """Its words stand in their order, and where some are missing an ellipsis says so, before the age."""
    row = ListRow(headline, "Harbour Post", 0, False, False)
    drawn = row_lines(row, width, lines=lines, now=7200, feed=feed)
    shown = " ".join(text.strip() for line in drawn for text, look in line if look == "row.unread")
    kept = shown.rstrip(ELLIPSIS)
    assert squeezed(headline).startswith(squeezed(kept))
    if squeezed(kept) != squeezed(headline):
        assert shown.endswith(ELLIPSIS)
        full = drawn[: lines - (feed == "shown")]
        assert all(any(look == "row.unread" and text.strip() for text, look in line) for line in full)
    assert sum(text_of(line).endswith(" 2h ") for line in drawn) == 1


def squeezed(text: str) -> str:
    """A text without its blanks: a line ends at one, or between two letters that have none."""
    return "".join(text.split())


def test_a_feed_is_named_where_the_row_above_has_another() -> None:
    """A column of the same name over and over says nothing; in a single feed's list, the title says it."""
    assert feed_shown("Harbour Post", None, "all") == "shown"
    assert feed_shown("Harbour Post", "Inland Post", "unread") == "shown"
    assert feed_shown("Harbour Post", "Harbour Post", "unread") == "above"
    assert feed_shown("Harbour Post", "Inland Post", "feed") == "never"
    row = ListRow(LONG, "Harbour Post", 0, False, False)
    for width, lines in ((35, 2), (35, 3), (100, 2), (160, 3)):
        for feed in get_args(FeedShown):
            drawn = " ".join(map(text_of, row_lines(row, width, lines=lines, now=60, feed=feed)))
            assert ("Harbour" in drawn) is (feed == "shown")


@pytest.mark.parametrize("width", [80, 100, 160])
def test_a_wide_list_has_columns(width: int) -> None:
    """Headline, feed and age begin and end where those of other rows do, however long each is."""
    names = ("Harbour Post", "Quay and Pier, a very long name that nobody would give", "Zenith")
    stories = (
        ListRow(LONG * 2, names[0], 0, False, False),
        ListRow("Short", names[1], -(10**9), True, True),
        ListRow(LONG * 2, names[2], 7100, False, False, followed=True),
    )
    drawn = [row_lines(row, width, lines=2, now=7200) for row in stories]
    assert [len(lines) for lines in drawn] == [1, 1, 1]
    texts = [text_of(line) for (line,) in drawn]
    columns = {text.index(name[:9]) for text, name in zip(texts, names, strict=True)}
    assert len(columns) == 1
    assert columns.pop() >= width * 55 // 100
    assert all(text[-2] != " " for text in texts)
    nameless = text_of(row_lines(stories[0], width, lines=2, now=7200, feed="never")[0])
    assert nameless.index(ELLIPSIS) > texts[0].index(ELLIPSIS)
    # Where the row above has named the feed, its column is the headline's.
    assert text_of(row_lines(stories[0], width, lines=2, now=7200, feed="above")[0]) == nameless


def test_a_search_in_a_wide_list_shows_what_it_found_or_more_of_the_headline() -> None:
    """Where nothing was found in the text, the line that is kept for it is not left empty."""
    row = ListRow(LONG, "Harbour Post", 0, False, False)
    drawn = row_lines(row, 90, lines=2, now=60, searching=True, excerpt=("a harbour", ((2, 9),)))
    assert ELLIPSIS in text_of(drawn[0])
    assert ("harbour", "row.match") in drawn[1]
    first, second = map(text_of, row_lines(row, 90, lines=2, now=60, searching=True))
    assert ELLIPSIS not in first + second
    assert LONG.endswith(second.strip())


@pytest.mark.parametrize(
    ("recording", "noted", "signs"), [("audio", False, "♪"), ("video", False, "▶"), ("audio", True, "†♪")]
)
def test_signs_stand_before_feed_and_age_and_take_nothing_from_these(
    recording: str, noted: bool, signs: str
) -> None:
    """Headlines begin where all do, and feed and age stand where they stand without signs."""
    bare = ListRow(LONG, "Harbour Post", 0, False, False)
    row = bare._replace(recording=recording, noted=noted)
    for width, lines, feed in product((34, 50, 76, 120), (1, 2, 3), get_args(FeedShown)):
        for absolute in (False, True):
            shown: Any = {"lines": lines, "now": 7200, "feed": feed, "absolute": absolute}
            drawn = row_lines(row, width, **shown)
            texts = [*map(text_of, drawn)]
            others = [*map(text_of, row_lines(bare, width, **shown))]
            assert sum(f" {signs} " in text for text in texts) == 1
            (at,) = (y for y, text in enumerate(texts) if f" {signs} " in text)
            after = texts[at].partition(f" {signs}")[2]
            assert others[at].endswith(after)
            assert after.endswith(" 2h ") or absolute
            assert texts[0][:10] == others[0][:10]
            looks = {look for text, look in drawn[at] if text in signs}
            assert looks == {"row.recording"} | ({"row.note"} if noted else set())


def test_signs_give_way_where_they_would_leave_no_headline() -> None:
    """The age stands there still."""
    row = ListRow(LONG, "Harbour Post", 0, False, False, noted=True, recording="video")
    text = text_of(row_lines(row, 24, lines=1, now=7200)[0])
    assert "▶" not in text
    assert text.endswith(" 2h ")


def test_row_tells_unread_saved_and_cursor_without_colour() -> None:
    """A reader who sees no colours sees the marks."""
    row = ListRow("Talks open", "Harbour Post", 0, False, True)
    text = "".join(text_of(line) for line in row_lines(row, 40, lines=2, now=60, cursor="cursor"))
    assert "●" in text
    assert "★" in text
    assert "▌" in text
    assert "✎" not in text
    changed = ListRow("Talks open", "Harbour Post", 0, False, False, changed=True)
    marks = "".join(text_of(line) for line in row_lines(changed, 40, lines=2, now=60))
    assert ("✎" in marks, "★" in marks) == (True, False)
    read = ListRow("Talks open", "Harbour Post", 0, True, False)
    assert "●" not in "".join(text_of(line) for line in row_lines(read, 40, lines=2, now=60))


@pytest.mark.parametrize("lines", [1, 2])
def test_an_article_without_a_date_says_that_its_age_is_about_that(lines: int) -> None:
    """It is listed by when it arrived, and that is no news of when it was written."""
    row = ListRow("Talks open", "Harbour Post", 0, False, True, dated=False)
    drawn = row_lines(row, 40, lines=lines, now=7200)
    assert "~2h" in "".join(text_of(line) for line in drawn)
    assert [width_of(line) for line in drawn] == [40] * lines


@given(st.integers(1, 120), st.text(max_size=40), st.text(max_size=40))
def test_bars_have_exactly_their_width(width: int, words: str, status: str) -> None:
    """A bar that is too long pushes the next line down."""
    clean = "".join(c for c in words + status if c.isprintable())
    for line in (
        list_title(width, COUNTS, "all"),
        list_title(width, COUNTS, "entity", clean),
        pane_title(width, clean, "42%"),
    ):
        assert width_of(line) == width
    if width >= 4:
        assert width_of(footer(width, (("j", "down"), ("q", "quit")), clean)) == width


def test_title_shows_the_scopes_with_their_counts() -> None:
    """The scope and the count stand in the list's header."""
    assert text_of(list_title(40, COUNTS, "unread")).split() == ["All", "12", "Unread", "9", "Saved", "1"]


@given(st.integers(1, 60), st.integers(0, 10_000), st.integers(0, 10_000))
def test_scroll_mark_is_inside_and_moves_down(height: int, first: int, total: int) -> None:
    """The mark is always to be seen where there is more than a view, and never elsewhere."""
    first = min(first, max(0, total - height))
    marked = [y for y in range(height) if thumb(y, height, first, total)]
    assert bool(marked) == (total > height)
    if marked and first == total - height:
        assert marked[-1] == height - 1


def test_ages_grow_coarser() -> None:
    """Short ages tell more exactly than long ones."""
    now = 1_750_000_000
    minutes = [0, 5, 3 * 60, 2 * 24 * 60]
    assert [age(now - m * 60, now) for m in minutes] == ["now", "5m", "3h", "2d"]
    assert age(now - 400 * 86400, now)[-4:].isdigit()
    assert age(now + 86400 * 3, now)[-1].isalpha()


@given(st.integers(-(2**62), 2**62), st.integers(0, 2**40))
def test_age_of_any_moment_is_words(then: int, now: int) -> None:
    """A feed may state the year 300000."""
    assert 0 < len(age(then, now)) <= 12


def test_a_tiny_screen_is_too_small() -> None:
    """Forty by ten is enough."""
    assert too_small(39, 24)
    assert too_small(80, 9)
    assert not too_small(40, 10)


def test_an_excerpt_shows_what_was_found() -> None:
    """However far into its line the match is, and however narrow the pane."""
    words = "A long way before the word that was sought, the harbour, comes at last."
    at = words.index("harbour")
    row = ListRow("Headline", "Feed", 0, False, False)
    _, second = row_lines(row, 36, lines=2, now=60, excerpt=(words, ((at, at + 7),)))
    assert ("harbour", "row.match") in second
    assert width_of(second) == 36


@given(st.integers(1, 90))
def test_help_is_the_last_hint_to_go(width: int) -> None:
    """Who is lost in a narrow terminal has to be told how to ask."""
    hints = (("enter", "open"), ("c", "correct"), ("?", "help"), ("q", "quit"))
    line = footer(width, hints)
    text = "".join(words for words, _ in line)
    assert len(text) == width
    assert ("? help" in text) is (width >= len(" ? help"))
    assert ("q quit" in text) is (width >= len(" enter open  c correct  ? help  q quit"))


# ── panes ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", range(80, 120))
def test_two_panes_leave_the_list_a_third_and_the_sidebar_takes_the_lists_place(width: int) -> None:
    """Nothing in the middle moves when one goes to the sidebar: the text keeps its width."""
    two, three = panes(width), panes(width, pane="sidebar")
    assert two.list is not None
    assert 34 <= two.list[1] <= 44
    assert three.list is None
    assert two.reader is not None
    assert three.reader is not None
    assert two.reader[1] == three.reader[1]
    assert three.sidebar == (three.reader[1], two.list[1])


@pytest.mark.parametrize("width", [120, 149, 150, 187, 250])
def test_a_hidden_sidebar_gives_its_room_to_the_text_alone(width: int) -> None:
    """The list keeps its width, so that no headline is broken otherwise."""
    with_names, without = panes(width), panes(width, sidebar=False)
    assert with_names.list == without.list
    assert without.sidebar is None
    assert with_names.sidebar is not None
    assert with_names.sidebar[1] == (28 if width < 150 else 34)
    assert without.reader is not None
    assert with_names.reader is not None
    assert without.reader[1] - with_names.reader[1] == with_names.sidebar[1]


def test_the_story_alone_has_every_cell_whatever_has_the_keys() -> None:
    for width in (40, 100, 200):
        for pane in ("list", "reader", "sidebar"):
            assert panes(width, zen=True, pane=pane) == (None, (0, width), None)


# ── bars ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("scope", "focused", "looks"),
    [
        ("all", True, ["bar.title", "bar.other", "bar.other"]),
        ("saved", True, ["bar.other", "bar.other", "bar.title"]),
        ("unread", False, ["bar.other", "bar.scope", "bar.other"]),
    ],
)
def test_the_scope_that_is_shown_stands_out_and_more_so_with_the_keys(
    scope: str, focused: bool, looks: list[str]
) -> None:
    line = list_title(60, COUNTS, scope, focused=focused)
    assert [look for text, look in line if text.strip()] == looks


def test_a_title_that_is_too_long_is_cut_before_its_count() -> None:
    """How many were found is what is asked of it; the words are those that one typed."""
    line = text_of(list_title(34, COUNTS, "entity", '/dateline:"Nairobi, Kenya"  7 found'))
    assert line == ' /dateline:"Nairobi, Ke…  7 found '
    assert text_of(list_title(12, COUNTS, "entity", "/peace  1,204 found · unread only")) == " /peace  1,…"


def test_scopes_that_do_not_fit_are_left_out_whole() -> None:
    """Half a count is another count."""
    counts = ScopeCounts(1_234, 56, 7)
    full = text_of(list_title(60, counts, "all")).rstrip()
    assert full == " All 1,234  Unread 56  Saved 7"
    for width in range(1, len(full) + 1):
        words = text_of(list_title(width, counts, "all")).split("  ")
        assert set(filter(None, (word.strip() for word in words))) <= {"All 1,234", "Unread 56", "Saved 7"}
    assert text_of(list_title(len(full) - 1, counts, "all")).rstrip() == " All 1,234  Unread 56"


def test_a_panes_title_gives_way_to_the_short_word_at_its_right() -> None:
    """How far one has read is to be seen however long the headline is; but never instead of it all."""
    line = pane_title(20, "A headline that goes on", "42%")
    assert text_of(line) == " A headline th… 42% "
    assert [look for _, look in line] == ["bar", "bar.blur", "bar"]
    assert pane_title(20, "A", "42%", focused=True)[1][1] == "bar.title"
    assert text_of(pane_title(6, "Headline", "42%")) == "Headl…"


def test_what_failed_stands_in_the_bottom_line_in_the_colour_of_errors() -> None:
    line = footer(40, (("j", "down"),), "no such feed", error=True)
    assert line[-1] == (" no such feed ", "bar.error")
    assert footer(40, (("j", "down"),), "syncing")[-1] == (" syncing ", "bar")
    assert text_of(footer(12, (("j", "down"),), "a status that is too long")) == " a status … "


HINTS = st.lists(st.tuples(st.sampled_from(["j", "esc", "↓"]), st.sampled_from(["down", "next", "help"])))


@given(HINTS, st.integers(0, 60))
def test_hints_that_fit_are_a_part_of_them_in_their_order(hints: list[tuple[str, str]], room: int) -> None:
    """None is taken away that had room; help goes last of all."""
    shown = fitting(tuple(hints), room)
    rest = iter(hints)
    assert all(hint in rest for hint in shown)
    used = sum(len(key) + len(label) + 3 for key, label in shown) - 1
    assert used <= max(room, -1)
    if len(shown) < len(hints) and any(label == "help" for _, label in hints) and shown:
        assert any(label == "help" for _, label in shown)
    if sum(len(key) + len(label) + 3 for key, label in hints) - 1 <= room:
        assert shown == hints


# ── rows ──────────────────────────────────────────────────────────────────────────────────────

ROW = ListRow("Talks open in Istanbul", "Harbour Post", 0, False, False)


def drawn_row(row: ListRow, width: int, lines: int = 2, now: float = 7_200, **how: object) -> list[str]:
    return [text_of(line) for line in row_lines(row, width, lines=lines, now=now, **how)]  # type: ignore[arg-type]


def test_a_row_of_two_lines_has_the_headline_above_and_feed_and_age_below() -> None:
    assert drawn_row(ROW, 32) == [" ● Talks open in Istanbul       ", "   Harbour Post              2h "]
    assert drawn_row(ROW._replace(read=True, changed=True, followed=True), 32) == [
        "   Talks open in Istanbul       ",
        " ✎ » Harbour Post            2h ",
    ]
    assert drawn_row(ROW, 20)[0] == " ● Talks open in I… "


def test_a_row_of_one_line_names_the_feed_from_72_cells_on() -> None:
    """Before that the headline needs the room."""
    assert "Harbour" not in drawn_row(ROW, 71, lines=1)[0]
    (line,) = drawn_row(ROW._replace(saved=True), 72, lines=1)
    assert line == " ●★ Talks open in Istanbul                     Harbour Post          2h "
    assert drawn_row(ROW._replace(followed=True), 40, lines=1) == [" ●  » Talks open in Istanbul         2h "]


def test_what_is_saved_is_marked_so_though_it_has_changed_too() -> None:
    """There is one cell for the mark: a bookmark is the reader's own."""
    assert drawn_row(ROW._replace(saved=True, changed=True), 32)[1].startswith(" ★ ")


def test_times_are_as_wide_as_they_are_and_never_cut() -> None:
    """An absolute time takes its room from the feed's name."""
    line = drawn_row(ROW._replace(dated=False), 32, absolute=True)[1]
    assert line.endswith(f" ~{time.strftime('%Y-%m-%d %H:%M', time.localtime(0))} ")


@pytest.mark.parametrize("cursor", ["", "cursor", "blur"])
def test_the_cursors_row_has_looks_of_its_own_throughout(cursor: str) -> None:
    """A cell in the look of another row would be a hole in the bar."""
    row = ROW._replace(followed=True)
    for lines in (1, 2):
        drawn = row_lines(row, 90, lines=lines, now=60, cursor=cursor, matches=((0, 5),))
        assert {look.split(".")[0] for line in drawn for _, look in line} == {cursor or "row"}
        looks = {look.split(".")[1] for line in drawn for _, look in line}
        assert {"mark", "unread", "match", "meta", "follow"} <= looks


MATCHES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=4).map(sorted).map(tuple)


@given(MATCHES, st.integers(10, 60), st.sampled_from([1, 2]))
def test_matches_are_lit_on_their_characters_and_no_cell_is_lost(
    matches: tuple[tuple[int, int], ...], width: int, lines: int
) -> None:
    """MatchSpans may touch, overlap and reach beyond what is shown: the words stay what they are."""
    row = ROW._replace(headline="abcdefghijklmnopqrstuvwxyz" * 2)
    drawn = row_lines(row, width, lines=lines, now=7_200, matches=matches)
    assert [text_of(line) for line in drawn] == drawn_row(row, width, lines)
    looks = [look for text, look in drawn[0] for _ in text if look in ("row.unread", "row.match")]
    wanted = {at for start, end in matches for at in range(start, end)}
    assert [at for at, look in enumerate(looks) if look == "row.match"] == sorted(
        at for at in wanted if at < len(looks)
    )


@given(st.integers(0, 300), st.integers(1, 12), st.integers(24, 80))
def test_the_first_match_of_an_excerpt_is_in_sight(at: int, length: int, width: int) -> None:
    """Where it would not be, the text begins shortly before it, with an ellipsis."""
    words = "x" * at + "M" * length + "y" * 300
    second = row_lines(ROW, width, lines=2, now=7_200, excerpt=(words, ((at, at + length),)), searching=True)[
        1
    ]
    assert width_of(second) == width
    lit = "".join(text for text, look in second if look == "row.match")
    assert lit.startswith("M" * min(length, (width - 7) // 2))
    shown = text_of(second)
    assert ("…x" in shown or "…M" in shown) is (at + length >= width - 7)


# ── panes at rest ─────────────────────────────────────────────────────────────────────────────


@given(st.integers(1, 120), st.integers(1, 30), st.lists(st.text("ab é北", max_size=30), max_size=8))
def test_words_in_the_middle_fill_the_pane_and_stand_in_the_middle(
    width: int, height: int, words: list[str]
) -> None:
    lines = centred(words, width, height)
    assert len(lines) == height
    assert all(width_of(line) == width for line in lines)
    said = [y for y, line in enumerate(lines) if line[1][0]]
    shown = [y for y, text in enumerate(words) if text]
    if len(words) <= height:
        assert len(said) <= len(shown)
        above = (height - len(words)) // 2
        assert all(above <= y < above + len(words) for y in said)
    for line in lines:
        left, right = len(line[0][0]), len(line[2][0])
        assert 0 <= right - left <= 1


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (ScopeCounts(0, 0, 0), "no stories yet"),
        (ScopeCounts(1, 1, 0), "1 story, 1 unread"),
        (ScopeCounts(12_345, 0, 3), "12,345 stories, 0 unread"),
    ],
)
def test_the_pane_welcomes_with_what_there_is(counts: ScopeCounts, said: str) -> None:
    lines = welcome(60, 11, counts)
    texts = [text_of(line).strip() for line in lines]
    assert [text for text in texts if text] == [
        "d a t e l i n e",
        said,
        "enter opens a story · ? shows the keys",
    ]
    assert [look for _, look in lines[texts.index("d a t e l i n e")] if look != "text"] == ["welcome"]
    assert all(len(welcome(30, height, counts)) == height for height in range(6))


@pytest.mark.parametrize("scope", ["all", "unread", "saved", "muted", "feed", "entity"])
def test_an_empty_list_says_why_it_is_empty_and_what_to_do(scope: str) -> None:
    """`No stories here.` alone where there is nothing to do; and a search without hits is none."""
    words = empty_list(scope)
    assert words[0].endswith(".")
    assert (len(words) > 1) is (scope in ("unread", "saved", "muted"))
    assert empty_list(scope, searching=True)[0] == "Nothing found."


@given(st.integers(1, 60), st.integers(1, 14))
def test_a_screen_that_is_too_small_says_so_in_any_size(width: int, height: int) -> None:
    """In scraps where it must be, never beyond its cells."""
    lines = too_small_lines(width, height)
    assert len(lines) == height
    assert all(width_of(line) == width for line in lines)
    if width * height >= 60 and width > 3:
        said = "".join(text_of(line).strip() for line in lines).replace(" ", "")
        assert said == f"datelineneeds40×10cells;hereare{width}×{height}"


@given(st.integers(1, 60), st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_scroll_mark_is_one_piece_that_grows_with_what_is_in_view(
    height: int, first: int, total: int
) -> None:
    """Half the page in view, half the edge; at the top it begins at the top."""
    first = min(first, max(0, total - height))
    marked = [y for y in range(height) if edge(y, height, first, total) == ("┃", "thumb")]
    if total > height:
        assert marked == list(range(marked[0], marked[0] + len(marked)))
        assert len(marked) == max(1, height * height // total)
        if first == 0:
            assert marked[0] == 0
    else:
        assert {edge(y, height, first, total) for y in range(height)} == {("│", "line")}


def test_lines_are_pairs_of_texts_and_known_looks() -> None:
    """A look that is in no palette would end the first paint."""
    from tui.drawing.looks import LOOKS

    row = ROW._replace(followed=True)
    drawn: list[StyledLine] = [
        list_title(60, COUNTS, "all"),
        list_title(60, COUNTS, "feed", "Post", focused=False),
        pane_title(30, "Story", "42%"),
        footer(60, (("j", "down"),), "status", error=True),
        *welcome(60, 9, COUNTS),
        *too_small_lines(30, 5),
        [edge(0, 5, 0, 50), edge(4, 5, 0, 50)],
    ]
    for cursor in ("", "cursor", "blur"):
        for read in (True, False):
            drawn += row_lines(row._replace(read=read), 80, lines=2, now=60, cursor=cursor, matches=((0, 2),))
    assert {look for line in drawn for _, look in line} <= set(LOOKS)
