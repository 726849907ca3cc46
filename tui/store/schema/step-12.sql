-- Items that share a link are no longer taken for one.
ALTER TABLE deliveries ADD COLUMN base INTEGER;
ALTER TABLE deliveries ADD COLUMN traits BLOB;
CREATE INDEX deliveries_base ON deliveries (feed, base, article) WHERE base IS NOT NULL;
