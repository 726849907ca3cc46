"""Feeds by the folders that they stand in, nested as their paths are: for all who list or walk them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tui.errors import NotFound
from tui.model.articles import Feed
from tui.model.ids import OWN_FEEDS
from tui.model.scopes import Scope
from tui.text.folding import fold

SEPARATOR = " / "
"""What stands between the names of a path that is shown."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder: the feeds in it, and those in folders in it."""

    path: str
    """`A/B`: B within A."""
    feeds: tuple[Feed, ...]
    """Those that stand in it, and in no folder in it."""
    all_feeds: tuple[Feed, ...]

    @property
    def name(self) -> str:
        """The last name of its path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def depth(self) -> int:
        """How many folders it stands in."""
        return self.path.count("/")

    @property
    def title(self) -> str:
        """Its path, as it is shown."""
        return self.path.replace("/", SEPARATOR)

    @property
    def scope(self) -> Scope:
        """The list of all its stories."""
        return Scope("folder", name=self.path)

    @property
    def unread(self) -> int:
        """What its feeds have unread, one that several of them have counted for each."""
        return sum(feed.unread for feed in self.all_feeds)

    @property
    def total(self) -> int:
        """What its feeds have, one that several of them have counted for each."""
        return sum(feed.total for feed in self.all_feeds)


def folders(feeds: Iterable[Feed]) -> tuple[Folder, ...]:
    """Return all folders, each before those in it; also one that holds nothing but folders."""
    own: dict[str, list[Feed]] = {}
    for feed in feeds:
        if feed.folder and feed.url not in OWN_FEEDS:
            names = feed.folder.split("/")
            for depth in range(1, len(names)):
                own.setdefault("/".join(names[:depth]), [])
            own.setdefault(feed.folder, []).append(feed)
    # By their names, not the text of the path: what is within `News` stands before `News-desk`.
    paths = sorted(own, key=lambda path: path.split("/"))
    return tuple(
        Folder(
            path,
            tuple(own[path]),
            tuple(feed for inner in paths if f"{inner}/".startswith(f"{path}/") for feed in own[inner]),
        )
        for path in paths
    )


class Arranged(NamedTuple):
    """Feeds in the order in which they are always listed."""

    loose: tuple[Feed, ...]
    """Those outside of folders."""
    folders: tuple[Folder, ...]
    documents: tuple[Feed, ...]
    """Those of what was read in: last, for they are asked of no server and never fail."""


def arranged(feeds: Iterable[Feed]) -> Arranged:
    """Put feeds in their order."""
    feeds = tuple(feeds)
    return Arranged(
        tuple(feed for feed in feeds if not feed.folder and feed.url not in OWN_FEEDS),
        folders(feeds),
        tuple(feed for feed in feeds if feed.url in OWN_FEEDS),
    )


def find_folder(feeds: Iterable[Feed], typed: str) -> Folder:
    """Return the folder of a path, in whatever letters it is typed. Raises NotFound."""
    wanted = [fold(name.strip()) for name in typed.split("/") if name.strip()]
    for folder in folders(feeds):
        if [fold(name) for name in folder.path.split("/")] == wanted:
            return folder
    raise NotFound(f"There is no folder {typed!r}.")
