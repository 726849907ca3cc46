-- Names can be corrected.
ALTER TABLE article_names ADD COLUMN found BLOB;
-- What the reader knows better about names. Never touched by a sync, retention or preparation.
CREATE TABLE corrections (
  id      INTEGER PRIMARY KEY,                -- the order in which they are laid over what was found
  article TEXT,                               -- articles.id, perhaps of one that is gone; null: all stories
  verb    TEXT NOT NULL,                      -- as in model.CorrectionVerb
  kind    TEXT NOT NULL CHECK (kind IN ('person', 'place')),
  key     TEXT NOT NULL,                      -- entities.name_key of the name
  name    TEXT NOT NULL,                      -- as it was shown
  form    TEXT NOT NULL,                      -- the new name, or the form taken off; empty with other verbs
  target  TEXT,                               -- JSON of what it is joined to or known as: see store.codec
  made_at INTEGER NOT NULL,
  lifted  INTEGER NOT NULL DEFAULT 0,         -- taken back
  turns   INTEGER NOT NULL DEFAULT 1          -- how often made, taken back, put back
);
CREATE INDEX corrections_article ON corrections (article);
CREATE INDEX article_names_found ON article_names (article) WHERE found IS NOT NULL;
