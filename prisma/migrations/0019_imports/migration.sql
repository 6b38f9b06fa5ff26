-- Sheets that people bring in: the upload as a piece of work, and each of its rows with what it would become and what became
-- of it. Both serve their purpose for a while and are then removed; what was written by them stands where single entry writes.

CREATE TABLE import_job (
  id           text PRIMARY KEY,
  kind         text NOT NULL,
  requested_by text NOT NULL REFERENCES person (id),
  request_hash text NOT NULL,
  file_name    text NOT NULL,
  sha256       text NOT NULL,
  size         integer NOT NULL,
  format       text NOT NULL CHECK (format IN ('xlsx', 'csv')),
  options      jsonb NOT NULL DEFAULT '{}',
  status       text NOT NULL CHECK (status IN ('reading', 'previewed', 'refused', 'writing', 'done', 'cancelled')),
  -- Why the file as a whole was refused, and what names it needs.
  fault        text,
  fault_detail jsonb NOT NULL DEFAULT '{}',
  -- Of each sheet: name, where its head stands, which column is which.
  layout       jsonb NOT NULL DEFAULT '[]',
  total        integer NOT NULL DEFAULT 0,
  done         integer NOT NULL DEFAULT 0,
  -- Of all rows and what they would become: who confirms says what he saw.
  preview_hash text,
  created_at   timestamptz(3) NOT NULL,
  confirmed_at timestamptz(3),
  finished_at  timestamptz(3),
  -- By the real clock: who works on it is alive.
  touched_at   timestamptz(3) NOT NULL
);
CREATE INDEX import_job_person ON import_job (requested_by, created_at DESC, id DESC);
CREATE INDEX import_job_unfinished ON import_job (touched_at) WHERE status IN ('reading', 'writing');
CREATE INDEX import_job_created ON import_job (created_at);

CREATE TABLE import_row (
  import_id text NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
  ord       integer NOT NULL,
  sheet     integer NOT NULL,
  row       integer NOT NULL,
  cells     jsonb NOT NULL,
  fate      text NOT NULL CHECK (fate IN ('new', 'same', 'changed', 'mistake', 'skipped')),
  detail    jsonb NOT NULL DEFAULT '{}',
  result    text CHECK (result IN ('added', 'changed', 'same', 'mistake', 'skipped', 'conflict')),
  outcome   jsonb,
  PRIMARY KEY (import_id, ord)
);
CREATE INDEX import_row_waiting ON import_row (import_id, ord) WHERE result IS NULL AND fate IN ('new', 'changed');
CREATE INDEX import_row_fate ON import_row (import_id, fate, ord);

GRANT SELECT, INSERT, UPDATE, DELETE ON import_job, import_row TO trinh_app;
