"""The configuration file: read with care, explained by itself, written without loss."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tui.drawing.themes import TEXTUALS
from tui.errors import ConfigError
from tui.keys.commands import COMMANDS
from tui.keys.keymap import keys_of
from tui.model.notices import NoticeRules
from tui.model.programs import Program
from tui.settings.config import (
    EVERY_FEED,
    Config,
    FeedConfig,
    ListConfig,
    LogConfig,
    ReadingConfig,
    RetentionConfig,
    SyncConfig,
    ThreadsConfig,
)
from tui.settings.file import default_toml, load_config, parse_config, read_config, set_value
from tui.settings.parsing import Problem, read_text
from tui.system.paths import Paths, user_paths


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    return user_paths()


def write(paths: Paths, text: str) -> None:
    paths.config_dir.mkdir(parents=True, exist_ok=True)
    paths.config_file.write_text(text, encoding="utf-8")


def complaint_about(text: str) -> str:
    """What is wrong with a configuration, or `none`."""
    try:
        parse_config(text)
    except ConfigError as error:
        return str(error)
    return "none"


def test_without_a_file_the_defaults_hold(paths: Paths) -> None:
    """Nobody has to configure anything."""
    assert load_config(paths) == Config()
    assert not paths.config_file.exists()


def test_without_a_file_no_toml_parser_is_loaded(tmp_path: Path) -> None:
    """This module stands on the way to the first screen."""
    program = (
        "import sys; from pathlib import Path\n"
        "from tui.system.paths import Paths; from tui.settings.file import load_config\n"
        "p = Path(sys.argv[1]); load_config(Paths(p, p, p, p))\n"
        "print(sorted({'tomllib', 'tomlkit', 'msgspec', 'difflib'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_the_commented_defaults_are_the_defaults() -> None:
    """What `dateline config` prints may be saved as it is."""
    assert parse_config(default_toml()) == Config()


def test_the_commented_defaults_state_the_very_defaults() -> None:
    """Every line made live changes nothing: the file tells the truth about what holds."""
    live = re.sub(r"^# (?=[a-z_]+ = |\[)", "", default_toml(), flags=re.M)
    config = parse_config(live)
    assert config == Config(
        keys=config.keys, feeds=config.feeds, programs=config.programs, notify=config.notify
    )
    assert config.notify == NoticeRules()
    assert config.programs == {"notes": replace(Program(config.programs["notes"].command), key=("ctrl+n",))}
    assert config.keys == {command.id: keys_of(command, {}) for command in COMMANDS}
    assert set(config.feeds) == {"https://example.org/feed.xml"}


def test_every_setting_is_explained_in_the_commented_defaults() -> None:
    """A setting nobody can find is not one."""
    text = default_toml()
    for table in (
        Config,
        ReadingConfig,
        ListConfig,
        SyncConfig,
        RetentionConfig,
        ThreadsConfig,
        LogConfig,
        NoticeRules,
        FeedConfig,
        Program,
    ):
        for setting in fields(table):
            if setting.metadata.get("internal"):
                continue
            assert re.search(rf"^(# )?(\[?{setting.name}\b|\[{setting.name}\.)", text, flags=re.M), (
                setting.name
            )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("reading.width = 'wide'", "reading.width: expected a whole number from 40 to 200, got 'wide'"),
        ("reading.width = 39", "reading.width: expected a whole number from 40 to 200, got 39"),
        ("reading.width = true", "reading.width: expected a whole number from 40 to 200, got True"),
        ("list.lines = true", "list.lines: expected 1, 2 or 3, got True"),
        ("sidebar = 1", "sidebar: expected true or false, got 1"),
        ("theme = ''", "theme: expected a text, got ''"),
        ("theme = 'nrod'", "theme: expected a theme's name, 'nord' perhaps, got 'nrod'"),
        ("[notify]\nhow = 'osc8'", "notify.how: expected 'off', 'osc9', 'osc777', 'bell' or 'command', got"),
        ("[notify]\nsearch = []", "notify.search: there is no such setting; did you mean 'searches'?"),
        ("notify = 'osc9'", "notify: expected a table, [notify], got 'osc9'"),
        ("programs.a = 1", "programs.a: expected a table, [programs.a], got 1"),
        ("programs.a = { input = 'json' }", "programs.a: expected a `command` too"),
        ("[programs.a]\ncommand = 'tee'", "programs.a.command: expected a command as a list of texts"),
        (
            "[programs.a]\ncommand = ['{title}']",
            "programs.a.command: expected another command: {title} would",
        ),
        (
            "[programs.a]\ncommand = ['env', 'sh', '-c', 'x {link}']",
            "programs.a.command: expected another command: sh would run what stands in x {link}",
        ),
        (
            "[programs.a]\ncommand = ['x']\nkeys = 'Z'",
            "programs.a.keys: there is no such setting; did you mean 'key'?",
        ),
        ("[programs.a]\ncommand = ['x']\ninput = 'html'", "programs.a.input: expected 'markdown', 'json'"),
        ("[programs.a]\ncommand = ['x']\nkey = 'f99'", "programs.a.key: there is no key 'f99'"),
        ("[macros]\n'ctrl+t' = 'save'", 'macros."ctrl+t": expected commands in a list'),
        (
            "[macros]\n'ctrl+t' = ['sav']",
            "macros.\"ctrl+t\": there is no command 'sav'; did you mean 'save'?",
        ),
        ("[macros]\n'ctrl+t' = ['open_link']", "macros.\"ctrl+t\": there is no command 'open_link'"),
        (
            "[programs.notes]\ncommand = ['x']\n[macros]\n'ctrl+t' = ['program:note']",
            "macros.\"ctrl+t\": there is no program 'note'; did you mean 'notes'?",
        ),
        (
            "[macros]\n'ctrl+t' = ['save']\n[programs.notes]\ncommand = ['x']\nkey = 'ctrl+t'",
            "programs.notes.key: ctrl+t stands for something of your own already",
        ),
        ("[keys]\nnosuch = 'x'", "keys.nosuch: there is no such command"),
        ("[keys]\nund = 'x'", "keys.und: there is no such command; did you mean 'undo'?"),
        ("[keys]\nundo = 'crtl+a'", "keys.undo: there is no key 'crtl+a'; did you mean 'ctrl+a'?"),
        ("[log]\nlevel = 'loud'", "log.level: expected 'error', 'warning', 'info' or 'debug', got 'loud'"),
        ('[feeds."not a url"]', 'feeds."not a url": expected the feed\'s address, an http or https address'),
        ("browser = 'firefox -P'", "browser: expected a list of texts"),
        (
            "[feeds.'http://a.example/']\npassword_command = 'pass show x'",
            'feeds."http://a.example/".password_command: expected a command as a list of texts, such as',
        ),
        ("themes = 'x'", "themes: there is no such setting; did you mean 'theme'?"),
        ("[reading]\nwdth = 3", "reading.wdth: there is no such setting; did you mean 'width'?"),
        ("[zebra]", "zebra: there is no such setting"),
        ("reading = 3", "reading: expected a table, [reading], got 3"),
        ("[keys]\nup = 3", "keys.up: expected keys"),
        ("[feeds]\n'http://a.example/' = 3", 'feeds."http://a.example/": expected a table'),
        ("[feeds.'http://a.example/']\nkeep = 3", 'feeds."http://a.example/".keep: there is no such setting'),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_expected(paths: Paths, text: str, complaint: str) -> None:
    """One line tells what to change and where; the rest of the file holds."""
    lines = text.count("\n") + 1
    write(paths, f"{text}\n[retention]\nkeep_days = 7\n")
    config, (told,) = read_config(paths)
    assert told.startswith(f"config.toml, line {lines}: {complaint}")
    others = Config(
        refused=config.refused,
        feeds=config.feeds,
        programs=config.programs,
        macros=config.macros,
        notify=config.notify,
    )
    assert config == replace(others, retention=RetentionConfig(keep_days=7))
    with pytest.raises(ConfigError, match=re.escape(complaint)):
        parse_config(text)


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ("[keys]\nup = 'J'\nopen = 'W'\n[macros]\n'|' = ['save']\n'L' = ['undo']", ()),
        ("[keys]\nup = 'f5'\ndown = 'f5'", ("keys.up: f5 stands for down", "keys.down: f5 stands for up")),
        (
            "[macros]\n'|' = ['save']\n[keys]\nup = 'vertical_line'",
            ('macros."|": | stands for up already, under [keys]',),
        ),
        (
            "[programs.a]\ncommand = ['x']\nkey = 's'\n[keys]\nsave = ['s', 'S']",
            ("programs.a.key: s stands for save already",),
        ),
    ],
)
def test_only_what_the_reader_bound_twice_is_a_problem(
    paths: Paths, text: str, complaints: tuple[str, ...]
) -> None:
    """A key that dateline has come to use since was the reader's before."""
    write(paths, text)
    config, told = read_config(paths)
    assert len(told) == len(complaints)
    assert all(words in one for words, one in zip(complaints, told, strict=True))
    if not complaints:
        left = {"next_article": (), "open_with": (), "pipe": (), "listen": ()}
        assert config.keys == {"up": ("J",), "open": ("W",)} | left


