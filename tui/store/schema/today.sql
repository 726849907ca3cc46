-- The schema, as one text to be read.
--
-- Times are whole UTC seconds. `row` is an article's key inside this database and rises with arrival;
-- `articles.id` is its name outside (`store.identity`). What a sync may write and what only the reader
-- may write are different tables: `status`, `tags`, `notes` and `changes` are the reader's, and a sync does
-- no more there than add the line of a new article; `corrections` it does not touch at all.
--
-- Lists sort by (listed_at, row), newest first, and page by that key. Every list has an index that
-- holds it in that order; the partial ones stay small. Counts are kept by triggers, since counting a
-- million rows takes longer than drawing the screen.
--
-- A new file is made of this text, an older one comes to the same by the steps beside it: whoever changes
-- something here adds a step that changes it in older files too (see store.migrations). Where `{kinds}`
-- stands, the kinds of names are put, from model.kinds.

CREATE TABLE feeds (
  id              INTEGER PRIMARY KEY,
  url             TEXT NOT NULL UNIQUE,       -- the address asked; moved by a permanent redirect
  title           TEXT,                       -- as the feed states it; null until the first answer
  own_title       TEXT,                       -- the reader's own; never overwritten by a sync
  site_url        TEXT,
  folder          TEXT,                       -- `A/B` for nested folders; null outside all
  position        INTEGER NOT NULL DEFAULT 0, -- order within the folder, as the reader or OPML has it
  added_at        INTEGER NOT NULL,
  removed_at      INTEGER,                    -- unsubscribed; its saved articles stay and need the row
  paused          INTEGER NOT NULL DEFAULT 0,
  settings        TEXT,                       -- JSON: interval, headers, proxy, retention …; null: defaults
  etag            TEXT,                       -- sent back byte for byte
  last_modified   TEXT,                       -- sent back byte for byte
  body_hash       BLOB,                       -- of the last body: the same body is not parsed again
  due_at          INTEGER NOT NULL DEFAULT 0, -- not asked unbidden before then
  held_until      INTEGER,                    -- asked for by its server (Retry-After); null: it did not
  ttl_s           INTEGER,                    -- how long it asks to be left alone after an answer; null: not
  asked_at        INTEGER,
  last_success_at INTEGER,
  failures        INTEGER NOT NULL DEFAULT 0, -- in a row; 0 after a success
  last_error      TEXT,                       -- cleaned, one short line; null after a success
  gone            INTEGER NOT NULL DEFAULT 0, -- answered 410: not asked again
  crossposts      INTEGER NOT NULL DEFAULT 0, -- lines in `crossposts`; by trigger
  total           INTEGER NOT NULL DEFAULT 0, -- articles not hidden; by trigger
  unread          INTEGER NOT NULL DEFAULT 0  -- of those, unread; by trigger
);

CREATE TABLE articles (
  row              INTEGER PRIMARY KEY,       -- rises with arrival
  id               TEXT NOT NULL UNIQUE,      -- store.identity.article_id(feed url, guid)
  feed             INTEGER NOT NULL REFERENCES feeds (id),  -- the first that delivered it
  guid             TEXT,                      -- the source's own id; null where the link serves
  url              TEXT,
  house            TEXT,                      -- who published it, where that is not the feed (seeds)
  headline         TEXT NOT NULL,
  summary          TEXT,                      -- plain text, at most a few lines
  dek              TEXT,
  byline           TEXT,
  place            TEXT,                      -- of the dateline
  agency           TEXT,
  published_at     INTEGER,                   -- null: missing or unreadable
  published_stated TEXT,                      -- as written, where it could not be read
  updated_at       INTEGER,
  arrived_at       INTEGER NOT NULL,
  words            INTEGER NOT NULL DEFAULT 0, -- 0 until prepared
  language         TEXT,
  recording        TEXT                       -- `audio` or `video`: there is such a file; null: none is known
);
CREATE INDEX articles_place ON articles (place) WHERE place IS NOT NULL;
CREATE INDEX articles_agency ON articles (agency) WHERE agency IS NOT NULL;
CREATE INDEX articles_house ON articles (house) WHERE house IS NOT NULL;
CREATE INDEX articles_byline ON articles (byline) WHERE byline IS NOT NULL;

