-- The entries of a feed's last body are told again by their bytes.
-- The entries of a feed's last body, told by their bytes, so that the next one's are not all read again.
CREATE TABLE sent_before (
  feed    INTEGER PRIMARY KEY REFERENCES feeds (id),
  entries BLOB NOT NULL                       -- see sources.chunks
);
