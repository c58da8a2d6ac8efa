-- Explanations to GREVIO on the grounds of a reservation (article 79, paragraph 3): requested, given.
CREATE TABLE reservation_explanation (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  reservation INTEGER NOT NULL REFERENCES reservation(id),
  requested TEXT,
  given TEXT,
  CHECK (requested IS NOT NULL OR given IS NOT NULL)
);
