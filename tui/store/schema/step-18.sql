-- Lists show what there is to hear or to watch. What older articles have is found in time, the newest first.
ALTER TABLE articles ADD COLUMN recording TEXT;
INSERT OR REPLACE INTO settings SELECT 'recordings_unseen', row FROM articles ORDER BY row DESC LIMIT 1;
