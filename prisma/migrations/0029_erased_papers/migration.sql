-- What was written in a dossier stands in its papers, too. Those without a number (registration, self-assessment, minutes, letters
-- of return) are erased with its content: what was filled in goes at once, the files with the next sweep; the row stays with their
-- hashes. Numbered papers stay: they are the office's documents.

ALTER TABLE paper ADD COLUMN erased_at timestamptz(3) CHECK (erased_at IS NULL OR data IS NULL);
DROP INDEX paper_unmade;
CREATE INDEX paper_unmade ON paper (created_at, id) WHERE made_at IS NULL AND erased_at IS NULL;

-- As before; and a paper is erased once, with what was filled in.
CREATE OR REPLACE FUNCTION paper_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.erased_at IS NOT NULL OR (
    (to_jsonb(NEW) - '{status,excerpt,symbol,template_version,data,data_sha256,docx_sha256,docx_size,pdf_sha256,pdf_size,pages,made_at,erased_at}'::text[])
     <> (to_jsonb(OLD) - '{status,excerpt,symbol,template_version,data,data_sha256,docx_sha256,docx_size,pdf_sha256,pdf_size,pages,made_at,erased_at}'::text[]))
  THEN RAISE EXCEPTION 'paper %: what the act issued is not altered', OLD.id; END IF;
  IF OLD.made_at IS NOT NULL AND (
    (to_jsonb(NEW) - '{status,data,erased_at}'::text[]) <> (to_jsonb(OLD) - '{status,data,erased_at}'::text[])
    OR (NEW.data IS DISTINCT FROM OLD.data AND NEW.erased_at IS NULL))
  THEN RAISE EXCEPTION 'paper %: an issued document is not altered', OLD.id; END IF;
  RETURN NEW;
END
$$;

-- The papers of an erasure that was decided, and what came back signed of them. The running system has no right to do it otherwise.
CREATE FUNCTION erase_papers(erasure_id text, at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  dossier text;
  erased  integer;
BEGIN
  SELECT e.dossier_id INTO dossier FROM erasure e WHERE e.id = erasure_id AND e.status = 'done';
  IF dossier IS NULL THEN RAISE EXCEPTION 'erasure %: not decided, or of no dossier', erasure_id; END IF;
  UPDATE signed_paper s SET kept = false FROM signing_slot l JOIN paper p ON p.id = l.paper_id
    WHERE l.id = s.slot_id AND p.dossier_id = dossier AND p.register IS NULL AND s.kept;
  UPDATE paper p SET data = NULL, erased_at = at
    WHERE p.dossier_id = dossier AND p.register IS NULL AND p.erased_at IS NULL;
  GET DIAGNOSTICS erased = ROW_COUNT;
  RETURN erased;
END
$$;
REVOKE ALL ON FUNCTION erase_papers(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_papers(text, timestamptz) TO trinh_app;
