-- Rules of the user's own: files that a lawyer wrote, kept in the project so that they travel with it.
CREATE TABLE rule_file (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
);