def test_a_file_that_is_not_toml_is_named_with_the_line(paths: Paths) -> None:
    """A typing slip is found at once."""
    write(paths, "theme = 'nord'\nsidebar = yes\nmouse = false\n")
    config, problems = read_config(paths)
    assert problems == ("config.toml, line 2: not valid TOML: Invalid value",)
    assert config == Config(theme="nord", mouse=False)


EVERYTHING_WRONG = """\
theme = nord
sidebar = 1
[reading]
wdth = 3
width = 'wide'
[feeds."not a url"]
keep_days = 3
[feeds."https://a.example/?a=1"]
password_command = []
latest = "x"
headers = { Authorization = "s3cret\\n" }
[feeds."https://b.example/"
proxy = "http://localhost:9050/"
[list]
lines = 1
scope = ["all",
  "saved"
"""


def test_all_that_is_wrong_is_named_at_once_and_the_rest_holds() -> None:
    """Whoever mends a file wants the whole list, whether it is TOML or not; and no secret in it."""
    config, problems = read_text(EVERYTHING_WRONG, "config.toml")
    assert [(problem.line, problem.key) for problem in problems] == [
        (1, ""),
        (2, "sidebar"),
        (4, "reading.wdth"),
        (5, "reading.width"),
        (6, 'feeds."not a url"'),
        (9, 'feeds."https://a.example/?a=1".password_command'),
        (10, 'feeds."https://a.example/?a=1".latest'),
        (11, 'feeds."https://a.example/?a=1".headers'),
        (12, ""),
        (16, ""),
    ]
    assert config.list.lines == 1
    assert list(config.feeds) == ["https://a.example/?a=1"]
    assert "s3cret" not in str(problems)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("[feeds.'http://a/']\nproxy = 'localhost'", ["http://a/"]),
        ("[feeds.'http://a/']\nproxi = 'http://localhost/'", ["http://a/"]),
        ("[feeds.'http://a/']\npassword_command = []", ["http://a/"]),
        ("[feeds.'http://a/']\npassword_env = 'A'", ["http://a/"]),
        ("[feeds.'http://a/']\nuser = 'a:b'", ["http://a/"]),
        ("[feeds.'http://a/']\nuser_agent = \"a\\nX-Evil: 1\"", ["http://a/"]),
        ("[feeds.'http://a/']\nheaders = {X = \"a\\r\\nb\"}", ["http://a/"]),
        ("feeds = 3", [EVERY_FEED]),
        ("[feed.'http://a/']\nproxy = 'http://localhost/'", [EVERY_FEED]),
        ("[feeds.'http://a/'\nproxy = 'http://localhost/'", [EVERY_FEED]),
        ("[feeds.'http://a/']\nproxy = http://localhost/", [EVERY_FEED]),
        ("[feeds.'http://a/']\nlatest = 'x'", []),
        ("theme = nord", []),
        ("[sync]\ninterval_minutes = 'x'", []),
    ],
)
def test_a_feed_is_not_asked_otherwise_than_the_reader_wished(text: str, refused: list[str]) -> None:
    """A proxy that is misspelt is no reason to ask without one."""
    config, problems = read_text(text, "config.toml")
    assert problems
    assert list(config.refused) == refused
    assert (config.refusal("http://a/") is None) == (not refused)
    assert (config.refusal("http://b/") is None) == (EVERY_FEED not in refused)


