"""News with marked names becomes text with spans, and broken marks are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.newswriting import parse, read_news, slips


def test_names_stand_where_they_were_marked() -> None:
    text, spans = parse("[PER Ana Ruiz] llegó a [LOC Vigo].")
    assert text == "Ana Ruiz llegó a Vigo."
    assert [(text[start:end], label) for start, end, label in spans] == [("Ana Ruiz", "PER"), ("Vigo", "LOC")]


def test_articles_are_parted_by_blank_lines_and_remarks_left_out(tmp_path: Path) -> None:
    lines = ["# About towns.", "[LOC Vigo]", "llueve", "", "# More.", "", "", "En [LOC Lugo]", ""]
    (tmp_path / "xx.txt").write_text("\n".join(lines), encoding="utf-8")
    expected = [("Vigo\nllueve", [(0, 4, "LOC")]), ("En Lugo", [(3, 7, "LOC")])]
    assert read_news("xx", tmp_path) == expected
    assert read_news("yy", tmp_path) == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("[PER Ana] y [LOC Vigo]", 0),
        ("# [PER", 0),
        ("[PER Ana", 1),
        ("PER Ana]", 2),
        ("[GPE Vigo]", 2),
        ("[LOC  Vigo] y [PER Ana ]", 2),
        ("[ORG [LOC Vigo] FC]", 3),
    ],
)
def test_broken_marks_are_told(line: str, count: int) -> None:
    assert len(slips(line)) == count


def test_an_article_with_a_broken_mark_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "xx.txt").write_text("Bien.\n[LOC Vigo", encoding="utf-8")
    with pytest.raises(ValueError, match=r"xx\.txt:2: broken mark: \[LOC Vigo"):
        read_news("xx", tmp_path)
