-- What a person makes of a finding for the report: its priority (1 first), a verb of the ladder and
-- a recommendation in words of one's own in place of the rule's. Empty: as the rule has it.
CREATE TABLE finding_choice (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  obligation TEXT NOT NULL,
  subject TEXT NOT NULL,
  priority INTEGER CHECK (priority BETWEEN 1 AND 3),
  verb TEXT NOT NULL DEFAULT '',
  recommendation TEXT NOT NULL DEFAULT '',
  UNIQUE (rule, obligation, subject)
);
