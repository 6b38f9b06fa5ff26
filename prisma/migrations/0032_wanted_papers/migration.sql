-- A paper that somebody waits for is made before those that nobody has asked for yet: a decision over thousands issues
-- thousands of papers in one moment.

ALTER TABLE paper ADD COLUMN wanted_at timestamptz(3);
DROP INDEX paper_unmade;
CREATE INDEX paper_unmade ON paper (wanted_at, created_at, id) WHERE made_at IS NULL AND erased_at IS NULL;

-- As before; and that a paper is waited for may be written until it is made.
CREATE OR REPLACE FUNCTION paper_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.erased_at IS NOT NULL OR (
    (to_jsonb(NEW) - '{status,excerpt,symbol,template_version,data,data_sha256,docx_sha256,docx_size,pdf_sha256,pdf_size,pages,made_at,erased_at,wanted_at}'::text[])
     <> (to_jsonb(OLD) - '{status,excerpt,symbol,template_version,data,data_sha256,docx_sha256,docx_size,pdf_sha256,pdf_size,pages,made_at,erased_at,wanted_at}'::text[]))
  THEN RAISE EXCEPTION 'paper %: what the act issued is not altered', OLD.id; END IF;
  IF OLD.made_at IS NOT NULL AND (
    (to_jsonb(NEW) - '{status,data,erased_at}'::text[]) <> (to_jsonb(OLD) - '{status,data,erased_at}'::text[])
    OR (NEW.data IS DISTINCT FROM OLD.data AND NEW.erased_at IS NULL))
  THEN RAISE EXCEPTION 'paper %: an issued document is not altered', OLD.id; END IF;
  RETURN NEW;
END
$$;
