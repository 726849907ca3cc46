"""What may be typed: the commands, their arguments and examples, in one place.

Help, completions, the man page and the check of docs/commands.md all read the parser made here.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final, NamedTuple

from tui import __version__

if TYPE_CHECKING:
    from datetime import timedelta

if TYPE_CHECKING:
    from datetime import datetime

DESCRIPTION: Final = "A news reader for the terminal that knows who and where."
EPILOG: Final = """\
Without a command the reader opens; where there is no terminal to open it in, the headlines are printed.
An ID may be given by any beginning that no other article shares; - reads IDs from standard input.
DATELINE_HOME moves configuration, data, cache and logs below one folder.
"""
SHELLS: Final = ("bash", "zsh", "fish")
FORMATS: Final = ("markdown", "json", "epub", "text")
USUAL_LIMIT: Final = 50
MAP_STORIES: Final = 500
_FEED: Final = "a feed's number, its address, its title or a part of it"


class Command(NamedTuple):
    """One command's words."""

    name: str
    run: str
    """`module:function` in `tui.cli`."""
    help: str
    """One line, without a final stop."""
    examples: tuple[str, ...]
    description: str = ""
    """More than the one line, where there is more to say."""


COMMANDS: Final = (
    Command(
        "list",
        "articles:run_list",
        "list articles, newest first",
        (
            "dateline list --unread",
            "dateline list --feed 'Harbour Post' --limit 10",
            "dateline list --json --limit 0",
            "dateline list --search Grain",
        ),
    ),
    Command(
        "read",
        "articles:run_read",
        "print articles",
        (
            "dateline read k3v9",
            "dateline read k3v9 --json | jq '.people[].name'",
            "dateline read k3v9 --changes",
        ),
    ),
    Command(
        "search",
        "articles:run_search",
        "search headlines and texts",
        (
            "dateline search grain ports",
            "dateline search '\"black sea\" -tourism is:unread after:2025-05' --json",
            "dateline search --save Grain grain ports",
        ),
        'Knows "phrases", -not, OR, feed:, tag:, is:unread, is:saved, is:muted, before:, after:, who:, '
        "where:, dateline:, agency: and a trailing *; the rest is words. Quote a search that has a - in it.",
    ),
    Command(
        "who",
        "namepages:run_name",
        "tell of a person, and list the articles that name them",
        ("dateline who zelenskyy", "dateline who zelenskyy --about --json"),
        "On a terminal and with --plain the list comes under what is known: the role as it is stated, since "
        "when and how often, in whose company.",
    ),
    Command(
        "where",
        "namepages:run_name",
        "tell of a place, and list the articles that name it",
        ("dateline where istanbul", "dateline where istanbul --json"),
    ),
    Command(
        "timeline",
        "namepages:run_timeline",
        "list a name's stories by day, week or month",
        ("dateline timeline zelenskyy", "dateline timeline istanbul --week --json"),
        "Each period that has any, with their number and the story that is most about the name.",
    ),
    Command(
        "trends",
        "trending:run_trends",
        "tell which people and places rise",
        ("dateline trends", "dateline trends --day --places", "dateline trends --month --json"),
        "Those in a larger share of the stories of the last week than is usual for them. Where nothing "
        "rises, those that are named most.",
    ),
    Command(
        "follow",
        "following:run_follow",
        "follow a person or a place",
        ("dateline follow Marco Rubio", "dateline follow --place Georgia"),
        "Its stories are marked in the lists, counted in follows and told by watch. A name that no story has "
        "yet is followed by its full name.",
    ),
    Command("unfollow", "following:run_unfollow", "follow a name no more", ("dateline unfollow rubio",)),
    Command(
        "follows",
        "following:run_follows",
        "list the followed names",
        ("dateline follows", "dateline follows --json"),
    ),
    Command(
        "watch",
        "following:run_watch",
        "tell what is new of followed names",
        (
            "dateline watch",
            "dateline watch --json Rubio",
            "dateline watch --since 2h",
            "dateline watch --plain | mail -E -s News me",
        ),
        "A line a story, each story once: the next time it tells what came since. Ends with 3 where nothing "
        "is new.",
    ),
    Command(
        "names",
        "names:run_names",
        "print the people and places of articles, with the reasons",
        ("dateline names k3v9", "dateline names k3v9 --json | jq '.people[] | {name, role, sentence}'"),
        "Says why each form is taken for one name, where a role is stated, and what you have corrected.",
    ),
    Command(
        "correct",
        "names:run_correct",
        "correct a name of an article",
        (
            "dateline correct k3v9 Zelensky --merge 'Volodymyr Zelenskyy' --everywhere",
            "dateline correct k3v9 'Marco Rubio' --split Rubio",
            "dateline correct k3v9 Lula --rename 'Luiz Inácio Lula da Silva'",
            "dateline correct k3v9 Bradford --retype",
            "dateline correct k3v9 Nexperia --hide",
        ),
        "It holds in that article, or in all, and through whatever changes there. u in the reader, and "
        "`dateline corrections --lift`, take it back.",
    ),
    Command(
        "corrections",
        "names:run_corrections",
        "list the corrections of names, or take some back",
        (
            "dateline corrections",
            "dateline corrections --lift 3",
            "dateline corrections --json | jq '.[].text'",
        ),
    ),
    Command(
        "map",
        "places:run_map",
        "show where articles take place",
        (
            "dateline map k3v9",
            "dateline map --unread",
            "dateline map --who zelenskyy --plain",
            "dateline map --find 'grain ports' --geojson > places.geojson",
        ),
        "Of articles, or of a list: all that is stored without a choice. On a terminal a map with its places "
        "below; else a line a place: name, kind, country, latitude, longitude, mentions, articles. Places "
        "that are nowhere certain are listed, not drawn.",
    ),
    Command(
        "add",
        "feeds:run_add",
        "subscribe to a feed",
        (
            "dateline add https://example.org/feed.xml",
            "dateline add example.org --folder News/Europe",
            "dateline add example.org --all --json",
        ),
        "The address of a feed, or of a page that announces one. A page with several feeds has them listed, "
        "and nothing is subscribed to.",
    ),
    Command(
        "feeds",
        "feeds:run_feeds",
        "list the feeds, or show and change the settings of one",
        (
            "dateline feeds",
            "dateline feeds --json",
            "dateline feeds show 'Harbour Post'",
            "dateline feeds set 'Harbour Post' interval_minutes=240 latest=20",
            "dateline feeds set 3 user=ann password_command='pass show news'",
            "dateline feeds set 3 proxy=",
        ),
        "The settings are those of `dateline config`, under [feeds], and are written there. An empty VALUE "
        "takes a setting out again. Passwords are neither kept nor printed.",
    ),
    Command(
        "sync",
        "feeds:run_sync",
        "fetch what is new",
        (
            "dateline sync",
            "dateline sync --due",
            "dateline sync 'Harbour Post'",
            "dateline sync --events json",
        ),
        "Asks every feed that is not paused, but for those whose server has asked to be left alone for now. "
        "Fails where a feed gave nothing, and names it; what the others gave is stored. Up to 2,000 texts "
        "are made searchable before it ends; more, and names, in the background, unless --events is given.",
    ),
    Command(
        "prepare",
        "preparing:run_prepare",
        "make all that has come searchable, and find its names",
        ("dateline prepare", "dateline sync && dateline prepare"),
        "What the reader and a sync do by themselves in the background; this waits until it is done.",
    ),
    Command(
        "unsubscribe",
        "feeds:run_decision",
        "give a feed up",
        ("dateline unsubscribe 'Harbour Post'",),
        "Its articles leave the lists, save what is saved or tagged. Adding it again brings them back.",
    ),
    Command("pause", "feeds:run_decision", "ask a feed no more", ("dateline pause 'Harbour Post'",)),
    Command("unpause", "feeds:run_decision", "ask a paused feed again", ("dateline unpause 'Harbour Post'",)),
    Command(
        "rename",
        "feeds:run_decision",
        "give a feed a title of your own",
        ("dateline rename 3 'The Post'", "dateline rename 3"),
        "Without a title it goes by its own again.",
    ),
    Command(
        "move",
        "feeds:run_decision",
        "put a feed into a folder",
        ("dateline move 3 News/Europe", "dateline move 3"),
        "Without a folder it stands in none.",
    ),
    Command("save", "marks:run_save", "bookmark articles", ("dateline save k3v9 p2xa", "dateline save -")),
    Command("unsave", "marks:run_save", "take bookmarks away", ("dateline unsave k3v9",)),
    Command(
        "tag",
        "marks:run_tag",
        "tag articles, or list the tags",
        ("dateline tag", "dateline tag grain k3v9", "dateline tag --remove grain k3v9"),
        "Tagging an article saves it too.",
    ),
    Command(
        "searches",
        "rules:run_searches",
        "list the saved searches, and look after them",
        (
            "dateline searches",
            "dateline searches --json",
            "dateline searches --rename Grain 'Grain and ports'",
            "dateline searches --drop Grain",
        ),
        "dateline search --save NAME makes one; dateline list --search NAME reads it.",
    ),
    Command(
        "mute",
        "rules:run_mute",
        "keep out of lists what is about something",
        (
            "dateline mute football",
            "dateline mute '\"transfer window\" -cricket' --for 7d",
            "dateline mute --who 'marco rubio' --until 2026-12-31",
            "dateline mute --feed 'Harbour Post'",
        ),
        "Words are a search of whole words in headline, summary and text. Nothing is deleted, and what is "
        "saved or tagged stays in those lists; is:muted finds what is hidden.",
    ),
    Command(
        "unmute",
        "rules:run_unmute",
        "lift a mute",
        ("dateline unmute 3", "dateline unmute football"),
    ),
    Command(
        "mutes",
        "rules:run_mutes",
        "list what is muted, until when, and how much each mute hides",
        ("dateline mutes", "dateline mutes --json"),
    ),
    Command(
        "prune",
        "rules:run_prune",
        "remove old articles that were read",
        (
            "dateline prune --dry-run",
            "dateline prune --keep-days 90 --dry-run --json",
            "dateline prune --feed 'Harbour Post' --keep-articles 200",
        ),
        "Goes by [retention] in the configuration, or by what is given here. What is saved or tagged always "
        "stays, and what is unread too, unless --unread is given. What was removed cannot be brought back, "
        "and is not taken in again.",
    ),
    Command(
        "import",
        "documents:run_import",
        "read documents into the library",
        (
            "dateline import story.txt notes.md",
            "dateline import saved.json",
            "dateline import subscriptions.opml",
            "curl -s https://example.org/a.md | dateline import -",
        ),
        "Reads seeds, Markdown with front matter, JSON Feed and RSS files, and folders of them; subscribes "
        "to the feeds of an OPML list. What "
        "dateline exported as JSON or Markdown comes back with its bookmarks and tags. A file that cannot be "
        "read is named, and the others load.",
    ),
    Command(
        "export",
        "documents:run_export",
        "write articles as documents",
        (
            "dateline export -o saved.epub",
            "dateline export --saved --format markdown -o stories/",
            "dateline export --all --format json > library.json",
            "dateline export --opml -o subscriptions.opml",
        ),
        "Without a choice, what is saved. A folder (a name that ends in /) gets a file a story.",
    ),
    Command(
        "config",
        "care:run_config",
        "print the commented defaults, name or edit the configuration file",
        ("dateline config", "dateline config path", "dateline config edit"),
    ),
    Command(
        "doctor",
        "care:run_doctor",
        "check that everything is well",
        ("dateline doctor", "dateline doctor --json"),
    ),
    Command(
        "backup",
        "care:run_backup",
        "copy the database",
        ("dateline backup", "dateline backup ~/news-backup.db"),
    ),
    Command(
        "restore",
        "care:run_restore",
        "put a backup in the database's place",
        ("dateline restore ~/news-backup.db",),
        "The present database is kept beside it, and its name printed.",
    ),
    Command(
        "completions",
        "shells:run_completions",
        "print completions for a shell",
        (
            "dateline completions bash > ~/.local/share/bash-completion/completions/dateline",
            "dateline completions zsh > ~/.zfunc/_dateline",
            "dateline completions fish > ~/.config/fish/completions/dateline.fish",
        ),
    ),
    Command("man", "shells:run_man", "print the manual page", ("dateline man | man -l -",)),
)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        "dateline",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-V", "--version", action="version", version=f"dateline {__version__}")
    _add_plain(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.help,
            description=_sentence(command),
            epilog="examples:\n" + "\n".join(f"  {example}" for example in command.examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(run=command.run)
        _ARGUMENTS[command.name](sub)
    return parser


def _sentence(command: Command) -> str:
    from textwrap import fill

    first = f"{command.help[0].upper()}{command.help[1:]}."
    return fill(f"{first} {command.description}".strip(), 78)


# ── arguments ─────────────────────────────────────────────────────────────────────────────────


def _add_plain(parser: argparse.ArgumentParser) -> None:
    # Suppressed, not False: the same option of the whole line must survive the command's own.
    default = argparse.SUPPRESS if parser.prog != "dateline" else False
    parser.add_argument(
        "--plain", action="store_true", default=default, help="no colour, nothing cut to the terminal's width"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def _add_list_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--limit",
        type=_count,
        default=USUAL_LIMIT,
        metavar="N",
        help="at most so many, 0 for all (%(default)s)",
    )
    _add_json(parser)
    _add_plain(parser)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"a whole number from 0 was expected, not {text!r}")
    return int(text)


def _day(text: str) -> datetime:
    from tui.times import end_of_day

    until = end_of_day(text)
    if until is None:
        raise argparse.ArgumentTypeError(f"a date was expected, 2026-12-31, not {text!r}")
    return until


def _span(text: str) -> datetime:
    from tui.library import utc_now
    from tui.times import after_span

    until = after_span(text, utc_now())
    if until is None:
        raise argparse.ArgumentTypeError(f"a span was expected, such as 12h, 7d, 2w, 3m or 1y, not {text!r}")
    return until


def _add_ids(parser: argparse.ArgumentParser, nargs: str = "+") -> None:
    parser.add_argument("ids", nargs=nargs, metavar="ID", help="an article's ID, its beginning, or -")


def _list(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--unread", action="store_true", help="unread articles alone")
    which.add_argument("--saved", action="store_true", help="saved articles alone")
    which.add_argument("--feed", metavar="FEED", help="one feed's: its title, a part of it, or its address")
    which.add_argument("--tag", metavar="TAG", help="articles with a tag")
    which.add_argument("--search", metavar="NAME", help="what a saved search finds")
    which.add_argument("--muted", action="store_true", help="what mutes hide")
    _add_list_output(parser)


def _read(parser: argparse.ArgumentParser) -> None:
    _add_ids(parser)
    parser.add_argument("--mark", action="store_true", help="mark them read")
    parser.add_argument("--changes", action="store_true", help="print what changed since they came")
    _add_json(parser)
    _add_plain(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="+", metavar="WORD", help="what to search for")
    parser.add_argument("--order", choices=("date", "relevance"), default="date", help="(%(default)s)")
    parser.add_argument("--save", metavar="NAME", help="keep the search under a name")
    _add_list_output(parser)


def _name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="a name, or words of one")
    parser.add_argument("--about", action="store_true", help="what is known alone, as one object with --json")
    _add_list_output(parser)


def _add_kind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="a name, or words of one")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--person", dest="kind", action="store_const", const="person", help="a person alone")
    which.add_argument("--place", dest="kind", action="store_const", const="place", help="a place alone")


