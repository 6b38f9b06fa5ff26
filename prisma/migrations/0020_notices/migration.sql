-- Who was told what, when, by which channel and with what result; what people want to be told how; the mails themselves.

-- Nobody took letters out of the outbox before this: what lies there is old news, and isn't sent to anybody now.
UPDATE outbox SET sent_at = created_at, error = 'from before notices were sent' WHERE sent_at IS NULL;
-- What waits, by topic, in the order in which it was written. A line that failed waits for its next_at (real time).
CREATE INDEX outbox_open ON outbox (topic, id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (topic, sent_at) WHERE sent_at IS NOT NULL;

-- Whatever door an address comes in by: no line breaks, no blanks, no list. Old rows are left alone; sending checks again.
ALTER TABLE person ADD CONSTRAINT person_email_is_one_address
  CHECK (email ~ '^[^][:space:][:cntrl:]<>()\\,;:"@]+@[^][:space:][:cntrl:]<>()\\,;:"@]+$') NOT VALID;

-- One mail to one person: the news of a moment ('notices'), or the letter of the day ('digest'). It is composed when it is
-- sent, from the notices that name it. `not_before` is the instance's time, `next_at` and `claimed_until` are real time.
CREATE TABLE mail (
  id            bigserial PRIMARY KEY,
  -- The Message-ID is made of it: the same on every repeat.
  key           text NOT NULL UNIQUE,
  letter        text NOT NULL CHECK (letter IN ('notices', 'digest')),
  person_id     text NOT NULL,
  created_at    timestamptz(3) NOT NULL,
  not_before    timestamptz(3) NOT NULL,
  status        text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'bounced', 'failed')),
  attempts      integer NOT NULL DEFAULT 0,
  next_at       timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  claimed_until timestamptz(3),
  -- Where it went, when (real time), and what the server said last.
  address       text,
  sent_at       timestamptz(3),
  code          integer,
  answer        text,
  bounced_at    timestamptz(3)
);
CREATE INDEX mail_waiting ON mail (next_at, id) WHERE status = 'waiting';
-- The mail that further news of the same person joins, as long as nobody tried to send it.
CREATE INDEX mail_open ON mail (person_id) WHERE letter = 'notices' AND status = 'waiting' AND attempts = 0;

-- A bounce that comes later names an address.
CREATE INDEX mail_address ON mail (lower(address)) WHERE address IS NOT NULL;

CREATE TABLE notice (
  id          bigserial PRIMARY KEY,
  -- The line of the outbox or the announcement that it comes from: nobody is told of one twice.
  source      text NOT NULL,
  person_id   text NOT NULL,
  kind        text NOT NULL,
  word        text NOT NULL,
  campaign_id text,
  dossier_id  text,
  step        text,
  round       integer,
  -- Told for somebody who has lent his role.
  for_person  text,
  -- Ids, instants and numbers only.
  data        jsonb NOT NULL DEFAULT '{}',
  at          timestamptz(3) NOT NULL,
  read_at     timestamptz(3),
  -- What became of it by mail: goes with a mail, waits for the letter of the day, or why there is none.
  mail        text NOT NULL CHECK (mail IN ('mail', 'digest', 'off', 'noAddress', 'badAddress')),
  mail_id     bigint REFERENCES mail (id),
  UNIQUE (source, person_id)
);
CREATE INDEX notice_person ON notice (person_id, id);
CREATE INDEX notice_unread ON notice (person_id, id) WHERE read_at IS NULL;
CREATE INDEX notice_dossier ON notice (dossier_id, id) WHERE dossier_id IS NOT NULL;
CREATE INDEX notice_mail ON notice (mail_id) WHERE mail_id IS NOT NULL;
CREATE INDEX notice_digest ON notice (person_id) WHERE mail = 'digest' AND mail_id IS NULL;

-- What a person chose; where nothing stands the kind's default holds (domain/notices.ts).
CREATE TABLE notice_preference (
  person_id text NOT NULL REFERENCES person (id),
  kind      text NOT NULL,
  delivery  text NOT NULL CHECK (delivery IN ('atOnce', 'digest', 'off')),
  PRIMARY KEY (person_id, kind)
);
-- Local times HH:mm between which no mail goes out to the person; both null: none.
CREATE TABLE quiet_hours (
  person_id  text PRIMARY KEY REFERENCES person (id),
  quiet_from text,
  quiet_to   text,
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);

-- An address that mail came back from. It holds as long as the person keeps that address.
CREATE TABLE address_bounce (
  person_id text PRIMARY KEY REFERENCES person (id),
  address   text NOT NULL,
  mail_id   bigint NOT NULL REFERENCES mail (id),
  at        timestamptz(3) NOT NULL,
  code      integer,
  answer    text
);

-- A ledger: lines are added and carried on, never removed by the running system.
GRANT SELECT, INSERT, UPDATE ON notice, mail TO trinh_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_preference, quiet_hours, address_bounce TO trinh_app;
GRANT USAGE, SELECT ON SEQUENCE notice_id_seq, mail_id_seq TO trinh_app;
