"""The SQL of lists, as text. Imports nothing: the first paint asks these before all else is loaded.

A list is the keys (listed_at, row) of its articles, newest first; what a row shows is asked for by
row. Whoever asks names what is wanted, as `SHOWN` has it, and gets it in that order.
"""

SHOWN = {
    "listed_at": "s.listed_at",
    "feed": "coalesce(a.house, f.own_title, f.title, f.url)",
    "feed_id": "a.feed",
    "dated": "a.published_at IS NOT NULL",
    "ageless": "a.published_at IS NULL AND s.listed_at < a.arrived_at - 86400",
    "read": "s.unread = 0",
    "saved": "s.saved_at IS NOT NULL",
    "changed": "s.changed",
    "opened_at": "s.opened_at",
    "noted": "s.noted > 0",
    "dateline": "a.place || char(10) || coalesce(a.agency, '')",
    "tags": "(SELECT group_concat(tag, char(10)) FROM tags WHERE tags.article = a.row)",
    "followed": "EXISTS (SELECT 1 FROM followings WHERE followings.article = a.row)",
    # Each by itself: joined, and while there are a few threads, SQLite would walk them for every article.
    "thread": """(SELECT (
      SELECT h.id || ' ' || h.members || ' ' || (h.sources - 1) || ' ' || EXISTS (
        SELECT 1 FROM thread_articles AS o WHERE o.article = t.copy_of AND o.thread = t.thread
      ) || ' ' || coalesce(t.new, '') FROM threads AS h WHERE h.id = t.thread AND h.members > 1
    ) FROM thread_articles AS t WHERE t.article = a.row)""",
}
"""What lists show of an article `a`, its status `s` and feed `f`; what is not named is a column of `a`."""

_FIRST = {
    "all": "s.hidden = 0",
    "unread": "s.unread = 1 AND s.hidden = 0",
    "saved": "s.saved_at IS NOT NULL",
}


def first_page(scope: str, names: tuple[str, ...]) -> str:
    """Return the SQL of the first :count rows of all, unread or saved. Raises KeyError for another scope."""
    return f"""
SELECT {columns(names, SHOWN, "a.")}
  FROM status AS s
 CROSS JOIN articles AS a ON a.row = s.article
 CROSS JOIN feeds AS f ON f.id = a.feed
 WHERE {_FIRST[scope]}
 ORDER BY s.listed_at DESC, s.article DESC
 LIMIT :count
"""


# CROSS JOIN, here and elsewhere: SQLite keeps to the order of the tables, whatever its statistics say.
def by_row(names: tuple[str, ...]) -> str:
    """Return the SQL of the rows in a JSON list, in no order."""
    return f"""
SELECT {columns(names, SHOWN, "a.")}
  FROM json_each(?) AS wanted
 CROSS JOIN articles AS a ON a.row = wanted.value
 CROSS JOIN status AS s ON s.article = a.row
 CROSS JOIN feeds AS f ON f.id = a.feed
"""


def columns(names: tuple[str, ...], said: dict[str, str], of: str = "") -> str:
    """Return the columns of a SELECT in the order of their names: as `said`, else those of a table."""
    return ", ".join(f"{said[name]} AS {name}" if name in said else of + name for name in names)


COUNTS = "SELECT name, n FROM counts"
# The thread that one has become since, itself if it stands; no row where it is not known.
LASTING_THREAD = """
WITH RECURSIVE way (id, became) AS (
  SELECT id, became FROM threads WHERE id = ?
   UNION SELECT w.became, (SELECT t.became FROM threads AS t WHERE t.id = w.became)
    FROM way AS w WHERE w.became IS NOT NULL)
SELECT id FROM way WHERE became IS NULL
"""
# A story that several feeds of a folder deliver stands in it once: by its own feed, else by the first.
_FIRST_OF_FOLDER = """s.feed NOT IN (SELECT value FROM json_each(:feeds))
 AND NOT EXISTS (SELECT 1 FROM crossposts AS d WHERE d.article = c.article AND d.feed < c.feed
   AND d.feed IN (SELECT value FROM json_each(:feeds)))"""
_OF_FOLDER = "FROM json_each(:feeds) AS g CROSS JOIN status AS s ON s.feed = g.value WHERE s.hidden = 0"
FURTHER_OF_FOLDER = f"""FROM json_each(:feeds) AS g CROSS JOIN crossposts AS c ON c.feed = g.value
 CROSS JOIN status AS s ON s.article = c.article WHERE s.hidden = 0 AND {_FIRST_OF_FOLDER}"""

