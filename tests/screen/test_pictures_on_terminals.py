"""Pictures on terminals that can show them: kitty's protocol, sixel, and others; nothing is left behind."""

from __future__ import annotations

import base64
import io
import os
import re
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.feedserver import FeedServer
from tests.pictures.photos import halves, packed
from tests.screen.test_pictures import LONG, stored
from tests.sync.site import site
from tests.terminal import Terminal, dateline
from tui.model.pictures import USUAL_CELL
from tui.settings.file import set_value
from tui.system.paths import user_paths
from tui.terminal import graphics
from tui.terminal.graphics import (
    NUMERALS,
    PLACEHOLDER,
    Abilities,
    Listening,
    Paints,
    by_name,
    form_of,
    may_ask,
)

KITTY = b"\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.42.1)\x1b\\\x1b[6;20;10t\x1b[?62;52;c"
SIXEL = b"\x1bP>|XTerm(390)\x1b\\\x1b[6;20;10t\x1b[?1;0;256S\x1b[?64;1;2;4;6;22c"
NEITHER = b"\x1b[?64;1;2;6;22c"
ASKED = b"\x1b[c"


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with site() as served:
        served.replies("/one.png", packed(halves(200, 160)), Content_Type="image/png")
        yield served


@contextmanager
def story(
    feeds: FeedServer,
    home: Path,
    answer: bytes | None,
    *,
    cell: tuple[int, int] = (10, 20),
    env: Mapping[str, str | None] | None = None,
    rows: int = 32,
) -> Iterator[Terminal]:
    """A terminal with the story of the test's feed open, at its beginning."""
    if not user_paths().database.exists():
        stored(feeds, LONG)
    answers = {} if answer is None else {ASKED: answer}
    with Terminal(
        dateline(), home=home, columns=100, rows=rows, answers=answers, cell=cell, env=env, record=False
    ) as terminal:
        terminal.wait("Istanbul")
        terminal.send("/feed:harbour\r")
        terminal.wait("1 found")
        terminal.send("\r")
        terminal.wait("The first words")
        assert terminal.strings == []
        yield terminal


def shown(terminal: Terminal) -> dict[int, list[tuple[int, int, int, str]]]:
    """Placeholders by their line: column on the screen, row and column of the picture, colour."""
    found: dict[int, list[tuple[int, int, int, str]]] = {}
    for y in range(terminal.screen.lines):
        for x in range(terminal.screen.columns):
            cell = terminal.screen.buffer[y][x]
            if cell.data.startswith(PLACEHOLDER) and len(cell.data) == 3:
                row, column = map(NUMERALS.index, cell.data[1:3])
                found.setdefault(y, []).append((x, row, column, cell.fg))
    return found


def line_of(terminal: Terminal, words: str) -> int:
    return next(y for y, line in enumerate(terminal.lines) if words in line)


def sent(terminal: Terminal) -> dict[int, tuple[dict[str, str], bytes]]:
    """The pictures that the terminal was sent, by their numbers: how, and their bytes."""
    pictures: dict[int, tuple[dict[str, str], bytes]] = {}
    number, whole = 0, ""
    for command in terminal.strings:
        keys, _, payload = command[3:-2].partition(";")
        how = dict(pair.split("=") for pair in keys.split(","))
        assert how.get("q") == "2" or how.get("a") == "q", "its answers would be typed"
        if how.get("a") == "T":
            number, whole = int(how["i"]), ""
            pictures[number] = (how, b"")
        if how.get("a") in ("T", None):
            assert len(payload) <= 4096
            whole += payload
            if how["m"] == "0":
                pictures[number] = (pictures[number][0], base64.b64decode(whole))
    return pictures


def forgotten(terminal: Terminal) -> set[int]:
    return {int(found[1]) for one in terminal.strings if (found := re.search(r"a=d,d=I,i=(\d+)", one))}


# ── kitty ─────────────────────────────────────────────────────────────────────────────────────