def _timeline(parser: argparse.ArgumentParser) -> None:
    _add_kind(parser)
    _add_periods(parser, "month")
    _add_json(parser)
    _add_plain(parser)


def _add_periods(parser: argparse.ArgumentParser, usual: str) -> None:
    which = parser.add_mutually_exclusive_group()
    for period in ("day", "week", "month"):
        chosen = " (so without a choice)" if period == usual else ""
        which.add_argument(
            f"--{period}",
            dest="period",
            action="store_const",
            const=period,
            default=usual,
            help=f"the last {period}{chosen}" if usual == "week" else f"by {period}{chosen}",
        )


def _trends(parser: argparse.ArgumentParser) -> None:
    _add_periods(parser, "week")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--people", dest="kind", action="store_const", const="person", help="people alone")
    which.add_argument("--places", dest="kind", action="store_const", const="place", help="places alone")
    _add_json(parser)
    _add_plain(parser)


def _unfollow(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="a followed name, or words of one")


def _watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="followed names; without one, all")
    parser.add_argument(
        "--since",
        type=_time_span,
        metavar="TIME",
        help="what arrived within 30m, 2h, 3d or 1w instead, told before or not; nothing is noted",
    )
    parser.add_argument("--peek", action="store_true", help="note nothing: the next watch tells it again")
    _add_json(parser)
    _add_plain(parser)