-- Which feed delivered which article under which guid: identity, and what "known" means to a sync.
CREATE TABLE deliveries (
  feed         INTEGER NOT NULL REFERENCES feeds (id),
  guid_key     INTEGER NOT NULL,              -- 64 bits of the guid's (else the link's) hash
  article      INTEGER NOT NULL,              -- its row; no such row: removed here, and not taken in again
  content_hash INTEGER NOT NULL,              -- 64 bits: same or changed
  base         INTEGER,                       -- hash of what it shares with others, or may; null: it does not
  traits       BLOB,                          -- where there is a base: store.identity.Traits
  PRIMARY KEY (feed, guid_key)
) WITHOUT ROWID;
CREATE INDEX deliveries_content ON deliveries (content_hash);
CREATE INDEX deliveries_base ON deliveries (feed, base, article) WHERE base IS NOT NULL;

-- Articles by link and headline: the same story under a new guid, or in another feed.
CREATE TABLE likenesses (
  likeness INTEGER NOT NULL,                  -- 64 bits of the normalised link's and the headline's hash
  article  INTEGER NOT NULL,                  -- its row; no such row: removed here
  PRIMARY KEY (likeness, article)
) WITHOUT ROWID;

-- The entries of a feed's last body, told by their bytes, so that the next one's are not all read again.
CREATE TABLE sent_before (
  feed    INTEGER PRIMARY KEY REFERENCES feeds (id),
  entries BLOB NOT NULL                       -- see sources.chunks
);

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

-- An article that further feeds deliver too. Rare, so that lists of a feed stay one index.
CREATE TABLE crossposts (
  feed      INTEGER NOT NULL REFERENCES feeds (id),
  listed_at INTEGER NOT NULL,
  article   INTEGER NOT NULL REFERENCES articles (row),
  PRIMARY KEY (feed, listed_at, article)
) WITHOUT ROWID;
CREATE INDEX crossposts_article ON crossposts (article);

-- The text, apart from the rows that lists read. `delivered` until prepared, then `blocks`; never both.
-- What is prepared is put behind all others: in the place of the longer one before it, it would leave a
-- fifth of each page empty.
CREATE TABLE bodies (
  id       INTEGER PRIMARY KEY,               -- rises with writing
  article  INTEGER NOT NULL UNIQUE REFERENCES articles (row),
  form     TEXT NOT NULL CHECK (form IN ('delivered', 'blocks')),
  prepared INTEGER NOT NULL DEFAULT 0,        -- PROSE_VERSION that made the blocks; `delivered`: 0, or
                                              -- -1 where it is no news: store.fulltexts
  data     BLOB NOT NULL                      -- packed JSON: see store.packing, codec
);

-- Earlier texts of an article that has changed, oldest first by `replaced_at`.
CREATE TABLE revisions (
  article     INTEGER NOT NULL REFERENCES articles (row),
  replaced_at INTEGER NOT NULL,
  headline    TEXT NOT NULL,
  form        TEXT NOT NULL,
  data        BLOB NOT NULL,
  PRIMARY KEY (article, replaced_at)
);

