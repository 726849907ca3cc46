"""Where dateline's files are: the reader's own, and those it ships.

`DATELINE_HOME` moves config, data, cache and logs below one folder. Shipped folders (`styles`,
`seeds`) are looked for inside the package first (an installed wheel), then beside it in a
checkout: an editable install copies them to site-packages, where edits would show stale, so
`importlib.resources` is never used for them.
"""

from __future__ import annotations

import os
from pathlib import Path

from tui.errors import ConfigError

_HOMELESS = "There is no home folder: set HOME, or DATELINE_HOME to a folder for dateline."
_PACKAGE = Path(__file__).resolve().parents[1]


class Paths:
    """The reader's folders; none is made before something is written to it.

    A plain class: this module is on the way to the first paint, where importing `dataclasses`
    would cost more than opening the database.
    """

    __slots__ = ("cache_dir", "config_dir", "data_dir", "log_dir")

    def __init__(self, config_dir: Path, data_dir: Path, cache_dir: Path, log_dir: Path) -> None:
        self.config_dir = config_dir
        self.data_dir = data_dir
        self.cache_dir = cache_dir
        self.log_dir = log_dir

    @property
    def config_file(self) -> Path:
        """The configuration file; may not exist."""
        return self.config_dir / "config.toml"

    @property
    def database(self) -> Path:
        """The database: in the data folder, since bookmarks are not a cache."""
        return self.data_dir / "dateline.db"

    @property
    def backup_dir(self) -> Path:
        """Where backups of the database are kept."""
        return self.data_dir / "backups"

    @property
    def picture_dir(self) -> Path:
        """Where stories' pictures are kept that were looked at: those of saved ones are no cache."""
        return self.data_dir / "pictures"

    @property
    def seed_dir(self) -> Path:
        """Where the reader may drop documents to be read in."""
        return self.data_dir / "seeds"


def user_paths() -> Paths:
    """Return the reader's folders: below `DATELINE_HOME` where it is set, else the platform's own.

    Raises ConfigError where nobody can say where that is: no home folder, no current folder.
    """
    home = os.environ.get("DATELINE_HOME")
    if home:
        root = _absolute(home)
        return Paths(root / "config", root / "data", root / "cache", root / "logs")
    if os.environ.get("HOME") == "":
        del os.environ["HOME"]  # empty it would stand for the root folder; without it the system is asked
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("dateline", appauthor=False)
    try:
        folders = (dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_log_path)
    except RuntimeError:
        raise ConfigError(_HOMELESS) from None
    if not all(folder.is_absolute() for folder in folders):  # a folder named ~, wherever we are
        raise ConfigError(_HOMELESS)
    return Paths(*folders)


def _absolute(home: str) -> Path:
    try:
        # Absolute at once: a process of ours may stand in another folder.
        return Path(home).expanduser().absolute()
    except (OSError, RuntimeError) as error:  # no current folder; ~name without that name
        raise ConfigError(f"DATELINE_HOME is {home}, and nobody can say where that is ({error}).") from error


def shipped_dir(name: str) -> Path:
    """Return a folder that ships with dateline: `styles` or `seeds`.

    Raises FileNotFoundError where neither the package nor a checkout holds it.
    """
    packaged = _PACKAGE / name
    if packaged.is_dir():
        return packaged
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise FileNotFoundError(f"dateline's own folder {name!r} is missing from {_PACKAGE}")
