"""Correcting names: what can be said of one, where it is to hold, and what was said already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.message import Message

from tui.errors import DatelineError
from tui.keys.commands import SIDEBAR
from tui.library.corrections import Named, in_words, kind_of
from tui.model.articles import Article, NamedEntity
from tui.model.ids import ArticleId
from tui.model.names import Entity
from tui.screens.informed import InformedScreen
from tui.screens.reader import LoadFailed
from tui.widgets.entity_panel import EntityPanel

if TYPE_CHECKING:
    from tui.model.answers import Change
    from tui.screens.chooser import Choice

Verb = Callable[["ArticleId | None"], "Change"]
"""Makes a correction in a story; in all with None."""
Settle = Callable[[Verb, str], None]
"""Has a correction made, perhaps after asking where it holds; the name becomes what it is called then."""


@dataclass
class NamesLoaded(Message):
    """The open article is here with other names."""

    article: Article


class CorrectingScreen(InformedScreen):
    """The reader's screen, where names can be corrected and corrections taken back."""

    _typed: Callable[[str], None] | None = None
    """What a name that is being typed is for."""
    _becomes = ""
    """What the name that is being corrected will be called: the sidebar's cursor goes there."""

    def action_details(self) -> None:
        """Show what is said of the name, and why its forms are one; or put that away."""
        self._names.unfold()

    @on(EntityPanel.Doubted)
    def action_correct(self) -> None:
        """Ask what is to be said of the chosen name."""
        from tui.screens.chooser import Chooser

        if self._article is None:
            self.tell("Open a story first.")
            return
        entity = self.chosen_name
        said = self._said_of(entity, entity.aliases, self._ask_where) if entity else ()
        choices = [*said, *self._said_already(self._article.id)]
        if not choices:
            self.tell("This story names nobody and no place.")
            return
        self.app_.open_screen(Chooser(entity.name if entity else "Names of this story", choices), _go_on)

    def correct_everywhere(self, name: NamedEntity, forms: Sequence[str]) -> None:
        """Ask what is to be said of a name in all stories."""
        from tui.screens.chooser import Chooser

        def settle(verb: Verb, becomes: str) -> None:
            self._becomes = becomes
            self.mark(lambda: verb(None))

        choices = list(self._said_of(name, forms, settle))
        self.app_.open_screen(Chooser(f"{name.name}, in all stories", choices), _go_on)

    def action_corrections(self) -> None:
        """List every correction there is; the one chosen is taken back."""
        from tui.screens.chooser import Chooser

        choices = list(self._said_already(None))
        if not choices:
            self.tell("No name was corrected: c, on a name, does that.")
            return
        hint = "enter takes it back · type to narrow · esc leaves"
        self.app_.open_screen(Chooser("Corrected names", choices, hint=hint), _go_on)

    @property
    def chosen_name(self) -> Entity | None:
        """The name that is meant: the one under the sidebar's cursor there, else the one that is lit."""
        if self.pane == SIDEBAR:
            return self._names.current
        return self._names.picked or self._names.current

    # ── what comes of it ──────────────────────────────────────────────────────────────────────

    def names_corrected(self) -> None:
        """Show the open article's names as they are now; other stories are corrected behind the screen."""
        self.refresh_list()
        if self._article is not None:
            self._load_names(self._article.id)
        self.run_worker(self.app_.errands.catch_up, thread=True, group="errands")

    @work(thread=True, exclusive=True, group="names")
    def _load_names(self, article_id: ArticleId) -> None:
        try:
            self.post_message(NamesLoaded(self._library.article(article_id)))
        except DatelineError as error:
            self.post_message(LoadFailed(article_id, error))

    @on(NamesLoaded)
    def _names_loaded(self, message: NamesLoaded) -> None:
        """Show corrected names; what is lit stays lit, and nothing moves."""
        becomes, self._becomes = self._becomes, ""
        if self._article is None or self._article.id != message.article.id:
            return
        self._article = message.article
        was_lit = self._names.picked is not None
        self._reading.update(message.article)
        self._names.update(message.article, becomes)
        self._names.mark_followed(self._library.follows.among(message.article.names))
        if self._names.picked is not None:
            self._reading.light_entity(self._names.picked, stay=True)
        elif was_lit:
            self._reading.let_go()
        self.retitle()

    # ── what can be said ──────────────────────────────────────────────────────────────────────

    def _said_of(self, name: Named, forms: Sequence[str], settle: Settle) -> Iterator[Choice]:
        from tui.screens.chooser import Choice

        desk = self._library.corrections
        kind = "place" if kind_of(name) == "person" else "person"
        yield Choice("Merge into …", partial(self._ask_into, name, settle))
        for form in forms:
            split = partial(desk.split, name=name, form=form)
            yield Choice(f"Split off “{form}”", partial(settle, split, form))
        yield Choice("Rename …", partial(self._ask_name, name, settle))
        retype, hide = partial(desk.retype, name=name), partial(desk.hide, name=name)
        yield Choice(f"It is a {kind} after all", partial(settle, retype, name.name))
        yield Choice("Not a name: hide it", partial(settle, hide, name.name))

    def _said_already(self, article: ArticleId | None) -> Iterator[Choice]:
        from tui.screens.chooser import Choice

        desk = self._library.corrections
        for one in desk.holding_in(article) if article else desk.all():
            when = f"{one.made_at.day} {one.made_at:%b %Y}"
            yield Choice(f"Take back: {in_words(one)}", partial(self.mark, partial(desk.lift, one.id)), when)

    def _ask_where(self, verb: Verb, becomes: str) -> None:
        """Ask in which stories a correction holds, and make it; the cursor goes to what the name becomes."""
        from tui.screens.chooser import Choice, Chooser

        article = self._article
        if article is None:
            return

        def chosen(here: bool | None) -> None:
            if here is not None:
                self._becomes = becomes
                self.mark(lambda: verb(article.id if here else None))

        choices = [Choice("In this story", True), Choice("In all stories", False)]
        self.app_.open_screen(Chooser("Where does this hold?", choices), chosen)

    # ── merging and renaming ──────────────────────────────────────────────────────────────────

    def _ask_into(self, name: Named, settle: Settle) -> None:
        """Ask whom or what a name is to be joined to: another of this story, or of others."""
        from tui.screens.chooser import Choice, Chooser

        here = () if isinstance(name, NamedEntity) else self._names.entities
        others = [other for other in here if kind_of(other) == kind_of(name) and other is not name]
        choices = [Choice(other.name, other, "here") for other in others]
        known = self._library.corrections.alike(name)
        choices += [_of_elsewhere(one) for one in known if one.name not in {other.name for other in others}]
        choices.append(Choice("Another name …", ""))

        def chosen(into: Named | str | None) -> None:
            if isinstance(into, str):
                self._ask_typed("merge into", "", lambda text: self._find_into(name, text, settle))
            elif into is not None:
                self._merge(name, into, settle)

        self.app_.open_screen(Chooser(f"{name.name} is …", choices), chosen)

    def _find_into(self, name: Named, text: str, settle: Settle) -> None:
        """Join a name to one of other stories that was typed; ask which, where several answer to it."""
        from tui.screens.chooser import Chooser

        found = self._library.names.find(kind_of(name), text)
        if not found:
            self.tell(f"No story names “{text}”. Rename gives {name.name} that name.")
        elif len(found) == 1:
            self._merge(name, found[0], settle)
        else:

            def chosen(into: NamedEntity | None) -> None:
                if into is not None:
                    self._merge(name, into, settle)

            choices = [_of_elsewhere(one) for one in found]
            self.app_.open_screen(Chooser(f"{name.name} is …", choices), chosen)

    def _merge(self, name: Named, into: Named, settle: Settle) -> None:
        settle(partial(self._library.corrections.merge, name=name, into=into), into.name)

    def _ask_name(self, name: Named, settle: Settle) -> None:
        def typed(text: str) -> None:
            settle(partial(self._library.corrections.rename, name=name, new=text), text)

        self._ask_typed("rename", name.name, typed)

    def _ask_typed(self, label: str, text: str, then: Callable[[str], None]) -> None:
        self._typed = then
        self.ask("name", label, text=text, hint="a full name")

    def on_prompt_entered(self, message: Any) -> None:
        """Take the name that was typed."""
        then, self._typed = self._typed, None
        if message.purpose == "name" and then is not None and message.text.strip():
            then(message.text.strip())

    def ask(self, purpose: str, label: str, *, text: str = "", hint: str = "") -> None:
        """Open the line at the bottom."""
        raise NotImplementedError


def _go_on(then: Callable[[], None] | None) -> None:
    if then is not None:
        then()


def _of_elsewhere(one: NamedEntity) -> Choice:
    from tui.screens.chooser import Choice

    stories = "1 story" if one.stories == 1 else f"{one.stories} stories"
    return Choice(one.name, one, stories)
