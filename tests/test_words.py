"""How many words a text has, and how long it takes to read, in scripts with and without blanks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.typeset import WORDS_PER_MINUTE
from tui.text.wordcount import count_words


@pytest.mark.parametrize(
    ("text", "least_min", "most_min"),
    [
        ("これは日本語の文章で、少し長いです。" * 567, 20, 25),  # 10,206 signs
        ("中国新闻网今日要闻汇总报道，" * 500, 15, 20),  # 7,000 signs
        ("ประเทศไทยมีข่าวใหม่วันนี้ " * 100, 1.5, 3.5),
        ("한국어 뉴스입니다 " * 500, 3, 6),
        ("words of news " * 400, 5, 5.1),
    ],
)
def test_reading_takes_as_long_as_it_takes_readers(text: str, least_min: float, most_min: float) -> None:
    """A page of Japanese was one word, read in no time."""
    assert least_min <= count_words(text) / WORDS_PER_MINUTE <= most_min


def test_words_of_several_scripts_add_up() -> None:
    """Names in Latin letters within Japanese are words as ever."""
    assert count_words("NHKは東京です Hello world") == count_words("は東京です") + 3


def test_a_japanese_article_with_few_kana_in_its_names_is_not_chinese() -> None:
    """The share of kana tells: nearly half in Japanese, none in Chinese."""
    assert count_words("日本の新聞" * 10) == 25
    assert count_words("中国新闻网" * 10) == 30


@given(st.text(st.sampled_from("abc é-’\n\t"), max_size=80))
def test_where_blanks_part_words_they_are_counted(text: str) -> None:
    assert count_words(text) == len(text.split())


@given(st.text(max_size=80), st.text(max_size=80))
def test_more_text_has_no_fewer_words(one: str, two: str) -> None:
    """But for the language, which more text may tell better."""
    assert count_words(f"{one} {two}") >= max(count_words(one), count_words(two)) * 0.8 - 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("日", 1),
        ("日本", 2),  # without kana it is counted as Chinese
        ("にほん", 2),
        ("。、", 2),
        ("한국어 뉴스", 2),
        ("ไ", 1),
        ("ไทยแล", 1),
        ("ไทยแลน", 2),
        ("\u0e01\u0e34\u0e48" * 5, 3),
        ("\U00020000" * 17, 10),
        ("ｶﾀｶﾅ", 2),
        ("caf\u00e9 na\u00efve", 2),
    ],
)
def test_signs_are_words_by_the_rate_of_their_script(text: str, words: int) -> None:
    """Part of a word is one: a text of one sign is not read in no time."""
    assert count_words(text) == words


@pytest.mark.parametrize(("kana", "signs", "words"), [(5, 95, 59), (6, 94, 50)])
def test_one_sign_in_twenty_makes_a_text_japanese(kana: int, signs: int, words: int) -> None:
    """More than that share, of all its signs."""
    assert count_words("の" * kana + "中" * signs) == words
