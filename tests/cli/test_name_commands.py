"""who, where, timeline, follow and watch: what is known of a name, and what is new of those one follows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import Ran, Shell, run_process
from tui.cli import namepages, output
from tui.text.cells import cell_width

LATER = """\
---
title: {title}
guid: {title}
date: {date}
---

{text}
"""


@pytest.fixture
def bundled(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A home with the bundled stories."""
    seeds = Path(__file__).parents[2] / "seeds"
    monkeypatch.setattr("tui.feeds.seedfolders.shipped_dir", lambda _name: seeds)
    return shell


def arrive(shell: Shell, tmp_path: Path, title: str, text: str, date: str = "2025-06-01") -> None:
    """Have a story arrive."""
    path = tmp_path / f"{title}.md"
    path.write_text(LATER.format(title=title, date=date, text=text), encoding="utf-8")
    assert shell("import", path).code == 0


def told(ran: Ran) -> list[str]:
    return [article["title"] for article in ran.json()]


# ── what they said ────────────────────────────────────────────────────────────────────────────

SPOKEN = (
    "“The ferry will sail again on 3 June,” Maria Papadakis said in Athens.\n\n"
    "Maria Papadakis is mayor of the island. “We waited long enough,” Maria Papadakis said."
)


def test_what_somebody_said_is_printed_letter_by_letter(shell: Shell, tmp_path: Path) -> None:
    arrive(shell, tmp_path, "Ferry", SPOKEN, "2025-05-30")
    said = shell("who", "papadakis", "--quotes", "--json").json()
    assert [(one["text"], one["speaker"], one["sure"]) for one in said] == [
        ("The ferry will sail again on 3 June,", "Maria Papadakis", True),
        ("We waited long enough,", "Maria Papadakis", True),
    ]
    assert {one["article"]["title"] for one in said} == {"Ferry"}
    lines = shell("who", "papadakis", "--quotes", "--plain").out.splitlines()
    assert lines[0] == "“The ferry will sail again on 3 June,”"
    assert lines[1].endswith("2025-05-30  Ferry")
    assert told(shell("search", "said:papadakis", "ferry", "--json")) == ["Ferry"]
    article = shell("read", said[0]["article"]["id"], "--json").json()
    assert article["quotes"] == [{k: one[k] for k in ("text", "speaker", "kind", "sure")} for one in said]
    (date,) = article["dates"]
    assert (date["text"], date["value"]) == ("3 June", "2025-06-03")
    assert date["sentence"].startswith("“The ferry will sail")


def test_who_is_quoted_nowhere_is_said_so(shell: Shell, tmp_path: Path) -> None:
    arrive(shell, tmp_path, "Silence", "Maria Papadakis came to Athens.")
    ran = shell("who", "papadakis", "--quotes")
    assert (ran.code, ran.out, ran.err) == (0, "", "No stored article quotes Maria Papadakis.\n")
    assert shell("who", "papadakis", "--quotes", "--json").json() == []


# ── who, where, timeline ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> int:
    """A terminal of so many cells, as far as these commands ask."""
    width = 70
    for module in (namepages, output):
        monkeypatch.setattr(module, "is_terminal", lambda: True)
    monkeypatch.setattr(output, "terminal_width", lambda: width)
    monkeypatch.setenv("NO_COLOR", "1")
    return width


def test_on_a_terminal_a_page_has_bars_and_ends_at_its_edge(
    shell: Shell, tmp_path: Path, terminal: int
) -> None:
    """Who is followed is marked; `--plain` says it in words all the same."""
    for day in ("2025-05-01", "2025-05-15", "2025-06-01"):
        arrive(shell, tmp_path, f"Talks {day}", "Ukrainian President Volodymyr Zelenskyy waits in Kyiv.", day)
    assert shell("follow", "zelenskyy").code == 0
    lines = shell("who", "zelenskyy", "--about").out.splitlines()
    assert lines[0] == "Volodymyr Zelenskyy  » followed"
    assert set("▁▂▃▄▅▆▇█") & set("".join(lines))
    assert max(map(cell_width, lines)) <= terminal
    plain = shell("who", "zelenskyy", "--about", "--plain").out
    assert plain.startswith("Volodymyr Zelenskyy  » followed\n")
    assert "most mentions a day 1, 1 May 2025" in plain
    assert not set("▁▂▃▄▅▆▇█") & set(plain)


