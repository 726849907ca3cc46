-- Articles can have notes, and passages of theirs be highlighted.
-- What the reader wrote to articles. Never touched by a sync, retention or preparation.
CREATE TABLE notes (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,            -- its name outside: an export that is read back brings it once
  article    INTEGER NOT NULL REFERENCES articles (row),
  words      TEXT NOT NULL,                   -- empty: a highlight alone
  exact      TEXT,                            -- the passage; this and the next null: the whole article
  prefix     TEXT,                            -- what stood before it
  suffix     TEXT,                            -- what stood behind it
  start      INTEGER,                         -- where it began, in characters of the text
  made_at    INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
);
CREATE INDEX notes_article ON notes (article);
ALTER TABLE status ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX status_noted ON status (listed_at) WHERE noted > 0;
INSERT INTO counts VALUES ('noted', 0);

CREATE TRIGGER note_added AFTER INSERT ON notes BEGIN
  UPDATE status SET noted = noted + 1 WHERE article = new.article;
END;
CREATE TRIGGER note_removed AFTER DELETE ON notes BEGIN
  UPDATE status SET noted = noted - 1 WHERE article = old.article;
END;
CREATE TRIGGER status_noted_or_not AFTER UPDATE OF noted ON status
WHEN (new.noted > 0) <> (old.noted > 0) BEGIN
  UPDATE counts SET n = n + (new.noted > 0) - (old.noted > 0) WHERE name = 'noted';
END;
