-- No commit merges a whole level of the search index, which at the third level takes half a second.
INSERT INTO search (search, rank) VALUES ('crisismerge', 64);