# Each scope's articles, as one or more arms: the alias that holds the key, and where the rows come from.
# Two arms are merged in order; only `rows`, which is short, is ever sorted.
_SCOPES = {
    "all": (("s", "FROM status AS s WHERE s.hidden = 0"),),
    "unread": (("s", "FROM status AS s WHERE s.unread = 1 AND s.hidden = 0"),),
    "saved": (("s", "FROM status AS s WHERE s.saved_at IS NOT NULL"),),
    "noted": (("s", "FROM status AS s WHERE s.noted > 0"),),
    "feed": (("s", "FROM status AS s WHERE s.feed = :feed AND s.hidden = 0"),),
    "feed crossposts": (
        ("s", "FROM status AS s WHERE s.feed = :feed AND s.hidden = 0"),
        (
            "c",
            """FROM crossposts AS c CROSS JOIN status AS s ON s.article = c.article
                WHERE c.feed = :feed AND s.hidden = 0""",
        ),
    ),
    # Its keys are when each was opened last.
    "history": (
        (
            "h",
            """FROM (SELECT opened_at AS listed_at, article FROM status WHERE opened_at IS NOT NULL) AS h
                CROSS JOIN status AS s ON s.article = h.article
                WHERE s.hidden = 0 AND h.listed_at <= :until""",
        ),
    ),
    "own": (("s", "FROM status AS s WHERE s.feed = :feed AND s.hidden = 0"),),
    "folder": (("s", _OF_FOLDER),),
    "further": (("c", FURTHER_OF_FOLDER),),
    "folder crossposts": (("s", _OF_FOLDER), ("c", FURTHER_OF_FOLDER)),
    "entity": (
        (
            "e",
            """FROM entity_articles AS e CROSS JOIN status AS s ON s.article = e.article
                WHERE e.entity = :entity AND s.hidden = 0""",
        ),
    ),
    "quoted": (
        (
            "q",
            """FROM quoted AS q CROSS JOIN status AS s ON s.article = q.article
                WHERE q.entity = :entity AND s.hidden = 0""",
        ),
    ),
    "rows": (
        (
            "s",
            """FROM json_each(:rows) AS r CROSS JOIN status AS s ON s.article = r.value
                WHERE s.hidden = 0""",
        ),
    ),
    "muted": (("s", "FROM status AS s WHERE s.hidden = 1"),),
    "mute": (
        (
            "m",
            """FROM muted AS m CROSS JOIN status AS s ON s.article = m.article
                WHERE m.mute = :mute AND s.hidden = 1""",
        ),
    ),
    "thread": (
        (
            "t",
            """FROM thread_articles AS t CROSS JOIN status AS s ON s.article = t.article
                WHERE t.thread = :thread AND s.hidden = 0""",
        ),
    ),
    "tag": (("t", "FROM tags AS t CROSS JOIN status AS s ON s.article = t.article WHERE t.tag = :tag"),),
}

# The unread ones of each list: `n` walks these. A feed's has an index of its own.
LISTS = _SCOPES | {
    f"{name} unread": tuple((key, f"{rows} AND s.unread = 1") for key, rows in arms)
    for name, arms in _SCOPES.items()
    if "unread" not in name and name != "all"
}


def keys_sql(
    name: str,
    *,
    downwards: bool,
    bounded: bool = True,
    tests: str = "",
    tail: str = "LIMIT :count OFFSET :skip",
) -> str:
    """Return the SQL of a list's keys from (:listed_at, :row) on, that one included, walking down or up.

    One that is not `bounded` begins at the list's end instead, and passes rows over three times as
    fast. `tests` are further conditions over `s`, each opening with AND.
    """
    if name.startswith("folder"):
        return _merged_sql(name, downwards=downwards, tests=tests, tail=tail)
    sign, order = ("<=", "DESC") if downwards else (">=", "ASC")
    bound = " AND ({key}.listed_at, {key}.article) {sign} (:listed_at, :row)" if bounded else ""
    arms = (
        f"SELECT {key}.listed_at, {key}.article {rows}{bound.format(key=key, sign=sign)}{tests}"
        for key, rows in LISTS[name]
    )
    return f"{' UNION ALL '.join(arms)} ORDER BY 1 {order}, 2 {order} {tail}"