def _time_span(text: str) -> timedelta:
    from datetime import timedelta

    unit = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}.get(text[-1:])
    if unit is None or not text[:-1].isascii() or not text[:-1].isdecimal() or len(text) > 6:
        raise argparse.ArgumentTypeError(f"a time such as 30m, 2h, 3d or 1w was expected, not {text!r}")
    return timedelta(**{unit: int(text[:-1])})


def _names(parser: argparse.ArgumentParser) -> None:
    _add_ids(parser)
    _add_json(parser)


def _correct(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="an article's ID, or its beginning")
    parser.add_argument("name", metavar="NAME", help="one of its names, or a part of one")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--merge", metavar="OTHER", help="it is OTHER, whom that article names or another does")
    what.add_argument("--split", metavar="FORM", help="its form FORM is somebody or something else")
    what.add_argument("--rename", metavar="NEW", help="it is called NEW")
    what.add_argument("--retype", action="store_true", help="the person is a place, or the place a person")
    what.add_argument("--hide", action="store_true", help="it is no name")
    parser.add_argument(
        "--kind", choices=("person", "place"), help="which is meant, where both bear the name"
    )
    parser.add_argument("--everywhere", action="store_true", help="in all articles that name it")


def _corrections(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lift", nargs="+", type=_count, metavar="N", help="take back those of these numbers"
    )
    _add_json(parser)


