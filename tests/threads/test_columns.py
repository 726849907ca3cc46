"""What is a column's by its title."""

from __future__ import annotations

import pytest

from tests.threads.articles import Desk
from tests.threads.test_joining import BUDGET, QUAKE, QUAKE_AGAIN
from tui.threads.columns import column_key, is_column


@pytest.mark.parametrize(
    "title",
    [
        "Morning briefing",
        "Photos of the day, 5 May 2026",
        "The Evening Briefing: three things to know",
        "Crossword No. 4101",
        "Efemérides del 3 de mayo",
        "Bild des Tages",
    ],
)
def test_names_of_columns_are_known(title: str) -> None:
    assert is_column(title)


@pytest.mark.parametrize("title", ["Photos show the day the bridge fell", "Crossword maker wins prize", ""])
def test_stories_are_no_columns(title: str) -> None:
    assert not is_column(title)


def test_dates_and_numbers_do_not_make_another_column() -> None:
    assert column_key("Wool and thread, Monday 3 March") == column_key("Wool and Thread no. 12") != 0


def test_a_title_that_its_own_texts_tell_of_goes_on() -> None:
    desk = Desk()
    desk.arrive("Vesmarra earthquake", QUAKE, "one.example")
    desk.arrive("Vesmarra earthquake", QUAKE_AGAIN, "one.example")
    desk.arrive("Wool and needle", BUDGET, "one.example")
    desk.arrive("Wool and needle", "Diesel is dear, and a scarf takes two evenings.", "one.example")
    assert desk.threads == [0, 0, 2, 3]
