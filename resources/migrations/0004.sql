-- Searching as one types. Every line of a law is a row of an index of words that keeps no words of
-- its own; lines belong to the text, which never changes, so that no edit of the structure moves them.
CREATE TABLE law_line (
  id INTEGER PRIMARY KEY,
  law_version INTEGER NOT NULL REFERENCES law_version(id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL
);
CREATE INDEX law_line_version ON law_line(law_version);
CREATE VIRTUAL TABLE law_words USING fts5(
  words, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
-- Finds the provision at a place without reading all of a law.
CREATE INDEX provision_start ON provision(law_version, start);