def test_kitty_is_sent_a_picture_once_and_shows_it_where_its_cells_stand(
    feeds: FeedServer, tmp_path: Path
) -> None:
    with story(feeds, tmp_path, KITTY) as terminal:
        terminal.send("P")
        terminal.wait(lambda: bool(shown(terminal)))
        terminal.settle()
        ((number, (how, png)),) = sent(terminal).items()
        assert (how["U"], how["c"], how["r"], how["f"]) == ("1", "20", "8", "100")
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        assert picture.size == (200, 160)
        assert [picture.getpixel((5, y)) for y in (5, 155)] == [(255, 0, 0), (0, 0, 255)]
        cells = shown(terminal)
        first = line_of(terminal, "A ship at sea") + 1
        assert sorted(cells) == list(range(first, first + 8))
        for y, line in cells.items():
            assert [(row, column) for _, row, column, _ in line] == [
                (y - first, column) for column in range(20)
            ]
            assert {colour for *_, colour in line} == {f"{number:06x}"}
            assert line[0][0] == terminal.lines[first - 1].index("A ship")
        # Scrolled, it goes along, and is not sent again.
        terminal.send("jj")
        terminal.wait(lambda: line_of(terminal, "A ship at sea") == first - 3)
        terminal.settle()
        assert sorted(shown(terminal)) == list(range(first - 2, first + 6))
        assert list(sent(terminal)) == [number]
        # Half out of view, it is cut; quite out of it, gone.
        terminal.send("j" * (first - 2 + 2))
        terminal.wait(
            lambda: (
                bool(shown(terminal))
                and min(row for line in shown(terminal).values() for _, row, *_ in line) > 2
            )
        )
        terminal.send("G")
        terminal.wait(lambda: not shown(terminal))


def blocks(terminal: Terminal) -> int:
    """How many half blocks are on the screen."""
    return terminal.text.count("▀")


@pytest.mark.parametrize("answer", [KITTY, SIXEL])
def test_what_lies_over_the_story_lies_over_its_pictures(
    feeds: FeedServer, tmp_path: Path, answer: bytes
) -> None:
    """A dialog over part of one: there it is seen, and beside it the picture in half blocks, dimmed as text
    is; once it is closed the picture is whole.
    """
    feeds.replies("/one.png", packed(halves(1600, 480)), Content_Type="image/png")

    def drawn(terminal: Terminal) -> set[tuple[int, int]]:
        cells = {(y, x) for y, line in shown(terminal).items() for x, *_ in line}
        return cells or set(terminal.screen.painted)

    with story(feeds, tmp_path, answer) as terminal:
        terminal.send("P")
        terminal.wait(lambda: len(drawn(terminal)) > 200)
        terminal.settle()
        before = drawn(terminal)
        assert blocks(terminal) == 0
        terminal.send(":")
        terminal.wait("Commands")
        terminal.wait(lambda: blocks(terminal) > 0)
        terminal.settle()
        assert drawn(terminal) == set()
        assert len(before) > blocks(terminal) > 10, "none of it lies beside the dialog"
        terminal.send("\x1b")
        terminal.wait(lambda: drawn(terminal) == before and not blocks(terminal))


def test_leaving_the_story_has_kitty_forget_its_pictures(feeds: FeedServer, tmp_path: Path) -> None:
    """And so do hiding them, and the reader's end."""
    with story(feeds, tmp_path, KITTY) as terminal:
        terminal.send("P")
        terminal.wait(lambda: bool(shown(terminal)))
        terminal.send("P")
        terminal.wait(lambda: forgotten(terminal) == set(sent(terminal)) and not shown(terminal))
        terminal.send("P")
        terminal.wait(lambda: bool(shown(terminal)))
        terminal.send("\x1b\x1bgl")
        terminal.wait(lambda: forgotten(terminal) == set(sent(terminal)) and not shown(terminal))
        terminal.send("P")
        terminal.wait(lambda: bool(shown(terminal)))
        assert len(sent(terminal)) == 3
        terminal.send("qq")
        assert terminal.end() == 0
        assert forgotten(terminal) == set(sent(terminal))
        assert terminal.is_given_back()