def test_on_a_terminal_a_timeline_has_a_bar_a_period(shell: Shell, tmp_path: Path, terminal: int) -> None:
    """The longest is that of the most stories; the newest period stands on top."""
    for title, day in (("One", "2025-04-02"), ("Two", "2025-05-15"), ("Three", "2025-05-16")):
        arrive(shell, tmp_path, title, "Ukrainian President Volodymyr Zelenskyy waits in Kyiv.", day)
    first, second = shell("timeline", "zelenskyy").out.splitlines()
    assert first.startswith("May 2025")
    assert second.startswith("Apr")
    assert (first.count("▆"), second.count("▆")) == (12, 6)
    assert first.endswith("  Three")
    assert max(map(cell_width, (first, second))) <= terminal


def test_whoever_else_answers_to_a_name_is_named_where_its_stories_are_listed_too(
    shell: Shell, tmp_path: Path, terminal: int
) -> None:
    """The page is that of the one who is meant; where nobody is, it is said who they are."""
    arrive(shell, tmp_path, "One", "President Volodymyr Zelenskyy spoke. Olena Zelenskyy listened.")
    arrive(shell, tmp_path, "Two", "Volodymyr Zelenskyy spoke again.", "2025-06-02")
    ran = shell("who", "zelenskyy")
    assert "2 names answer to zelenskyy: " in ran.err
    assert ran.err.rstrip().endswith("The stories of all:")
    assert [line[:12].isalnum() for line in ran.out.splitlines()] == [True, True]
    assert ran.out.count("One") == 1, "a story that names both is listed once"
    whole = shell("who", "volodymyr zelenskyy").out
    assert whole.startswith("Volodymyr Zelenskyy\n")
    assert "are those of" not in whole


def test_plain_has_what_is_known_above_the_list(bundled: Shell) -> None:
    """In words, since a screen reader reads no bars."""
    lines = bundled("who", "zelenskyy", "--plain").out.splitlines()
    assert lines[:2] == ["Volodymyr Zelenskyy", "Ukrainian President"]
    assert lines[2].startswith("called so in 2 stories, lastly of 15 May 2025: Istanbul Waits")
    assert lines[4] == "2 stories, 8 mentions  first 7 Dec 2024, last 15 May 2025"
    assert lines[5].startswith("in the same stories Donald Trump 2, ")
    assert lines[6] == "most mentions a week 6, 12–18 May 2025"
    assert lines[7] == ""
    assert [line[:12].isalnum() for line in lines[8:]] == [True, True]
    assert not set("▁▂▃▄▅▆▇█─") & set("".join(lines))


def test_a_pipe_and_json_get_the_list_alone(bundled: Shell) -> None:
    """What scripts have been reading stays as it was."""
    assert [line[:12].isalnum() for line in bundled("who", "zelenskyy").out.splitlines()] == [True, True]
    assert len(bundled("who", "zelenskyy", "--json").json()) == 2


def test_about_is_one_object(bundled: Shell) -> None:
    page = bundled("where", "paris", "--about", "--json").json()
    assert (page["kind"], page["name"], page["place_kind"], page["country"]) == (
        "place",
        "Paris",
        "city",
        "FR",
    )
    assert page["stories"] == sum(page["over_time"]["stories"]) == 3
    assert page["mentions"] == sum(page["over_time"]["mentions"])
    assert len(page["over_time"]["starts"]) == len(page["over_time"]["stories"])
    assert page["first"]["date"] == "2015-12-12T00:00:00Z"
    assert page["followed"] is False
    roles = bundled("who", "zelenskyy", "--about", "--json").json()["roles"]
    assert (roles[0]["text"], roles[0]["stories"]) == ("Ukrainian President", 2)


def test_a_name_that_several_have_is_answered_with_who_they_are(shell: Shell, tmp_path: Path) -> None:
    """Guessing one of them would be worse than saying so."""
    arrive(shell, tmp_path, "one", "Prime Minister Boris Johnson spoke in London.")
    arrive(shell, tmp_path, "two", "President Lyndon Johnson spoke in London.")
    ran = shell("who", "johnson", "--about")
    assert (ran.code, ran.out) == (1, "")
    assert "2 names answer to johnson" in ran.err
    assert "Boris Johnson" in ran.err
    assert "Lyndon Johnson" in ran.err
    ran = shell("who", "johnson", "--plain")
    assert (ran.code, len(ran.out.splitlines())) == (0, 2)
    assert "2 names answer to johnson" in ran.err
    assert shell("who", "nobody", "--about").err == "dateline: No stored article names nobody.\n"


def test_a_timeline_has_a_line_a_period(bundled: Shell) -> None:
    out = bundled("timeline", "paris", "--plain").out.splitlines()
    assert [line.split("  ")[0] for line in out] == ["May 2025", "Dec 2024", "Dec 2015"]
    document = bundled("timeline", "--place", "paris", "--day", "--json").json()
    assert document["per"] == "day"
    assert [period["stories"] for period in document["periods"]] == [1, 1, 1]
    assert document["periods"][0]["article"]["title"].startswith("Istanbul")


