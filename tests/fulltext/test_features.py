"""What is measured of a page's lines and elements."""

from __future__ import annotations

import pytest

from tui.fulltext.features import Lexicons, class_words, is_long, line_words, measure
from tui.fulltext.judging import Among
from tui.fulltext.pieces import read_pieces

LONG = "The harbour board met on Monday, and put off the vote on the new quay until the autumn session. "
NOTHING = Lexicons({}, {})


def rows(markup: str, lexicons: Lexicons = NOTHING) -> list[list[float]]:
    return list(measure(read_pieces(markup), lexicons)[1])


def differing(one: list[float], other: list[float]) -> int:
    """Return how many measures of two lines differ."""
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=True))


def test_words_of_classes_stand_for_their_kin_too() -> None:
    (container,) = read_pieces(
        "<div class='relatedStories post-12 a' id=Comment_List itemprop=articleBody>"
    ).containers[1:]
    assert class_words(container) == [
        *("related", "stories", "post", "comment", "list", "article", "body"),
        *("relate*", "storie*", "commen*", "articl*"),
    ]
    assert len(class_words(read_pieces(f"<p class='{'word ' * 500}'>").containers[1])) == 24


def test_of_a_long_line_the_first_words_are_looked_at() -> None:
    assert line_words("Read also: The 3 ships") == ["read", "also", "the", "3", "ships"]
    assert line_words("A b c d e f g h i j k l m n") == list("abcdefghijkl")
    assert line_words("word " * 100) == ["word"] * 6


@pytest.mark.parametrize(
    ("markup", "long"),
    [
        (f"<p>{LONG}</p>", True),
        ("<p>Short.</p>", False),
        (f"<p><a href=x>{LONG}</a></p>", False),
        (f"<p>{LONG}<a href=x>{LONG[:30]}</a></p>", True),
    ],
)
def test_running_text_is_told_by_length_and_links(markup: str, long: bool) -> None:
    assert is_long(read_pieces(markup).pieces[0]) == long


def test_what_words_say_reaches_the_lines_within() -> None:
    """A lexicon's word on an element, its kin, or a line itself moves what is measured; a strange one not."""
    markup = f"<div class=newsletter><p>{LONG}</p></div><p>{LONG}</p>"
    plain = rows(markup)
    for lexicons in (Lexicons({"newsletter": -2.0}, {}), Lexicons({"newsle*": -2.0}, {})):
        found = rows(markup, lexicons)
        assert min(found[0]) == -2.0
        assert differing(plain[0], found[0]) >= 3  # near, lowest and in sum
        assert found[1] == plain[1]
    assert min(rows(markup, Lexicons({}, {"harbour": -1.5}))[0]) == -1.5
    assert rows(markup, Lexicons({"sidebar": -2.0}, {"fountain": -1.0})) == plain


@pytest.mark.parametrize(
    "name", ["nav", "aside", "footer", "form", "article", "main", "li", "h2", "blockquote"]
)
def test_where_a_line_stands_is_measured(name: str) -> None:
    """The same words in another element are another line."""
    page = f"<body><div>{{}}</div><p>{LONG}</p></body>"
    here, there = (rows(page.format(f"<{one}>{LONG}</{one}>"))[0] for one in (name, "section"))
    assert differing(here, there) >= 1


def test_hidden_elements_hide_what_is_in_them() -> None:
    shown, hidden = (
        rows(f"<div {mark}><div><p>{LONG}</p></div></div>")[0] for mark in ("class=x", "class=x hidden")
    )
    assert differing(shown, hidden) == 1


def test_a_repeated_line_is_known_as_one() -> None:
    between = "".join(f"<p>Line {n}</p>" for n in range(9))
    alone, twice = (rows(f"<p>{word}</p>{between}<p>Menu</p>")[-1] for word in ("Mend", "Menu"))
    assert differing(alone, twice) == 1


def test_the_headline_is_told_by_the_title_and_lines_by_how_far_behind_it_they_are() -> None:
    between = "".join(f"<p>Line {n}</p>" for n in range(9))
    page = f"<title>Quay put off</title><h2>{{}}</h2>{between}<h2>{{}}</h2>{between}<p>End</p>"
    first, second = (
        rows(page.format(*words)) for words in (("Quay put off", "Menu"), ("Menu", "Quay put off"))
    )
    assert differing(first[1], second[1]) >= 2
    assert differing(first[-1], second[-1]) == 1


def test_neighbours_count_two_lines_before_and_behind() -> None:
    """And lines farther away change a line only by what they are to the whole page."""
    markup = "".join(f"<p>{word}.</p>" for word in "aaaa bbbb cccc dddd eeee ffff gggg".split())
    plain, other = rows(markup), rows(markup.replace("dddd.", "dddd!?, (dddd)"))
    changed = [differing(one, two) for one, two in zip(plain, other, strict=True)]
    assert changed[3] == max(changed)
    assert min(changed[1], changed[2], changed[4], changed[5]) > max(changed[0], changed[6])


def test_among_others_a_line_sees_what_they_were_judged() -> None:
    page = read_pieces("".join(f"<p>{LONG}</p>" for _ in range(20)))
    numbers = list(range(20))
    low = Among(page, numbers, [0.1] * 20).rows()
    lone = Among(page, numbers, [0.1] * 10 + [0.9] + [0.1] * 9).rows()
    assert [row[0] for row in lone] == [0.1] * 10 + [0.9] + [0.1] * 9
    changed = [differing(one, two) for one, two in zip(low, lone, strict=True)]
    assert min(*changed[7:10], *changed[11:14]) > max(changed[0], changed[19])
    # Five lines before and behind are counted together.
    assert changed[5] > changed[4] == changed[3]
    assert changed[15] > changed[16] == changed[17]
    # Before the first there is nothing, and behind the last.
    assert low[0].count(0.0) > low[1].count(0.0) > low[4].count(0.0)
    shares = [n / 20 for n in range(20)]
    assert any(column == pytest.approx(shares) for column in zip(*low, strict=True))
    assert Among(page, [], []).rows() == []
