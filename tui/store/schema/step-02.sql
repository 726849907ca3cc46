-- Feeds can be held, and articles are known by link and headline.
ALTER TABLE feeds ADD COLUMN held_until INTEGER;
ALTER TABLE feeds ADD COLUMN ttl_s INTEGER;
-- Articles by link and headline: the same story under a new guid, or in another feed.
CREATE TABLE likenesses (
  likeness INTEGER NOT NULL,                  -- 64 bits of the normalised link's and the headline's hash
  article  INTEGER NOT NULL,                  -- its row; no such row: removed here
  PRIMARY KEY (likeness, article)
) WITHOUT ROWID;
