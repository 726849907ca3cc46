"""What may be typed first: every command's name, what runs it, and its words.

Help, completions, the man page and the check of docs/commands.md all read this table.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.model.kinds import KINDS, Kind, listed, order_of, plurals


class Subcommand(NamedTuple):
    """One command's words."""

    name: str
    run: str
    """`module:function` in `tui.cli`."""
    help: str
    """One line, without a final stop."""
    examples: tuple[str, ...]
    description: str = ""
    """More than the one line, where there is more to say."""


_NAME_EXAMPLES: Final = {
    "who": (
        "dateline who zelenskyy",
        "dateline who zelenskyy --about --json",
        "dateline who zelenskyy --quotes",
    ),
    "where": ("dateline where istanbul", "dateline where istanbul --json"),
}


def _of_kind(kind: Kind) -> Subcommand:
    """Return the command that tells of a kind of names; the first says what they all print."""
    about = (
        "On a terminal and with --plain the list comes under what is known: the role as it is stated, since "
        "when and how often, in whose company."
    )
    return Subcommand(
        kind.prefix,
        "namepages:run_name",
        f"tell of {kind.one}, and list the articles that name {kind.pronoun}",
        _NAME_EXAMPLES.get(kind.prefix, (f"dateline {kind.prefix} NAME",)),
        "What is known stands above the list, as `dateline who` has it." if order_of(kind.name) else about,
    )


_PREFIXES: Final = ", ".join(f"{kind.prefix}:" for kind in KINDS.values())

