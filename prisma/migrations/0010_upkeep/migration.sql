-- What the daily upkeep removes, and what it needs for that.

-- When a file was last uploaded again: one that somebody has just sent once more is not an old one.
ALTER TABLE document ADD COLUMN again_at timestamptz(3);
-- Recorded content names the file: it is never looked at again.
ALTER TABLE document ADD COLUMN referred boolean NOT NULL DEFAULT false;
CREATE INDEX document_loose ON document (dossier_id) WHERE NOT referred;

-- A receipt is needed until its command is decided or given up; what counts then stands in the command and its events.
GRANT DELETE ON receipt TO trinh_app;
CREATE INDEX receipt_received ON receipt (received_at);
CREATE INDEX session_expires ON session (expires_at);
