-- The provisions that an answer to an element rests on, where a person names them.
CREATE TABLE answer_support (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  element TEXT NOT NULL,
  provision INTEGER NOT NULL REFERENCES provision(id),
  UNIQUE (element, provision)
);
