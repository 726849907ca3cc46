"""Every command once: its name, its keys, what it does in words, and where it works.

Key bindings, the footer, the help screen, the command palette, the configuration's [keys] and the
test that reads the README all come from here. Plain data: the first paint reads the hints before
Textual is loaded.
"""

from __future__ import annotations

from typing import NamedTuple

LIST, READER, SIDEBAR = "list", "reader", "sidebar"
ANYWHERE = (LIST, READER, SIDEBAR)
PLACES = {LIST: "the list", READER: "a story", SIDEBAR: "the names of a story"}
"""What the panes are called."""


class Command(NamedTuple):
    """One thing a reader can ask for with a key."""

    id: str
    """The name by which the configuration remaps it; its verb stands in `tui.screens.reader`."""
    keys: str
    """Keys in Textual's names, with commas between."""
    label: str
    """One or two words, for the footer."""
    help: str
    """A sentence for the help screen and the palette."""
    group: str
    where: tuple[str, ...] = ANYWHERE
    hint: tuple[str, ...] = ()
    """The panes in whose footer it stands."""


COMMANDS: tuple[Command, ...] = (
    Command("down", "j,down", "down", "Down a row or a line", "Moving"),
    Command("up", "k,up", "up", "Up a row or a line", "Moving"),
    Command("top", "g,home", "top", "To the beginning", "Moving"),
    Command("bottom", "G,end", "end", "To the end", "Moving"),
    Command(
        "page_down",
        "space,pagedown",
        "page",
        "A page on; at the end of a story, the next unread one",
        "Moving",
        hint=(READER,),
    ),
    Command("page_up", "b,pageup", "page back", "A page back", "Moving"),
    Command("half_down", "ctrl+d", "half page", "Half a page on", "Moving"),
    Command("half_up", "ctrl+u", "half page back", "Half a page back", "Moving"),
    Command("next_pane", "tab", "next pane", "To the next pane", "Moving", hint=(SIDEBAR,)),
    Command("previous_pane", "shift+tab", "previous pane", "To the previous pane", "Moving"),
    Command(
        "open",
        "enter,l,right",
        "open",
        "Open the story, light up the name, or take what a search proposes",
        "Reading",
        (LIST, SIDEBAR),
        hint=(LIST, SIDEBAR),
    ),
    Command(
        "back",
        "escape,h,left",
        "back",
        "Back: let go of a name or a find, then to the list; there, put the story away",
        "Reading",
        hint=(READER,),
    ),
    Command(
        "next_unread",
        "n",
        "next",
        "Next unread story; the next hit while a name or a find is lit",
        "Reading",
        hint=(READER,),
    ),
    Command("previous_unread", "p,N", "previous", "Previous unread story, or the previous hit", "Reading"),
    Command("next_article", "J", "next story", "The next story in the list, read or not", "Reading"),
    Command("previous_article", "K", "previous story", "The previous story in the list", "Reading"),
    Command(
        "next_section",
        "right_curly_bracket",
        "next section",
        "To the next section",
        "Reading",
        (READER, SIDEBAR),
    ),
    Command(
        "previous_section",
        "left_curly_bracket",
        "previous section",
        "To the previous section",
        "Reading",
        (READER, SIDEBAR),
    ),
    Command(
        "next_new",
        "right_parenthesis",
        "next new",
        "To the next sentence that is new to you: nothing you opened of its thread has said it",
        "Reading",
        (READER, SIDEBAR),
    ),
    Command(
        "previous_new",
        "left_parenthesis",
        "previous new",
        "To the sentence before that is new to you",
        "Reading",
        (READER, SIDEBAR),
    ),
    Command(
        "outline",
        "I",
        "outline",
        "The story's sections, with the names in each: go to one",
        "Reading",
        (READER, SIDEBAR),
    ),
    Command(
        "changes",
        "v",
        "changes",
        "What changed in the story: words that came and went; n and p walk the changes",
        "Reading",
    ),
    Command(
        "pictures",
        "P",
        "pictures",
        "The story's pictures, each under its caption: fetch and show them, or hide them",
        "Reading",
    ),
    Command(
        "full_text",
        "F",
        "whole text",
        "The whole story from its page, where the feed gives a part: fetch it; again: the feed's own",
        "Reading",
    ),
    Command(
        "thread",
        "Z",
        "thread",
        "The page of the story's thread: what happened by date, who said what, all sources, the names",
        "Reading",
    ),
    Command(
        "quotes",
        "Q",
        "who said what",
        "Who said what in the story, beside it in place of the names; again: the names",
        "Reading",
    ),
    Command("toggle_read", "m", "read/unread", "Mark read, or unread again", "Marking"),
    Command(
        "mark_all_read",
        "A",
        "all read",
        "Mark everything in this list read (u brings it back)",
        "Marking",
        (LIST,),
    ),
    Command(
        "mark_above_read",
        "circumflex_accent",
        "above read",
        "Mark everything above this story read",
        "Marking",
        (LIST,),
    ),
    Command(
        "mark_below_read",
        "dollar_sign",
        "below read",
        "Mark everything below this story read",
        "Marking",
        (LIST,),
    ),
    Command("save", "s", "save", "Save the story, or let it go", "Marking", hint=(LIST, READER)),
    Command(
        "tag",
        "t",
        "tag",
        "Tag the story, which saves it; the same tag again takes it off",
        "Marking",
        (LIST, READER),
    ),
    Command(
        "select_row",
        "full_stop",
        "select",
        "Select this story beside others: m s t e x o are then for all of them; esc lets go",
        "Marking",
        (LIST,),
    ),
    Command(
        "select_range",
        "V",
        "select to",
        "Select from this story to where the cursor goes; again: stop there",
        "Marking",
        (LIST,),
    ),
    Command(
        "mark_passage",
        "V",
        "mark passage",
        "Mark a passage of the story, to highlight it or note something to it",
        "Marking",
        (READER,),
    ),
    Command("note", "C", "note", "Note something to the story, in a line", "Marking"),
    Command("write_note", "E", "write note", "Note something to the story, in your editor", "Marking"),
    Command(
        "notes",
        "",
        "notes",
        "The story's notes: go to one, change it, take it away",
        "Marking",
    ),
    Command(
        "mute",
        "x",
        "mute",
        "Mute a name, this feed or words: hide such stories for a while or for ever",
        "Marking",
    ),
    # No key of its own: they stand at the end of the feeds as well, where `f` leads.
    Command("mutes", "", "mutes", "What is muted: read it, or lift it", "Marking"),
    # Seldom wanted: the palette has them.
    Command("split_thread", "", "split", "Split this story, or those selected, off its thread", "Marking"),
    Command(
        "join_threads",
        "",
        "join",
        "Join the stories selected, or this one and another, into one thread",
        "Marking",
    ),
    Command("undo", "u", "undo", "Undo the last mark, mute or correction", "Marking"),
    Command(
        "search",
        "slash",
        "search",
        "Search all stories; in a story, find in it",
        "Finding",
        hint=(LIST, READER),
    ),
    Command(
        "keep_search",
        "S",
        "keep search",
        "Keep this search among the feeds, with its count",
        "Finding",
        (LIST,),
    ),
    Command(
        "same_name",
        "asterisk",
        "page",
        "The page of the chosen name: all that is stored of it",
        "Finding",
        (READER, SIDEBAR),
        hint=(SIDEBAR,),
    ),
    Command(
        "from_here",
        "D",
        "from there",
        "Stories from the place of this story's dateline, or by its agency",
        "Finding",
    ),
    Command("trends", "T", "trends", "Which threads and names rise: last day, week, month", "Names"),
    Command("follow", "w", "follow", "Follow the chosen name, or no more", "Names", hint=(SIDEBAR,)),
    Command(
        "details",
        "d",
        "details",
        "What is said of the name, and why its forms are taken for one",
        "Names",
        (SIDEBAR,),
        hint=(SIDEBAR,),
    ),
    Command(
        "correct",
        "c",
        "correct",
        "Correct the chosen name: merge, split, rename, hide it, or take that back",
        "Names",
        (READER, SIDEBAR),
        hint=(SIDEBAR,),
    ),
    # No key either: the palette has it, and `c` on a name takes its own back.
    Command("corrections", "", "corrections", "All corrected names: take one back", "Names"),
    # Digits choose scopes in the list alone: in a story they open links.
    Command("scope_all", "1", "all", "All stories", "Lists", (LIST,)),
    Command("scope_unread", "2", "unread", "Unread stories", "Lists", (LIST,)),
    Command("scope_saved", "3", "saved", "Saved stories", "Lists", (LIST,)),
    Command(
        "search_order",
        "O",
        "order",
        "The order of this list: the newest first, the oldest, by feed, by names; of a search, the best",
        "Lists",
        (LIST,),
    ),
    Command(
        "unread_only",
        "U",
        "unread only",
        "Leave what is read out of this list, or show it again",
        "Lists",
        (LIST,),
    ),
    Command(
        "threads_view",
        "comma",
        "threads",
        "One row for all stories of a thread, or a row for each story; it stays so",
        "Lists",
        (LIST,),
    ),
    Command(
        "unfold",
        "X",
        "unfold",
        "The other stories of its thread: below it where a row is a thread's, else in a list of their own",
        "Lists",
    ),
    Command("history", "H", "history", "What you opened and when, the last first", "Lists"),
    Command("noted", "", "noted", "Noted stories", "Lists"),
    Command("briefing", "B", "briefing", "The news since the last briefing, a line each thread", "Lists"),
    Command(
        "feeds",
        "f",
        "feeds",
        "The feeds and tags: choose one to read, look after them",
        "Lists",
        (LIST, READER, SIDEBAR),
    ),
    Command("add_feed", "a", "add feed", "Subscribe to a feed: its address, or that of a page", "Lists"),
    Command("sync_feed", "r", "sync", "Fetch what is new in this feed", "Lists"),
    Command("sync_all", "R", "sync all", "Fetch what is new in all feeds", "Lists"),
    Command(
        "next_feed",
        "right_square_bracket",
        "next feed",
        "The next feed or folder with unread stories",
        "Lists",
    ),
    Command(
        "previous_feed",
        "left_square_bracket",
        "previous feed",
        "The previous feed or folder with unread stories",
        "Lists",
    ),
    Command("open_browser", "o", "browser", "Open the story in the browser", "Links"),
    Command(
        "links", "semicolon", "links", "All links of the story; 1 to 9 open one", "Links", (READER, SIDEBAR)
    ),
    Command(
        "open_link",
        "1,2,3,4,5,6,7,8,9",
        "open link",
        "Open the link of that number",
        "Links",
        (READER, SIDEBAR),
    ),
    Command(
        "copy_text",
        "Y",
        "copy text",
        "Copy what the mouse has selected, or else the story's text",
        "Links",
        (READER, SIDEBAR),
    ),
    Command("copy_selected", "ctrl+c,super+c", "copy selected", "Copy what the mouse has selected", "Links"),
    Command(
        "link_number",
        "number_sign",
        "link number",
        "Open a link by its number, beyond 9 too",
        "Links",
        (READER, SIDEBAR),
    ),
    Command("copy_link", "y", "copy link", "Copy the story's link", "Links"),
    Command("export", "e", "export", "Export the story to a Markdown file", "Links", (LIST, READER)),
    Command(
        "listen",
        "L",
        "listen",
        "The story's audio, video and other files in your player; or have it read aloud",
        "Links",
    ),
    Command(
        "pipe",
        "vertical_line",
        "pipe",
        "Hand the story, or the passage that is selected, to a program, on its standard input",
        "Links",
    ),
    Command(
        "open_with", "W", "open with", "Open the link of the story, or of a passage, with a program", "Links"
    ),
    Command("sidebar", "i", "names", "Show or hide the names beside a story", "Screen", hint=(READER,)),
    Command(
        "narrower",
        "less_than_sign",
        "narrower",
        "Set the text in a narrower column; it stays so",
        "Screen",
        (READER, SIDEBAR),
    ),
    Command(
        "wider",
        "greater_than_sign",
        "wider",
        "Set the text in a wider column, up to the pane's width",
        "Screen",
        (READER, SIDEBAR),
    ),
    Command("map", "M", "map", "Where this story, or this list, takes place", "Screen", hint=(SIDEBAR,)),
    Command("zen", "z", "zen", "The story alone", "Screen"),
    Command("messages", "", "messages", "The last fifty messages", "Screen"),
    Command("theme", "", "theme", "Choose a theme", "Screen"),
    Command("help", "question_mark,f1", "help", "This help", "Screen", hint=ANYWHERE),
    Command("palette", "colon,ctrl+p", "commands", "Find a command by its name", "Screen"),
    Command("suspend", "ctrl+z", "suspend", "Back to the shell; its fg comes back here", "Screen"),
    Command("quit", "q", "quit", "Back to the list; from there, quit", "Screen", hint=(LIST,)),
)

KEY_SIGNS = {
    "number_sign": "#",
    "slash": "/",
    "asterisk": "*",
    "question_mark": "?",
    "full_stop": ".",
    "circumflex_accent": "^",
    "dollar_sign": "$",
    "exclamation_mark": "!",
    "comma": ",",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "colon": ":",
    "semicolon": ";",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "vertical_line": "|",
}


def key_sign(key: str) -> str:
    """Return a key as a reader knows it: `/` for `slash`, `esc` for `escape`."""
    return KEY_SIGNS.get(key, key)


def hints(pane: str, keys: dict[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    """Return a pane's footer: pairs of key and label; `keys`, by command, are in place of the usual ones."""
    own = keys or {}
    shown = [
        (own.get(command.id, command.keys), command.label) for command in COMMANDS if pane in command.hint
    ]
    # A command may have lost all its keys to others.
    return tuple((key_sign(keys.split(",")[0].strip()), label) for keys, label in shown if keys)
