-- One can ask what rises.
-- Whom the stories of a time name: what rises.
CREATE INDEX entity_articles_time ON entity_articles (listed_at, entity);
