-- It is written down what of an article could not be made.
-- Articles of which something could not be made, for a fault of ours: see store.failures.
CREATE TABLE failures (
  article   INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
  work      TEXT NOT NULL CHECK (work IN ('text', 'names')),
  reason    TEXT NOT NULL,
  version   INTEGER NOT NULL,                 -- of what makes it: another one tries again
  failed_at INTEGER NOT NULL,
  entry     BLOB,                             -- as delivered, to be tried again; null: names
  PRIMARY KEY (work, article)
) WITHOUT ROWID;
CREATE INDEX failures_article ON failures (article);
