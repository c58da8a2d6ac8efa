-- What a project keeps of its reports: an option of one kind of report, or (kind empty) of all kinds.
CREATE TABLE report_option (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (kind, name)
);
