-- Articles tell one story together, with what each is found by, and what the reader decided.
CREATE TABLE threads (
  id      INTEGER PRIMARY KEY,
  members INTEGER NOT NULL DEFAULT 0,
  sources INTEGER NOT NULL DEFAULT 0,
  by_hand INTEGER NOT NULL DEFAULT 0,
  became  INTEGER
);
CREATE TABLE thread_articles (
  article   INTEGER PRIMARY KEY REFERENCES articles (row),
  thread    INTEGER REFERENCES threads (id),
  listed_at INTEGER NOT NULL,
  source    INTEGER NOT NULL,
  copy_of   INTEGER,
  by_hand   INTEGER NOT NULL DEFAULT 0,
  reason    TEXT,
  new       INTEGER
);
CREATE INDEX thread_articles_thread ON thread_articles (thread, listed_at) WHERE thread IS NOT NULL;
CREATE INDEX thread_articles_source ON thread_articles (thread, source) WHERE thread IS NOT NULL;
CREATE TABLE thread_traits (
  article INTEGER PRIMARY KEY REFERENCES articles (row),
  traits  BLOB NOT NULL
);
CREATE TABLE thread_terms (
  block INTEGER NOT NULL,
  term  INTEGER NOT NULL,
  rows  BLOB NOT NULL,
  PRIMARY KEY (block, term)
) WITHOUT ROWID;
CREATE TABLE thread_choices (
  article  TEXT PRIMARY KEY,
  together TEXT NOT NULL,
  made_at  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER thread_joined AFTER INSERT ON thread_articles WHEN new.thread IS NOT NULL BEGIN
  UPDATE threads SET members = members + 1, sources = sources + NOT EXISTS (
    SELECT 1 FROM thread_articles
     WHERE thread = new.thread AND source = new.source AND article <> new.article) WHERE id = new.thread;
END;
CREATE TRIGGER thread_left AFTER DELETE ON thread_articles WHEN old.thread IS NOT NULL BEGIN
  UPDATE threads SET members = members - 1, sources = sources - NOT EXISTS (
    SELECT 1 FROM thread_articles WHERE thread = old.thread AND source = old.source) WHERE id = old.thread;
  DELETE FROM threads WHERE id = old.thread AND members = 0;
END;
CREATE TRIGGER thread_changed AFTER UPDATE OF thread ON thread_articles WHEN new.thread IS NOT old.thread BEGIN
  UPDATE threads SET members = members - 1, sources = sources - NOT EXISTS (
    SELECT 1 FROM thread_articles WHERE thread = old.thread AND source = old.source) WHERE id = old.thread;
  UPDATE threads SET members = members + 1, sources = sources + NOT EXISTS (
    SELECT 1 FROM thread_articles
     WHERE thread = new.thread AND source = new.source AND article <> new.article) WHERE id = new.thread;
END;
-- Articles tell who said what, and when things happened.
CREATE TABLE told (
  article INTEGER PRIMARY KEY REFERENCES articles (row),
  data    BLOB NOT NULL
);
CREATE TABLE quoted (
  entity    INTEGER NOT NULL REFERENCES entities (id),
  listed_at INTEGER NOT NULL,
  article   INTEGER NOT NULL,
  PRIMARY KEY (entity, listed_at, article)
) WITHOUT ROWID;
-- What older articles tell is found behind the screen, the newest first.
INSERT OR REPLACE INTO settings SELECT 'told_unseen', row FROM articles ORDER BY row DESC LIMIT 1;
