-- Hits are put in the order of their dates.
-- How late the dates are that have come in so far: what can still come when hits are read by arrival.
CREATE TABLE arrivals (                       -- by trigger
  block  INTEGER PRIMARY KEY,                 -- 64 rows of articles; one without a line brought none later
  latest INTEGER NOT NULL                     -- no listed_at of these rows and all before is later
);
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
-- A block has a line where one of its articles is dated later than all before it.
INSERT INTO arrivals
SELECT block, latest
  FROM (SELECT block, latest,
               max(latest) OVER (ORDER BY block ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
          FROM (SELECT article >> 6 AS block, max(listed_at) AS latest FROM status GROUP BY 1))
 WHERE before IS NULL OR latest > before;
