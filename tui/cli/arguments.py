"""What may be typed after a command: its arguments, each with its check and its line of help."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from tui.model.kinds import KINDS
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from datetime import datetime, timedelta

if TYPE_CHECKING:
    from tui.calendar import times
    from tui.library import frontdesk
else:  # loaded when first used: whoever starts should not wait for them
    frontdesk = Lazy("tui.library.frontdesk")
    times = Lazy("tui.calendar.times")

SHELLS: Final = ("bash", "zsh", "fish")
WORDS: Final = ("feeds", "folders", "tags", "searches", "names", "follows")
FORMATS: Final = ("markdown", "json", "epub", "text")
USUAL_LIMIT: Final = 50
MAP_STORIES: Final = 500
_FEED: Final = "a feed's number, its address, its title or a part of it"
_ID: Final = "an article's ID, or its beginning"
LISTS: Final = ("unread", "saved", "noted", "history", "muted", "feed", "folder", "tag", "search", "find")
"""The options that choose a list, but those by names."""


def add_plain(parser: argparse.ArgumentParser) -> None:
    """Add `--plain`, to the whole line or to a command."""
    # Suppressed, not False: the same option of the whole line must survive the command's own.
    default = argparse.SUPPRESS if parser.prog != "dateline" else False
    parser.add_argument(
        "--plain", action="store_true", default=default, help="no colour, nothing cut to the terminal's width"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def _add_output(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    add_plain(parser)


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--full", action="store_true", help="look at all of the database, however long it takes"
    )
    _add_output(parser)


def _add_list_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--limit",
        type=_count,
        default=USUAL_LIMIT,
        metavar="N",
        help="at most so many, 0 for all (%(default)s)",
    )
    _add_output(parser)


def _count(text: str) -> int:
    # To Python the digits of all scripts are decimal.
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"a whole number from 0 was expected, not {text!r}")
    return int(text)


def _day(text: str) -> datetime:
    until = times.end_of_day(text)
    if until is None:
        raise argparse.ArgumentTypeError(f"a date was expected, 2026-12-31, not {text!r}")
    return until


def _span(text: str) -> datetime:
    until = times.after_span(text, frontdesk.utc_now())
    if until is None:
        raise argparse.ArgumentTypeError(f"a span was expected, such as 12h, 7d, 2w, 3m or 1y, not {text!r}")
    return until


def _add_ids(parser: argparse.ArgumentParser, nargs: str = "+") -> None:
    parser.add_argument("ids", nargs=nargs, metavar="ID", help="an article's ID, its beginning, or -")


def _add_ids_or_pages(parser: argparse.ArgumentParser, nargs: str = "+") -> None:
    parser.add_argument(
        "ids", nargs=nargs, metavar="ID|URL", help="an article's ID, its beginning, -, or a page's address"
    )


def _add_lists(parser: argparse.ArgumentParser, *more: tuple[str, str]) -> None:
    """Add the options that choose a list, in the same words wherever one is asked for; `more` are flags."""
    add = parser.add_argument_group("which list, one of").add_mutually_exclusive_group().add_argument
    add("--unread", action="store_true", help="what is unread")
    add("--saved", action="store_true", help="what is saved")
    add("--noted", action="store_true", help="what has a note or a highlight")
    add("--history", action="store_true", help="what was opened, the last first")
    add("--muted", action="store_true", help="what mutes hide")
    add("--feed", metavar="FEED", help=f"what one feed has: {_FEED}")
    add(
        "--folder",
        metavar="FOLDER",
        help="what its feeds have, and those of folders in it; A/B is B within A",
    )
    add("--tag", metavar="TAG", help="what has a tag")
    for kind in KINDS.values():
        add(f"--{kind.prefix}", metavar="NAME", help=f"what names {kind.one}")
    add("--search", metavar="NAME", help="what a saved search finds")
    add("--find", metavar="WORDS", help="what these words find, as a search does")
    for flag, told in more:
        add(flag, action="store_true", help=told)


def _list(parser: argparse.ArgumentParser) -> None:
    _add_lists(parser)
    _add_list_output(parser)


def _read(parser: argparse.ArgumentParser) -> None:
    _add_ids_or_pages(parser)
    parser.add_argument("--mark", action="store_true", help="mark them read")
    parser.add_argument("--changes", action="store_true", help="print what changed since they came")
    _add_output(parser)


def _play(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_ID)
    parser.add_argument("number", nargs="?", type=_count, metavar="N", help="which of its files (the first)")
    parser.add_argument("--list", action="store_true", help="list its files, and where each was left")
    _add_json(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="+", metavar="WORD", help="what to search for")
    parser.add_argument(
        "--order",
        choices=("date", "relevance"),
        default="date",
        help="the newest first, or the best of the newest (%(default)s)",
    )
    parser.add_argument("--save", metavar="NAME", help="keep the search under a name")
    _add_list_output(parser)


def _name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="a name, or words of one")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--about", action="store_true", help="what is known alone, as one object with --json")
    what.add_argument("--quotes", action="store_true", help="what is quoted of this name, the newest first")
    _add_list_output(parser)


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="a name, or words of one")
    _add_kind(parser)


def _add_kind(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    for kind in KINDS.values():
        which.add_argument(
            f"--{kind.name}",
            dest="kind",
            action="store_const",
            const=kind.name,
            help=f"{kind.one}, where the name may be another's",
        )


def _timeline(parser: argparse.ArgumentParser) -> None:
    _add_name(parser)
    _add_periods(parser, "month")
    _add_output(parser)


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
    for kind in KINDS.values():
        which.add_argument(
            f"--{kind.plural}",
            dest="kind",
            action="store_const",
            const=kind.name,
            help=f"{kind.plural} alone",
        )
    _add_output(parser)


def _briefing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since",
        type=_since,
        metavar="WHEN",
        help="what is listed since then: 8h, 2d, 1w, or a day such as 2026-05-15; nothing is noted",
    )
    parser.add_argument(
        "--lines", type=_count, default=20, metavar="N", help="stories at most (so without a choice: 20)"
    )
    parser.add_argument("--peek", action="store_true", help="note nothing: the next briefing tells it again")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON document")
    form.add_argument("--markdown", action="store_true", help="print it as Markdown")
    form.add_argument("--epub", metavar="FILE", help="write a book: it, and the article of each line")
    add_plain(parser)


def _since(text: str) -> datetime:
    since = times.before_span(text, frontdesk.utc_now()) or times.start_of_day(text)
    if since is None:
        raise argparse.ArgumentTypeError(f"a span such as 8h, 2d or 1w, or a date was expected, not {text!r}")
    return since


def _stories(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since",
        type=_since,
        metavar="WHEN",
        help="told since then: 8h, 2d, 1w (so without a choice), or a day such as 2026-05-15",
    )
    _add_list_output(parser)


def _story(parser: argparse.ArgumentParser) -> None:
    _add_ids(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--markdown", action="store_true", help="print the page as Markdown")
    what.add_argument("--json", action="store_true", help="print one JSON document")
    what.add_argument("--split", action="store_true", help="take the articles out of their thread")
    what.add_argument("--join", metavar="INTO", help="put the articles into the thread of the article INTO")
    add_plain(parser)


def _unfollow(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="a followed name, or words of one")


def _watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="followed names; without one, all")
    parser.add_argument(
        "--since",
        type=_time_span,
        metavar="SPAN",
        help="what arrived within 30m (minutes), 2h, 3d or 1w instead, told or not; nothing is noted",
    )
    parser.add_argument("--peek", action="store_true", help="note nothing: the next watch tells it again")
    _add_output(parser)


def _time_span(text: str) -> timedelta:
    from datetime import timedelta

    unit = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}.get(text[-1:])
    if unit is None or not text[:-1].isascii() or not text[:-1].isdecimal() or len(text) > 6:
        raise argparse.ArgumentTypeError(f"a time such as 30m, 2h, 3d or 1w was expected, not {text!r}")
    return timedelta(**{unit: int(text[:-1])})


def _names(parser: argparse.ArgumentParser) -> None:
    _add_ids(parser)
    _add_output(parser)


def _correct(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_ID)
    parser.add_argument("name", metavar="NAME", help="one of its names, or a part of one")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--merge", metavar="OTHER", help="it is OTHER, whom that article names or another does")
    what.add_argument("--split", metavar="FORM", help="its form FORM is somebody or something else")
    what.add_argument("--rename", metavar="NEW", help="it is called NEW")
    what.add_argument("--retype", action="store_true", help="the person is a place, or the place a person")
    what.add_argument("--hide", action="store_true", help="it is no name")
    _add_kind(parser)
    parser.add_argument(
        "--kind", choices=tuple(KINDS), default=argparse.SUPPRESS, help="the same, as older scripts have it"
    )
    parser.add_argument("--everywhere", action="store_true", help="in all articles that name it")


def _corrections(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lift", nargs="+", type=_count, metavar="N", help="take back those of these numbers"
    )
    _add_output(parser)


def _map(parser: argparse.ArgumentParser) -> None:
    _add_ids(parser, "*")
    _add_lists(parser)
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
    add_plain(parser)


def _mark(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--read", action="store_true", help="they have been read")
    which.add_argument("--unread", dest="read", action="store_false", help="they are to be read yet")
    _add_ids(parser)


def _tag(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "tag", nargs="?", metavar="TAG", help="one, or several with commas; without one, the tags are listed"
    )
    _add_ids(parser, "*")
    parser.add_argument("--remove", action="store_true", help="take the tag off")
    _add_json(parser)


def _notes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help="words of a note or its passage")
    _add_output(parser)


def _searches(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rename", nargs=2, metavar=("NAME", "NEW"), help="give one another name")
    what.add_argument("--drop", metavar="NAME", help="keep one no longer")
    what.add_argument("--up", metavar="NAME", help="put one a place further up")
    what.add_argument("--down", metavar="NAME", help="put one a place further down")
    _add_output(parser)


def _save(parser: argparse.ArgumentParser) -> None:
    _add_ids_or_pages(parser)
    _add_json(parser)


def _fulltext(parser: argparse.ArgumentParser) -> None:
    _add_ids_or_pages(parser, "*")
    explain = parser.add_argument_group("of one page")
    explain.add_argument(
        "--explain", action="store_true", help="print its pieces, and why each is kept or left out"
    )
    explain.add_argument(
        "--keep", metavar="SELECTOR", help="explain with this as the article, and nothing else"
    )
    explain.add_argument("--drop", metavar="SELECTOR", help="explain with this left out")
    parser.add_argument("--events", choices=("json",), help="print each step as a JSON line")
    _add_output(parser)


def _mute(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help="words, as in a search")
    what = parser.add_mutually_exclusive_group()
    for kind in KINDS.values():
        what.add_argument(f"--{kind.prefix}", metavar="NAME", help=f"{kind.one}, by name")
    what.add_argument("--feed", metavar="FEED", help=_FEED)
    until = parser.add_mutually_exclusive_group()
    until.add_argument("--until", type=_day, metavar="DATE", help="to the end of that day: 2026-12-31")
    until.add_argument(
        "--for", dest="span", type=_span, metavar="SPAN", help="so long: 12h, 7d, 2w, 3m (months), 1y"
    )


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
        "--feed",
        action="append",
        default=[],
        metavar="FEED",
        help=f"only this feed, and others where it is given again: {_FEED}",
    )
    parser.add_argument("--unread", action="store_true", help="remove unread articles too")
    parser.add_argument("--compact", action="store_true", help="give the free space back to the disk")
    _add_output(parser)


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, a folder, or -")
    _add_output(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    _add_ids(parser, "*")
    _add_lists(parser, ("--all", "everything"), ("--opml", "no articles but the list of feeds"))
    parser.add_argument("--format", choices=FORMATS, help="without one, by the name of FILE, else markdown")
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="a file, a folder, or - (%(default)s)"
    )


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="a feed's address, or a page's")
    parser.add_argument("--folder", metavar="FOLDER", help="where it stands; A/B is B within A")
    parser.add_argument("--title", metavar="TITLE", help="a title of your own")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--all", action="store_true", help="all feeds that a page offers")
    what.add_argument("--page", action="store_true", help="keep the page itself, as save does")
    _add_json(parser)


def _feeds(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("show", "set"), help="without one, all are listed")
    parser.add_argument("feed", nargs="?", metavar="FEED", help=_FEED)
    parser.add_argument("settings", nargs="*", metavar="KEY=VALUE", help="a setting and what it is to be")
    _add_output(parser)


def _sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feeds", nargs="*", metavar="FEED", help=f"{_FEED}; without one, all")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--due", action="store_true", help="only feeds whose interval is over")
    which.add_argument(
        "--all", action="store_true", help="also feeds whose server has asked to be left alone for now"
    )
    parser.add_argument("--notify", action="store_true", help="tell of followed names as [notify] says")
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


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=WORDS, help="of which")
    parser.add_argument("beginning", nargs="?", default="", metavar="BEGINNING", help="how they begin")


def _nothing(parser: argparse.ArgumentParser) -> None:
    """A command without arguments of its own."""


ARGUMENTS: Final = {
    "list": _list,
    "read": _read,
    "search": _search,
    **{kind.prefix: _name for kind in KINDS.values()},
    "timeline": _timeline,
    "trends": _trends,
    "briefing": _briefing,
    "stories": _stories,
    "story": _story,
    "follow": _add_name,
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
    "fulltext": _fulltext,
    "prepare": _nothing,
    "unsubscribe": _feed,
    "pause": _feed,
    "unpause": _feed,
    "rename": _rename,
    "move": _move,
    "save": _save,
    "unsave": _add_ids_or_pages,
    "mark": _mark,
    "tag": _tag,
    "play": _play,
    "notes": _notes,
    "searches": _searches,
    "mute": _mute,
    "unmute": _unmute,
    "mutes": _add_output,
    "prune": _prune,
    "import": _import,
    "export": _export,
    "config": _config,
    "doctor": _doctor,
    "backup": _backup,
    "restore": _restore,
    "words": _words,
    "completions": _completions,
    "man": _nothing,
}
"""By command, what adds its arguments to its parser."""
