-- Lists of those who see the whole country (ministry, auditor): pages newest first or by due instant, and counts by step,
-- all and overdue, from the indexes alone.
CREATE INDEX dossier_page ON dossier (created_at DESC, id DESC);
CREATE INDEX dossier_due ON dossier (due_at, id) INCLUDE (year, procedure_id, status, step)
  WHERE closed_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX dossier_step ON dossier (year, procedure_id, status, step);
