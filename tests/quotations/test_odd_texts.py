"""No text is too odd, and every part stands where it says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.entities.builders import build_prose, text_at
from tui.model.names import Mention, Names, Person
from tui.quotations import quotations_of
from tui.quotations.lexicon import LANGUAGES

_PIECES = (
    "\" “ ” ‘ ’ ' « » „ `` '' — – - , . ? ! : ; ( said told he she they a the his who and "
    "Novak Bob\u00a0Ray 5 10\" ¿ é according dijo según dit-il a-t-il déclaré selon l'avocat sagte laut "
    "x Foo novel… \n \n"
).split(" ")
_TEXTS = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(["", " "])), max_size=50).map(
    lambda pieces: "".join(word + blank for word, blank in pieces)
)


@given(_TEXTS, st.sampled_from([*LANGUAGES, None]))
def test_what_is_found_stands_in_the_text_and_in_its_order(text: str, language: str | None) -> None:
    """Lists are cut out of the text by these places."""
    paragraphs = text.split("\n")
    named = [
        Mention(0, leaf, at, at + 5)
        for leaf, paragraph in enumerate(paragraphs, 1)
        if (at := paragraph.find("Novak")) >= 0
    ]
    names = Names((Person("Peter Novak", tuple(named)),)) if named else Names()
    prose = build_prose(*paragraphs)
    parts = [part for quote in quotations_of(prose, names, language) for part in quote.parts]
    assert parts == sorted(parts)
    for part in parts:
        words = text_at(prose, part)
        assert len(words) == part.end - part.start > 0
        assert words == words.strip()
