"""Which articles tell one story."""

from __future__ import annotations

from tests.threads.articles import Desk, traits
from tui.threads.traits import KeptTraits

QUAKE = (
    "A magnitude 6.1 earthquake shook the island of Vesmarra on Tuesday, and rescue workers in the "
    "harbour town of Port Ellery dug through the ruins of a school. Governor Ines Calloway said that "
    "14 people were missing. Ferries to the mainland stood still, and the airport was closed until "
    "engineers had looked at its runway."
)
QUAKE_AGAIN = (
    "Rescuers in Port Ellery pulled two children alive from a school that fell in Tuesday's "
    "earthquake. The island of Vesmarra still has no ferries. Ines Calloway, its governor, asked the "
    "navy for a hospital ship; she said that 11 people were missing."
)
BUDGET = (
    "The finance committee of Norhaven voted for a budget that raises the tax on diesel. Minister "
    "Otto Brandvik told reporters that the railway would have the money, and farmers said that they "
    "would drive to parliament."
)


def test_two_reports_of_one_event_are_a_thread_and_say_why() -> None:
    desk = Desk()
    desk.arrive("Earthquake on Vesmarra: school falls in Port Ellery", QUAKE)
    desk.arrive("Norhaven raises tax on diesel", BUDGET)
    placed = desk.arrive("Two children found alive after Vesmarra earthquake", QUAKE_AGAIN)
    assert desk.threads == [0, 1, 0]
    assert placed.copy_of is None
    assert "Ines Calloway" in placed.reason
    assert placed.reason.endswith(", 2 hours")


def test_an_agency_text_under_another_title_is_a_copy() -> None:
    desk = Desk()
    desk.arrive("Earthquake on Vesmarra: school falls in Port Ellery", QUAKE)
    placed = desk.arrive("Governor: 14 missing", "By our own staff. " + QUAKE[:260])
    assert (placed.thread, placed.copy_of) == (0, 0)
    assert placed.reason == "same text, 1 hour"


def test_columns_never_join() -> None:
    desk = Desk()
    desk.arrive("Photos of the day", QUAKE, "one.example")
    desk.arrive("The long lunch no. 1", BUDGET, "two.example")
    desk.arrive("Photos of the day", QUAKE_AGAIN, "one.example")
    desk.arrive("The long lunch no. 2", QUAKE_AGAIN[::-1], "two.example")
    assert desk.threads == [0, 1, 2, 3]


def test_what_is_kept_is_small_and_comes_back_whole() -> None:
    kept = traits("Earthquake on Vesmarra: school falls", QUAKE * 5, at=29_000_000).kept
    assert len(kept.packed()) <= 136 + 5
    assert KeptTraits.unpacked(kept.packed()) == kept
    assert KeptTraits.unpacked(kept.packed()[:-1]) is None
    assert KeptTraits.unpacked(b"") is None