-- The pages of stories: those that are to be fetched, and what came of it. `bodies` has the text that is shown.
CREATE TABLE full_texts (
  article    INTEGER PRIMARY KEY REFERENCES articles (row),
  state      TEXT NOT NULL CHECK (state IN ('wanted', 'shown', 'kept', 'failed')), -- model.fulltext
  priority   INTEGER NOT NULL DEFAULT 1,      -- 3 the reader asked; 2 the story was saved; 1 its feed's rule
  due_at     INTEGER,                         -- not asked before then; null: it is not on the queue
  attempts   INTEGER NOT NULL DEFAULT 0,      -- in a row that brought nothing and will be made again
  reason     TEXT,                            -- why the last try brought nothing; null: it did
  url        TEXT,                            -- of the page, after redirects
  tried_at   INTEGER,
  fetched_at INTEGER,                         -- of the text that is there; null: none is
  words      INTEGER NOT NULL DEFAULT 0,      -- of the page's text
  other      BLOB                             -- the text that is not shown, as an entry (store.delivered): the
);                                            -- feed's own while `shown`, the page's while `kept`
CREATE INDEX full_texts_due ON full_texts (priority, due_at) WHERE due_at IS NOT NULL;

-- The reader's: one line an article, added with it, then written by the reader alone.
CREATE TABLE status (
  article   INTEGER PRIMARY KEY REFERENCES articles (row),
  feed      INTEGER NOT NULL,                 -- copies of the article's, for the indexes below
  listed_at INTEGER NOT NULL,                 -- published, where known and not in the future; else arrived
  unread    INTEGER NOT NULL DEFAULT 1,
  hidden    INTEGER NOT NULL DEFAULT 0,       -- bits: 1 muted (by trigger), 2 its feed unsubscribed
  saved_at  INTEGER,                          -- bookmarked; null where not
  changed   INTEGER NOT NULL DEFAULT 0,       -- the text changed since it was last opened
  position  REAL NOT NULL DEFAULT 0,          -- how far it was read, 0 to 1
  opened_at INTEGER,                          -- last opened; null: never
  noted     INTEGER NOT NULL DEFAULT 0        -- how many notes it has; by trigger
);
CREATE INDEX status_all         ON status (listed_at) WHERE hidden = 0;
CREATE INDEX status_unread      ON status (listed_at) WHERE unread = 1 AND hidden = 0;
CREATE INDEX status_feed        ON status (feed, listed_at) WHERE hidden = 0;
CREATE INDEX status_feed_unread ON status (feed, listed_at) WHERE unread = 1 AND hidden = 0;
CREATE INDEX status_saved       ON status (listed_at) WHERE saved_at IS NOT NULL;
CREATE INDEX status_noted       ON status (listed_at) WHERE noted > 0;
CREATE INDEX status_opened      ON status (opened_at) WHERE opened_at IS NOT NULL;

-- How late the dates are that have come in so far: what can still come when hits are read by arrival.
CREATE TABLE arrivals (                       -- by trigger
  block  INTEGER PRIMARY KEY,                 -- 64 rows of articles; one without a line brought none later
  latest INTEGER NOT NULL                     -- no listed_at of these rows and all before is later
);

CREATE TABLE tags (
  tag       TEXT NOT NULL COLLATE NOCASE,
  listed_at INTEGER NOT NULL,                 -- a copy of the status', so that a tag's list is in order
  article   INTEGER NOT NULL REFERENCES articles (row),
  tagged_at INTEGER NOT NULL,
  PRIMARY KEY (tag, listed_at, article)
) WITHOUT ROWID;
CREATE INDEX tags_article ON tags (article);

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

-- What the reader did, so that it can be undone, and one day replayed elsewhere.
CREATE TABLE changes (
  id       INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  verb     TEXT NOT NULL,                     -- as in answers.ChangeVerb; and `open`, which is not undone
  value    TEXT,                              -- JSON, what the verb needs to be undone: see store.marks
  articles BLOB NOT NULL,                     -- zlib over 64-bit rows: those that really changed
  undone   INTEGER NOT NULL DEFAULT 0
);

-- What is still to be prepared: 1 text, index and names; 2 names alone (the text is done already); 3 the
-- reader's corrections alone (the names are found already).
CREATE TABLE queue (
  article INTEGER PRIMARY KEY REFERENCES articles (row),
  stage   INTEGER NOT NULL
);
CREATE INDEX queue_stage ON queue (stage, article);

