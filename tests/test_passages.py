"""Passages found again: in the same text, in one changed elsewhere, in one changed there."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import build_article, build_sections
from tui.changes.passages import CONTEXT, find, placed, quote, running_text
from tui.model.notes import Note, Quotation

WORDS = "grain port ship envoy treaty harbour minister Kyiv vote storm price wheat".split()
sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=9).map(lambda words: " ".join(words) + ". ")
FILLER = st.lists(sentences, min_size=0, max_size=8).map("".join)
STORY = (
    "Envoys meet in Istanbul\nISTANBUL — The grain deal was signed on Friday after eleven hours of talks. "
    "Ships will leave Odesa within a week, said the minister, who thanked nobody.\n"
    "Prices fell at once. In Chicago wheat lost six per cent, and traders spoke of relief.\n"
    "The deal runs for one hundred and twenty days. It can be renewed, said the minister."
)


def marked(text: str, words: str, after: int = 0) -> Quotation:
    start = text.index(words, after)
    found = quote(text, start, start + len(words))
    assert found is not None
    return found


def found(quotation: Quotation, text: str) -> str | None:
    span = find(quotation, text)
    return None if span is None else text[slice(*span)]


@given(st.text(max_size=300), st.data())
def test_what_was_marked_is_found_where_it_was(text: str, data: st.DataObject) -> None:
    """In the text that it was marked in: every passage, whatever it consists of, and the very place."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quotation = quote(text, start, end)
    if quotation is None:
        assert not text[start:end].strip()
        return
    assert find(quotation, text) == (quotation.start, quotation.start + len(quotation.exact))
    assert quotation.exact == text[start:end].strip()


@given(FILLER, FILLER, FILLER, FILLER, st.data())
def test_edits_elsewhere_keep_a_passage(
    before: str, behind: str, new_before: str, new_behind: str, data: st.DataObject
) -> None:
    """However often its words come in what is put before and behind it: what stands around it tells."""
    start = data.draw(st.integers(CONTEXT, len(STORY) - CONTEXT - 1))
    end = data.draw(st.integers(start + 1, min(start + 80, len(STORY) - CONTEXT)))
    old = before + STORY + behind
    quotation = quote(old, len(before) + start, len(before) + end)
    if quotation is None:
        return
    new = new_before + STORY + new_behind
    moved = quotation.start - len(before) + len(new_before)
    assert find(quotation, new) == (moved, moved + len(quotation.exact))


@given(st.integers(0, 11), st.sampled_from(WORDS), FILLER)
def test_edits_within_keep_a_passage_that_is_alike(at: int, word: str, ahead: str) -> None:
    """A word of twelve replaced: the same stretch of the text, from its first word to its last."""
    passage = "Ships will leave Odesa within a week, said the minister, who thanked"
    quotation = marked(STORY, passage)
    words = passage.split()
    words[at] = word + ("," if words[at].endswith(",") else "")
    changed = " ".join(words)
    new = ahead + STORY.replace(passage, changed)
    assert found(quotation, new) == changed


@pytest.mark.parametrize("which", [0, 1])
def test_of_a_phrase_that_comes_twice_the_one_is_found_that_was_meant(which: int) -> None:
    """Text before it grew by more than the two stand apart: the place alone would tell the wrong one."""
    first = STORY.index("said the minister")
    at = [first, STORY.index("said the minister", first + 1)][which]
    quotation = marked(STORY, "said the minister", at)
    ahead = "A new first paragraph. " * 20 + "\n"
    assert find(quotation, ahead + STORY) == (len(ahead) + at, len(ahead) + at + len("said the minister"))


def test_a_phrase_that_is_gone_is_not_found_where_else_it_stands() -> None:
    """The sentence was cut; the same three words end another one: that is none of the reader's highlight."""
    quotation = marked(STORY, "said the minister")
    without = STORY.replace(
        "Ships will leave Odesa within a week, said the minister, who thanked nobody.", "Nobody said more."
    )
    assert "said the minister" in without
    assert find(quotation, without) is None


def test_a_changed_passage_is_preferred_to_the_same_words_elsewhere() -> None:
    """What stood around it stands there still: `has said` is it, and not the `said` of the last line."""
    quotation = marked(STORY, "said the minister")
    new = STORY.replace("said the minister, who", "said the Turkish minister, who")
    assert found(quotation, new) == "said the Turkish minister"


def test_a_rewritten_text_has_none_of_it() -> None:
    quotation = marked(STORY, "In Chicago wheat lost six per cent, and traders spoke of relief.")
    assert find(quotation, "Envoys meet\nNothing was signed. The talks go on in Ankara.") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Он сказал: «Зерно пойдёт»", "Он сказал: “Зерно пойдет”"),
        ("Gänge, Straßen und Plätze", "Gange, Strassen und Plätze"),
        ("協定は金曜日に署名された", "協定は金曜に署名された"),
        ("the deal\nruns for long", "the deal runs for long"),
        ("Wheat's price “fell”", "Wheat’s price 'fell'"),
    ],
)
def test_other_ways_to_write_the_same_words_are_the_same(old: str, new: str) -> None:
    ahead, behind = "What stood here before it stays. ", " And what came behind it stays too."
    quotation = marked(ahead + old + behind, old)
    span = find(quotation, ahead * 2 + new + behind)
    assert span is not None
    assert (ahead * 2 + new + behind)[slice(*span)].strip("“”'») ") == new.strip("“”'» ")


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_two_texts_are_borne(exact: str, text: str) -> None:
    """What an import states need not be of this text, or of any."""
    span = find(Quotation(exact, exact[:20], exact[-20:], -5), text)
    assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_a_hostile_text_takes_bounded_time() -> None:
    """The same few words for ever, and a passage of them that was changed: linear, not quadratic."""
    text = "so it goes and so it went " * 40_000
    quotation = Quotation("so it goes and then " * 400, "x" * 64, "y" * 64, 10)
    before = time.monotonic()
    find(quotation, text)
    assert time.monotonic() - before < 20


def test_a_passage_runs_over_paragraphs_and_headings() -> None:
    article = build_article(sections=build_sections("One ends here.", "Two begins.", heading="A heading"))
    running = running_text(article.prose)
    start = running.text.index("ends")
    end = running.text.index("begins")
    pieces = list(running.pieces(start, end))
    assert [(piece.leaf, piece.end - piece.start) for piece in pieces] == [(1, 10), (2, 4)]
    assert running.place(0, 1, 4) == start
    assert running.place(0, 99, 0) is None


def test_notes_of_earlier_versions_are_told_from_those_that_stand() -> None:
    article = build_article(sections=build_sections("The harbour is open again."))
    there, gone = Quotation("harbour is open", "The ", " again"), Quotation("harbour was shut", "x", "y")
    notes = (Note("whole", "w"), Note("there", quotation=there), Note("gone", quotation=gone))
    assert [(note.at is not None, note.is_lost) for note in placed(notes, article.prose)] == [
        (False, False),
        (True, False),
        (False, True),
    ]