def test_a_terminal_of_256_colours_says_the_number_by_one_of_them(feeds: FeedServer, tmp_path: Path) -> None:
    """Over ssh little is told of it: the colour that is written must be the picture's number as well."""
    with story(feeds, tmp_path, KITTY, env={"COLORTERM": None, "TERM": "xterm-256color"}) as terminal:
        terminal.send("P")
        terminal.wait(lambda: bool(shown(terminal)))
        terminal.settle()
        (number,) = sent(terminal)
        assert 16 <= number <= 255
        assert f"\x1b[38;5;{number}".encode() in terminal.raw


def test_a_terminal_that_another_program_had_is_sent_them_again(feeds: FeedServer, tmp_path: Path) -> None:
    """Stopped and called back to the front: what it shows is what it showed."""
    with story(feeds, tmp_path, KITTY) as terminal:
        terminal.send("P")
        terminal.wait(lambda: len(shown(terminal)) == 8)
        terminal.settle()
        os.kill(terminal.process.pid, signal.SIGSTOP)
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait(lambda: len(sent(terminal)) == 2 and len(shown(terminal)) == 8)
        terminal.settle()
        first, second = sent(terminal)
        assert forgotten(terminal) == {first}
        assert {colour for line in shown(terminal).values() for *_, colour in line} == {f"{second:06x}"}


# ── sixel ─────────────────────────────────────────────────────────────────────────────────────


def painted(terminal: Terminal) -> set[tuple[int, int]]:
    return set(terminal.screen.painted)


def test_sixel_is_painted_by_rows_and_leaves_nothing_behind(feeds: FeedServer, tmp_path: Path) -> None:
    """On an emulator that keeps every painted cell until something is written there."""
    with story(feeds, tmp_path, SIXEL) as terminal:
        terminal.send("P")
        terminal.wait(lambda: len(painted(terminal)) == 8 * 20)
        terminal.settle()

        def rows() -> list[str]:
            """The command that painted each line of the picture, from above."""
            lines: dict[int, set[str]] = {}
            for (y, _), command in sorted(terminal.screen.painted.items()):
                lines.setdefault(y, set()).add(command)
            assert all(len(commands) == 1 for commands in lines.values())
            return [command for commands in lines.values() for command in commands]

        first = line_of(terminal, "A ship at sea") + 1
        x = terminal.lines[first - 1].index("A ship")
        assert painted(terminal) == {(y, x + column) for y in range(first, first + 8) for column in range(20)}
        before = rows()
        assert len(before) == 8
        for number, row in enumerate(before):
            assert row.startswith('\x1bP0;1q"1;1;200;20#')
            assert row.endswith("\x1b\\")
            red, blue = ";2;100;0;0" in row, ";2;0;0;100" in row
            assert (red, blue) == (number < 4, number >= 4)
        terminal.send("jj")
        terminal.wait(lambda: line_of(terminal, "A ship at sea") == first - 3)
        terminal.settle()
        assert {y for y, _ in painted(terminal)} == set(range(first - 2, first + 6))
        assert rows() == before
        terminal.send("P")
        terminal.wait(lambda: painted(terminal) == set())
        terminal.send("P")
        terminal.wait(lambda: len(painted(terminal)) == 8 * 20)
        terminal.send("\x1b\x1bgl")
        terminal.wait(lambda: painted(terminal) == set())
        terminal.settle()
        assert painted(terminal) == set()


# ── asking ────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_asked_before_a_picture_is_wanted(feeds: FeedServer, tmp_path: Path) -> None:
    with story(feeds, tmp_path, KITTY) as terminal:
        terminal.send("jjkk")
        terminal.settle()
        assert graphics.ASK.encode() not in terminal.raw
        assert terminal.raw.count(b"\x1b[c") == 0


