-- Open data: what is counted is kept narrow and apart, brought up to date from the record, and published from there.

-- Which dossiers changed since the last look. The record only grows, so an index of ranges is enough and costs an action nothing.
CREATE INDEX event_recorded ON event USING brin (recorded_at) WITH (pages_per_range = 32, autosummarize = on);

CREATE TABLE open_fact (
  dossier_id        text PRIMARY KEY,
  year              integer NOT NULL,
  procedure_id      text NOT NULL,
  procedure_version integer NOT NULL,
  province_id       text,
  commune_id        text,
  subject_kind      text NOT NULL,
  -- 'step:' and the step of an open one, 'outcome:' and the outcome of a concluded one, else 'status:' and the status.
  position          text NOT NULL
);
CREATE INDEX open_fact_year ON open_fact (year, procedure_id);

-- How long a dossier stood at a step, once it had left it.
CREATE TABLE open_visit (
  dossier_id        text NOT NULL,
  seq               integer NOT NULL,
  year              integer NOT NULL,
  procedure_id      text NOT NULL,
  province_id       text,
  step              text NOT NULL,
  minutes           integer NOT NULL,
  late              boolean NOT NULL,
  PRIMARY KEY (dossier_id, seq)
);
CREATE INDEX open_visit_year ON open_visit (year, procedure_id);

-- What is published, as it is sent.
CREATE TABLE open_release (
  dataset text NOT NULL,
  year    integer NOT NULL,
  format  text NOT NULL CHECK (format IN ('csv', 'json')),
  made_at timestamptz(3) NOT NULL,
  rows    integer NOT NULL,
  etag    text NOT NULL,
  body    text NOT NULL,
  PRIMARY KEY (dataset, year, format)
);

-- One row: how far the record was read, and when what stands was made (by the real clock).
CREATE TABLE open_refresh (
  id      integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  read_to timestamptz(3),
  made_at timestamptz(3),
  -- The settings by which it was made: others make everything anew.
  rule    text
);
INSERT INTO open_refresh (id) VALUES (1);

GRANT SELECT, INSERT, UPDATE, DELETE ON open_fact, open_visit, open_release TO trinh_app;
GRANT SELECT, UPDATE ON open_refresh TO trinh_app;
