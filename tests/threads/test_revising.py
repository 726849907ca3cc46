"""What an article tells of those before it, and why it was put where it is."""

from __future__ import annotations

from tests.threads.articles import traits
from tests.threads.test_joining import BUDGET, QUAKE, QUAKE_AGAIN
from tui.threads.explaining import explain, explain_one
from tui.threads.joining import Placement
from tui.threads.memory import InMemory
from tui.threads.revising import revise

TITLES = (
    ("Earthquake on Vesmarra: school falls in Port Ellery", QUAKE),
    ("Vesmarra earthquake: rescuers dig in Port Ellery", f"{QUAKE_AGAIN} The earthquake cut the water too."),
    ("Two children found alive after Vesmarra earthquake", QUAKE_AGAIN),
)
LAST = traits("Port Ellery mourns after Vesmarra earthquake", f"{QUAKE[:120]} {QUAKE_AGAIN}", at=300)


def _two_threads() -> InMemory:
    """Return a memory in which one story has two threads, 0 and 2, and another has thread 3."""
    memory = InMemory()
    for row, (title, text) in enumerate(TITLES):
        memory.add(row, 2 if row == 2 else 0, traits(title, text, f"{row}.example", row), text)
    memory.add(3, 3, traits("Norhaven raises tax on diesel", BUDGET, at=3), BUDGET)
    memory.add(4, 2, LAST, "")
    return memory


def test_two_threads_become_one_once_an_article_shows_it() -> None:
    moves = revise(4, LAST, Placement(2, others=((2, 0.9), (0, 0.6), (3, 0.1))), _two_threads())
    assert {(move.row, move.thread) for move in moves} == {(2, 0), (4, 0)}
    assert "Port Ellery" in moves[0].reason


def test_another_story_and_what_was_placed_by_hand_stay() -> None:
    memory = _two_threads()
    assert not revise(4, LAST, Placement(2, others=((2, 0.9), (3, 0.6))), memory)
    memory.move([2], 2, by_hand=True)
    moves = revise(4, LAST, Placement(2, others=((2, 0.9), (0, 0.6))), memory)
    assert [move.row for move in moves] == [4]


def test_an_explanation_names_what_speaks_for_and_against() -> None:
    memory = _two_threads()
    own, other = memory.members(0, 12), memory.members(3, 12)
    assert sum(one.effect for one in explain(LAST, own)) > sum(one.effect for one in explain(LAST, other))
    weights = [abs(one.effect) for one in explain_one(own, other)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0
