-- Papers: what an act issued, as documents (NĐ 30/2020). Templates in versions that are never edited; for each act and kind one
-- paper, written in the act's own transaction and made into files afterwards, once.

CREATE TABLE paper_template (
  kind         text NOT NULL,
  version      integer NOT NULL CHECK (version > 0),
  docx         bytea NOT NULL,
  sha256       text NOT NULL,
  size         integer NOT NULL,
  -- Ships with the program; false for one that an administrator brought.
  shipped      boolean NOT NULL DEFAULT false,
  published_at timestamptz(3) NOT NULL,
  published_by text NOT NULL,
  PRIMARY KEY (kind, version)
);

CREATE TABLE paper (
  id               text PRIMARY KEY,
  -- What issued it: 'command/<id>' or 'batch/<id>'. An act issues a kind once.
  act              text NOT NULL,
  kind             text NOT NULL,
  status           text NOT NULL DEFAULT 'issued' CHECK (status IN ('issued', 'replaced', 'corrected', 'recalled')),
  dossier_id       text,
  batch_id         text,
  matter_id        text,
  step             text NOT NULL,
  -- The issuing office, and the body in it under whose name the paper stands (People's Committee, police, committee, unit).
  office_id        text NOT NULL REFERENCES office (id),
  body             text NOT NULL,
  -- The number that the act was given, as it stands in number_given; null for a paper without one.
  register         text,
  year             integer,
  number           integer,
  symbol           text,
  excerpt          text,
  signed_by        text,
  on_behalf_of     text,
  signing_form     text CHECK (signing_form IN ('TM', 'KT', 'TUQ', 'TL')),
  signed_at        timestamptz(3) NOT NULL,
  created_at       timestamptz(3) NOT NULL,
  -- Filled when the files are made, together, and never again: what was filled in, with what, and what came of it.
  template_version integer,
  data             jsonb,
  data_sha256      text,
  docx_sha256      text,
  docx_size        integer,
  pdf_sha256       text,
  pdf_size         integer,
  pages            integer,
  made_at          timestamptz(3),
  UNIQUE (act, kind),
  CHECK ((dossier_id IS NULL) <> (batch_id IS NULL)),
  CHECK ((register IS NULL) = (number IS NULL) AND (register IS NULL) = (year IS NULL)),
  CHECK ((made_at IS NULL) = (pdf_sha256 IS NULL) AND (made_at IS NULL) = (docx_sha256 IS NULL)
    AND (made_at IS NULL) = (template_version IS NULL) AND (made_at IS NULL) = (data_sha256 IS NULL)),
  FOREIGN KEY (kind, template_version) REFERENCES paper_template (kind, version)
);
CREATE INDEX paper_dossier ON paper (dossier_id, created_at) WHERE dossier_id IS NOT NULL;
CREATE INDEX paper_batch ON paper (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX paper_matter ON paper (matter_id) WHERE matter_id IS NOT NULL;
CREATE INDEX paper_number ON paper (office_id, register, year, number) WHERE register IS NOT NULL;
CREATE INDEX paper_unmade ON paper (created_at, id) WHERE made_at IS NULL;
CREATE INDEX paper_docx ON paper (docx_sha256) WHERE docx_sha256 IS NOT NULL;
CREATE INDEX paper_pdf ON paper (pdf_sha256) WHERE pdf_sha256 IS NOT NULL;

-- Nothing signed is altered: what an issued paper says stands from the act on, its files from when they are made. Only the
-- status may change afterwards, and what was filled in be erased while its hash stays.
CREATE FUNCTION paper_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - '{status,excerpt,symbol,template_version,data,data_sha256,docx_sha256,docx_size,pdf_sha256,pdf_size,pages,made_at}'::text[])
     <> (to_jsonb(OLD) - '{status,excerpt,symbol,template_version,data,data_sha256,docx_sha256,docx_size,pdf_sha256,pdf_size,pages,made_at}'::text[])
  THEN RAISE EXCEPTION 'paper %: what the act issued is not altered', OLD.id; END IF;
  IF OLD.made_at IS NOT NULL AND (
    (to_jsonb(NEW) - '{status,data}'::text[]) <> (to_jsonb(OLD) - '{status,data}'::text[])
    OR (NEW.data IS DISTINCT FROM OLD.data AND NEW.data IS NOT NULL))
  THEN RAISE EXCEPTION 'paper %: an issued document is not altered', OLD.id; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER paper_stands BEFORE UPDATE ON paper FOR EACH ROW EXECUTE FUNCTION paper_stands();

GRANT SELECT, INSERT ON paper_template TO trinh_app;
GRANT SELECT, INSERT, UPDATE ON paper TO trinh_app;
