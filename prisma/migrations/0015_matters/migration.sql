-- Matters: what a dossier can be about beside an office (a model, a plan, a duty, an event, an expense …), each owned by an
-- office; what a decision counted, and the changes of it afterwards; drafts of procedures; delegations for one procedure.
-- draft.subject_id, dossier.subject_id and result_fact.subject_id hold the id of an office or of a matter.

CREATE TABLE matter (
  id          text PRIMARY KEY,
  kind        text NOT NULL,
  type        text,
  code        text,
  name        text NOT NULL,
  office_id   text NOT NULL REFERENCES office (id),
  commune_id  text,
  province_id text,
  -- The whole of which it is a part: a plan's duty, a request's report.
  parent_id   text REFERENCES matter (id),
  -- Whom it names as the one in charge.
  person_id   text REFERENCES person (id),
  -- Named dates of its own: YYYY-MM-DD, or MM-DD of every year.
  dates       jsonb NOT NULL DEFAULT '{}',
  status      text NOT NULL CHECK (status IN ('draft', 'active', 'ended')),
  begun_on    date,
  ended_on    date,
  search_key  text NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  created_by  text NOT NULL,
  created_at  timestamptz(3) NOT NULL
);
CREATE INDEX matter_parent ON matter (parent_id) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX matter_code ON matter (parent_id, code) WHERE code IS NOT NULL;
CREATE INDEX matter_office ON matter (office_id, kind, status);
CREATE INDEX matter_commune ON matter (commune_id, kind, status);
CREATE INDEX matter_province ON matter (province_id, kind, status);
CREATE INDEX matter_search ON matter USING gin (search_key gin_trgm_ops);

-- What an office is besides its kind, where a procedure leaves such offices out (a small enterprise, a nursery school).
ALTER TABLE office ADD COLUMN marks text[] NOT NULL DEFAULT '{}';

-- For which procedure alone a delegation was given; null for all.
ALTER TABLE delegation ADD COLUMN procedure_id text;

-- What a dossier's decision rested on: the results of the children and of the subject itself, as they stood when it was made.
CREATE TABLE counted (
  dossier_id text NOT NULL,
  need       text NOT NULL,
  subject_id text NOT NULL,
  result     text,
  year       integer NOT NULL,
  value      text,
  at         timestamptz(3) NOT NULL,
  PRIMARY KEY (dossier_id, need, subject_id)
);
CREATE INDEX counted_subject ON counted (subject_id, result, year) WHERE value IS NOT NULL;

-- A result that a decision rested on became another one; to be said to that dossier, and when it was.
CREATE TABLE basis_change (
  id           text PRIMARY KEY,
  dossier_id   text NOT NULL,
  subject_id   text NOT NULL,
  result       text NOT NULL,
  year         integer NOT NULL,
  value        text,
  at           timestamptz(3) NOT NULL,
  delivered_at timestamptz(3)
);
CREATE INDEX basis_change_open ON basis_change (at, id) WHERE delivered_at IS NULL;
CREATE INDEX basis_change_dossier ON basis_change (dossier_id);

-- A procedure that somebody is changing; nothing follows it until it is published as a version.
CREATE TABLE procedure_draft (
  id           text PRIMARY KEY,
  procedure_id text NOT NULL,
  base_version integer NOT NULL,
  version      integer NOT NULL DEFAULT 1,
  data         jsonb NOT NULL,
  updated_by   text NOT NULL,
  updated_at   timestamptz(3) NOT NULL
);
CREATE INDEX procedure_draft_procedure ON procedure_draft (procedure_id);

GRANT SELECT, INSERT, UPDATE ON matter, basis_change TO trinh_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON counted, procedure_draft TO trinh_app;
