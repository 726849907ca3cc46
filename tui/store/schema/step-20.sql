-- Stories have pages, where the whole of their text is.
CREATE TABLE full_texts (
  article    INTEGER PRIMARY KEY REFERENCES articles (row),
  state      TEXT NOT NULL CHECK (state IN ('wanted', 'shown', 'kept', 'failed')),
  priority   INTEGER NOT NULL DEFAULT 1,
  due_at     INTEGER,
  attempts   INTEGER NOT NULL DEFAULT 0,
  reason     TEXT,
  url        TEXT,
  tried_at   INTEGER,
  fetched_at INTEGER,
  words      INTEGER NOT NULL DEFAULT 0,
  other      BLOB
);
CREATE INDEX full_texts_due ON full_texts (priority, due_at) WHERE due_at IS NOT NULL;
-- What was saved before there were pages is not asked for now.
INSERT OR REPLACE INTO settings SELECT 'full_texts_changes', id FROM changes ORDER BY id DESC LIMIT 1;
