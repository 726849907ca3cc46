"""Find the stretches of a text that name something."""

from __future__ import annotations

from tui.entities.lexicon import demonyms, first_names, gazetteer, last_names
from tui.entities.tokens import find_runs
from tui.entities.words import HONORIFICS, ROLE_NOUNS


def tag(words: list[str]) -> list[tuple[int, int, str]]:
    """Return (first token, last token + 1, label) of each name, in reading order."""
    found: list[tuple[int, int, str]] = []
    for start, end in find_runs(words):
        found.extend(_tag_run(words, start, end))
    return found


def _tag_run(words: list[str], start: int, end: int) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    index = start
    while index < end:
        stop, label = _name_at(words, index, end)
        if label:
            spans.append((index, stop, label))
        index = stop
    return spans


def _name_at(words: list[str], index: int, end: int) -> tuple[int, str]:
    for stop in range(end, index, -1):
        name = " ".join(words[index:stop])
        if name in demonyms():
            return stop, "NORP"
        if stop - index > 1 and name in gazetteer():
            return stop, "LOC"
    word = words[index]
    titled = index > 0 and words[index - 1].lower().rstrip(".") in HONORIFICS | ROLE_NOUNS
    if (titled or word in first_names()) and index + 1 < end and words[index + 1] not in gazetteer():
        return _person_end(words, index, end), "PER"
    if word in gazetteer() and len(word) > 2 and _is_town(word):
        if end - index == 1 or words[index + 1] in demonyms():
            return index + 1, "LOC"
    if titled and word.lower() not in HONORIFICS and word in last_names():
        return index + 1, "PER"
    return index + 1, ""


def _is_town(word: str) -> bool:
    record = gazetteer()[word].split("|")
    return record[0] != "P" or int(record[3]) >= 100


def _person_end(words: list[str], index: int, end: int) -> int:
    stop = index + 1
    while (
        stop < end
        and stop - index < 4
        and (words[stop][0].isupper() or words[stop] in {"de", "bin", "al", "van"})
    ):
        stop += 1
    return stop
