-- Articles can be muted, and searches kept.
-- What the reader does not want to see, and until when. A line of `muted` keeps an article out of lists.
CREATE TABLE mutes (
  id        INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL CHECK (kind IN ('words', 'person', 'place', 'feed')),
  value     TEXT NOT NULL,                    -- words: a query; person, place: its key; feed: its id
  name      TEXT NOT NULL,                    -- as the reader knows it
  muted_at  INTEGER NOT NULL,
  until     INTEGER,                          -- lifts by itself then; null: it does not
  lifted_at INTEGER,                          -- null while in force; kept after, so that it can be undone
  settled   INTEGER NOT NULL DEFAULT 0,       -- whether `muted` has all its lines, or none once lifted
  hides     INTEGER NOT NULL DEFAULT 0        -- articles it keeps out of lists; by trigger
);
CREATE TABLE muted (
  mute      INTEGER NOT NULL REFERENCES mutes (id),
  listed_at INTEGER NOT NULL,                 -- a copy of the status', so that its list is in order
  article   INTEGER NOT NULL REFERENCES articles (row),
  PRIMARY KEY (mute, listed_at, article)
) WITHOUT ROWID;
CREATE INDEX muted_article ON muted (article);
CREATE INDEX status_muted  ON status (listed_at) WHERE hidden = 1;
CREATE INDEX status_hidden ON status (feed, listed_at) WHERE hidden <> 0;

-- Searches that the reader keeps, as feeds of their own.
CREATE TABLE searches (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL COLLATE NOCASE,
  query      TEXT NOT NULL,                   -- as typed: store.query has the language
  position   INTEGER NOT NULL,                -- their order
  removed_at INTEGER                          -- kept after, so that it can be undone
);
CREATE UNIQUE INDEX searches_name ON searches (name) WHERE removed_at IS NULL;

INSERT INTO counts VALUES ('muted', 0);
CREATE TRIGGER muted_added AFTER INSERT ON muted BEGIN
  UPDATE mutes SET hides = hides + (SELECT hidden & 2 = 0 FROM status WHERE article = new.article)
   WHERE id = new.mute;
  UPDATE status SET hidden = hidden | 1 WHERE article = new.article AND hidden & 1 = 0;
END;
CREATE TRIGGER muted_removed AFTER DELETE ON muted BEGIN
  UPDATE mutes SET hides = hides - (SELECT hidden & 2 = 0 FROM status WHERE article = old.article)
   WHERE id = old.mute;
  UPDATE status SET hidden = hidden & ~1
   WHERE article = old.article AND NOT EXISTS (SELECT 1 FROM muted WHERE article = old.article);
END;
CREATE TRIGGER status_muted_or_not AFTER UPDATE OF hidden ON status
WHEN (new.hidden = 1) <> (old.hidden = 1) BEGIN
  UPDATE counts SET n = n + (new.hidden = 1) - (old.hidden = 1) WHERE name = 'muted';
END;
CREATE TRIGGER status_unsubscribed AFTER UPDATE OF hidden ON status
WHEN new.hidden & 2 <> old.hidden & 2 BEGIN
  UPDATE mutes SET hides = hides + (new.hidden & 2 = 0) - (old.hidden & 2 = 0)
   WHERE id IN (SELECT mute FROM muted WHERE article = new.article);
END;
