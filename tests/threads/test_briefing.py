"""A briefing's lines: a story each, the most told first, in the words of a headline that says most of it."""

from __future__ import annotations

from tui.threads.briefing import TellableThread, told_stories

FIRE = ("Fire destroys mill in Leeds", "Leeds mill fire: three hurt", "Three hurt as Leeds mill burns")
VOTE = ("Parliament votes on fishing treaty", "Fishing treaty passes by two votes", "MPs back fishing treaty")
OWLS = ("Owls return to city park", "City park counts its owls")
QUAKE = ("Quake shakes northern villages",)


def thread(number: int, titles: tuple[str, ...], *, followed: int = 0, stale: bool = False) -> TellableThread:
    return TellableThread(number, [1] * len(titles), titles, 100 - number, followed, stale)


def order(*threads: TellableThread, lines: int = 9) -> list[list[int]]:
    return [[one.number for one in story.threads] for story in told_stories(threads, lines)]


def test_the_most_told_come_first_and_no_more_lines_than_wished() -> None:
    assert order(thread(1, QUAKE), thread(2, OWLS), thread(3, FIRE)) == [[3], [2], [1]]
    assert order(thread(1, QUAKE), thread(2, OWLS), thread(3, FIRE), lines=1) == [[3]]
    assert order() == []


def test_two_threads_of_one_story_take_one_line() -> None:
    """The joiner left them apart; together they are told more than the vote."""
    assert order(thread(1, VOTE[:2]), thread(2, FIRE[:2]), thread(3, FIRE[2:]), thread(4, OWLS)) == [
        [2, 3],
        [1],
        [4],
    ]


def test_words_that_all_headlines_have_make_no_story() -> None:
    """A feed names itself in each of its headlines."""
    named = [thread(at, (f"Harbour Post: {words[0]}",)) for at, words in enumerate((FIRE, VOTE, OWLS, QUAKE))]
    assert sorted(order(*named)) == [[0], [1], [2], [3]]


def test_followed_come_first_and_what_has_nothing_new_is_not_told() -> None:
    """Unless another part of the story has something new."""
    threads = (thread(1, OWLS, stale=True), thread(2, VOTE), thread(3, QUAKE, followed=1))
    assert order(*threads) == [[3], [2]]
    assert order(thread(1, FIRE[:2], stale=True), thread(2, FIRE[2:])) == [[1, 2]]


def test_one_source_is_no_crowd() -> None:
    """Twenty headlines of one source count less than those of five."""
    alone = TellableThread(1, [20], OWLS * 10, 5)
    assert order(alone, TellableThread(2, [1] * 5, FIRE, 1)) == [[2], [1]]


def test_the_headline_that_says_most_of_the_story_stands_for_it() -> None:
    titles = ("Live updates", *FIRE, "Watch: owner speaks")
    (story,) = told_stories([thread(7, titles)], 5)
    number, at = story.best_title()
    assert number == 7
    assert titles[at] in FIRE