COMMANDS: Final = (
    Subcommand(
        "list",
        "articles:run_list",
        "list articles, newest first",
        (
            "dateline list --unread",
            "dateline list --feed 'Harbour Post' --limit 10",
            "dateline list --json --limit 0",
            "dateline list --search Grain",
            "dateline list --who zelenskyy --json",
        ),
    ),
    Subcommand(
        "read",
        "articles:run_read",
        "print articles",
        (
            "dateline read k3v9",
            "dateline read k3v9 --json | jq '.people[].name'",
            "dateline read k3v9 --changes",
            "dateline read https://example.org/story",
        ),
        "The address of a page prints the article on it, and stores nothing.",
    ),
    Subcommand(
        "play",
        "playing:run_play",
        "play an article's audio or video",
        ("dateline play k3v9", "dateline play k3v9 --list", "dateline play k3v9 2"),
        "In the player of the configuration, mpv where none is set, from where it was left. --json lists the "
        "files as well.",
    ),
    Subcommand(
        "search",
        "articles:run_search",
        "search headlines and texts",
        (
            "dateline search grain ports",
            "dateline search '\"black sea\" -tourism is:unread after:2025-05' --json",
            "dateline search --save Grain grain ports",
        ),
        'Knows "phrases", -not, OR, feed:, tag:, note:, is:unread, is:read, is:saved, is:noted, is:opened, '
        f"is:muted, before:, after:, {_PREFIXES}, said:, dateline:, agency:, author:, folder: and a trailing "
        "*; the rest is words. Quote a search that has a - in it.",
    ),
    *map(_of_kind, KINDS.values()),
    Subcommand(
        "timeline",
        "namepages:run_timeline",
        "list a name's stories by day, week or month",
        ("dateline timeline zelenskyy", "dateline timeline istanbul --week --json"),
        "Each period that has any, with their number and the story that is most about the name.",
    ),
    Subcommand(
        "trends",
        "trending:run_trends",
        f"tell which {plurals()} rise",
        ("dateline trends", "dateline trends --day --places", "dateline trends --month --json"),
        "Those in a larger share of the stories of the last week than is usual for them. Where nothing "
        "rises, those that are named most.",
    ),
    Subcommand(
        "briefing",
        "briefing:run_briefing",
        "tell the news since the last briefing, a line a story",
        (
            "dateline briefing",
            "dateline briefing --since 2d --lines 10 --markdown",
            "dateline briefing --epub morning.epub",
            "dateline briefing --peek --json | jq -r '.lines[].text'",
        ),
        "Stories with followed names first, then the most told; each line stands as it does in its article. "
        "What was told is noted, so that the next briefing begins where this one ended.",
    ),
    Subcommand(
        "stories",
        "stories:run_stories",
        "list what several articles tell, the most told first",
        ("dateline stories", "dateline stories --since 2d --limit 10", "dateline stories --json"),
        "A line a thread: how many articles tell one story, and by how many sources. The ID is that of one "
        "of its articles.",
    ),
    Subcommand(
        "story",
        "stories:run_story",
        "print all that the articles of one story tell",
        (
            "dateline story k3v9",
            "dateline story k3v9 --markdown > story.md",
            "dateline story k3v9 --split",
            "dateline story k3v9 --join p2xa",
        ),
        "By the ID of any of its articles: what happened when, who said what, who is named, and who tells "
        "it. --split and --join say what belongs together, for good: each takes the other back, as u does in "
        "the reader.",
    ),
    Subcommand(
        "follow",
        "following:run_follow",
        f"follow {listed((kind.one for kind in KINDS.values()), 'or')}",
        ("dateline follow Marco Rubio", "dateline follow --place Georgia"),
        "Its stories are marked in the lists, counted in follows and told by watch. A name that no story has "
        "yet is followed by its full name.",
    ),
    Subcommand("unfollow", "following:run_unfollow", "follow a name no more", ("dateline unfollow rubio",)),
    Subcommand(
        "follows",
        "following:run_follows",
        "list the followed names",
        ("dateline follows", "dateline follows --json"),
    ),
    Subcommand(
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
    Subcommand(
        "names",
        "names:run_names",
        f"print the {plurals()} of articles, with the reasons",
        ("dateline names k3v9", "dateline names k3v9 --json | jq '.people[] | {name, role, sentence}'"),
        "Says why each form is taken for one name, where a role is stated, and what you have corrected.",
    ),
    Subcommand(
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
    Subcommand(
        "corrections",
        "names:run_corrections",
        "list the corrections of names, or take some back",
        (
            "dateline corrections",
            "dateline corrections --lift 3",
            "dateline corrections --json | jq '.[].text'",
        ),
    ),
    Subcommand(
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
    Subcommand(
        "add",
        "feeds:run_add",
        "subscribe to a feed",
        (
            "dateline add https://example.org/feed.xml",
            "dateline add example.org --folder News/Europe",
            "dateline add example.org --all --json",
            "dateline add --page https://example.org/story",
        ),
        "The address of a feed, or of a page that announces one. A page with several feeds has them listed, "
        "and nothing is subscribed to. --page keeps the page itself, as `dateline save URL` does.",
    ),
    Subcommand(
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
    Subcommand(
        "sync",
        "feeds:run_sync",
        "fetch what is new",
        (
            "dateline sync",
            "dateline sync --due",
            "dateline sync 'Harbour Post'",
            "dateline sync --events json",
            "dateline sync --due --notify",
        ),
        "Asks every feed that is not paused, but for those whose server has asked to be left alone for now. "
        "Fails where a feed gave nothing, and names it; what the others gave is stored. Up to 2,000 texts "
        "are made searchable before it ends; more, and names, in the background, unless --events is given.",
    ),
    Subcommand(
        "fulltext",
        "fulltexts:run_fulltext",
        "fetch the whole text of stories from their pages",
        (
            "dateline fulltext",
            "dateline fulltext k3v9 p2xa",
            "dateline fulltext https://example.org/story --explain",
            "dateline fulltext k3v9 --keep 'article .body' --drop '.newsletter'",
            "dateline fulltext --events json",
        ),
        "Without an ID, what waits: what fulltext and fulltext_saved in the configuration want, and what was "
        "asked for in the reader. A sync does so at its end. Fails where a page gave nothing, and says why. "
        "With --explain the pieces of one page, what was kept of it and why; --keep and --drop try CSS "
        "selectors on it, which fulltext_keep and fulltext_drop of `dateline feeds set` then hold.",
    ),
    Subcommand(
        "prepare",
        "preparing:run_prepare",
        "make all that has come searchable, and find its names",
        ("dateline prepare", "dateline sync && dateline prepare"),
        "What the reader and a sync do by themselves in the background; this waits until it is done.",
    ),
    Subcommand(
        "unsubscribe",
        "feeds:run_decision",
        "give a feed up",
        ("dateline unsubscribe 'Harbour Post'",),
        "Its articles leave the lists, save what is saved, tagged or noted. Adding it again brings them "
        "back.",
    ),
    Subcommand("pause", "feeds:run_decision", "ask a feed no more", ("dateline pause 'Harbour Post'",)),
    Subcommand(
        "unpause", "feeds:run_decision", "ask a paused feed again", ("dateline unpause 'Harbour Post'",)
    ),
    Subcommand(
        "rename",
        "feeds:run_decision",
        "give a feed a title of your own",
        ("dateline rename 3 'The Post'", "dateline rename 3"),
        "Without a title it goes by its own again.",
    ),
    Subcommand(
        "move",
        "feeds:run_decision",
        "put a feed into a folder",
        ("dateline move 3 News/Europe", "dateline move 3"),
        "Without a folder it stands in none.",
    ),
    Subcommand(
        "save",
        "marks:run_save",
        "bookmark articles, or keep a web page as one",
        ("dateline save k3v9 p2xa", "dateline save -", "dateline save https://example.org/story"),
        'A page by its address becomes a story of "Saved pages", by its article alone; the story of a feed '
        "with that address is saved instead, and its whole text fetched.",
    ),
    Subcommand("unsave", "marks:run_save", "take bookmarks away", ("dateline unsave k3v9",)),
    Subcommand(
        "mark",
        "marks:run_mark",
        "mark articles read, or unread again",
        (
            "dateline mark --read k3v9 p2xa",
            "dateline list --feed 'Harbour Post' --json | jq -r '.[].id' | dateline mark --read -",
        ),
    ),
    Subcommand(
        "tag",
        "marks:run_tag",
        "tag articles, or list the tags",
        ("dateline tag", "dateline tag grain,ports k3v9", "dateline tag --remove grain k3v9"),
        "Tagging an article saves it too. Several tags have commas between them.",
    ),
    Subcommand(
        "notes",
        "notes:run_notes",
        "list what you noted and highlighted, by article",
        ("dateline notes", "dateline notes harbour --json", "dateline export --noted -o notes/"),
        "With words, the articles in whose notes all of them stand. In the reader V marks a passage, C and E "
        "note to it or to the article. A noted article is never removed.",
    ),
    Subcommand(
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
    Subcommand(
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
    Subcommand(
        "unmute",
        "rules:run_unmute",
        "lift a mute",
        ("dateline unmute 3", "dateline unmute football"),
    ),
    Subcommand(
        "mutes",
        "rules:run_mutes",
        "list what is muted, until when, and how much each mute hides",
        ("dateline mutes", "dateline mutes --json"),
    ),
    Subcommand(
        "prune",
        "rules:run_prune",
        "remove old articles that were read",
        (
            "dateline prune --dry-run",
            "dateline prune --keep-days 90 --dry-run --json",
            "dateline prune --feed 'Harbour Post' --keep-articles 200",
        ),
        "Goes by [retention] in the configuration, or by what is given here. What is saved, tagged or noted "
        "always stays, and what is unread too, unless --unread is given. What was removed cannot be brought "
        "back, and is not taken in again.",
    ),
    Subcommand(
        "import",
        "documents:run_import",
        "read documents into the library",
        (
            "dateline import story.txt notes.md",
            "dateline import saved.json",
            "dateline import ~/pages/ story.html",
            "dateline import subscriptions.opml",
            "dateline import ~/.newsboat/urls",
            "curl -s https://example.org/a.md | dateline import -",
        ),
        "Reads seeds, Markdown with front matter, JSON Feed and RSS files, saved web pages, and folders of "
        "them; subscribes to the feeds of an OPML list, of newsboat's urls, newsraft's feeds, elfeed's Org "
        "file or YouTube's subscriptions.csv. What dateline exported as JSON or Markdown comes back with its "
        "bookmarks, tags and notes. A file that cannot be read is named, and the others load.",
    ),
    Subcommand(
        "export",
        "documents:run_export",
        "write articles as documents",
        (
            "dateline export -o saved.epub",
            "dateline export --saved --format markdown -o stories/",
            "dateline export --all --format json > library.json",
            "dateline export --find 'grain ports' -o grain.epub",
            "dateline export --opml -o subscriptions.opml",
        ),
        "Without a choice, what is saved. A folder (a name that ends in /) gets a file a story.",
    ),
    Subcommand(
        "config",
        "care:run_config",
        "print the commented defaults, name or edit the configuration file",
        ("dateline config", "dateline config path", "dateline config edit"),
    ),
    Subcommand(
        "doctor",
        "care:run_doctor",
        "check that everything is well",
        ("dateline doctor", "dateline doctor --full", "dateline doctor --json"),
        "Takes a second, in which all of a small database is looked at; with --full all of any. The database "
        "is looked at anyway, once a day, while dateline has nothing else to do.",
    ),
    Subcommand(
        "backup",
        "care:run_backup",
        "copy the database",
        ("dateline backup", "dateline backup ~/news-backup.db"),
    ),
    Subcommand(
        "restore",
        "care:run_restore",
        "put a backup in the database's place",
        ("dateline restore ~/news-backup.db",),
        "The present database is kept beside it, and its name printed. A reader that is open, or a sync, "
        "goes over to the restored one by itself.",
    ),
    Subcommand(
        "words",
        "completing:run_words",
        "print what may be typed: feeds, folders, tags, searches or names",
        (
            "dateline words feeds",
            "dateline words names zel",
            'dateline list --tag "$(dateline words tags | fzf)"',
        ),
        "One a line, as those that begin with BEGINNING; names by any of their words. Completions ask this.",
    ),
    Subcommand(
        "completions",
        "shells:run_completions",
        "print completions for a shell",
        (
            "dateline completions bash > ~/.local/share/bash-completion/completions/dateline",
            "dateline completions zsh > ~/.zfunc/_dateline",
            "dateline completions fish > ~/.config/fish/completions/dateline.fish",
        ),
    ),
    Subcommand("man", "shells:run_man", "print the manual page", ("dateline man | man -l -",)),
)
