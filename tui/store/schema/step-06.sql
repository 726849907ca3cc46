-- One can search by agency.
CREATE INDEX articles_agency ON articles (agency) WHERE agency IS NOT NULL;
