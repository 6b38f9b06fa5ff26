-- Retention: concluded dossiers leave the working lists after a time, and what was written in them is erased after a longer one,
-- by rule or by decision of two officers, never under a hold. The chains stay: they hold hashes.

-- Out of the working lists, by rule; and emptied of what was written.
ALTER TABLE dossier
  ADD COLUMN archived_at timestamptz(3),
  ADD COLUMN erased_at   timestamptz(3);
CREATE INDEX dossier_concluded ON dossier (closed_at, id) WHERE closed_at IS NOT NULL;
-- Counts by step leave archived ones out and are still read from the indexes alone.
DROP INDEX dossier_province_step;
DROP INDEX dossier_commune_step;
DROP INDEX dossier_step;
CREATE INDEX dossier_province_step ON dossier (province_id, year, procedure_id, status, step) INCLUDE (archived_at);
CREATE INDEX dossier_commune_step ON dossier (commune_id, year, procedure_id, status, step) INCLUDE (archived_at);
CREATE INDEX dossier_step ON dossier (year, procedure_id, status, step) INCLUDE (archived_at);

-- After how many years what goes: for one procedure, or (procedure_id null) for all without a rule of their own. No text was
-- found that sets them: settings, and none to begin with. A rule to erase counts when a second officer has confirmed it.
CREATE TABLE retention_rule (
  id           text PRIMARY KEY,
  procedure_id text,
  kind         text NOT NULL CHECK (kind IN ('archive', 'erase')),
  years        integer NOT NULL CHECK (years BETWEEN 1 AND 100),
  basis        text NOT NULL,
  set_by       text NOT NULL,
  set_at       timestamptz(3) NOT NULL,
  confirmed_by text,
  confirmed_at timestamptz(3),
  version      integer NOT NULL DEFAULT 1,
  CHECK (confirmed_by <> set_by)
);
CREATE UNIQUE INDEX retention_rule_of ON retention_rule (coalesce(procedure_id, ''), kind);

-- What is under a hold is neither archived nor erased until it is lifted.
CREATE TABLE legal_hold (
  id          text PRIMARY KEY,
  scope       text NOT NULL CHECK (scope IN ('dossier', 'office', 'campaign')),
  target_id   text NOT NULL,
  office_id   text NOT NULL REFERENCES office (id),
  reason      text NOT NULL,
  set_by      text NOT NULL,
  set_at      timestamptz(3) NOT NULL,
  lifted_by   text,
  lifted_at   timestamptz(3),
  lift_reason text,
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
);
CREATE INDEX legal_hold_target ON legal_hold (target_id, scope) WHERE lifted_at IS NULL;
CREATE INDEX legal_hold_office ON legal_hold (office_id, set_at DESC);

-- What was erased, by whom, when and why: proposed by one officer and approved by another, or done by a confirmed rule. What
-- remains of it is the tombstone: the hashes.
CREATE TABLE erasure (
  id          text PRIMARY KEY,
  dossier_id  text,
  person_id   text,
  office_id   text NOT NULL REFERENCES office (id),
  status      text NOT NULL CHECK (status IN ('proposed', 'refused', 'done')),
  rule_id     text,
  reason      text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  decided_by  text,
  decided_at  timestamptz(3),
  tombstone   jsonb,
  chain_id    text,
  chain_seq   integer,
  CHECK ((dossier_id IS NULL) <> (person_id IS NULL)),
  CHECK ((status = 'proposed') = (decided_at IS NULL) AND (status = 'proposed') = (decided_by IS NULL)),
  CHECK (decided_by <> proposed_by),
  CHECK ((status = 'done') = (chain_seq IS NOT NULL) AND (status = 'done') = (tombstone IS NOT NULL))
);
CREATE INDEX erasure_dossier ON erasure (dossier_id) WHERE dossier_id IS NOT NULL;
CREATE INDEX erasure_office ON erasure (office_id, proposed_at DESC);
CREATE UNIQUE INDEX erasure_open ON erasure (coalesce(dossier_id, person_id)) WHERE status = 'proposed';

-- The running system can't write a content's body. It can only have it erased, and only with the erasure that says why.
CREATE FUNCTION erase_content(erasure_id text, at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  dossier text;
  erased  integer;
BEGIN
  SELECT e.dossier_id INTO dossier FROM erasure e WHERE e.id = erasure_id AND e.status = 'done';
  IF dossier IS NULL THEN RAISE EXCEPTION 'erasure %: not decided, or of no dossier', erasure_id; END IF;
  UPDATE content c SET body = NULL, erased_at = at WHERE c.dossier_id = dossier AND c.body IS NOT NULL;
  GET DIAGNOSTICS erased = ROW_COUNT;
  RETURN erased;
END
$$;
REVOKE ALL ON FUNCTION erase_content(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_content(text, timestamptz) TO trinh_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON retention_rule TO trinh_app;
GRANT SELECT, INSERT, UPDATE ON legal_hold, erasure TO trinh_app;
