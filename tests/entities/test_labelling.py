"""Names labelled by hand are found where they stand, and slips of the hand are told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from training import labelling
from training.labelling import bare, find, mistakes, parse, read_labelled

TEXT = "El Barcelona de Barcelona llegó a Nueva York, no a York: Yorkville espera."


def surfaces(line: str, text: str = TEXT) -> list[tuple[str, str]]:
    spans, wrong = find(text, parse(line))
    assert wrong == []
    return [(text[start:end], label) for start, end, label in spans]


def test_a_name_stands_for_each_of_its_places_as_whole_words_and_in_no_longer_name() -> None:
    assert surfaces("1\tLOC=York|Nueva York") == [("Nueva York", "LOC"), ("York", "LOC")]


def test_one_string_may_be_two_things() -> None:
    expected = [("Barcelona", "ORG"), ("Barcelona", "LOC")]
    assert surfaces("1\tORG=Barcelona@1\tLOC=Barcelona@2") == expected
    assert surfaces("1\tORG=Barcelona@1\tLOC=Barcelona") == expected


def test_a_name_may_end_with_a_stop() -> None:
    assert surfaces("1\tLOC=EE.UU.", "De EE.UU. y a EE.UU.") == [("EE.UU.", "LOC")] * 2


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("1\tLOC=Roma", "1: not in the text: Roma"),
        ("1\tLOC=York@3", "1: not in the text: York@3"),
        ("1\tLOC=Nueva York|Nueva", "1: only where another name stands: Nueva"),
        ("1\tGPE=York", "1: no label: GPE=York"),
        ("1\tLOC=York\tORG=York", "1: twice: York"),
        ("1\tLOC=York|", "1: a name is empty or has blanks around it"),
        ("raw_es-7\tLOC=York", "7: no such text"),
    ],
)
def test_slips_are_told(line: str, wrong: str) -> None:
    assert mistakes([line], {"1": TEXT}) == [wrong]
    assert mistakes(["raw_es-1", "1"], {"1": TEXT}) == ["1: labelled twice"]


def test_capitals_that_open_no_sentence_and_are_in_no_name_are_told() -> None:
    spans, _ = find(TEXT, parse("1\tLOC=Nueva York"))
    assert bare(TEXT, spans) == ["Barcelona", "Barcelona", "York"]
    assert bare("Vino. Ángel vio Ávila, Él", []) == ["Ávila", "Él"]


def test_labelled_texts_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lang" / "ship"
    folder.mkdir(parents=True)
    with gzip.open(folder / "raw_xx.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "raw_xx-01", "text": "En Roma"}) + "\n")
    monkeypatch.setattr(labelling, "_FOLDER", tmp_path)
    (tmp_path / "xx.tsv").write_text("# a remark\n01\tLOC=Roma\n", encoding="utf-8")
    assert read_labelled("xx", tmp_path) == [("En Roma", [(3, 7, "LOC")])]
    (tmp_path / "xx.tsv").write_text("01\tLOC=Rom\n", encoding="utf-8")
    with pytest.raises(ValueError, match="01: not in the text: Rom"):
        read_labelled("xx", tmp_path)
