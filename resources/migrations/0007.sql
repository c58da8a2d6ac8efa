-- The structure of a law can be changed: provisions and what is left out are state from here on. How
-- they were first read is kept as a digest ("structure"), which the history leads back to.

-- Document order is "start", then "depth": how many provisions stand above.
ALTER TABLE provision ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
WITH RECURSIVE tree (id, depth) AS (
  SELECT id, 0 FROM provision WHERE parent IS NULL
  UNION ALL
  SELECT p.id, tree.depth + 1 FROM provision p JOIN tree ON p.parent = tree.id
)
UPDATE provision SET depth = tree.depth FROM tree WHERE tree.id = provision.id;
CREATE INDEX provision_order ON provision(law_version, start, depth);
CREATE INDEX provision_parent ON provision(parent);
CREATE INDEX mapping_provision ON mapping(provision);

ALTER TABLE left_out ADD COLUMN uid TEXT NOT NULL DEFAULT '';
UPDATE left_out SET uid = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX left_out_uid ON left_out(uid);

ALTER TABLE law_version ADD COLUMN structure TEXT NOT NULL DEFAULT '';

-- Places that look wrong and of which a person said that they are right; -1 concerns the whole law.
CREATE TABLE doubt_kept (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  law_version INTEGER NOT NULL REFERENCES law_version(id),
  code TEXT NOT NULL,
  start INTEGER NOT NULL,
  UNIQUE (law_version, code, start)
);
