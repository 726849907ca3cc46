"""What each command does: the reader's screen with its keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tui.errors import DatelineError
from tui.keys.commands import LIST, READER, SIDEBAR
from tui.library.rules import search_scope
from tui.model.ids import SEED_FEED_URL
from tui.model.scopes import ALL, SAVED, UNREAD, Scope
from tui.screens.ruling import RulingScreen
from tui.screens.steady import told


class MainScreen(RulingScreen):
    """The reader, driven from the keyboard. An action's name is its command's id."""

    _ORDER = (LIST, READER, SIDEBAR)

    # ── moving ────────────────────────────────────────────────────────────────────────────────

    def action_down(self) -> None:
        """Down a row or a line."""
        self.focused_pane.move(1)

    def action_up(self) -> None:
        """Up a row or a line."""
        self.focused_pane.move(-1)

    def action_top(self) -> None:
        """To the beginning."""
        self.focused_pane.move(-(10**9))

    def action_bottom(self) -> None:
        """To the end."""
        self.focused_pane.move(10**9)

    def action_page_down(self) -> None:
        """A page on; at the end of a story, the next unread one."""
        if self.pane == READER and self._reading.at_end:
            self.step_unread()
        else:
            self.focused_pane.page(1)

    def action_page_up(self) -> None:
        """A page back."""
        self.focused_pane.page(-1)

    def action_half_down(self) -> None:
        """Half a page on."""
        self.focused_pane.page(0.5)

    def action_half_up(self) -> None:
        """Half a page back."""
        self.focused_pane.page(-0.5)

    def action_next_pane(self) -> None:
        """To the next pane."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """To the previous pane."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        at = self._ORDER.index(self.pane)
        self.focus_pane(self._ORDER[(at + step) % len(self._ORDER)])

    # ── reading ───────────────────────────────────────────────────────────────────────────────

    def action_open(self) -> None:
        """Open the story, or light up the name."""
        if self.pane == LIST:
            self._list.open()
        elif self.pane == SIDEBAR:
            self._names.open()

    def action_back(self) -> None:
        """Let go of what is lit, then to the list, then to the list it came from."""
        if self.stop_adding():
            return
        if self._reading.let_go():
            self._names.choose(None)
            self.retitle()
            return
        if self.pane == READER and self.leave_changes():
            return
        if self.pane != LIST:
            self.focus_pane(LIST if self.pane == READER else READER)
        elif self._query:
            self.search("")
        elif self._scope_words:
            self.show_scope(ALL, keep=self._list.current)

    def action_next_unread(self) -> None:
        """The next unread story; the next hit while something is lit."""
        if self._reading.is_lit and self.pane != LIST:
            self._reading.step_hit(1)
        elif self._reading.change is not None and self.pane != LIST:
            self.step_change(1)
        else:
            self.step_unread()

    def action_previous_unread(self) -> None:
        """The previous unread story, or hit."""
        if self._reading.is_lit and self.pane != LIST:
            self._reading.step_hit(-1)
        elif self._reading.change is not None and self.pane != LIST:
            self.step_change(-1)
        else:
            self.step_unread(backwards=True)

    def action_next_article(self) -> None:
        """The next story of the list."""
        self.step_article(1)

    def action_previous_article(self) -> None:
        """The previous story of the list."""
        self.step_article(-1)

    def action_next_section(self) -> None:
        """To the next section."""
        self._reading.go_section(1)

    def action_previous_section(self) -> None:
        """To the previous section."""
        self._reading.go_section(-1)

    # ── marking ───────────────────────────────────────────────────────────────────────────────

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        if subject := self.subject:
            self.mark(lambda: self._library.mark_read([subject.id], not subject.read), quiet=True)

    def action_mark_all_read(self) -> None:
        """Mark everything in this list read: what was in it when the key was pressed."""
        if self._listing is None:
            return
        in_view = frozenset(headline.row for headline in self._list.in_view())
        listed = replace(self._listing.listed, also=in_view)
        self.mark(
            lambda: self._library.mark_all_read(listed), nothing="All that stood here was read already."
        )

    def action_save(self) -> None:
        """Save the story, or let it go."""
        if subject := self.subject:
            self.mark(lambda: self._library.save([subject.id], not subject.saved))

    def action_undo(self) -> None:
        """Undo the last mark."""
        self.mark(lambda: self._library.undo(settle=False), nothing="Nothing to undo.")

    def action_tag(self) -> None:
        """Ask for a tag; a tag the story has already is taken off."""
        subject = self.subject
        if subject is None:
            return
        worn = f" (has {', '.join(subject.tags)})" if subject.tags else ""
        self.ask("tag", f"tag{worn}", hint="a word; the same again takes it off")

    def _tag(self, text: str) -> None:
        subject, tag = self.subject, text.strip()
        if subject is None or not tag:
            return
        on = tag.casefold() not in {worn.casefold() for worn in subject.tags}
        self.mark(lambda: self._library.tag([subject.id], tag, on))

    # ── finding ───────────────────────────────────────────────────────────────────────────────

    def action_search(self) -> None:
        """Search all stories; in a story, find in it."""
        if self.pane == LIST:
            self.ask(
                "search",
                "search",
                text=self._query,
                hint='words, "a phrase", -not, feed:, who:, is:unread · enter, then S keeps it',
            )
        else:
            self.ask("find", "find", hint="in this story")

    def action_search_order(self) -> None:
        """Show what a search found by date, or the best first."""
        if not self._query:
            self.tell("Search first (/): then this puts the newest first, or the best.")
            return
        self._order = "date" if self._order == "relevance" else "relevance"
        self.search(self._query)
        self.tell("The best first." if self._order == "relevance" else "The newest first.")

    def ask(self, purpose: str, label: str, *, text: str = "", hint: str = "") -> None:
        """Open the line at the bottom."""
        from tui.screens.prompt import Prompt

        if self._prompt is None:
            self._prompt = Prompt(purpose, label, text=text, hint=hint)
            self._prompt.open_on(self)

    def on_prompt_changed(self, message: Any) -> None:
        """Search and find while it is typed."""
        if message.purpose == "search":
            self.search(message.text, typing=True)
        elif message.purpose == "find":
            self._reading.find(message.text)

    def on_prompt_entered(self, message: Any) -> None:
        """Take what was typed."""
        self._close_prompt()
        if message.purpose == "search":
            self.search(message.text)
        elif message.purpose == "tag":
            self._tag(message.text)
        elif message.purpose == "add" and message.text.strip():
            self.add_feed(message.text.strip())

    def on_prompt_left(self, message: Any) -> None:
        """Take back what was only tried."""
        self._close_prompt()
        if message.purpose == "search":
            self.search("")
        elif message.purpose == "find":
            self._reading.let_go()
            self.retitle()

    def _close_prompt(self) -> None:
        if self._prompt is not None:
            self._prompt.remove()
            self._prompt = None
        self.set_focus(self.focused_pane)
        self.offer_feeds()

    def action_same_name(self) -> None:
        """The page of the chosen name."""
        entity = self.chosen_name
        if entity is None:
            self.tell("No name is chosen: tab goes to the people and places.")
        else:
            self.show_page_of(entity)

    def action_trends(self) -> None:
        """Show which people and places rise."""
        from tui.screens.trends import TrendsScreen

        self.app_.open_screen(TrendsScreen(self._library, self._config), self.fulfil)

    def action_follow(self) -> None:
        """Follow the chosen name, or no more; in a name's list, that name."""
        if self.pane == LIST and self._scope.entity_kind and self._scope.name:
            kind, key, name = self._scope.entity_kind, self._scope.name, self._scope_words
            self.mark(lambda: self._library.follows.turn(kind, key, name))
        elif self.pane == LIST or (entity := self.chosen_name) is None:
            self.tell("No name is chosen: tab goes to the people and places.")
        elif (found := self._library.names.known_as(entity)) is None:
            self.tell(f"“{entity.name}” alone is not certain enough to be followed.")
        else:
            self.mark(lambda: self._library.follows.turn(found.kind, found.key, found.name))

    def action_from_here(self) -> None:
        """Stories from the place of this story's dateline, or by its agency."""
        from tui.screens.chooser import Choice, Chooser

        dateline = self.subject.dateline if self.subject else None
        if dateline is None:
            self.tell("This story has no dateline.")
            return
        choices = [Choice(f"From {place}", f'dateline:"{_bare(place)}"') for place in dateline.places]
        if dateline.agency:
            choices.append(Choice(f"By {dateline.agency}", f'agency:"{_bare(dateline.agency)}"'))
        if len(choices) == 1:
            self.search_all(choices[0].value)
            return

        def chosen(query: str | None) -> None:
            if query:
                self.search_all(query)

        self.app_.open_screen(Chooser("Stories", choices), chosen)

    # ── lists ─────────────────────────────────────────────────────────────────────────────────

    def action_scope_all(self) -> None:
        """All stories."""
        self.show_scope(ALL, keep=self._list.current)

    def action_scope_unread(self) -> None:
        """Unread stories."""
        self.show_scope(UNREAD, keep=self._list.current)

    def action_scope_saved(self) -> None:
        """Saved stories."""
        self.show_scope(SAVED, keep=self._list.current)

    def action_feeds(self) -> None:
        """Choose a feed, a saved search or a tag to read, and look after them."""
        self.open_feeds(self._scope)

    def open_feeds(self, shown: Scope) -> None:
        """Open the feeds, the cursor on a list."""
        from tui.screens.feeds import FeedsScreen

        def chosen(answer: tuple[Scope, str] | None) -> None:
            if answer:
                self.show_scope(*answer)
                self.focus_pane(LIST)

        self.app_.open_screen(FeedsScreen(self._library, shown), chosen)

    def refresh_feeds(self) -> None:
        """Show the feeds anew, where they are open."""
        from tui.screens.feeds import FeedsScreen

        for screen in self.app_.screen_stack:
            if isinstance(screen, FeedsScreen):
                screen.show()

    def action_add_feed(self) -> None:
        """Ask for the address of a feed."""
        self.ask("add", "add feed", hint="the address of a feed, or of a page that has one")

    def action_sync_feed(self) -> None:
        """Sync this list's feed, or the feed of the story."""
        subject = self.subject
        feed_id = self._scope.feed_id or (subject.feed_id if subject else None)
        feed = next((feed for feed in self._library.feeds() if feed.id == feed_id), None)
        if feed is None or feed.url == SEED_FEED_URL:
            self.tell("This story did not come from a feed: a adds one, R syncs all.")
        else:
            self.app_.sync((feed.url,))

    def action_sync_all(self) -> None:
        """Sync every feed now."""
        if all(feed.url == SEED_FEED_URL for feed in self._library.feeds()):
            self.tell("There are no feeds yet: a adds one.")
        else:
            self.app_.sync(("--all",))

    def action_next_feed(self) -> None:
        """The next feed with unread stories."""
        self._step_feed(1)

    def action_previous_feed(self) -> None:
        """The previous feed with unread stories."""
        self._step_feed(-1)

    @told
    def _step_feed(self, step: int) -> None:
        """Go round the saved searches and the feeds, as they stand in the list of feeds."""
        rules, feeds = self._library.rules, self._library.feeds()
        stops = [(search_scope(search), search.name, 1) for search in rules.searches()]
        stops += [(Scope("feed", feed_id=feed.id), feed.title, feed.unread) for feed in feeds]
        here = next((i for i, stop in enumerate(stops) if stop[0] == self._scope), None)
        start = here if here is not None else (-1 if step > 0 else 0)
        for offset in range(1, len(stops) + 1):
            scope, words, unread = stops[(start + step * offset) % len(stops)]
            if unread and (scope.kind == "feed" or self._library.next_unread(None, scope)):
                self.show_scope(scope, words)
                self.focus_pane(LIST)
                return
        self.tell("No feed has unread stories.")

    # ── links ─────────────────────────────────────────────────────────────────────────────────

    def action_open_browser(self) -> None:
        """Open the story in the browser."""
        subject = self.subject
        if subject and subject.url:
            self.app_.open_link(subject.url)
        else:
            self.tell("This story has no page of its own.")

    def action_open_link(self, number: int) -> None:
        """Open the link of that number."""
        link = next((link for link in self._reading.links if link.number == number), None)
        if link:
            self.app_.open_link(link.href)
        else:
            self.tell(f"This story has no link {number}.")

    def action_links(self) -> None:
        """Choose among the story's links."""
        from tui.screens.chooser import Choice, Chooser

        links = self._reading.links
        if not links:
            self.tell("This story has no links.")
            return
        choices = [Choice(f"{link.number:>2}  {link.words}", link.href, link.href) for link in links]

        def chosen(href: str | None) -> None:
            if href:
                self.app_.open_link(href)

        self.app_.open_screen(Chooser("Links", choices), chosen)

    def action_copy_link(self) -> None:
        """Copy the story's link."""
        subject = self.subject
        if subject and subject.url:
            self.app_.copy_to_clipboard(subject.url)
            self.tell("Copied the link.")
        else:
            self.tell("This story has no page of its own.")

    def action_export(self) -> None:
        """Export the story to a Markdown file in the current folder."""
        if subject := self.subject:
            self.run_worker(lambda: self._export(subject.id), thread=True, group="export")

    def _export(self, article_id: Any) -> None:
        try:
            path = self._library.export_article(article_id, Path.cwd())
        except DatelineError as error:
            self.app_.call_from_thread(self.tell, str(error), failed=True)
        else:
            self.app_.call_from_thread(self.tell, f"Written to {path}")

    # ── screen ────────────────────────────────────────────────────────────────────────────────

    def action_sidebar(self) -> None:
        """Show or hide the people and places."""
        from tui.drawing.frame import WIDE_CELLS

        if self.app_.size.width < WIDE_CELLS:
            self.focus_pane(READER if self.pane == SIDEBAR else SIDEBAR)
            return
        self._sidebar = not self._sidebar
        self.focus_pane(READER if self.pane == SIDEBAR and not self._sidebar else self.pane)

    def action_map(self) -> None:
        """The map of the open story, or of the list."""
        if self.pane == LIST:
            self.show_list_map()
        else:
            self.show_story_map()

    def action_zen(self) -> None:
        """The story alone, or everything again."""
        if self._article is None:
            self.tell("Open a story first.")
            return
        self._zen = not self._zen
        self.focus_pane(READER)

    def action_theme(self) -> None:
        """Choose a theme."""
        self.app_.choose_theme()

    def action_help(self) -> None:
        """Show the keys."""
        from tui.screens.help import HelpScreen

        self.app_.open_screen(HelpScreen(self._config.keys))

    def action_palette(self) -> None:
        """Find a command by its name."""
        from tui.keys.commands import COMMANDS, key_sign
        from tui.keys.keymap import keys_of
        from tui.screens.chooser import Choice, Chooser

        choices: list[Choice] = []
        for command in COMMANDS:
            if command.id in ("palette", "open_link"):
                continue
            signs = " ".join(key_sign(key) for key in keys_of(command, self._config.keys))
            choices.append(Choice(command.help, command.id, signs))

        async def chosen(command: str | None) -> None:
            if command:
                await self.run_action(command)

        self.app_.open_screen(Chooser("Commands", choices), chosen)

    async def action_quit(self) -> None:
        """Back to the list; from there, quit."""
        if self._zen:
            self._zen = False
            self.focus_pane(READER)
        elif self.pane != LIST:
            self._reading.let_go()
            self._names.choose(None)
            self.focus_pane(LIST)
        else:
            await self.app_.action_quit()


def _bare(name: str) -> str:
    """Return a name as it may stand between the quotes of a search."""
    return name.replace('"', " ")
