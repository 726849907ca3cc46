"""What training packs is what the extractor reads."""

from __future__ import annotations

import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from training import clusters, pack
from tui.entities import lexicon
from tui.entities.weights import Weights

LABELS = ("O", "B-PER", "I-PER")


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(
        st.text(min_size=1, max_size=6),
        st.dictionaries(st.sampled_from(LABELS), st.floats(-90, 90), min_size=1),
        min_size=1,
        max_size=20,
    )
)
def test_sums_of_packed_weights_are_sums_of_weights(states):
    """The lanes of one integer never spill into each other, whatever the signs."""
    states["the largest"] = {"O": 127.0, "B-PER": -127.0, "I-PER": 0.0}
    model = Weights(zlib.decompress(pack.pack({("O", "B-PER"): 3.0}, states)))
    total = sum(model[attribute] for attribute in states)
    wanted = [
        sum(
            round(row.get(label, 0.0))
            for row in states.values()
            if abs(row.get(label, 0.0)) >= pack.PRUNE_BELOW
        )
        for label in model.labels
    ]
    assert [score - 32768 for score in model.scores(total)] == wanted


def test_every_word_of_a_table_is_found_in_what_was_packed(monkeypatch):
    """The table keeps no words, but answers for each."""
    table = {f"word{number}": number % 1024 << 7 | number % 128 for number in range(3000)}
    packed = clusters.pack(table)
    monkeypatch.setattr(lexicon, "_cluster_table", lambda: packed)
    for word, value in table.items():
        assert lexicon.cluster(word) == (value >> 7, value & 127)
    strangers = sum(lexicon.cluster(f"other{number}") is not None for number in range(2000))
    assert strangers < 60


def test_the_mean_of_models_counts_what_one_lacks_as_nothing():
    """Averaging is what makes the shipped weights steady."""
    one = ({("O", "O"): 2.0}, {"a": {"O": 4.0}})
    other = ({("O", "O"): 4.0}, {"b": {"O": 6.0}})
    steps, states = pack.average([one, other])
    assert steps == {("O", "O"): 3.0}
    assert {name: dict(row) for name, row in states.items()} == {"a": {"O": 2.0}, "b": {"O": 3.0}}
