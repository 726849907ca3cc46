-- The first two versions counted what is saved in one trigger with all else.
DROP TRIGGER IF EXISTS status_added;
DROP TRIGGER IF EXISTS status_added_saved;
CREATE TRIGGER status_added AFTER INSERT ON status BEGIN
  UPDATE counts SET n = n + (new.hidden = 0) WHERE name = 'total';
  UPDATE counts SET n = n + (new.unread = 1 AND new.hidden = 0) WHERE name = 'unread';
  UPDATE feeds SET total = total + (new.hidden = 0), unread = unread + (new.unread = 1 AND new.hidden = 0)
   WHERE id = new.feed;
END;
CREATE TRIGGER status_added_saved AFTER INSERT ON status WHEN new.saved_at IS NOT NULL BEGIN
  UPDATE counts SET n = n + 1 WHERE name = 'saved';
END;