def _merged_sql(name: str, *, downwards: bool, tests: str, tail: str) -> str:
    """Return the SQL of a folder's keys: its feeds' lists, merged.

    A recursive query is a queue: each key that is taken out puts the next one of its feed in. However many
    feeds there are, each is asked once, and then as often as a key of it is wanted.
    """
    sign, order = ("<", "DESC") if downwards else (">", "ASC")
    unread = " AND n.unread = 1" if name.endswith("unread") else ""

    def nearest(source: str, feed: str, than: str) -> str:
        # By its row: a scalar has one column, and the row leads to the other one.
        return (
            f"SELECT n.article FROM {source.format(feed=feed)} AND (n.listed_at, n.article) {than}"
            f" ORDER BY n.listed_at {order}, n.article {order} LIMIT 1"
        )

    own = f"status AS n WHERE n.feed = {{feed}} AND n.hidden = 0{unread}"
    # Of a crosspost it is seen only after whether it is hidden or read: they are few.
    further = "crossposts AS n WHERE n.feed = {feed}"
    sources = [(0, own)] + ([(1, further)] if "crossposts" in name else [])
    first = f"{sign}= (:listed_at, :row)"
    heads = " UNION ALL ".join(
        f"SELECT s.listed_at, s.article, g.value, {kind} FROM json_each(:feeds) AS g"
        f" CROSS JOIN status AS s ON s.article = ({nearest(source, 'g.value', first)})"
        for kind, source in sources
    )
    after = [nearest(source, "w.feed", f"{sign} (w.listed_at, w.article)") for _, source in sources]
    following = (
        f"CASE w.kind WHEN 0 THEN ({after[0]}) ELSE ({after[1]}) END" if after[1:] else f"({after[0]})"
    )
    # Every article of a crosspost comes out of the queue, since another may follow it there.
    shown = f"s.hidden = 0{unread.replace('n.', 's.')} AND {_FIRST_OF_FOLDER.replace('c.', 'w.')}"
    tests = f" AND (w.kind = 0 OR ({shown})){tests}" if after[1:] else tests
    # Not joined: where SQLite believes in many rows, it would make a Bloom filter of the whole table first.
    tried = f" WHERE EXISTS (SELECT 1 FROM status AS s WHERE s.article = w.article{tests})" if tests else ""
    return (
        f"WITH RECURSIVE walk (listed_at, article, feed, kind) AS ({heads} UNION ALL"
        " SELECT s.listed_at, s.article, w.feed, w.kind"
        f" FROM walk AS w CROSS JOIN status AS s ON s.article = {following}"
        # Without a limit SQLite leaves out the order of what is joined (select.c, omit-ORDER-BY).
        f" ORDER BY 1 {order}, 2 {order} LIMIT -1)"
        f" SELECT w.listed_at, w.article FROM walk AS w{tried} {tail}"
    )


def count_sql(name: str, *, bounded: bool = True, is_limited: bool = False) -> str:
    """Return the SQL that counts a list's keys, all or from (:listed_at, :row) to (:to_listed_at, :to_row).

    The upper one is counted, the lower one is not. Where it `is_limited`, :most are counted of each arm.
    """
    bound = (
        " AND ({key}.listed_at, {key}.article) <= (:listed_at, :row)"
        " AND ({key}.listed_at, {key}.article) > (:to_listed_at, :to_row)"
    )
    arms = [f"{rows}{bound.format(key=key) if bounded else ''}" for key, rows in LISTS[name]]
    counted = (
        [f"SELECT count(*) AS n FROM (SELECT 1 {arm} LIMIT :most)" for arm in arms]
        if is_limited
        else [f"SELECT count(*) AS n {arm}" for arm in arms]
    )
    return f"SELECT sum(n) FROM ({' UNION ALL '.join(counted)})"


def unread_rows_sql(name: str) -> str:
    """Return the SQL of the rows of a list's unread articles, of those that arrived no later than :newest.

    Of those between (:listed_at, :row) and (:to_listed_at, :to_row) alone, neither of them included.
    """
    bound = (
        " AND ({key}.listed_at, {key}.article) < (:listed_at, :row)"
        " AND ({key}.listed_at, {key}.article) > (:to_listed_at, :to_row)"
    )
    arms = (
        f"SELECT s.article {rows} AND s.unread = 1 AND s.article <= :newest{bound.format(key=key)}"
        for key, rows in LISTS[name]
    )
    return " UNION ".join(arms)
