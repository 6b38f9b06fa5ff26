-- What campaigns, the digest and batches keep between two wakings, and whom an announcement is for.

-- When the campaign was last looked after, last swept, and is to be woken next.
ALTER TABLE campaign
  ADD COLUMN ticked_at    timestamptz(3),
  ADD COLUMN swept_at     timestamptz(3),
  ADD COLUMN next_wake_at timestamptz(3);

-- An announcement is for a person, or for whoever holds one of the roles in the office on the day its letter is built.
ALTER TABLE announcement
  ADD COLUMN roles text[] NOT NULL DEFAULT '{}',
  ADD COLUMN level integer;

-- System-wide work at set times (the digest): when it was last done, and when it is next due.
CREATE TABLE agenda (
  name    text PRIMARY KEY,
  last_at timestamptz(3),
  next_at timestamptz(3)
);
GRANT SELECT, INSERT, UPDATE ON agenda TO trinh_app;

-- Who signs, and what the list's items looked like when they were put on it.
ALTER TABLE batch
  ADD COLUMN signer_id    text,
  ADD COLUMN step         text,
  ADD COLUMN request_hash text,
  ADD CONSTRAINT batch_kind CHECK (kind IN ('action', 'decision')),
  ADD CONSTRAINT batch_status CHECK (status IN ('collecting', 'frozen', 'signed', 'cancelled', 'expired'));
CREATE INDEX batch_requested ON batch (requested_by, created_at DESC);
CREATE INDEX batch_unsigned ON batch (expires_at) WHERE status IN ('collecting', 'frozen');

ALTER TABLE batch_item
  ADD COLUMN step         text,
  ADD COLUMN round        integer,
  ADD COLUMN content_hash text,
  ADD CONSTRAINT batch_item_status
    CHECK (status IN ('pending', 'ready', 'reserved', 'refused', 'applied', 'released', 'failed'));
CREATE INDEX batch_item_status_order ON batch_item (batch_id, status, ord);