def test_textuals_themes_are_known() -> None:
    """A theme of Textual's is one without Textual being loaded."""
    from textual.theme import BUILTIN_THEMES

    assert set(TEXTUALS) == set(BUILTIN_THEMES)


def test_a_file_in_another_encoding_is_a_clear_error(paths: Paths) -> None:
    """Not a traceback."""
    paths.config_dir.mkdir(parents=True)
    paths.config_file.write_bytes("theme = 'é'".encode("latin-1"))
    config, (told,) = read_config(paths)
    assert told.startswith("config.toml: not UTF-8")
    assert config == Config(refused={EVERY_FEED: told})


def test_a_file_with_a_byte_order_mark_is_read(paths: Paths) -> None:
    """Editors of other systems write one."""
    paths.config_dir.mkdir(parents=True)
    paths.config_file.write_bytes(b"\xef\xbb\xbftheme = 'nord'")
    assert load_config(paths).theme == "nord"


def test_keys_may_be_a_text_or_a_list_or_nothing() -> None:
    """`"j, down"` is how bindings are written everywhere; an empty text unbinds."""
    config = parse_config('[keys]\nup = "k, up"\ndown = ["j", "down"]\nundo = ""\n')
    assert config.keys == {"up": ("k", "up"), "down": ("j", "down"), "undo": ()}


