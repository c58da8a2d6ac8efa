-- Suggestions that a person hid: a provision is not offered for a node of the instrument any more.
CREATE TABLE suggestion_hidden (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  provision INTEGER NOT NULL REFERENCES provision(id),
  node TEXT NOT NULL,
  UNIQUE (provision, node)
);
