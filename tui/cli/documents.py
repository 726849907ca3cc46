"""Documents in and out: import, export."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Final

from tui.cli.opening import ONE_OF_BOTH, chosen_scope, is_list_chosen, opened_library, resolve_all
from tui.cli.output import complain, emit_bytes, is_terminal, say
from tui.cli.preparing import prepare_waiting, ready_to_choose
from tui.cli.progress import counting
from tui.cli.rows import show_headlines
from tui.errors import DatelineError
from tui.system.files import replaced_file, write_atomically
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.library.frontdesk import Library
    from tui.model.answers import ImportReport
    from tui.model.articles import Article

if TYPE_CHECKING:
    from tui.exports import epub, jsonfeed, markdown, plain
    from tui.feeds import documents
else:  # loaded when first used: whoever starts should not wait for them
    documents = Lazy("tui.feeds.documents")
    epub = Lazy("tui.exports.epub")
    jsonfeed = Lazy("tui.exports.jsonfeed")
    markdown = Lazy("tui.exports.markdown")
    plain = Lazy("tui.exports.plain")

_SUFFIXES: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".epub": "epub",
    ".txt": "text",
    ".text": "text",
}
_SHOWN: Final = 20


# ── import ────────────────────────────────────────────────────────────────────────────────────


def run_import(arguments: Namespace) -> int:
    """Read documents in; fails where one of them could not be read, after the others were."""
    files = [Path(name) for name in arguments.files if name != "-"]
    # Not all there is: what never ends must not fill the memory.
    stdin = sys.stdin.buffer.read(documents.LARGEST_READ) if "-" in arguments.files else None
    with opened_library() as library:
        with counting("documents read") as tell:
            report = library.import_files(files, stdin=stdin, progress=tell)
        prepare_waiting(library)
        _show_imported(library, report, arguments)
    for name, words in report.notes:
        say(f"{name}: {words}" if words.endswith("…") else f"{name}: {words}.")
    for name, why in report.failures:
        # Some reasons begin with the file's name as they are.
        complain(why if why.startswith(name) else f"{name}: {why}")
    say(_told(report))
    return 1 if report.failures else 0


def _show_imported(library: Library, report: ImportReport, arguments: Namespace) -> None:
    """Print what was read: all of it where another program reads that, and a person the first of it."""
    shown = report.ids if arguments.json or arguments.plain or not is_terminal() else report.ids[:_SHOWN]
    headlines = (library.headline(id_) for id_ in shown)
    none = "" if report.feeds or report.feeds_known else "No article is new."
    show_headlines(headlines, as_json=arguments.json, plain=arguments.plain, none=none)


def _told(report: ImportReport) -> str:
    """Say what an import did, in one sentence."""
    refused = report.feeds_refused
    counts = (
        (report.feeds, "new feed" if report.feeds == 1 else "new feeds"),
        (report.feeds_known, "feed known already" if report.feeds_known == 1 else "feeds known already"),
        (refused, "feed refused" if refused == 1 else "feeds refused"),
        (report.new, "new"),
        (report.changed, "changed"),
        (report.same, "known already"),
        (report.skipped, "without anything to read"),
        (len(report.failures) - refused, "could not be read"),
    )
    return f"Imported: {', '.join(f'{count} {what}' for count, what in counts if count) or 'nothing'}."


# ── export ────────────────────────────────────────────────────────────────────────────────────


def run_export(arguments: Namespace) -> int:
    """Write articles as documents."""
    target = arguments.output
    kind = arguments.format or _SUFFIXES.get(Path(target).suffix.lower(), "markdown")
    with opened_library() as library:
        if arguments.opml:
            _put(library.opml(), target)
            return 0
        articles = _in_stated_order(_chosen(library, arguments))
        if target == "-":
            _to_stdout(articles, kind)
        elif target.endswith(("/", os.sep)) or Path(target).is_dir():
            count = _to_folder(articles, kind, Path(target))
            say(f"Exported {count} {'article' if count == 1 else 'articles'} to {target}.")
        else:
            _to_file(articles, kind, Path(target))
            say(f"Exported to {target}.")
    return 0


def _put(document: bytes, target: str) -> None:
    if target == "-":
        emit_bytes([document])
    else:
        write_atomically(Path(target), document)
        say(f"Exported to {target}.")


def _chosen(library: Library, arguments: Namespace) -> Iterator[Article]:
    """Yield the articles to export: those typed, else a scope's, and without a choice the saved ones."""
    is_chosen = is_list_chosen(arguments) or arguments.all
    if arguments.ids:
        if is_chosen:
            raise DatelineError(ONE_OF_BOTH)
        return (library.article(id_) for id_ in resolve_all(library, arguments.ids))
    arguments.saved = arguments.saved or not is_chosen
    ready_to_choose(library, arguments)
    return library.articles_to_export(chosen_scope(library, arguments))


def _in_stated_order(articles: Iterable[Article]) -> Iterator[Article]:
    """Put articles of one second in the order of their ids: the database's order differs elsewhere."""
    for _, group in groupby(articles, key=lambda article: article.headline.listed_at):
        yield from sorted(group, key=lambda article: article.id)


def _to_stdout(articles: Iterable[Article], kind: str) -> None:
    if kind == "epub" and sys.stdout.isatty():
        raise DatelineError("A book is no text for a terminal: name a file with -o.")
    emit_bytes(_document(articles, kind))


def _to_file(articles: Iterable[Article], kind: str, path: Path) -> None:
    with replaced_file(path) as file:
        for piece in _document(articles, kind):
            file.write(piece)


def _to_folder(articles: Iterable[Article], kind: str, folder: Path) -> int:
    """Write a file a story; returns how many. A folder cannot be one book or one feed."""
    writers: dict[str, tuple[str, Callable[[Article], str]]] = {
        "markdown": (".md", markdown.render_markdown),
        "text": (".txt", plain.render_plain),
    }
    if kind not in writers:
        raise DatelineError(f"{folder} is a folder, and {kind} is one file: name a file with -o.")
    suffix, render = writers[kind]
    count = 0
    for article in articles:
        write_atomically(folder / f"{markdown.file_stem(article)}{suffix}", render(article).encode())
        count += 1
    return count


def _document(articles: Iterable[Article], kind: str) -> Iterator[bytes]:
    """Yield a document of the articles, in UTF-8 or as a book's bytes."""
    if kind == "epub":
        yield from _book(articles)
        return
    writers: dict[str, Callable[[Iterable[Article]], Iterator[str]]] = {
        "json": jsonfeed.write_json_feed,
        "markdown": markdown.write_markdown,
        "text": plain.write_plain,
    }
    for piece in writers[kind](articles):
        yield piece.encode()


def _book(articles: Iterable[Article]) -> Iterator[bytes]:
    with SpooledTemporaryFile(max_size=16_000_000) as file:
        epub.write_epub(articles, file)
        file.seek(0)
        while piece := file.read(1 << 16):
            yield piece
