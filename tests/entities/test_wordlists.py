"""The word lists: text files that whoever speaks English can read and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.entities import wordlists
from tui.entities.languages import LANGUAGES
from tui.entities.wordlists import read_lists

FILES = sorted((Path(wordlists.__file__).parent / "lists").glob("*.txt"))


def groups_of(path: Path) -> list[tuple[str, list[str]]]:
    """Return the groups of a file: the comment above each, and its words."""
    groups: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "[")):
            groups.append((line, []))
        elif groups:
            groups[-1][1].extend(line.split())
    return [(above, words) for above, words in groups if words]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_group_of_words_says_what_it_is_and_holds_each_once(path):
    """A list of four hundred words can only be kept in groups."""
    for above, words in groups_of(path):
        assert above.startswith("# "), f"no comment above {words[:3]}"
        assert len(words) == len(set(words)), above


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_is_read_by_a_rule(path):
    """A list that nothing reads would be mended in vain; `kinds`, `languages` and the like are read whole."""
    rules = "".join(file.read_text(encoding="utf-8") for file in path.parents[1].glob("*.py"))
    names = read_lists(path.stem)
    if path.stem in LANGUAGES:
        # `home-BR`: where a text is at home is asked for by the countries that the list names.
        assert [name for name in names if f'"{name}"' not in rules and not name.startswith("home-")] == []
        return
    assert f'read_lists("{path.stem}")' in rules
    read_whole = path.stem in {"kinds", "languages", "bodies", "wellknown"}
    assert read_whole or all(f'["{name}"]' in rules for name in names)


def test_comments_are_no_words_and_a_low_line_is_a_blank():
    """`white_house` is one seat of power."""
    metonyms = read_lists("places")["metonyms"]
    assert "white house" in metonyms
    assert not {"#", "Seats"} & metonyms
