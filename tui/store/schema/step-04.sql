-- Names can be followed.
-- The names the reader follows.
CREATE TABLE follows (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,                  -- this and the next: the entity's, which may be found anew
  key         TEXT NOT NULL,
  name        TEXT NOT NULL,                  -- as the reader chose it
  entity      INTEGER NOT NULL UNIQUE REFERENCES entities (id),  -- no story need name it yet
  followed_at INTEGER NOT NULL,
  news_from   INTEGER NOT NULL,               -- what had arrived before then is no news to `watch`
  total       INTEGER NOT NULL DEFAULT 0,     -- its stories not hidden; by trigger
  unread      INTEGER NOT NULL DEFAULT 0,     -- of those, unread; by trigger
  UNIQUE (kind, key)
);
-- Which stories name a followed name: from `entity_articles`, by trigger.
CREATE TABLE followings (
  article INTEGER NOT NULL,
  follow  INTEGER NOT NULL REFERENCES follows (id),
  told    INTEGER NOT NULL,                   -- by `watch`; or it is older than `news_from`
  PRIMARY KEY (article, follow)
) WITHOUT ROWID;
CREATE INDEX followings_follow ON followings (follow, told, article);
CREATE TRIGGER entity_story_followed AFTER INSERT ON entity_articles
WHEN EXISTS (SELECT 1 FROM follows WHERE entity = new.entity) BEGIN
  INSERT OR IGNORE INTO followings
  SELECT new.article, id, coalesce((SELECT arrived_at FROM articles WHERE row = new.article) < news_from, 0)
    FROM follows WHERE entity = new.entity;
END;
CREATE TRIGGER entity_story_unfollowed AFTER DELETE ON entity_articles
WHEN EXISTS (SELECT 1 FROM follows WHERE entity = old.entity) BEGIN
  DELETE FROM followings
   WHERE article = old.article AND follow = (SELECT id FROM follows WHERE entity = old.entity);
END;
CREATE TRIGGER following_added AFTER INSERT ON followings BEGIN
  UPDATE follows SET
    total = total + coalesce((SELECT hidden = 0 FROM status WHERE article = new.article), 0),
    unread = unread + coalesce((SELECT unread = 1 AND hidden = 0 FROM status WHERE article = new.article), 0)
   WHERE id = new.follow;
END;
CREATE TRIGGER following_removed AFTER DELETE ON followings BEGIN
  UPDATE follows SET
    total = total - coalesce((SELECT hidden = 0 FROM status WHERE article = old.article), 0),
    unread = unread - coalesce((SELECT unread = 1 AND hidden = 0 FROM status WHERE article = old.article), 0)
   WHERE id = old.follow;
END;
CREATE TRIGGER status_followed AFTER UPDATE OF unread, hidden ON status
WHEN (new.unread <> old.unread OR new.hidden <> old.hidden)
 AND EXISTS (SELECT 1 FROM followings WHERE article = new.article) BEGIN
  UPDATE follows SET
    total = total + (new.hidden = 0) - (old.hidden = 0),
    unread = unread + (new.unread = 1 AND new.hidden = 0) - (old.unread = 1 AND old.hidden = 0)
   WHERE id IN (SELECT follow FROM followings WHERE article = new.article);
END;
CREATE TRIGGER status_forgotten BEFORE DELETE ON status BEGIN
  DELETE FROM followings WHERE article = old.article;
END;