def test_a_feed_without_its_own_settings_has_the_common_ones() -> None:
    """One place to change them all, one place to make an exception."""
    config = parse_config(
        "sync.interval_minutes = 15\n[retention]\nkeep_days = 9\n[feeds.'http://a.example/']\nkeep_days = 0\n"
    )
    assert config.for_feed("http://a.example/") == FeedConfig(15, 0, 0, fulltext="never", threads=True)
    assert config.for_feed("http://b.example/") == FeedConfig(15, 9, 0, fulltext="never", threads=True)


@settings(deadline=None)
@given(st.text() | st.from_regex(r"[a-z.\[\]=\" \n#0-9]*", fullmatch=True))
def test_any_text_is_a_configuration_or_a_configuration_error(text: str) -> None:
    """Whatever stands in the file, the reader gets one line, never a traceback."""
    assert complaint_about(text).startswith(("config.toml: ", "config.toml, line ", "none"))


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.text() | st.integers() | st.booleans() | st.lists(st.text())))
def test_any_table_is_a_configuration_or_a_configuration_error(table: dict[str, object]) -> None:
    """Wrong names and wrong types are told apart from crashes."""
    assert complaint_about(tomlkit.dumps(table)).startswith(("config.toml: ", "config.toml, line ", "none"))


def test_a_feed_may_stay_out_of_threads_or_be_the_only_one_in_them() -> None:
    """What is set for one feed goes before what holds for all."""
    feed = "[feeds.'http://a.example/']\nthreads = "
    out = parse_config(f"{feed}false\n")
    assert not out.for_feed("http://a.example/").threads
    assert out.for_feed("http://b.example/").threads
    alone = parse_config(f"threads.join = false\n{feed}true\n")
    assert alone.for_feed("http://a.example/").threads
    assert not alone.for_feed("http://b.example/").threads


def test_setting_a_value_keeps_every_comment(paths: Paths) -> None:
    """The app stores the chosen theme in a file that a person wrote."""
    write(paths, '# mine\ntheme = "nord"  # for the night\n\n[reading]\nwidth = 80 # wide\n')
    set_value(paths, "theme", "gruvbox")
    assert paths.config_file.read_text() == (
        '# mine\ntheme = "gruvbox"  # for the night\n\n[reading]\nwidth = 80 # wide\n'
    )


