"""What lists say of a name in another language, whatever the tagger made of it."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose
from tui.entities.languages import language
from tui.entities.reading import read_leaves
from tui.entities.relabelling import Relabeller
from tui.entities.spans import NameSpan


def relabelled(text: str, name: str, label: str) -> str | None:
    """Return the label of a name in an Italian text, None if it is none."""
    italian = language("it")
    (leaf,) = read_leaves(build_prose(text), italian.tokenizer)
    size = len(italian.tokenizer.tokenize(name).words)
    first = next(
        at for at in range(len(leaf.tokens.words)) if text[leaf.tokens.starts[at] :].startswith(name)
    )
    spans = Relabeller(italian)([leaf], [NameSpan(0, first, first + size, label)])
    return spans[0].label if spans else None


@pytest.mark.parametrize(
    ("text", "name", "was", "label"),
    [
        ("Vince Forza Padana.", "Forza Padana", "LOC", "ORG"),
        ("Il Paese aspetta.", "Paese", "LOC", None),
        ("Parla Francesca con noi.", "Francesca", "LOC", "PER"),
        ("Arriva a Colonia domani.", "Colonia", "LOC", "LOC"),
        ("Vive nell'Francesca.", "Francesca", "LOC", "LOC"),
        ("Lo dice la CGX oggi.", "CGX", "LOC", "ORG"),
        ("Ha comprato Rossi Holding ieri.", "Rossi Holding", "PER", "ORG"),
        ("Si gioca Coppa Rossi oggi.", "Coppa Rossi", "PER", "MISC"),
        ("Si vota a L'Aquila domani.", "L'Aquila", "LOC", "LOC"),
        ("Lo dice Mario Verdi oggi.", "Mario Verdi", "PER", "PER"),
        ("Lo dice Zubrawski oggi.", "Zubrawski", "LOC", "PER"),
        ("Compra la Zubrawski oggi.", "Zubrawski", "LOC", "LOC"),
        ("Dal carcere di Zubrawski scrive.", "Zubrawski", "LOC", "LOC"),
    ],
)
def test_words_of_a_list_tell_what_a_name_is(text, name, was, label):
    """Bodies, companies and events by their words; a noun alone is no place, a given name no village."""
    assert relabelled(text, name, was) == label


def test_a_town_and_its_mayor_are_two():
    """`sindaco di` before them, nothing between; without a role it is one name."""
    italian = language("it")
    prose = build_prose("Il sindaco di Cremona Maria Quaranti parla con Reggio Maria Quaranti.")
    (leaf,) = read_leaves(prose, italian.tokenizer)
    tagged = [NameSpan(0, 3, 6, "LOC"), NameSpan(0, 8, 11, "PER")]
    assert Relabeller(italian)([leaf], tagged) == [
        NameSpan(0, 3, 4, "LOC"),
        NameSpan(0, 4, 6, "PER"),
        NameSpan(0, 8, 11, "PER"),
    ]


def test_a_name_beside_a_listed_place_in_a_list_is_one():
    """`Cremona e Zubrawski`, though neither stands after `in`."""
    italian = language("it")
    (leaf,) = read_leaves(build_prose("Vanno da Cremona e Zubrawski oggi."), italian.tokenizer)
    tagged = [NameSpan(0, 2, 3, "LOC"), NameSpan(0, 4, 5, "LOC")]
    assert Relabeller(italian)([leaf], tagged) == tagged


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nato in provincia di Cremona ieri.", "provincia di Cremona"),
        ("La casa di via Zubrawski ieri.", "via Zubrawski"),
        ("Vive vicino a Cremona ieri.", "Cremona"),
    ],
)
def test_a_place_begins_with_the_small_word_that_says_what_it_is(text, name):
    """Streets and provinces are called so."""
    italian = language("it")
    (leaf,) = read_leaves(build_prose(text), italian.tokenizer)
    at = next(at for at, word in enumerate(leaf.tokens.words) if at and word[0].isupper())
    (span,) = Relabeller(italian).with_heads([leaf], [NameSpan(0, at, at + 1, "LOC")])
    assert " ".join(leaf.tokens.words[span.first : span.last]) == name
    assert italian.english_place("provincia di Cremona") == "Cremona"
