-- The index cut texts at blanks and stops alone: up to this row its lines are made anew in time.
INSERT OR REPLACE INTO settings SELECT 'search_older_lines', row FROM articles ORDER BY row DESC LIMIT 1;