def _map(parser: argparse.ArgumentParser) -> None:
    _add_ids(parser, "*")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--unread", action="store_true", help="of unread articles")
    which.add_argument("--saved", action="store_true", help="of saved articles")
    which.add_argument("--feed", metavar="FEED", help="of one feed's articles")
    which.add_argument("--tag", metavar="TAG", help="of articles with a tag")
    which.add_argument("--who", metavar="NAME", help="of articles that name a person")
    which.add_argument("--where", metavar="NAME", help="of articles that name a place")
    which.add_argument("--search", metavar="NAME", help="of what a saved search finds")
    which.add_argument("--find", metavar="WORDS", help="of what these words find, as a search does")
    parser.add_argument(
        "--limit",
        type=_count,
        default=MAP_STORIES,
        metavar="N",
        help="of so many articles, the newest; 0 for all (%(default)s)",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON document")
    form.add_argument("--geojson", action="store_true", help="print a GeoJSON document (RFC 7946)")
    _add_plain(parser)


def _tag(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tag", nargs="?", metavar="TAG", help="without one, the tags are listed")
    _add_ids(parser, "*")
    parser.add_argument("--remove", action="store_true", help="take the tag off")
    _add_json(parser)


def _searches(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rename", nargs=2, metavar=("NAME", "NEW"), help="give one another name")
    what.add_argument("--drop", metavar="NAME", help="keep one no longer")
    what.add_argument("--up", metavar="NAME", help="put one a place further up")
    what.add_argument("--down", metavar="NAME", help="put one a place further down")
    _add_json(parser)


def _mute(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help="words, as in a search")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--who", metavar="NAME", help="a person, by name")
    what.add_argument("--where", metavar="NAME", help="a place, by name")
    what.add_argument("--feed", metavar="FEED", help=_FEED)
    until = parser.add_mutually_exclusive_group()
    until.add_argument("--until", type=_day, metavar="DATE", help="to the end of that day: 2026-12-31")
    until.add_argument("--for", dest="span", type=_span, metavar="SPAN", help="so long: 12h, 7d, 2w, 3m, 1y")


def _unmute(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mute", nargs="+", metavar="MUTE", help="its number, or what is muted")


def _prune(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be removed, and remove nothing"
    )
    parser.add_argument(
        "--keep-days", type=_count, metavar="N", help="days that a read article is kept, 0 for ever"
    )
    parser.add_argument(
        "--keep-articles", type=_count, metavar="N", help="read articles that are kept of each feed, 0 all"
    )
    parser.add_argument(
        "--feed", action="append", default=[], metavar="FEED", help=f"only this feed: {_FEED}"
    )
    parser.add_argument("--unread", action="store_true", help="remove unread articles too")
    parser.add_argument("--compact", action="store_true", help="give the free space back to the disk")
    _add_json(parser)
    _add_plain(parser)


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, a folder, or -")
    _add_json(parser)
    _add_plain(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    _add_ids(parser, "*")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--saved", action="store_true", help="what is saved (so without any choice)")
    which.add_argument("--all", action="store_true", help="everything")
    which.add_argument("--unread", action="store_true", help="what is unread")
    which.add_argument("--feed", metavar="FEED", help="one feed's articles")
    which.add_argument("--tag", metavar="TAG", help="articles with a tag")
    which.add_argument("--search", metavar="NAME", help="what a saved search finds")
    which.add_argument("--opml", action="store_true", help="no articles but the list of feeds")
    parser.add_argument("--format", choices=FORMATS, help="without one, by the name of FILE, else markdown")
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="a file, a folder, or - (%(default)s)"
    )


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="a feed's address, or a page's")
    parser.add_argument("--folder", metavar="FOLDER", help="where it stands; A/B is B within A")
    parser.add_argument("--title", metavar="TITLE", help="a title of your own")
    parser.add_argument("--all", action="store_true", help="all feeds that a page offers")
    _add_json(parser)


def _feeds(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("show", "set"), help="without one, all are listed")
    parser.add_argument("feed", nargs="?", metavar="FEED", help=_FEED)
    parser.add_argument("settings", nargs="*", metavar="KEY=VALUE", help="a setting and what it is to be")
    _add_json(parser)


def _sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feeds", nargs="*", metavar="FEED", help=f"{_FEED}; without one, all")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--due", action="store_true", help="only feeds whose interval is over")
    which.add_argument(
        "--all", action="store_true", help="also feeds whose server has asked to be left alone for now"
    )
    parser.add_argument("--events", choices=("json",), help="print each step as a JSON line")


def _feed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED", help=_FEED)


def _rename(parser: argparse.ArgumentParser) -> None:
    _feed(parser)
    parser.add_argument("title", nargs="?", metavar="TITLE", help="without one, the feed's own")


def _move(parser: argparse.ArgumentParser) -> None:
    _feed(parser)
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="A/B is B within A; without one, none")


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("path", "edit"), help="without one, the defaults are printed"
    )


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="without one, in the folder of backups")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a backup")


def _completions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def _nothing(parser: argparse.ArgumentParser) -> None:
    """A command without arguments of its own."""


_ARGUMENTS: Final = {
    "list": _list,
    "read": _read,
    "search": _search,
    "who": _name,
    "where": _name,
    "timeline": _timeline,
    "trends": _trends,
    "follow": _add_kind,
    "unfollow": _unfollow,
    "follows": _add_json,
    "watch": _watch,
    "names": _names,
    "correct": _correct,
    "corrections": _corrections,
    "map": _map,
    "add": _add,
    "feeds": _feeds,
    "sync": _sync,
    "prepare": _nothing,
    "unsubscribe": _feed,
    "pause": _feed,
    "unpause": _feed,
    "rename": _rename,
    "move": _move,
    "save": _add_ids,
    "unsave": _add_ids,
    "tag": _tag,
    "searches": _searches,
    "mute": _mute,
    "unmute": _unmute,
    "mutes": _add_json,
    "prune": _prune,
    "import": _import,
    "export": _export,
    "config": _config,
    "doctor": _add_json,
    "backup": _backup,
    "restore": _restore,
    "completions": _completions,
    "man": _nothing,
}
