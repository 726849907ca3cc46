"""What may be typed after a command: read, or refused in words that say what was expected."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from tests.cli.run import Shell
from tui.cli.arguments import ARGUMENTS
from tui.cli.manual import synopsis
from tui.cli.parser import WrongUsage, build_parser, options, subparsers
from tui.cli.shells import completions
from tui.cli.verbs import COMMANDS


@cache
def whole() -> ArgumentParser:
    """The parser of the whole line, which a test only asks."""
    return build_parser()


def parsed(*words: str) -> dict[str, object]:
    return vars(whole().parse_args(words))


def refused(*words: str) -> str:
    with pytest.raises(WrongUsage) as wrong:
        whole().parse_args(words)
    return wrong.value.message


@pytest.mark.parametrize(("typed", "limit"), [("0", 0), ("7", 7), ("007", 7), ("999999999", 999_999_999)])
def test_a_limit_is_a_whole_number(typed: str, limit: int) -> None:
    assert parsed("list", "--limit", typed)["limit"] == limit


@pytest.mark.parametrize("typed", ["", "x", "1.5", "+1", "1_0", "٣", "²", "1000000000"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    """Digits of other scripts too, and more of them than a number of rows has."""
    assert refused("list", "--limit", typed).endswith(f"a whole number from 0 was expected, not {typed!r}")


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("30m", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        ("3d", timedelta(days=3)),
        ("1w", timedelta(weeks=1)),
        ("0m", timedelta()),
        ("99999w", timedelta(weeks=99_999)),
    ],
)
def test_a_time_to_look_back_is_read(typed: str, span: timedelta) -> None:
    assert parsed("watch", "--since", typed)["since"] == span


@pytest.mark.parametrize("typed", ["", "m", "3", "3y", "3 d", "-3d", "1.5h", "³d", "100000w", "3D"])
def test_what_is_no_time_to_look_back_is_refused(typed: str) -> None:
    assert refused("watch", f"--since={typed}").endswith(
        f"a time such as 30m, 2h, 3d or 1w was expected, not {typed!r}"
    )


@pytest.mark.parametrize(("typed", "days"), [("12h", 0.5), ("7d", 7), ("2w", 14), ("3m", 90), ("1y", 365)])
def test_a_mute_holds_for_a_span_from_now(typed: str, days: float) -> None:
    until = parsed("mute", "x", "--for", typed)["span"]
    assert isinstance(until, datetime)
    assert abs((until - datetime.now(UTC)) / timedelta(days=1) - days) < 4


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("mute", "x", "--for", "soon"), "a span was expected, such as 12h, 7d, 2w, 3m or 1y, not 'soon'"),
        (("mute", "x", "--until", "2025-02-30"), "a date was expected, 2026-12-31, not '2025-02-30'"),
        (("mute", "x", "--until", "tomorrow"), "a date was expected, 2026-12-31, not 'tomorrow'"),
        (("mute", "x", "--until", "2125-01-01", "--for", "1d"), "not allowed with argument --until"),
        (("list", "--unread", "--tag", "x"), "not allowed with argument --unread"),
        (("timeline", "x", "--day", "--week"), "not allowed with argument --day"),
        (("map", "--json", "--geojson"), "not allowed with argument --json"),
        (("correct", "id", "name"), "one of the arguments"),
        (("searches", "--rename", "one"), "expected 2 arguments"),
        (("export", "--saved", "--opml"), "not allowed with argument --saved"),
        (("sync", "--due", "--all"), "not allowed with argument --due"),
        (("corrections", "--lift", "x"), "a whole number from 0 was expected"),
        (("search", "x", "--order", "size"), "invalid choice: 'size'"),
    ],
)
def test_what_cannot_be_meant_is_refused(words: tuple[str, ...], expected: str) -> None:
    assert expected in refused(*words)


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        (("list",), "limit", 50),
        (("list",), "plain", False),
        (("--plain", "list"), "plain", True),
        (("list", "--plain"), "plain", True),
        (("map",), "limit", 500),
        (("timeline", "x"), "period", "month"),
        (("timeline", "x", "--day"), "period", "day"),
        (("trends",), "period", "week"),
        (("trends", "--places"), "kind", "place"),
        (("follow", "x", "--person"), "kind", "person"),
        (("follow", "x"), "kind", None),
        (("search", "a", "b"), "query", ["a", "b"]),
        (("search", "a"), "order", "date"),
        (("export",), "output", "-"),
        (("export",), "format", None),
        (("prune",), "feed", []),
        (("prune", "--feed", "a", "--feed", "b"), "feed", ["a", "b"]),
        (("prune",), "keep_days", None),
        (("tag",), "tag", None),
        (("tag", "a", "id"), "ids", ["id"]),
        (("feeds", "set", "f", "a=1"), "settings", ["a=1"]),
        (("rename", "f"), "title", None),
        ((), "command", None),
    ],
)
def test_what_is_not_said_is_the_usual(words: tuple[str, ...], key: str, value: object) -> None:
    """`--plain` of the whole line holds for the command too."""
    assert parsed(*words)[key] == value


def test_a_parser_of_one_command_knows_it_as_that_of_all_does() -> None:
    """Made quickly, since each start pays for it; nothing else may differ."""
    of_all = subparsers(whole())
    assert list(of_all) == [command.name for command in COMMANDS]
    assert set(ARGUMENTS) == set(of_all)
    for command in COMMANDS:
        (alone,) = subparsers(build_parser(command.name)).items()
        assert alone[0] == command.name
        assert alone[1].format_help() == of_all[command.name].format_help()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("read", "dateline read [OPTION]... ID|URL..."),
        ("tag", "dateline tag [OPTION]... [TAG] [ID]..."),
        ("correct", "dateline correct [OPTION]... ID NAME"),
        ("completions", "dateline completions bash|zsh|fish"),
        ("config", "dateline config [path|edit]"),
        ("prepare", "dateline prepare"),
        ("restore", "dateline restore FILE"),
    ],
)
def test_a_synopsis_is_what_is_typed(name: str, typed: str) -> None:
    """Dots where there may be several, brackets where there need be none."""
    assert synopsis(name, subparsers(whole())[name]) == typed


def test_fish_is_told_each_option_with_what_follows_it() -> None:
    """A file, a choice, any word, or nothing; quoted so that an apostrophe ends no word."""
    lines = completions("fish").splitlines()
    assert lines[1] == "complete -c dateline -f"
    seen = "complete -c dateline -n '__fish_seen_subcommand_from export'"
    (form,) = (line for line in lines if line.startswith(seen) and "-l format" in line)
    assert "-x -a 'markdown json epub text'" in form
    (output,) = (line for line in lines if line.startswith(seen) and "-l output" in line)
    assert output.startswith(f"{seen} -s o -l output -r -F -d ")
    listing = "complete -c dateline -n '__fish_seen_subcommand_from list'"
    assert any(line.startswith(f"{listing} -l limit -x -d ") for line in lines)
    (opml,) = (line for line in lines if line.startswith(seen) and "-l opml" in line)
    assert f"{seen} -l opml -d " in opml
    assert "complete -c dateline -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'" in lines
    assert "complete -c dateline -n '__fish_seen_subcommand_from restore' -F" in lines
    assert any(r"a feed\'s number" in line for line in lines)
    assert not any("%(" in line for line in lines), "defaults are filled in"


def test_every_option_of_a_command_is_told_to_fish() -> None:
    lines = completions("fish").splitlines()
    for name, parser in subparsers(whole()).items():
        own = [line for line in lines if f"__fish_seen_subcommand_from {name}'" in line]
        for option in options(parser):
            for spelled in option.option_strings:
                flag = f"-l {spelled[2:]} " if spelled.startswith("--") else f"-s {spelled[1:]} "
                assert any(flag in line for line in own), (name, spelled)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["ls"], "no command 'ls'; did you mean list?"),
        (["rm", "x"], "no command 'rm'; did you mean unsubscribe?"),
        (["version"], "no command 'version'; did you mean --version?"),
        (["Sync"], "no command 'Sync'; did you mean sync?"),
        (["x" * 60], f"no command '{'x' * 40}…'; dateline --help lists them all."),
        (["-q"], "no option '-q'; dateline --help names them."),
        (["list", "-q"], "list: no option '-q'; dateline list --help names them."),
        (["list", "--zzz"], "list: no option '--zzz'; dateline list --help names them."),
        (["search", "x", "--zzz"], "search: no option '--zzz'; quote a search that has a - in it."),
        (["read", "--", "--jsn", "--json"], "There is no article --jsn."),
    ],
)
def test_a_word_of_another_program_leads_to_ours(shell: Shell, typed: list[str], told: str) -> None:
    """In one line; after -- nothing is an option."""
    ran = shell(*typed)
    assert (ran.code, ran.out, ran.err) == (1 if "--" in typed else 2, "", f"dateline: {told}\n")


@pytest.mark.parametrize("columns", [60, 80])
def test_the_help_of_every_command_fits_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for examples, which are to be copied: choices of an option are broken between two of them."""
    monkeypatch.setenv("COLUMNS", str(columns))
    for parser in (whole(), *subparsers(whole()).values()):
        told = parser.format_help().partition("examples:\n")[0]
        # A word that is longer than the line cannot be broken.
        wide = [line for line in told.splitlines() if len(line) > columns and " " in line.strip()]
        assert not wide


def test_a_kind_is_asked_for_by_the_same_options_everywhere() -> None:
    """And in the old way where scripts may have it."""
    for words in (("follow",), ("timeline",), ("correct", "k3v9", "--hide")):
        assert parsed(*words, "Georgia", "--place")["kind"] == "place"
        assert parsed(*words, "Georgia")["kind"] is None
    assert parsed("correct", "k3v9", "Georgia", "--hide", "--kind", "person")["kind"] == "person"