# ── following ─────────────────────────────────────────────────────────────────────────────────


def test_follow_counts_and_unfollow_lets_go(bundled: Shell) -> None:
    ran = bundled("follow", "zelenskyy")
    assert (ran.code, ran.err) == (0, "Following Volodymyr Zelenskyy: 2 unread of 2 stories.\n")
    assert bundled("follow", "Zelenskyy").err.startswith("Volodymyr Zelenskyy is followed already")
    assert bundled("follows").out == "     2 of      2  person        Volodymyr Zelenskyy\n"
    (follow,) = bundled("follows", "--json").json()
    assert list(follow) == ["kind", "key", "name", "unread", "total", "date_followed"]
    assert bundled("unfollow", "zelenskyy").err == "Volodymyr Zelenskyy is followed no more.\n"
    assert bundled("unfollow", "zelenskyy").code == 1
    assert bundled("follows") == (0, "", "No name is followed: dateline follow NAME.\n")


def test_a_full_name_can_be_waited_for_and_a_surname_cannot(shell: Shell, tmp_path: Path) -> None:
    """Also a place that no story has named, where it is certain which one."""
    assert shell("follow", "Smith").code == 1
    assert shell("follow", "Ada", "Lovelace").err == "Following Ada Lovelace: no story names that yet.\n"
    assert shell("follow", "kyiv").code == 0
    arrive(shell, tmp_path, "both", "Ada Lovelace ist heute in Kyiv gewesen, und das war nicht gut für alle.")
    assert told(shell("watch", "--json")) == ["both"]
    assert {follow["name"] for follow in shell("follows", "--json").json()} == {"Ada Lovelace", "Kyiv"}
    assert [follow["total"] for follow in shell("follows", "--json").json()] == [1, 1]


def test_watch_tells_each_story_once_and_says_so_by_its_exit_code(bundled: Shell, tmp_path: Path) -> None:
    """0 for news, 3 for none; both are JSON documents."""
    bundled("follow", "zelenskyy")
    bundled("follow", "--place", "kyiv")
    assert bundled("watch", "--json") == (3, "[]\n", "")
    arrive(bundled, tmp_path, "first", "President Volodymyr Zelenskyy is in Kyiv.")
    arrive(bundled, tmp_path, "second", "Volodymyr Zelenskyy speaks.", "2025-06-02")
    peeked = bundled("watch", "--json", "--peek")
    assert (peeked.code, told(peeked)) == (0, ["first", "second"])
    assert {follow["name"] for follow in peeked.json()[0]["follows"]} == {"Volodymyr Zelenskyy", "Kyiv"}
    assert told(bundled("watch", "--json", "Kyiv")) == ["first"]
    plain = bundled("watch", "--plain")
    assert plain.code == 0
    assert plain.out.endswith("Volodymyr Zelenskyy: second (Documents)\n")
    assert len(plain.out.splitlines()) == 1
    assert bundled("watch") == (3, "", "")
    assert told(bundled("watch", "--since", "2h", "--json"))[-2:] == ["first", "second"]
    assert bundled("watch").code == 3
    assert bundled("watch", "nobody").code == 1
    assert bundled("watch", "--since", "soon").code == 2


def test_watch_that_is_killed_tells_all_again(shell: Shell, tmp_path: Path) -> None:
    """It writes more than a pipe holds, and is killed while nobody reads: so nothing was told."""
    shell("follow", "Ada Lovelace")
    for number in range(40):
        title = f"{number:03d} {'long ' * 400}"
        arrive(shell, tmp_path, f"{number}", f"Ada Lovelace, {title}")
    expected = told(shell("watch", "--peek", "--json"))
    assert len(expected) == 40
    with subprocess.Popen(
        [sys.executable, "-c", WRITES_MUCH],
        stdout=subprocess.PIPE,
        env={**os.environ, "DATELINE_HOME": str(shell.home)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"["
        process.send_signal(signal.SIGKILL)
    ran = run_process(["watch", "--json"], shell.home)
    assert ran.returncode == 0
    assert sorted(article["title"] for article in json.loads(ran.stdout)) == sorted(expected)
    assert run_process(["watch", "--json"], shell.home).returncode == 3


WRITES_MUCH = """
import sys
from tui.cli import following, main
shown = following._show
def show(news, arguments):
    shown(news, arguments)
    sys.stdout.write(" " * 1_000_000)
following._show = show
sys.exit(main(["watch", "--json"]))
"""
