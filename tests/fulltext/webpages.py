"""Web pages as sites of many kinds lay them out, each around the same story in some language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Story:
    """What a page is about, and what else its site writes on every page."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    menu: tuple[str, ...]
    related: tuple[str, ...]
    """Headlines of other stories."""
    newsletter: str
    cookies: str
    share: str
    comments: tuple[str, ...]
    footer: str

    @property
    def furniture(self) -> tuple[str, ...]:
        """All that is none of the story."""
        return (
            *(*self.menu, *self.related, *self.comments),
            *(self.newsletter, self.cookies, self.share, self.footer),
        )


def _story(language: str) -> Story:
    said: dict[str, list[str]] = defaultdict(list)
    file = Path(__file__).parent / "stories" / f"{language}.txt"
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, text = line.partition(" ")
        said[key].append(text)
    return Story(
        language,
        said["title"][0],
        tuple(said["paragraph"]),
        tuple(said["menu"]),
        tuple(said["related"]),
        said["newsletter"][0],
        said["cookies"][0],
        said["share"][0],
        tuple(said["comment"]),
        said["footer"][0],
    )


STORIES = tuple(map(_story, ("en", "de", "ru", "el", "ar", "ja")))
ENGLISH, GERMAN, RUSSIAN = STORIES[:3]

Layout = Callable[[Story], str]


def document(story: Story, body: str, head: str = "") -> str:
    """Return a whole page."""
    return (
        f'<!doctype html><html lang="{story.language}"><head><meta charset="utf-8">'
        f"<title>{story.title}</title>{head}</head><body>{body}</body></html>"
    )


def links(texts: tuple[str, ...], name: str = "li") -> str:
    """Return texts as links, each in an element of its own."""
    return "".join(f'<{name}><a href="/{n}.html">{text}</a></{name}>' for n, text in enumerate(texts))


def paragraphs(story: Story) -> str:
    """Return the story's text in paragraphs."""
    return each(story.paragraphs, "<p>", "</p>\n")


def each(texts: tuple[str, ...], before: str, after: str) -> str:
    """Return texts, each between the same."""
    return "".join(f"{before}{text}{after}" for text in texts)


def newspaper(story: Story) -> str:
    """A newspaper: menu, share row, newsletter box in the text, related stories, comments, notices."""
    first, second, third, *rest = (f"<p>{text}</p>" for text in story.paragraphs)
    return document(
        story,
        f"""<div id="cookie-banner" class="cookie-consent"><p>{story.cookies}</p></div>
<header class="site-header"><nav class="main-nav"><ul>{links(story.menu)}</ul></nav></header>
<main><article class="article"><h1 class="article__headline">{story.title}</h1>
<div class="share-bar"><a href="https://www.facebook.com/share">{story.share}</a></div>
<div class="article__body">{first}{second}{third}
<div class="newsletter-signup"><form><p>{story.newsletter}</p><button>OK</button></form></div>
{"".join(rest)}</div></article>
<section class="related-stories"><ul>{links(story.related)}</ul></section>
<section id="comments" class="comments">
{each(story.comments, '<div class="comment"><p>', "</p></div>")}</section></main>
<footer class="site-footer"><p>{story.footer}</p></footer>""",
    )


def blog(story: Story) -> str:
    """A blog of an older make: `div`s, a sidebar after the post."""
    return document(
        story,
        f"""<div id="header"><div class="menu">{links(story.menu, "span")}</div></div>
<div id="content"><div class="post hentry"><h2 class="post-title">{story.title}</h2>
<div class="entry-content">{paragraphs(story)}</div>
<div class="sharedaddy"><a href="https://www.facebook.com/share">{story.share}</a></div></div>
<div id="comments"><ol class="commentlist">{each(story.comments, "<li>", "</li>")}</ol></div></div>
<div id="sidebar"><div class="widget"><p>{story.newsletter}</p></div>
<div class="widget"><ul>{links(story.related)}</ul></div></div>
<div id="footer"><p>{story.cookies}</p><p>{story.footer}</p></div>""",
    )


def plain(story: Story) -> str:
    """A page that names none of its parts."""
    return document(
        story,
        f"""<div>{links(story.menu, "b")}</div><div><h1>{story.title}</h1>
{paragraphs(story)}</div><div><ul>{links(story.related)}</ul></div>""",
    )


def broken_by_hand(story: Story) -> str:
    """A text whose paragraphs are two line breaks apart, in one element."""
    return document(
        story,
        f"""<div id="nav"><ul>{links(story.menu)}</ul></div><h1>{story.title}</h1>
<div class="text">{"<br><br>".join(story.paragraphs)}</div>
<div class="related"><ul>{links(story.related)}</ul></div><div id="footer">{story.footer}</div>""",
    )


def in_tables(story: Story) -> str:
    """A page laid out by tables, the text in a table within another."""
    return document(
        story,
        f"""<table width="100%"><tr><td colspan="2">{links(story.menu, "span")}</td></tr>
<tr><td width="20%"><table>{each(story.related, "<tr><td><a href='/x'>", "</a></td></tr>")}</table></td>
<td><table><tr><td><h1>{story.title}</h1>{paragraphs(story)}</td></tr></table></td></tr>
<tr><td colspan="2"><font size="1">{story.footer}</font></td></tr></table>""",
    )


def with_hidden_parts(story: Story) -> str:
    """A text in `main` among parts that are not shown."""
    return document(
        story,
        f"""<nav hidden><ul>{links(story.menu)}</ul></nav><main><h1>{story.title}</h1>
<div style="display:none" class="overlay"><p>{story.cookies}</p><p>{story.newsletter}</p></div>
<div class="body">{paragraphs(story)}</div><template><p>{story.comments[0]}</p></template>
<div aria-hidden="true"><ul>{links(story.related)}</ul></div></main><footer>{story.footer}</footer>""",
    )


LAYOUTS: tuple[Layout, ...] = (newspaper, blog, plain, broken_by_hand, in_tables, with_hidden_parts)