def test_what_is_typed_while_the_terminal_is_asked_is_not_lost(feeds: FeedServer, tmp_path: Path) -> None:
    """Before its answer, within it, behind it."""
    with story(feeds, tmp_path, None) as terminal:
        terminal.send("P")
        terminal.wait(lambda: graphics.ASK.encode() in terminal.raw)
        terminal.send("j")
        for piece in (KITTY[:9], KITTY[9:20], KITTY[20:]):
            terminal.send(piece.decode())
            time.sleep(0.15)  # longer than an escape is waited for: it is no key
        terminal.send("jj\x1b")
        terminal.wait(lambda: bool(shown(terminal)))
        terminal.wait(lambda: "The first words" in terminal.text)
        terminal.send(":")
        terminal.wait("Commands")
        assert ">|" not in terminal.text
        assert "OK" not in terminal.text


def test_a_terminal_that_never_answers_gets_half_blocks(feeds: FeedServer, tmp_path: Path) -> None:
    """And what comes too late is no key."""
    with story(feeds, tmp_path, None) as terminal:
        terminal.send("P")
        terminal.wait("▀" * 20)
        assert shown(terminal) == {}
        terminal.send(KITTY.decode())
        terminal.settle()
        assert "The first words" in terminal.text
        terminal.send(":")
        terminal.wait("Commands")


@pytest.mark.parametrize(
    ("env", "sign"),
    [
        ({"NO_COLOR": "1"}, "[⠁-⣿]{10}"),
        ({"TERM": "xterm", "COLORTERM": None}, "[⠁-⣿]{10}"),
        ({"TERM": "linux", "COLORTERM": None}, "[⠁-⣿]{10}"),
        ({"TERM": "xterm-256color", "COLORTERM": None}, "▀{20}"),
    ],
)
def test_few_colours_or_none_are_enough(
    feeds: FeedServer, tmp_path: Path, env: dict[str, str | None], sign: str
) -> None:
    """Dots in one colour where there are not enough for blocks; half blocks from 256 on."""
    with story(feeds, tmp_path, NEITHER, env=env) as terminal:
        terminal.send("P")
        terminal.wait(sign)
        is_asked = graphics.ASK.encode() in terminal.raw
        assert is_asked is (env.get("TERM") != "linux")


def test_a_setting_has_its_way(feeds: FeedServer, tmp_path: Path) -> None:
    stored(feeds, LONG)
    set_value(user_paths(), "reading.pictures", "blocks")
    with story(feeds, tmp_path, KITTY) as terminal:
        terminal.send("P")
        terminal.wait("▀" * 20)
        assert graphics.ASK.encode() not in terminal.raw


# ── by themselves ─────────────────────────────────────────────────────────────────────────────

ANSWERS = st.sampled_from([KITTY.decode(), SIXEL.decode(), NEITHER.decode()])
KEYS = st.lists(
    st.sampled_from([*"jkPG?:", "\x1b[A", "\x1b[6~", "\x1b[6;5~", "\x1b[<35;10;4M", "\x1bOP", "é"]),
    max_size=6,
)


@given(ANSWERS, KEYS, KEYS, st.lists(st.integers(1, 200), max_size=6))
def test_answers_are_taken_out_wherever_they_are_cut(
    answer: str, before: list[str], after: list[str], cuts: list[int]
) -> None:
    """Keys come through whole and in their order, and the answer is understood."""
    listening = Listening()
    typed = "".join((*before, answer, *after))
    places = [0, *sorted({cut for cut in cuts if cut < len(typed)}), len(typed)]
    passed = "".join(listening.through(typed[a:b]) for a, b in pairwise(places))
    passed += listening.release()
    assert passed == "".join((*before, *after))
    assert listening.is_answered
    can = listening.heard({"TERM": "xterm-256color"})
    assert can.kitty is (answer == KITTY.decode())
    assert can.sixel is (answer == SIXEL.decode())


def test_an_escape_alone_is_one_as_soon_as_nothing_follows() -> None:
    listening = Listening()
    assert listening.through("j\x1b") == "j"
    assert listening.release() == "\x1b"
    assert listening.release() == ""
    listening.through(NEITHER.decode())
    assert listening.through("\x1b") == "\x1b"


