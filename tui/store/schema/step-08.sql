-- A commit merges nothing of the search index by itself.
INSERT INTO search (search, rank) VALUES ('automerge', 0);