-- The names of one article as the sidebar shows them; each behind all others, as with `bodies`.
CREATE TABLE article_names (
  id        INTEGER PRIMARY KEY,              -- rises with writing
  article   INTEGER NOT NULL UNIQUE REFERENCES articles (row),
  extractor INTEGER NOT NULL,                 -- EXTRACTOR_VERSION
  data      BLOB NOT NULL,                    -- packed JSON: see store.texts; ends in the entities' ids
  found     BLOB                              -- the same without the reader's corrections; null: no other
);

-- People and places across articles.
CREATE TABLE entities (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL CHECK (kind IN ({kinds})),
  key     TEXT NOT NULL,                      -- folded full name, or a place id
  name    TEXT NOT NULL,                      -- as most recently written
  country TEXT,
  stories INTEGER NOT NULL DEFAULT 0,         -- by trigger
  UNIQUE (kind, key)
);
CREATE TABLE entity_words (
  word   TEXT NOT NULL,                       -- a folded word of a name or alias
  entity INTEGER NOT NULL REFERENCES entities (id),
  PRIMARY KEY (word, entity)
) WITHOUT ROWID;
CREATE TABLE entity_articles (
  entity    INTEGER NOT NULL REFERENCES entities (id),
  listed_at INTEGER NOT NULL,
  article   INTEGER NOT NULL,                 -- the way back, from article to entities: article_names
  mentions  INTEGER NOT NULL,
  salience  INTEGER NOT NULL,                 -- in thousandths
  PRIMARY KEY (entity, listed_at, article)
) WITHOUT ROWID;
-- Whom the stories of a time name: what rises.
CREATE INDEX entity_articles_time ON entity_articles (listed_at, entity);

-- Who said what, and the dates that a text names: places in the text. No line: nothing, or not looked at yet.
CREATE TABLE told (
  article INTEGER PRIMARY KEY REFERENCES articles (row),
  data    BLOB NOT NULL                       -- see store.toldbytes
);
-- Whom articles quote, in the order of lists.
CREATE TABLE quoted (
  entity    INTEGER NOT NULL REFERENCES entities (id),
  listed_at INTEGER NOT NULL,
  article   INTEGER NOT NULL,                 -- the way back: told
  PRIMARY KEY (entity, listed_at, article)
) WITHOUT ROWID;

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

-- Articles that tell one story: a line for each that was looked at (tui.threads). A thread goes by the row of
-- the article that began it, whether that is still there or not; one that was split off an other by a number
-- below 0, where that row is another's already.
CREATE TABLE threads (
  id      INTEGER PRIMARY KEY,
  members INTEGER NOT NULL DEFAULT 0,         -- by trigger
  sources INTEGER NOT NULL DEFAULT 0,         -- different ones among them; by trigger
  by_hand INTEGER NOT NULL DEFAULT 0,         -- the reader put an article there: nothing else moves
  became  INTEGER                             -- the thread that its articles went to; null: it stands
);
CREATE TABLE thread_articles (
  article   INTEGER PRIMARY KEY REFERENCES articles (row),
  thread    INTEGER REFERENCES threads (id),  -- null: it stands alone
  listed_at INTEGER NOT NULL,                 -- a copy of the status', so that a thread's list is in order
  source    INTEGER NOT NULL,                 -- 32 bits of who published it: its house, or its feed
  copy_of   INTEGER,                          -- the row of the article whose text it prints, perhaps gone
  by_hand   INTEGER NOT NULL DEFAULT 0,       -- where the reader put it: see thread_choices
  reason    TEXT,                             -- in words; null: it stands alone, or began its thread
  new       INTEGER                           -- sentences that nothing opened of its thread says; null: not known
);
CREATE INDEX thread_articles_thread ON thread_articles (thread, listed_at) WHERE thread IS NOT NULL;
CREATE INDEX thread_articles_source ON thread_articles (thread, source) WHERE thread IS NOT NULL;
-- What articles are known by that others may still join: what they say, and an index of the rarest of it, in
-- which an article that was removed may stand until the window has passed.
CREATE TABLE thread_traits (
  article INTEGER PRIMARY KEY REFERENCES articles (row),
  traits  BLOB NOT NULL                       -- see threads.traits
);
CREATE TABLE thread_terms (
  block INTEGER NOT NULL,                     -- of so many rows of articles: see store.threadindex
  term  INTEGER NOT NULL,                     -- 32 bits of its hash
  rows  BLOB NOT NULL,                        -- those of them that it stands in, the newest if they are many
  PRIMARY KEY (block, term)
) WITHOUT ROWID;
-- Which articles the reader put together or took apart. Never touched by a sync, retention or preparation.
CREATE TABLE thread_choices (
  article  TEXT PRIMARY KEY,                  -- articles.id, perhaps of one that is gone
  together TEXT NOT NULL,                     -- those with the same stand in one thread, those of another do not
  made_at  INTEGER NOT NULL
) WITHOUT ROWID;

