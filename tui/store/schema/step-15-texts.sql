-- Texts and names had the article for their key, and have one of their own that rises with writing.
ALTER TABLE bodies RENAME TO bodies_by_article;
CREATE TABLE bodies (
  id       INTEGER PRIMARY KEY,               -- rises with writing
  article  INTEGER NOT NULL UNIQUE REFERENCES articles (row),
  form     TEXT NOT NULL CHECK (form IN ('delivered', 'blocks')),
  prepared INTEGER NOT NULL DEFAULT 0,        -- PROSE_VERSION that made the blocks; 0 for `delivered`
  data     BLOB NOT NULL                      -- packed JSON: see store.packing, codec
);
INSERT INTO bodies (article, form, prepared, data)
SELECT article, form, prepared, data FROM bodies_by_article ORDER BY article;
DROP TABLE bodies_by_article;

DROP INDEX article_names_found;
ALTER TABLE article_names RENAME TO article_names_by_article;
CREATE TABLE article_names (
  id        INTEGER PRIMARY KEY,              -- rises with writing
  article   INTEGER NOT NULL UNIQUE REFERENCES articles (row),
  extractor INTEGER NOT NULL,                 -- EXTRACTOR_VERSION
  data      BLOB NOT NULL,                    -- packed JSON: see store.texts; ends in the entities' ids
  found     BLOB                              -- the same without the reader's corrections; null: no other
);
INSERT INTO article_names (article, extractor, data, found)
SELECT article, extractor, data, found FROM article_names_by_article ORDER BY article;
DROP TABLE article_names_by_article;
CREATE INDEX article_names_found ON article_names (article) WHERE found IS NOT NULL;

-- The walk through all tables begins anew: the keys it came by are others now.
DELETE FROM settings WHERE name = 'checkup';
