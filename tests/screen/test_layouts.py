"""Keys of other layouts: by position for commands, as letters wherever something is typed."""

from __future__ import annotations

import pytest

from tests.screen.test_reader_screen import reading
from tui.keys.layouts import latin
from tui.system.paths import Paths


@pytest.mark.parametrize(
    ("typed", "meant"),
    [*zip("йфФжЖъХі№ёξΓήςΩ", "qaA;:]{s#`jGhwV", strict=True), ("é", None), ("世", None)],
)
def test_a_letter_is_the_key_that_lies_there(typed: str, meant: str | None) -> None:
    """ЙЦУКЕН, with Ukrainian and Belarusian letters, and Greek; what no such board has is left alone."""
    assert latin(typed) == meant


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