def test_setting_a_value_without_a_file_makes_one_from_the_defaults(paths: Paths) -> None:
    """So that the reader who opens it later finds every setting explained."""
    set_value(paths, "theme", "nord")
    set_value(paths, "reading.width", 90)
    text = paths.config_file.read_text()
    assert '\ntheme = "nord"\n' in text
    assert text.count("\n") == default_toml().count("\n")
    assert load_config(paths) == Config(theme="nord", reading=parse_config("reading.width = 90").reading)


@settings(max_examples=costly(100), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                ("theme", "nord"),
                ("sidebar", False),
                ("reading.width", 100),
                ("list.lines", 1),
                ("reading.mark_read", "leave"),
                ("retention.keep_days", 30),
            ]
        ),
        max_size=8,
    ),
    st.sampled_from(
        ["", "theme = 'gruvbox'\n", "[reading]\n", "# nothing\n[feeds.'http://a/']\nkeep_days = 1\n", None]
    ),
)
def test_what_was_set_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, wishes: list[tuple[str, bool | int | str]], text: str | None
) -> None:
    """In any order, onto any file."""
    home = tmp_path_factory.mktemp("home")
    paths = Paths(home, home, home, home)
    if text is not None:
        write(paths, text)
    for key, value in wishes:
        set_value(paths, key, value)
    config = load_config(paths)
    for key, value in dict(wishes).items():
        table, _, name = key.rpartition(".")
        assert getattr(getattr(config, table) if table else config, name) == value


@pytest.mark.parametrize(("key", "value"), [("reading.width", 9), ("nothing", 1), ("reading.nothing", 1)])
def test_a_value_that_would_not_be_read_is_not_written(paths: Paths, key: str, value: int) -> None:
    """A file that works keeps working."""
    write(paths, "theme = 'nord'\n")
    with pytest.raises(ConfigError):
        set_value(paths, key, value)
    assert paths.config_file.read_text() == "theme = 'nord'\n"
    assert list(paths.config_dir.iterdir()) == [paths.config_file]


def test_a_linked_configuration_stays_a_link(paths: Paths, tmp_path: Path) -> None:
    """Many keep their settings in a folder under version control, and link to them."""
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("theme = 'nord'\n")
    paths.config_dir.mkdir(parents=True)
    paths.config_file.symlink_to(kept)
    set_value(paths, "theme", "gruvbox")
    assert paths.config_file.is_symlink()
    assert "gruvbox" in kept.read_text()


# ── each setting's own bounds ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("reading.width = 40", ""),
        ("reading.width = 200", ""),
        ("reading.width = 201", "reading.width"),
        ("sync.interval_minutes = 0", ""),
        ("sync.interval_minutes = 10080", ""),
        ("sync.interval_minutes = 10081", "sync.interval_minutes"),
        ("retention.keep_days = 36500", ""),
        ("retention.keep_days = 36501", "retention.keep_days"),
        ("retention.keep_articles = 1000000", ""),
        ("retention.keep_articles = 1000001", "retention.keep_articles"),
        ("retention.keep_days = -1", "retention.keep_days"),
        ("reading.width = 72.0", "reading.width"),
        ("list.lines = 3", ""),
        ("list.lines = 4", "list.lines"),
        ("sync.proxy = ''", ""),
        ("sync.proxy = 'direct'", ""),
        ("sync.proxy = 'socks5://localhost'", "sync.proxy"),
        ("browser = []", ""),
        ("browser = ['firefox', '--new-tab']", ""),
        ("browser = ['firefox', '']", "browser"),
        ("browser = ['firefox', 3]", "browser"),
        ("[keys]\nundo = ['u', ' ']", "keys.undo"),
        ("[keys]\nundo = ['u', 3]", "keys.undo"),
        ("[keys]\nundo = 3", "keys.undo"),
        ("[keys]\nundo = ' , '", ""),
    ],
)
def test_a_setting_has_bounds_that_belong_to_it(text: str, key: str) -> None:
    """The last value that can be is one, and the next is named."""
    problems = read_text(text, "config.toml").problems
    assert [problem.key for problem in problems] == ([key] if key else [])


