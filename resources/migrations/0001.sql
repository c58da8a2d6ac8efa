-- The project file, first version. One project = one State and one or more instruments.
-- Content is append-only and never in the history; everything under "state" changes only through
-- edits, whose rows stand in "history". Offsets count Unicode code points.

-- content -----------------------------------------------------------------------------------------

CREATE TABLE source_file (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  data BLOB NOT NULL
);

CREATE TABLE law_version (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  law INTEGER NOT NULL REFERENCES law(id),
  source_file INTEGER NOT NULL REFERENCES source_file(id),
  date TEXT,
  language TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX law_version_law ON law_version(law);

CREATE TABLE provision (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  law_version INTEGER NOT NULL REFERENCES law_version(id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  address TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL CHECK ("end" >= start),
  label_start INTEGER,
  label_end INTEGER,
  heading_start INTEGER,
  heading_end INTEGER,
  parent INTEGER REFERENCES provision(id),
  UNIQUE (law_version, position)
);
CREATE INDEX provision_address ON provision(law_version, address);

CREATE TABLE left_out (
  id INTEGER PRIMARY KEY,
  law_version INTEGER NOT NULL REFERENCES law_version(id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  why TEXT NOT NULL
);
CREATE INDEX left_out_version ON left_out(law_version);

CREATE TABLE source_map (
  id INTEGER PRIMARY KEY,
  law_version INTEGER NOT NULL REFERENCES law_version(id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER,
  "offset" INTEGER,
  generated INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX source_map_version ON source_map(law_version);

CREATE TABLE import_doubt (
  id INTEGER PRIMARY KEY,
  law_version INTEGER NOT NULL REFERENCES law_version(id),
  code TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER,
  details TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX import_doubt_version ON import_doubt(law_version);

-- state -------------------------------------------------------------------------------------------

CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uid TEXT NOT NULL,
  state_code TEXT NOT NULL,
  state_name TEXT NOT NULL,
  language TEXT NOT NULL,
  instruments TEXT NOT NULL,
  no_reservations INTEGER NOT NULL DEFAULT 0
);

-- A law enters as removed; adding it is the edit that says it is not.
CREATE TABLE law (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('statute', 'bill', 'decree', 'constitution')),
  removed INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE mapping (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  provision INTEGER NOT NULL REFERENCES provision(id),
  node TEXT NOT NULL,
  coverage TEXT NOT NULL CHECK (coverage IN ('full', 'partial', 'contrary', 'related')),
  quote_start INTEGER,
  quote_end INTEGER,
  quote_exact TEXT,
  quote_before TEXT,
  quote_after TEXT,
  note TEXT NOT NULL DEFAULT ''
);

CREATE TABLE answer (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  element TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL CHECK (value IN ('yes', 'partly', 'no', 'unclear', 'na')),
  note TEXT NOT NULL DEFAULT ''
);

CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  node TEXT NOT NULL UNIQUE
);

CREATE TABLE attribute (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  provision INTEGER NOT NULL REFERENCES provision(id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('person', 'suggested', 'rejected')),
  quote_start INTEGER,
  quote_end INTEGER,
  quote_exact TEXT,
  quote_before TEXT,
  quote_after TEXT,
  UNIQUE (provision, name)
);

CREATE TABLE reservation (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  provision TEXT NOT NULL UNIQUE,
  made TEXT,
  scope TEXT
);

CREATE TABLE reservation_event (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  reservation INTEGER NOT NULL REFERENCES reservation(id),
  notified TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('uphold', 'amend', 'withdraw', 'expire')),
  effective TEXT,
  widened INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE fact (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  node TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  date TEXT,
  dimension TEXT NOT NULL CHECK (dimension IN ('de_jure', 'de_facto')),
  confidential INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE figure (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  node TEXT NOT NULL,
  name TEXT NOT NULL,
  value REAL NOT NULL,
  denominator REAL,
  year INTEGER,
  breakdown TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT ''
);

CREATE TABLE prior_recommendation (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL CHECK (body IN ('grevio', 'committee')),
  number TEXT NOT NULL,
  verb TEXT NOT NULL,
  article TEXT NOT NULL,
  text TEXT NOT NULL,
  deadline TEXT,
  done TEXT NOT NULL DEFAULT 'no' CHECK (done IN ('done', 'partly', 'no'))
);

-- With an empty rule: a person's override of an obligation's status.
CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  obligation TEXT NOT NULL,
  subject TEXT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  rule_version INTEGER NOT NULL DEFAULT 0,
  digest TEXT NOT NULL DEFAULT '',
  UNIQUE (rule, obligation, subject)
);

CREATE TABLE recommendation (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  node TEXT NOT NULL,
  verb TEXT NOT NULL,
  text TEXT NOT NULL
);

CREATE TABLE bill (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  in_force TEXT
);

CREATE TABLE bill_change (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  bill INTEGER NOT NULL REFERENCES bill(id),
  law_version INTEGER NOT NULL REFERENCES law_version(id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  operation TEXT NOT NULL CHECK (operation IN ('replace', 'insert', 'repeal')),
  text TEXT NOT NULL DEFAULT ''
);

-- history -----------------------------------------------------------------------------------------

-- One row an edit. "changes" is a list of [table, id, row before or null, row after or null]:
-- forward it redoes the edit, backward it undoes it. Edits of one gesture are undone together.
CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  gesture TEXT NOT NULL,
  edit TEXT NOT NULL,
  fields TEXT NOT NULL,
  changes TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  abandoned INTEGER NOT NULL DEFAULT 0
);

-- The id of the last edit that is in force; 0 before the first.
CREATE TABLE history_cursor (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
);
INSERT INTO history_cursor (id, at) VALUES (1, 0);
