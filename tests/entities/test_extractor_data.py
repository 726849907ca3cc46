"""The data files: small, loaded late, and as the code expects them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.entities import lexicon
from tui.entities.languages import LANGUAGES
from tui.entities.weights import checksum, weights

DATA = Path(lexicon.__file__).parent / "data"


def test_the_data_fits_the_wheel():
    """The promise of docs/names.md: 3.5 MB for English, 0.7 for each further language, 8 in all."""
    sizes = {file.name: file.stat().st_size for file in DATA.iterdir()}
    further = {code: sum(sizes[name] for name in sizes if name.startswith(f"{code}.")) for code in LANGUAGES}
    assert all(0 < size <= 700_000 for size in further.values())
    assert sum(sizes.values()) - sum(further.values()) <= 3_500_000
    assert sum(sizes.values()) <= 8_000_000


def test_the_data_is_what_the_training_command_made():
    """Whoever trains again can tell whether the same came out: the checksums are written down."""
    written = (Path(__file__).parents[2] / "training" / "README.md").read_text(encoding="utf-8")
    for file in DATA.iterdir():
        assert f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" in written


def test_importing_the_room_loads_nothing():
    """Screens import the package for its keys; the data is for those who extract."""
    code = "import sys, tui.entities; print([n for n in sys.modules if n.startswith('tui.entities.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['tui.entities.keys']"


def test_the_weights_know_their_labels():
    """`O` comes first: the decoder counts on it."""
    labels = weights().labels
    assert labels[0] == "O"
    assert {"B-PER", "I-PER", "B-LOC", "I-LOC"} <= set(labels)
    assert weights()["an attribute that no training text has"] == 0
    assert any(weights()[f"0w{word}"] for word in ("london", "angela", "ministry"))
    assert checksum("0wlondon") != checksum("0wlondom")


def test_common_words_have_clusters_and_most_nonsense_has_none():
    """The table holds no words, so that a few unknown ones pass for known; not many."""
    assert all(lexicon.cluster(word) for word in ("minister", "river", "said", "istanbul"))
    known = sum(lexicon.cluster(f"qqxz{number}") is not None for number in range(1000))
    assert known < 30


@pytest.mark.skipif("DATELINE_SHARED" not in os.environ, reason="the document is not part of the project")
def test_the_real_document_reads_as_an_editor_would():
    """Twelve people, thirteen places, no other; the dateline's London last."""
    from tui.entities import extract_names
    from tui.prose import build_prose
    from tui.sources.seeds import parse_seed

    (path,) = (Path(os.environ["DATELINE_SHARED"]) / "seeds").glob("000_*.txt")
    names = extract_names(build_prose(parse_seed(path.stem, path.read_text(encoding="utf-8"))))
    assert len(names.people) == 12
    assert len(names.places) == 13
    assert {place.name for place in names.places[:3]} == {"Istanbul", "Ukraine", "Russia"}
    assert names.places[-1].name == "London"
    assert {person.name for person in names.people[:2]} == {"Vladimir Putin", "Volodymyr Zelenskyy"}
