"""Keys of other layouts: by position for commands, as letters wherever something is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from tests.screen.test_reader_screen import reading
from tests.terminal import Terminal, dateline
from tui.keys.layouts import BOARDS, latin
from tui.screens.feeds import FeedsScreen
from tui.system.paths import Paths
from tui.terminal.keyboard import KeyParser, PlacedKey


@pytest.mark.parametrize(
    ("typed", "meant", "layout"),
    [
        *(
            (typed, meant, "")
            for typed, meant in zip("йфФжЖъХі№ёҐξΓήςΩשץضჭ", "qaA;:]{s#`|jGhwVa.qW", strict=True)
        ),
        *((typed, meant, "") for typed, meant in zip("é世§ј.", (None,) * 5, strict=True)),
        *((typed, meant, "bulgarian") for typed, meant in zip(",уъЪщЗξ", "qwcCyPj", strict=True)),
        *((typed, meant, "bulgarian-phonetic") for typed, meant in zip("яРъщжѝ", "qRy]vX", strict=True)),
        *((typed, meant, "serbian") for typed, meant in zip("љђжЏ-ћ", "q]zX/'", strict=True)),
        *((typed, meant, "macedonian") for typed, meant in zip("ѕќѓЃ", "y']}", strict=True)),
        ("۱", "1", "persian"),
        ("ط", "x", "persian"),
        ("ط", "'", ""),
        ("'", "w", "hebrew"),
    ],
)
def test_a_letter_is_the_key_that_lies_there(typed: str, meant: str | None, layout: str) -> None:
    """As the X keyboard configuration has it. What no such board has is left alone; a layout that is named
    counts before the others, with its signs.
    """
    assert latin(typed, layout) == meant


def test_no_layout_makes_another_letter_of_a_latin_one() -> None:
    """Nor of a digit, nor of what a sign types on Latin boards, unless it is named."""
    for name in ("", *BOARDS):
        assert not {sign for sign in map(chr, range(0x250)) if sign.isalnum() and latin(sign, name)}
    assert not {sign for sign in map(chr, range(0x250)) if latin(sign)}


# ── what the terminal tells of a key's place ──────────────────────────────────────────────────


def heard(*told: str) -> list[tuple[str, str | None, str, str | None]]:
    """Return the keys that a terminal told of, and what they are by their places."""
    parser = KeyParser()
    keys = [one for told_ in told for one in parser.feed(f"\x1b[{told_}u") if isinstance(one, Key)]
    latins = [one.latin if isinstance(one, PlacedKey) else one for one in keys]
    return [
        (key.key, key.character, latin.key, latin.character) for key, latin in zip(keys, latins, strict=True)
    ]


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("1081::113;;1081", ("й", "й", "q", "q")),
        ("1081:1049:113;2;1049", ("Й", "Й", "Q", "Q")),
        ("1081::113;65;1049", ("Й", "Й", "Q", "Q")),  # caps lock
        ("1081:1049:113;66;1081", ("й", "й", "q", "q")),  # and shift
        ("1078:1046:59;65;1046", ("Ж", "Ж", "semicolon", ";")),
        ("1089::99;5", ("ctrl+с", None, "ctrl+c", None)),
        ("1089:1057:99;6", ("ctrl+shift+с", None, "ctrl+shift+c", None)),
        ("1086::106;3", ("alt+о", None, "alt+j", None)),
        ("97:65:113;2;65", ("A", "A", "A", "A")),  # AZERTY: where letters are Latin they are meant
        ("97::113;5", ("ctrl+a", None, "ctrl+a", None)),
        ("246:214:59;;246", ("ö", "ö", "ö", "ö")),
        ("49:33;2;33", ("exclamation_mark", "!", "exclamation_mark", "!")),
        ("27", ("escape", None, "escape", None)),
        ("0;;940", ("ά", "ά", "ά", "ά")),
    ],
)
def test_the_terminal_tells_where_a_key_lies(told: str, key: tuple[str, str | None, str, str | None]) -> None:
    """By kitty's protocol: code, with shift, and on a board for English; keys held; text."""
    assert heard(told) == [(key[0], key[1] or None, key[2], key[3] or None)]


def test_a_sign_lies_elsewhere_while_letters_are_no_latin_ones() -> None:
    """`.` is the key of `/` on a Russian board, and on a German one the key of `-` is."""
    found = heard(
        "46::47;;46", "1081::113;;1081", "46::47;;46", "46:44:47;2;44", "55:63;2;63", "97;;97", "45::47;;45"
    )
    assert [(typed, latin) for _, typed, _, latin in found] == [
        (".", "."),
        ("й", "q"),
        (".", "/"),
        (",", "?"),
        ("?", "?"),
        ("a", "a"),
        ("-", "-"),
    ]


def test_the_terminal_is_asked_for_places_and_its_answer_acts(tmp_path: Path) -> None:
    """With ctrl too, also where something is typed; signs by position before what they type."""
    with Terminal(dateline(), home=tmp_path, columns=80, rows=24, record=False) as terminal:
        terminal.wait("help")
        terminal.wait(lambda: b"\x1b[>29u" in terminal.raw)
        terminal.send("\x1b[1102::46;;1102u\x1b[46::47;;46u")  # ю is `.`, and `.` is `/`
        terminal.wait("search")
        terminal.send("\x1b[1103::122;;1103u\x1b[46::47;;46u")
        terminal.wait(r"я\.")
        terminal.send("\x1b[1075::117;5u\x1b[27u")  # ctrl+u
        terminal.wait(lambda: "я." not in terminal.text)
        terminal.send("\x1b[1081::113;;1081u")
        assert terminal.end() == 0


async def test_commands_are_had_by_position_and_what_is_typed_stays_as_it_is(seeded: Paths) -> None:
    """`о` is the key of `j`; in a search it is a letter; a key of the reader's own wins."""
    async with reading(seeded) as reader:
        first = reader.screen.list.current
        await reader.press("о")
        second = reader.screen.list.current
        assert second is not None
        assert second != first
        await reader.press("slash", "о", "к", "enter")
        await reader.until(lambda: reader.screen.shown.query == "ок")
        await reader.press("slash", "delete", "enter")
        reader.app.by_position = False
        await reader.press("g")
        was = reader.screen.list.current
        await reader.press("о")
        assert reader.screen.list.current == was


async def test_a_key_of_the_readers_own_wins(seeded: Paths) -> None:
    """Who binds a Cyrillic letter means that letter."""
    path = seeded.config_file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('[keys]\nbottom = "о"\n', encoding="utf-8")
    async with reading(seeded) as reader:
        await reader.press("о")
        await reader.until(lambda: reader.screen.list.cursor == reader.screen.shown.total - 1)


async def test_it_can_be_switched_off(seeded: Paths) -> None:
    """In the configuration."""
    path = seeded.config_file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("layouts = false\n", encoding="utf-8")
    async with reading(seeded) as reader:
        assert not reader.app.by_position


async def test_a_layout_that_is_named_goes_before_the_usual_one(seeded: Paths) -> None:
    """On a Bulgarian board `о` is the key of `f`, on a Russian one of `j`; a sign acts if it is nobody's."""
    path = seeded.config_file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('layouts = "bulgarian"\n', encoding="utf-8")
    async with reading(seeded) as reader:
        was = reader.screen.list.current
        await reader.press("т")
        assert reader.screen.list.current != was
        await reader.press("о")
        await reader.until(lambda: isinstance(reader.app.screen, FeedsScreen))
        await reader.press("comma")
        await reader.until(lambda: reader.app.screen is reader.screen)
