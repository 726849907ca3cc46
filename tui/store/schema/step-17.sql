-- What was opened is a list, newest first; and articles are found by who wrote them.
CREATE INDEX status_opened ON status (opened_at) WHERE opened_at IS NOT NULL;
CREATE INDEX articles_byline ON articles (byline) WHERE byline IS NOT NULL;
