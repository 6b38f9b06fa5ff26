-- Whether a task waits in an office that isn't one of its dossier's own: entrusted, transferred or added from elsewhere.
-- Lists under a scope find these few by their own index, instead of looking up the dossier of every task of the office.
ALTER TABLE task ADD COLUMN outside boolean NOT NULL DEFAULT false;
UPDATE task t SET outside = true FROM dossier d
  WHERE d.id = t.dossier_id AND (t.office_id IN (d.unit_id, d.commune_id, d.province_id)) IS NOT TRUE;
CREATE INDEX task_outside ON task (office_id, dossier_id) WHERE outside;
