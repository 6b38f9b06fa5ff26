-- Other systems that are told what happens to dossiers of an office: who, what was sent, and what they answered.

CREATE TABLE webhook (
  id            text PRIMARY KEY,
  -- Told of the dossiers that lie in or under this office, and of no others.
  office_id     text NOT NULL REFERENCES office (id),
  label         text NOT NULL,
  url           text NOT NULL,
  -- Event types; empty: all.
  topics        text[] NOT NULL DEFAULT '{}',
  created_by    text NOT NULL,
  created_at    timestamptz(3) NOT NULL,
  paused_at     timestamptz(3),
  ended_at      timestamptz(3),
  -- Failures in a row, and until when nothing is sent because of them (real time).
  failures      integer NOT NULL DEFAULT 0,
  resting_until timestamptz(3),
  -- A replay under way: outbox lines up to replay_to that lie behind replay_at are put in line again.
  replay_at     bigint,
  replay_to     bigint,
  version       integer NOT NULL DEFAULT 1
);
CREATE INDEX webhook_office ON webhook (office_id);

-- Secrets that sign, sealed with a key that isn't in the database. Two are valid while one takes over from the other.
CREATE TABLE webhook_secret (
  id         text PRIMARY KEY,
  webhook_id text NOT NULL REFERENCES webhook (id),
  sealed     text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  -- Real time; null: the present one.
  valid_to   timestamptz(3)
);
CREATE INDEX webhook_secret_webhook ON webhook_secret (webhook_id);

CREATE TABLE webhook_delivery (
  webhook_id    text NOT NULL REFERENCES webhook (id),
  outbox_id     bigint NOT NULL,
  -- The same whenever the line is sent to this receiver.
  id            text NOT NULL UNIQUE,
  dossier_id    text NOT NULL,
  topics        text[] NOT NULL,
  status        text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'parked', 'skipped')),
  attempts      integer NOT NULL DEFAULT 0,
  next_at       timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  claimed_until timestamptz(3),
  created_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  sent_at       timestamptz(3),
  answer_status integer,
  error         text,
  duration_ms   integer,
  PRIMARY KEY (webhook_id, outbox_id)
);
-- What holds up later lines of the same dossier: what waits, and what was given up until somebody decides.
CREATE INDEX webhook_lane ON webhook_delivery (webhook_id, dossier_id, outbox_id) WHERE status IN ('waiting', 'parked');
CREATE INDEX webhook_due ON webhook_delivery (webhook_id, next_at) WHERE status = 'waiting';
CREATE INDEX webhook_delivery_dossier ON webhook_delivery (dossier_id, outbox_id);
CREATE INDEX webhook_delivery_sent ON webhook_delivery (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_record ON outbox (id) WHERE topic = 'record';

GRANT SELECT, INSERT, UPDATE, DELETE ON webhook, webhook_secret, webhook_delivery TO trinh_app;
