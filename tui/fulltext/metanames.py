"""The names of `meta` tags that state something of an article, in small letters, the most trusted first.

OpenGraph and its articles, Twitter's cards, Dublin Core, what search engines of science ask for
(`citation_…`), what counters of readers do (`parsely-…`, `sailthru.…`, `cxenseparse:…`), and what some
publishers' own systems write.
"""

from __future__ import annotations

from typing import Final

TITLES: Final = tuple(
    """
    dc:title dcterm:title dc.title dcterms.title citation_title og:title weibo:article:title parsely-title
    sailthru.title hdl headline title twitter:title
    """.split()
)

AUTHORS: Final = tuple(
    tuple(line.split())
    for line in """
    dc:creator dcterm:creator dc.creator dcterms.creator citation_author
    author parsely-author article:author_name sailthru.author byl byline cxenseparse:author
    article:author og:article:author book:author og:author dc.contributor mediator_author vr:author
    shareaholic:article_author_name rbauthors lp.article:author creator authors
    """.strip().splitlines()
)
"""In groups: of two that say something the first counts, and all that is said in it."""

PUBLISHED: Final = tuple(
    """
    article:published_time og:published_time article:published og:article:published_time parsely-pub-date
    sailthru.date datepublished citation_publication_date citation_online_date citation_date dc.date.issued
    dcterms.issued dc.date dcterms.date dcterms.created dc.date.created dc:date dcterms:date dc:date.created
    cxenseparse:recs:publishtime cxenseparse:publishtime article.published ptime pdate pubdate publishdate
    publish-date publish_date publication_date publication-date published date.release displaydate
    originalpublicationdate article_date_original shareaholic:article_published_time datecreated date
    release_date video:release_date og:pubdate rnews:datepublished bt:pubdate
    """.split()
)

MODIFIED: Final = tuple(
    """
    article:modified_time og:updated_time og:modified_time article:modified datemodified dcterms.modified
    dc.date.modified last-modified lastmod utime shareaholic:article_modified_time
    """.split()
)

DEKS: Final = tuple(
    """
    og:description description twitter:description dc:description dc.description sailthru.description
    """.split()
)

PICTURES: Final = ("og:image:secure_url", "og:image", "og:image:url")
OTHER_PICTURES: Final = tuple(
    """
    twitter:image twitter:image:src sailthru.image.full parsely-image-url image thumbnail
    """.split()
)
"""Those that are often cut to a form, or small: after what JSON-LD says."""

SITES: Final = tuple(
    """
    og:site_name application-name apple-mobile-web-app-title dc.publisher citation_journal_title cre
    """.split()
)

LANGUAGES: Final = ("content-language", "og:locale", "dc.language", "inlanguage", "language")
