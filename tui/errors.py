"""What can go wrong, by kind.

    DatelineError                 anything a reader may be told in one line
    ├── ConfigError               the configuration file: names the file and the key
    ├── SourceError               a file or feed that cannot be read: names it
    │   ├── FetchError            the network or the server said no
    │   └── ParseError            what came is not a feed, seed or document
    ├── StoreError                the database
    │   ├── StoreBusy             another program holds the write lock too long
    │   ├── StoreDamaged          the file is not a sound database
    │   ├── TextDamaged           the file is sound, but one text in it is not
    │   ├── StoreTooNew           a newer dateline wrote the file
    │   ├── StoreForeign          another program wrote it
    │   ├── StoreReplaced         another file stands in the database's place
    │   └── StoreUnwritable       disk full, read-only folder or file
    ├── NotFound                  no article, feed or name answers to that
    │   └── Ambiguous             more than one does
    └── AlreadyRunning            another sync holds the lock

The message of each is a whole sentence fit to be shown as it is: no traceback, no markup.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Anything a reader may be told in one line; the message is that line."""


class ConfigError(DatelineError):
    """The configuration cannot be used; the message names the file and the key."""


class SourceError(DatelineError):
    """A file or feed cannot be read; the message names it."""


class FetchError(SourceError):
    """The network or the server refused; the message names the feed."""


class ParseError(SourceError):
    """What came is not the kind of document it should be."""


class StoreError(DatelineError):
    """The database cannot do what was asked; nothing was lost."""


class StoreBusy(StoreError):
    """Another program holds the write lock for longer than we wait."""


class StoreDamaged(StoreError):
    """The file is not a sound database."""


class TextDamaged(StoreError):
    """One stored text cannot be read; all else can."""


class StoreTooNew(StoreError):
    """The database was written by a newer dateline."""


class StoreForeign(StoreError):
    """The file is another program's; it is left alone."""


class StoreReplaced(StoreError):
    """Another file is in the database's place: nothing was kept, and what was read is of the one before."""


class StoreUnwritable(StoreError):
    """The disk is full, or the file or folder may not be written."""


class NotFound(DatelineError):
    """No article, feed or name answers to what was typed."""


class Ambiguous(NotFound):
    """More than one article, feed or name answers to what was typed."""


class AlreadyRunning(DatelineError):
    """Another sync is at work on the same database."""
