"""trends: who rises, in words, in columns and as one object."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cli.run import Shell
from tests.store.stories import NOW, Clock, build_entry, deliver, find_known_names, open_library
from tui.cli import output
from tui.library import frontdesk
from tui.system.paths import user_paths


def stored(rubio_now: int, rubio_before: int, others: int = 30) -> None:
    """Store stories of the last week and of the weeks before: some of them name Rubio, some Paris."""
    library = open_library(Clock())
    texts = [
        *((f"Rubio {n}", "Marco Rubio spoke.", timedelta(hours=9 * n + 1)) for n in range(rubio_now)),
        *((f"Before {n}", "Marco Rubio spoke.", timedelta(days=9 + n)) for n in range(rubio_before)),
        *((f"Paris {n}", "Rain in Paris.", timedelta(days=2 * n, hours=2)) for n in range(others)),
    ]
    deliver(
        library,
        *(
            build_entry(title, title=title, content=f"<p>{text}</p>", published_at=NOW - ago)
            for title, text, ago in texts
        ),
    )
    library.prepare()
    library.close()


@pytest.fixture
def shell(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A home that stands at the moment of the stories, and finds a few names."""
    monkeypatch.setattr("tui.entities.extract_names", find_known_names)
    opened = frontdesk.Library.open
    monkeypatch.setattr(
        frontdesk.Library, "open", lambda paths, **named: opened(paths, **{"clock": lambda: NOW, **named})
    )
    assert user_paths().data_dir.is_relative_to(shell.home)
    return shell


def test_who_rises_has_columns_and_what_is_usual(shell: Shell) -> None:
    """A line for each, the story most about the name at its end."""
    stored(12, 1)
    ran = shell("trends")
    assert ran.code == 0
    assert ran.err.startswith("In 16 stories of the last week, against ")
    (line,) = ran.out.splitlines()
    assert line.startswith("    12  usually ")
    assert line.split()[3:5] == ["person", "Marco"]
    assert line.endswith("Rubio 0")


def test_in_json_it_is_one_object(shell: Shell) -> None:
    """What was compared with what, and each name with its numbers over time."""
    stored(12, 1)
    told = shell("trends", "--week", "--json").json()
    assert list(told) == [
        *("per", "until", "current", "stories", "before", "days_before", "rising", "counted_in", "names"),
    ]
    assert (told["per"], told["current"], told["rising"], told["days_before"]) == ("week", True, True, 56)
    assert (told["until"], told["stories"]) == ("2025-05-20T12:00:00Z", 16)
    (name,) = told["names"]
    assert (name["kind"], name["key"], name["name"]) == ("person", "marco rubio", "Marco Rubio")
    assert (name["stories"], name["followed"], sum(name["over_time"])) == (12, False, 13)
    assert 0 < name["usual"] < 2
    assert name["article"]["title"].startswith("Rubio ")
    assert shell("trends", "--places", "--json").json()["rising"] is False


def test_where_nobody_rises_those_are_told_who_are_named_most(shell: Shell) -> None:
    """Without the column of what is usual; and what is said says so."""
    stored(0, 3)
    ran = shell("trends", "--month")
    assert "Nobody, no place and no organisation rises in" in ran.err
    assert "named most" in ran.err
    lines = ran.out.splitlines()
    assert [line.split()[:2] for line in lines] == [["30", "place"], ["3", "person"]]
    assert "usually" not in ran.out
    assert [line.split()[1] for line in shell("trends", "--people").out.splitlines()] == ["person"]


def test_an_empty_store_has_no_trends_and_that_is_no_error(shell: Shell) -> None:
    ran = shell("trends")
    assert (ran.code, ran.out, ran.err) == (0, "", "No stories yet.\n")
    assert shell("trends", "--json").json()["names"] == []


def test_on_a_terminal_a_name_has_its_line_over_time_and_ends_at_the_edge(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(12, 1)
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    for width, ends in ((100, "Rubio 0"), (76, "▁▁▇"), (58, "▁▁▇"), (50, "▁▁▇")):
        monkeypatch.setattr(output, "terminal_width", lambda width=width: width)
        (line,) = shell("trends").out.splitlines()
        assert len(line) <= width
        assert set("▁▂▃▄▅▆▇█") & set(line)
        assert line.endswith(ends), "the bars are whole, whatever room there is"
    (plain,) = shell("trends", "--plain").out.splitlines()
    assert not set("▁▂▃▄▅▆▇█") & set(plain)
    assert plain.endswith("Rubio 0")