FEED = "https://a.example/"


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("latest = 10000", True),
        ("latest = 10001", False),
        ("user = 'ann'", True),
        ("user = 'ann:x'", False),
        ("user = ' '", False),
        ('user_agent = "a\\nb"', False),
        (f"user_agent = '{'x' * 4096}'", True),
        (f"user_agent = '{'x' * 4097}'", False),
        ("headers = { Accept = 'x', X-Y_z = 'y' }", True),
        ("headers = { 'Ac cept' = 'x' }", False),
        ("headers = { '' = 'x' }", False),
        ("headers = { 'Accépt' = 'x' }", False),
        ("headers = { Accept = 3 }", False),
        ('headers = { Accept = "a\\nb" }', False),
        (f"headers = {{ A = '{'x' * 4097}' }}", False),
        ("headers = 'Accept: x'", False),
        ("user = 'a'\npassword_env = 'NEWS'", True),
        ("user = 'a'\npassword_env = 'A=B'", False),
        ("user = 'a'\npassword_env = ''", False),
        ("user = 'a'\npassword_command = []", False),
        ("user = 'a'\npassword_command = ['pass']", True),
        ("password_keyring = 'news'", False),
        ("proxy = 'direct'", True),
        ("proxy = ''", False),
    ],
)
def test_a_feed_whose_settings_cannot_be_is_left_alone(text: str, is_right: bool) -> None:
    """Where they say how it is asked; how many entries are taken is no such thing."""
    config, problems = read_text(f"[feeds.'{FEED}']\n{text}\n", "c.toml")
    assert (problems == ()) == is_right
    assert (config.refusal(FEED) is None) == (is_right or text.startswith("latest"))
    assert config.refusal("https://b.example/") is None


def test_a_problem_is_told_with_its_line_where_one_is_known() -> None:
    assert (
        Problem(3, "theme", "expected a text").in_words("c.toml") == "c.toml, line 3: theme: expected a text"
    )
    assert Problem(None, "theme", "expected a text").in_words("c.toml") == "c.toml: theme: expected a text"
    assert Problem(2, "", "not valid TOML").in_words("c.toml") == "c.toml, line 2: not valid TOML"


def test_lines_that_are_lost_move_no_other() -> None:
    """Each complaint names the line that it is about, however many were lost before it."""
    text = "[reading]\nwidth = 1 2\nwidth\n\n[list]\nlines = 7\n[log]\nlevel = 'warning'\nlevl = 1\n"
    problems = read_text(text, "c.toml").problems
    assert [(problem.line, problem.key) for problem in problems] == [
        (2, ""),
        (6, "list.lines"),
        (9, "log.levl"),
    ]


@pytest.mark.parametrize(("lines", "is_searched"), [(1_990, True), (2_010, False)])
def test_a_very_long_file_that_is_no_toml_is_not_searched_for_what_is_right(
    lines: int, is_searched: bool
) -> None:
    """That takes as long as the square of its lines; then no feed is asked, and the defaults hold."""
    text = "sidebar = false\n" + "#\n" * (lines - 2) + "broken = [\n"
    config, problems = read_text(text, "c.toml")
    assert len(problems) == 1
    assert config.sidebar is not is_searched
    assert (config.refusal(FEED) is None) == is_searched


def test_a_value_that_is_long_is_cut_and_a_secret_is_not_repeated() -> None:
    told = complaint_about(f"sidebar = '{'x' * 99}'")
    assert told.endswith(f"got '{'x' * 59}…")
    for secret in (
        "proxy = 's3cret'",
        "user = 's3:cret'",
        "headers = 's3cret'",
        "password_command = 's3cret'",
    ):
        assert "cret" not in complaint_about(f"[feeds.'{FEED}']\n{secret}").replace(secret.split()[0], "")
