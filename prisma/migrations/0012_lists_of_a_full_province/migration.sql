-- Counts of what is overdue come out of the index that sorts by the due instant, without reading the dossiers; and a page of
-- what is open at a step is read in its order. Measured with a hundred thousand dossiers in one province.
DROP INDEX dossier_province_due;
CREATE INDEX dossier_province_due ON dossier (province_id, due_at, id) INCLUDE (year, procedure_id, status, step)
  WHERE closed_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX dossier_province_open_step ON dossier (province_id, step, created_at DESC, id DESC) WHERE closed_at IS NULL;
