-- Evidence says more: further obligations, the fields of a judgment, keywords, consent to publish.
-- What the history recorded before holds none of these columns and is read with their defaults.
-- Lists of words that are no rows of the file are JSON: also ["48.1"], keywords ["withdrawal"].
ALTER TABLE evidence ADD COLUMN also TEXT NOT NULL DEFAULT '[]';
ALTER TABLE evidence ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN application TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN echr TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN keywords TEXT NOT NULL DEFAULT '[]';
ALTER TABLE evidence ADD COLUMN consent TEXT NOT NULL DEFAULT 'none';

-- Files attached to evidence: content, written once a content, never deleted.
CREATE TABLE attached_file (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL UNIQUE,
  data BLOB NOT NULL
);

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  evidence INTEGER NOT NULL REFERENCES evidence(id),
  file INTEGER NOT NULL REFERENCES attached_file(id),
  name TEXT NOT NULL
);
CREATE INDEX attachment_evidence ON attachment(evidence);

-- Figures and earlier recommendations had tables that no edit wrote yet: they are made anew.
-- No value: no number is known. breakdown is JSON: {"sex": "women", "region": "North"}.
DROP TABLE figure;
CREATE TABLE figure (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  node TEXT NOT NULL,
  name TEXT NOT NULL,
  value REAL,
  denominator REAL,
  denominator_of TEXT NOT NULL DEFAULT '',
  year INTEGER,
  breakdown TEXT NOT NULL DEFAULT '{}',
  source TEXT NOT NULL DEFAULT '',
  confidential INTEGER NOT NULL DEFAULT 1
);

-- articles is JSON: ["36", "55.1"]; findings is JSON: [["R36.1", "36.1.a", ""]], rule, obligation and
-- subject of each finding.
DROP TABLE prior_recommendation;
CREATE TABLE prior_recommendation (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  document TEXT NOT NULL DEFAULT '',
  number TEXT NOT NULL DEFAULT '',
  verb TEXT NOT NULL DEFAULT '',
  articles TEXT NOT NULL DEFAULT '[]',
  text TEXT NOT NULL DEFAULT '',
  deadline TEXT,
  done TEXT NOT NULL DEFAULT 'unknown',
  assessment TEXT NOT NULL DEFAULT '',
  findings TEXT NOT NULL DEFAULT '[]'
);

CREATE TABLE prior_evidence (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  prior INTEGER NOT NULL REFERENCES prior_recommendation(id),
  evidence INTEGER NOT NULL REFERENCES evidence(id),
  UNIQUE (prior, evidence)
);