-- Contentless: the text stands in `articles` and `bodies`; an old line is taken out by its old text.
-- The body is the first column, since that one's number is not written into every posting (a fifth of all).
CREATE VIRTUAL TABLE search USING fts5 (
  body, headline, front,
  content = '', tokenize = 'porter unicode61 remove_diacritics 2'
);
-- Left to itself SQLite merges it within the commits that write: see `searchable.merge_a_little`.
INSERT INTO search (search, rank) VALUES ('automerge', 0), ('crisismerge', 64);

-- Words of a sample of articles and in how many of those they stand: what an unfinished word may become.
CREATE TABLE lexicon (
  word  TEXT PRIMARY KEY,                     -- folded, not stemmed
  seen  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE counts (
  name TEXT PRIMARY KEY,                      -- total, unread, saved, queue, muted, noted
  n    INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counts VALUES ('total', 0), ('unread', 0), ('saved', 0), ('queue', 0);

-- Small facts about the reader's session: last scope, last opened article, pane widths.
CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- What the reader knows better about names. Never touched by a sync, retention or preparation.
CREATE TABLE corrections (
  id      INTEGER PRIMARY KEY,                -- the order in which they are laid over what was found
  article TEXT,                               -- articles.id, perhaps of one that is gone; null: all stories
  verb    TEXT NOT NULL,                      -- as in model.CorrectionVerb
  kind    TEXT NOT NULL CHECK (kind IN ({kinds})),
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

-- What the reader does not want to see, and until when. A line of `muted` keeps an article out of lists.
CREATE TABLE mutes (
  id        INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL CHECK (kind IN ('words', {kinds}, 'feed')),
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

INSERT INTO counts VALUES ('muted', 0), ('noted', 0);

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
CREATE TRIGGER status_added AFTER INSERT ON status BEGIN
  UPDATE counts SET n = n + (new.hidden = 0) WHERE name = 'total';
  UPDATE counts SET n = n + (new.unread = 1 AND new.hidden = 0) WHERE name = 'unread';
  UPDATE feeds SET total = total + (new.hidden = 0), unread = unread + (new.unread = 1 AND new.hidden = 0)
   WHERE id = new.feed;
END;
CREATE TRIGGER status_added_saved AFTER INSERT ON status WHEN new.saved_at IS NOT NULL BEGIN
  UPDATE counts SET n = n + 1 WHERE name = 'saved';
END;
CREATE TRIGGER status_removed AFTER DELETE ON status BEGIN
  UPDATE counts SET n = n - (old.hidden = 0) WHERE name = 'total';
  UPDATE counts SET n = n - (old.unread = 1 AND old.hidden = 0) WHERE name = 'unread';
  UPDATE counts SET n = n - (old.saved_at IS NOT NULL) WHERE name = 'saved';
  UPDATE feeds SET total = total - (old.hidden = 0), unread = unread - (old.unread = 1 AND old.hidden = 0)
   WHERE id = old.feed;
END;
CREATE TRIGGER status_marked AFTER UPDATE OF unread, hidden ON status
WHEN new.unread <> old.unread OR new.hidden <> old.hidden BEGIN
  UPDATE counts SET n = n + (new.hidden = 0) - (old.hidden = 0)
   WHERE name = 'total' AND new.hidden <> old.hidden;
  UPDATE counts SET n = n + (new.unread = 1 AND new.hidden = 0) - (old.unread = 1 AND old.hidden = 0)
   WHERE name = 'unread';
  UPDATE feeds SET total = total + (new.hidden = 0) - (old.hidden = 0),
                   unread = unread + (new.unread = 1 AND new.hidden = 0) - (old.unread = 1 AND old.hidden = 0)
   WHERE id = new.feed OR id IN (SELECT feed FROM crossposts WHERE article = new.article);
END;
CREATE TRIGGER status_saved_or_not AFTER UPDATE OF saved_at ON status
WHEN (new.saved_at IS NULL) <> (old.saved_at IS NULL) BEGIN
  UPDATE counts SET n = n + (new.saved_at IS NOT NULL) - (old.saved_at IS NOT NULL) WHERE name = 'saved';
END;
CREATE TRIGGER crosspost_added AFTER INSERT ON crossposts BEGIN
  UPDATE feeds SET crossposts = crossposts + 1,
    total = total + (SELECT hidden = 0 FROM status WHERE article = new.article),
    unread = unread + (SELECT unread = 1 AND hidden = 0 FROM status WHERE article = new.article)
   WHERE id = new.feed;
END;
CREATE TRIGGER crosspost_removed BEFORE DELETE ON crossposts BEGIN
  UPDATE feeds SET crossposts = crossposts - 1,
    total = total - (SELECT hidden = 0 FROM status WHERE article = old.article),
    unread = unread - (SELECT unread = 1 AND hidden = 0 FROM status WHERE article = old.article)
   WHERE id = old.feed;
END;
CREATE TRIGGER queue_added AFTER INSERT ON queue BEGIN
  UPDATE counts SET n = n + 1 WHERE name = 'queue';
END;
CREATE TRIGGER queue_removed AFTER DELETE ON queue BEGIN
  UPDATE counts SET n = n - 1 WHERE name = 'queue';
END;
CREATE TRIGGER entity_story_added AFTER INSERT ON entity_articles BEGIN
  UPDATE entities SET stories = stories + 1 WHERE id = new.entity;
END;
CREATE TRIGGER entity_story_removed AFTER DELETE ON entity_articles BEGIN
  UPDATE entities SET stories = stories - 1 WHERE id = old.entity;
END;
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
CREATE TRIGGER status_later AFTER INSERT ON status
WHEN new.listed_at > coalesce(
  (SELECT latest FROM arrivals WHERE block <= new.article >> 6 ORDER BY block DESC LIMIT 1), -1 << 62
) BEGIN
  INSERT INTO arrivals VALUES (new.article >> 6, new.listed_at)
      ON CONFLICT (block) DO UPDATE SET latest = excluded.latest;
  DELETE FROM arrivals WHERE block > new.article >> 6 AND latest <= new.listed_at;
END;
CREATE TRIGGER status_dated_later AFTER UPDATE OF listed_at ON status
WHEN new.listed_at > coalesce(
  (SELECT latest FROM arrivals WHERE block <= new.article >> 6 ORDER BY block DESC LIMIT 1), -1 << 62
) BEGIN
  INSERT INTO arrivals VALUES (new.article >> 6, new.listed_at)
      ON CONFLICT (block) DO UPDATE SET latest = excluded.latest;
  DELETE FROM arrivals WHERE block > new.article >> 6 AND latest <= new.listed_at;
END;
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
