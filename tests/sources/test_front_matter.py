"""Front matter read by its own rules: the part of YAML that people write, and TOML."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import ParseError
from tui.sources.frontmatter import FrontMatter, has_front_matter, split_front_matter

WANTED = frozenset({"title", "tags", "date", "author"})
LINES = st.text("ab\"'#:- é,[]\\", max_size=20)


def yaml(*lines: str) -> FrontMatter:
    """Return what some lines state, between their marks."""
    fields, body = split_front_matter("\n".join(["---", *lines, "---", "Body"]), WANTED)
    assert body == "Body"
    return fields


def toml(*lines: str) -> FrontMatter:
    fields, body = split_front_matter("\n".join(["+++", *lines, "+++", "Body"]), WANTED)
    assert body == "Body"
    return fields


# ── where it is ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("---\ntitle: x\n---\nBody", True),
        ("--- \ntitle: x\n---\t\nBody", True),
        ("---\ntitle: x\n...\nBody", True),
        ("---\n---\nBody", True),
        ("---\n\n# a remark\n\ntitle: x\n---\n", True),
        ("---\n# a remark\n---\n", True),
        ("\ufeff---\ntitle: x\n---", True),
        ("+++\nanything\n+++\n", True),
        ("+++\ntitle = 'x'\n---\n", False),
        ("+++\ntitle = 'x'\n...\n", False),
        ("---\nA text.\n---\nBody", False),
        ("---\n\nA text.\n\n---\nBody", False),
        ("---\ntitle: x\n", False),
        ("---- \ntitle: x\n---", False),
        (" ---\ntitle: x\n---", False),
        ("\n---\ntitle: x\n---", False),
        ("", False),
    ],
)
def test_front_matter_is_pairs_between_two_marks_at_the_very_top(text: str, is_there: bool) -> None:
    """Between two thematic breaks stands a text, and nothing of it is taken."""
    assert has_front_matter(text) is is_there
    if not is_there:
        assert split_front_matter(text, WANTED) == ({}, text)


@given(st.text("-+.:\ntitle x#", max_size=60))
def test_any_text_is_parted_into_fields_and_text_or_refused(text: str) -> None:
    """What is left is an end of what was there."""
    try:
        fields, body = split_front_matter(text, WANTED)
    except ParseError:
        assert has_front_matter(text)
        return
    assert text.endswith(body)
    assert (body == text and not fields) or has_front_matter(text)


# ── YAML ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["title: A word"], "A word"),
        (["Title: A word"], "A word"),
        (["title : A word  "], "A word"),
        (["title:\tA word"], "A word"),
        (["title:"], ""),
        (["title: # a remark"], ""),
        (["title: A word # a remark"], "A word"),
        (["title: C# is A#1"], "C# is A#1"),
        (["title: 'It''s # 1' # a remark"], "It's # 1"),
        (['title: "A \\"word\\" # 1\\u00e9" # a remark'], 'A "word" # 1é'),
        (['title: "tab\there"'], "tab\there"),
        (["title: a", "  b", "", "  # no remark of the text", "  c"], "a b c"),
        (["title:", "  a", "  b"], "a b"),
        (["title: >", "  a", "", "  b", "  # c"], "a  b # c"),
        (["title: |-", "  a", "  b", ""], "a b"),
        (["title: >", "  a", "# a remark", "date: x"], "a"),
        (["title: >2+", "  a"], ">2+ a"),
        (["title: >+2", "  a"], "a"),
        (["", "# a remark", "  # another", "other: x", "  - y", "title: a"], "a"),
        (["title: a", "title: b"], "b"),
        (["title: a: b"], "a: b"),
        (["title: [not closed", "  here]"], ["not closed here"]),
    ],
)
def test_a_value_is_what_stands_behind_its_key_and_below(lines: list[str], title: str | list[str]) -> None:
    """Up to a remark, which begins with a blank and `#`; in quotes nothing is one."""
    assert yaml(*lines)["title"] == title


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (['tags: [a, \'b, c\', "d\\"e" , f g]'], ["a", "b, c", 'd"e', "f g"]),
        (["tags: []"], []),
        (["tags: [ ]"], []),
        (["tags: [a,]"], ["a"]),
        (["tags: [a, b] # a remark"], ["a", "b"]),
        (["tags: [C#1, b]"], ["C#1", "b"]),
        (["tags: [a,", "  b]"], ["a", "b"]),
        (["tags:", "- a", "- 'b c' # a remark", "", "# a remark", "-  d"], ["a", "b c", "d"]),
        (["tags: # a remark", "  - a"], ["a"]),
        (["tags:", "  - name: Ann Reed", "    mail: x", "  - mail: y", "    Name: Ben"], ["Ann Reed", "Ben"]),
        (["tags:", "  - mail: y"], []),
        (["tags: a", "  - b"], "a - b"),
        (["tags:", "", "title: x"], ""),
    ],
)
def test_a_list_stands_in_brackets_or_an_item_a_line(lines: list[str], tags: str | list[str]) -> None:
    """Of an item that is pairs the name counts."""
    assert yaml(*lines)["tags"] == tags


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["title: x", "no pair"], 3),
        (["", "tags: [a", "title: x"], 3),
        (["tags: ['a]"], 2),
        (['title: "a', "tags: x"], 2),
        (['title: "a" b'], 2),
        (['title: "\\x"'], 2),
        (["title: 'a' b"], 2),
        (["title: 'a"], 2),
        (["tags:", "  - a", "  b"], 4),
        (["title: a", "", "tags:", '  - "b'], 5),
        (["other: [a", "title: 'x"], 3),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(lines: list[str], number: int) -> None:
    """As the reader's editor counts, the mark being the first; of keys nobody asks for nothing is said."""
    with pytest.raises(ParseError, match=rf"^Line {number} of its front matter cannot be read: "):
        yaml(*lines)


@given(LINES)
def test_whatever_is_quoted_as_json_comes_back(value: str) -> None:
    """Our own exports write it so."""
    assert yaml(f"title: {json.dumps(value)}", f"tags: [{json.dumps(value)}, b]") == {
        "title": value,
        "tags": [value, "b"],
    }


@given(LINES)
def test_whatever_stands_in_single_quotes_comes_back(value: str) -> None:
    assert yaml("title: '" + value.replace("'", "''") + "'") == {"title": value}


# ── TOML ──────────────────────────────────────────────────────────────────────────────────────


def test_toml_has_types_and_each_becomes_a_text() -> None:
    """An author may be a table with a name; what has no place is left out."""
    assert toml(
        'Title = "A word"',
        'tags = ["a", 1, ["b"], {name = "c"}]',
        "date = 2025-05-15T12:00:00Z",
        'author = {name = "Ann", mail = "x"}',
        "other = 1",
    ) == {
        "title": "A word",
        "tags": ["a", "1", "c"],
        "date": "2025-05-15T12:00:00+00:00",
        "author": "Ann",
    }
    assert toml("date = 2025-05-15", "title = true") == {"date": "2025-05-15", "title": ""}
    assert toml("date = 12:30:00") == {"date": "12:30:00"}


def test_toml_that_cannot_be_read_is_named_by_its_line() -> None:
    with pytest.raises(ParseError, match=r"front matter cannot be read: .*line 3"):
        toml("title = 'x'", "title", "tags = []")
    with pytest.raises(ParseError, match="front matter cannot be read"):
        toml("title = " + "[" * 5_000)
