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
    ],
)
def test_words_of_a_list_tell_what_a_name_is(text, name, was, label):
    """Bodies, companies and events by their words; a noun alone is no place, a given name no village."""
    assert relabelled(text, name, was) == label