def test_half_an_answer_is_waited_for_but_not_for_ever() -> None:
    listening = Listening()
    assert listening.through("\x1b_Gi=31;O") == ""
    assert listening.release() == ""
    assert listening.through("K\x1b\\q") == "q"
    assert len(listening.through("\x1b_G" + "x" * 400)) > 300


@pytest.mark.parametrize(
    ("environment", "can", "asks"),
    [
        ({"TERM": "xterm-kitty"}, (True, False), True),
        ({"TERM": "xterm-ghostty"}, (True, False), True),
        ({"TERM": "foot"}, (False, True), True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, (False, True), True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, (False, False), False),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/x", "TERM_PROGRAM": "kitty"}, (False, False), True),
        ({"TERM": "linux"}, (False, False), False),
        ({"TERM": "vt220"}, (False, False), False),
        ({"TERM": "eterm-color", "INSIDE_EMACS": "29"}, (False, False), False),
        ({}, (False, False), False),
    ],
)
def test_a_terminal_is_known_by_its_name_where_it_cannot_be_asked(
    environment: dict[str, str], can: tuple[bool, bool], asks: bool
) -> None:
    named = by_name(environment)
    assert (named.kitty, named.sixel) == can
    assert may_ask(environment) is asks


@pytest.mark.parametrize(
    ("setting", "can", "colours", "form"),
    [
        ("auto", Abilities(kitty=True, sixel=True), 1 << 24, "kitty"),
        ("auto", Abilities(sixel=True), 1 << 24, "sixel"),
        ("auto", Abilities(), 1 << 24, "blocks"),
        ("auto", Abilities(), 256, "blocks"),
        ("auto", Abilities(), 16, "dots"),
        ("auto", Abilities(kitty=True, sixel=True), 0, "dots"),
        ("auto", Abilities(kitty=True, sixel=True), 16, "sixel"),
        ("kitty", Abilities(), 1 << 24, "kitty"),
        ("kitty", Abilities(), 16, "dots"),
        ("sixel", Abilities(kitty=True), 0, "sixel"),
        ("blocks", Abilities(kitty=True), 1 << 24, "blocks"),
    ],
)
def test_how_pictures_are_drawn(setting: str, can: Abilities, colours: int, form: str) -> None:
    assert form_of(setting, can, colours=colours) == form


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("kitty(0.26.5)", False),
        ("kitty(0.28.0)", True),
        ("kitty(1.0.0)", True),
        ("ghostty 1.1.3", True),
        ("Konsole 24.12", False),
        ("WezTerm 20240203", False),
    ],
)
def test_only_a_terminal_with_placeholders_is_sent_pictures(name: str, known: bool) -> None:
    """Others that know kitty's graphics would show the placeholders for what they are: odd letters."""
    listening = Listening()
    listening.through(f"\x1b_Gi=31;OK\x1b\\\x1bP>|{name}\x1b\\\x1b[?62;c")
    assert listening.heard({"TERM": "xterm-kitty"}).kitty is known


def test_a_cell_of_no_size_is_none() -> None:
    listening = Listening()
    listening.through("\x1b[6;0;0t\x1b[?6c")
    assert listening.heard({}).cell == USUAL_CELL


def test_numerals_are_those_of_the_protocol() -> None:
    """Its list begins so, and all are signs of class 230 that stand alone (rowcolumn-diacritics.txt)."""
    import unicodedata

    assert NUMERALS[:6] == "\u0305\u030d\u030e\u0310\u0312\u033d"
    assert len(set(NUMERALS)) == len(NUMERALS) >= 190
    assert {unicodedata.combining(sign) for sign in NUMERALS} == {230}
    assert list(NUMERALS) == sorted(NUMERALS)


def test_a_mark_that_is_forgotten_or_another_s_paints_nothing() -> None:
    paints, other = Paints(), Paints()
    mark = paints.mark(3, "POINTS")
    assert paints.painted(f"ab {mark}c") == "ab \x1b7\x1b[3DPOINTS\x1b8c"
    assert other.painted(f"ab {mark}c") == f"ab {mark}c"
    paints.forget([mark])
    assert paints.painted(f"ab {mark}c") == "ab c"
