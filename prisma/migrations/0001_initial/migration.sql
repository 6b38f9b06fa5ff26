-- The whole first schema of the record, written by hand to agree with prisma/schema.prisma (a test compares them).
-- No foreign keys on what a commit writes: the commit code is the only writer there, holds the dossier's row while it
-- writes, and a foreign key would lock rows that unrelated dossiers share. Administrative tables have them.
-- Instants are timestamptz in milliseconds; SQL gets "now" as a parameter, so no column has a clock default.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- ── Offices ─────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE office (
  id           text PRIMARY KEY,
  kind         text NOT NULL CHECK (kind IN ('ministry','province','department','commune','agency','enterprise','school','residentialArea')),
  code         text UNIQUE,
  name         text NOT NULL,
  short_name   text NOT NULL,
  commune_kind text,
  has_police   boolean NOT NULL DEFAULT true,
  parent_id    text REFERENCES office (id),
  province_id  text,
  commune_id   text,
  search_key   text NOT NULL,
  valid_from   date NOT NULL,
  valid_to     date,
  merged_into  text REFERENCES office (id),
  version      integer NOT NULL DEFAULT 1,
  created_at   timestamptz(3) NOT NULL
);
CREATE INDEX office_parent ON office (parent_id);
CREATE INDEX office_province ON office (province_id, kind);
CREATE INDEX office_commune ON office (commune_id, kind);
CREATE INDEX office_search ON office USING gin (search_key gin_trgm_ops);

CREATE TABLE office_alias (
  id           text PRIMARY KEY,
  old_code     text,
  old_name     text NOT NULL,
  old_district text,
  old_province text NOT NULL,
  office_id    text NOT NULL REFERENCES office (id),
  search_key   text NOT NULL
);
CREATE INDEX office_alias_office ON office_alias (office_id);
CREATE INDEX office_alias_search ON office_alias USING gin (search_key gin_trgm_ops);

-- ── People, accounts, roles ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE person (
  id         text PRIMARY KEY,
  name       text NOT NULL,
  search_key text NOT NULL,
  email      text,
  phone      text,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX person_search ON person USING gin (search_key gin_trgm_ops);

CREATE TABLE account (
  person_id     text PRIMARY KEY REFERENCES person (id),
  login         text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  must_change   boolean NOT NULL DEFAULT false,
  disabled_at   timestamptz(3),
  failed_count  integer NOT NULL DEFAULT 0,
  locked_until  timestamptz(3)
);

CREATE TABLE session (
  id_hash      text PRIMARY KEY,
  person_id    text NOT NULL REFERENCES person (id),
  csrf         text NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL,
  expires_at   timestamptz(3) NOT NULL,
  user_agent   text,
  ended_at     timestamptz(3)
);
CREATE INDEX session_person ON session (person_id);

CREATE TABLE machine_token (
  id           text PRIMARY KEY,
  person_id    text NOT NULL REFERENCES person (id),
  token_hash   text NOT NULL UNIQUE,
  label        text NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  expires_at   timestamptz(3),
  revoked_at   timestamptz(3),
  last_used_at timestamptz(3)
);
CREATE INDEX machine_token_person ON machine_token (person_id);

CREATE TABLE role_holding (
  id         text PRIMARY KEY,
  person_id  text NOT NULL REFERENCES person (id),
  office_id  text NOT NULL REFERENCES office (id),
  role       text NOT NULL,
  valid_from timestamptz(3) NOT NULL,
  valid_to   timestamptz(3),
  version    integer NOT NULL DEFAULT 1,
  granted_by text NOT NULL,
  ended_by   text,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX role_holding_person ON role_holding (person_id);
CREATE INDEX role_holding_office ON role_holding (office_id, role);

CREATE TABLE delegation (
  id          text PRIMARY KEY,
  from_person text NOT NULL REFERENCES person (id),
  to_person   text NOT NULL REFERENCES person (id),
  office_id   text NOT NULL REFERENCES office (id),
  role        text NOT NULL,
  valid_from  timestamptz(3) NOT NULL,
  valid_to    timestamptz(3) NOT NULL,
  reason      text NOT NULL,
  ended_at    timestamptz(3),
  version     integer NOT NULL DEFAULT 1,
  created_by  text NOT NULL,
  created_at  timestamptz(3) NOT NULL
);
CREATE INDEX delegation_to ON delegation (to_person);
CREATE INDEX delegation_from ON delegation (from_person);

-- ── Procedures, campaigns, calendars, sheets ────────────────────────────────────────────────────────────────────
CREATE TABLE procedure_version (
  id           text NOT NULL,
  version      integer NOT NULL,
  hash         text NOT NULL,
  definition   jsonb NOT NULL,
  published_at timestamptz(3) NOT NULL,
  published_by text NOT NULL,
  PRIMARY KEY (id, version)
);

CREATE TABLE calendar (
  version      integer PRIMARY KEY,
  data         jsonb NOT NULL,
  published_at timestamptz(3) NOT NULL,
  published_by text NOT NULL
);

CREATE TABLE criteria_sheet (
  id           text NOT NULL,
  version      integer NOT NULL,
  data         jsonb NOT NULL,
  sample       boolean NOT NULL DEFAULT false,
  published_at timestamptz(3),
  PRIMARY KEY (id, version)
);

CREATE TABLE campaign (
  id                text PRIMARY KEY,
  procedure_id      text NOT NULL,
  procedure_version integer NOT NULL,
  procedure_hash    text NOT NULL,
  office_id         text NOT NULL REFERENCES office (id),
  year              integer NOT NULL,
  status            text NOT NULL CHECK (status IN ('planned','open','closed')),
  opens_at          timestamptz(3) NOT NULL,
  closes_at         timestamptz(3) NOT NULL,
  dates             jsonb NOT NULL DEFAULT '{}',
  reading           text NOT NULL,
  settings          jsonb NOT NULL DEFAULT '{}',
  sheets            jsonb NOT NULL DEFAULT '{}',
  calendar_version  integer REFERENCES calendar (version),
  version           integer NOT NULL DEFAULT 1,
  created_at        timestamptz(3) NOT NULL,
  UNIQUE (procedure_id, office_id, year),
  FOREIGN KEY (procedure_id, procedure_version) REFERENCES procedure_version (id, version)
);
CREATE INDEX campaign_office ON campaign (office_id, year);

CREATE TABLE campaign_override (
  campaign_id text NOT NULL REFERENCES campaign (id),
  office_id   text NOT NULL REFERENCES office (id),
  dates       jsonb NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  PRIMARY KEY (campaign_id, office_id)
);

-- ── What is filled in ───────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE draft (
  dossier_id  text PRIMARY KEY,
  campaign_id text NOT NULL,
  subject_id  text NOT NULL,
  version     integer NOT NULL,
  data        jsonb NOT NULL,
  updated_by  text NOT NULL,
  updated_at  timestamptz(3) NOT NULL,
  UNIQUE (campaign_id, subject_id)
);
CREATE INDEX draft_subject ON draft (subject_id);

CREATE TABLE content (
  dossier_id text NOT NULL,
  hash       text NOT NULL,
  body       jsonb,
  erased_at  timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (dossier_id, hash)
);

CREATE TABLE document (
  dossier_id  text NOT NULL,
  sha256      text NOT NULL,
  size        integer NOT NULL,
  mime        text NOT NULL,
  name        text NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_at timestamptz(3) NOT NULL,
  PRIMARY KEY (dossier_id, sha256)
);
CREATE INDEX document_sha256 ON document (sha256);
CREATE INDEX document_uploaded ON document (uploaded_at);

-- ── The dossier: its state, and the columns that lists read ─────────────────────────────────────────────────────
CREATE TABLE dossier (
  id                text PRIMARY KEY,
  campaign_id       text NOT NULL,
  procedure_id      text NOT NULL,
  procedure_version integer NOT NULL,
  year              integer NOT NULL,
  subject_id        text NOT NULL,
  subject_kind      text NOT NULL,
  subject_name      text NOT NULL,
  unit_id           text,
  commune_id        text,
  province_id       text,
  status            text NOT NULL,
  step              text NOT NULL,
  round             integer NOT NULL,
  version           integer NOT NULL,
  content_hash      text,
  due_at            timestamptz(3),
  lapse_at          timestamptz(3),
  wake_at           timestamptz(3),
  outcome           text,
  state             jsonb NOT NULL,
  state_hash        text NOT NULL,
  head_seq          integer NOT NULL,
  head_hash         text NOT NULL,
  search_key        text NOT NULL,
  created_at        timestamptz(3) NOT NULL,
  updated_at        timestamptz(3) NOT NULL,
  closed_at         timestamptz(3),
  UNIQUE (campaign_id, subject_id)
) WITH (fillfactor = 80);
-- Pages under a scope, newest first; created_at never changes, so a page's key can't move while it is read.
CREATE INDEX dossier_province_page ON dossier (province_id, created_at DESC, id DESC);
CREATE INDEX dossier_commune_page ON dossier (commune_id, created_at DESC, id DESC);
CREATE INDEX dossier_unit_page ON dossier (unit_id, created_at DESC, id DESC) WHERE unit_id IS NOT NULL;
CREATE INDEX dossier_subject ON dossier (subject_id, year);
-- Filters, and counts by step read from the index alone.
CREATE INDEX dossier_province_step ON dossier (province_id, year, procedure_id, status, step);
CREATE INDEX dossier_commune_step ON dossier (commune_id, year, procedure_id, status, step);
-- Due and overdue: open dossiers only.
CREATE INDEX dossier_province_due ON dossier (province_id, due_at, id) WHERE closed_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX dossier_campaign_due ON dossier (campaign_id, due_at, id) WHERE closed_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX dossier_wake ON dossier (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX dossier_open ON dossier (id) WHERE closed_at IS NULL;
CREATE INDEX dossier_search ON dossier USING gin (search_key gin_trgm_ops);

-- Open tasks only: a task that is done lives on in the state and in the events.
CREATE TABLE task (
  dossier_id text NOT NULL,
  id         text NOT NULL,
  step       text NOT NULL,
  round      integer NOT NULL,
  kind       text NOT NULL,
  office_id  text NOT NULL,
  roles      text[] NOT NULL,
  person_id  text,
  claimed_by text,
  due_at     timestamptz(3),
  opened     boolean NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (dossier_id, id)
) WITH (fillfactor = 80);
CREATE INDEX task_office ON task (office_id, due_at, dossier_id);
CREATE INDEX task_person ON task (person_id, due_at) WHERE person_id IS NOT NULL;
CREATE INDEX task_claimed ON task (claimed_by) WHERE claimed_by IS NOT NULL;

CREATE TABLE event (
  dossier_id  text NOT NULL,
  seq         integer NOT NULL,
  type        text NOT NULL,
  action      text NOT NULL,
  actor       jsonb NOT NULL,
  data        jsonb NOT NULL,
  received_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  prev_hash   text NOT NULL,
  hash        text NOT NULL,
  PRIMARY KEY (dossier_id, seq)
);

CREATE TABLE command (
  id           text PRIMARY KEY,
  dossier_id   text NOT NULL,
  action       text NOT NULL,
  request_hash text NOT NULL,
  ok           boolean NOT NULL,
  code         text,
  detail       jsonb NOT NULL,
  position     jsonb,
  recorded_at  timestamptz(3) NOT NULL,
  received_at  timestamptz(3) NOT NULL
);
CREATE INDEX command_dossier ON command (dossier_id);

CREATE TABLE receipt (
  command_id   text PRIMARY KEY,
  received_at  timestamptz(3) NOT NULL,
  request_hash text NOT NULL,
  dossier_id   text NOT NULL,
  action       text NOT NULL,
  person_id    text
);
-- A lapse waits for what was received before it and is still undecided.
CREATE INDEX receipt_dossier ON receipt (dossier_id, received_at);

-- ── Numbers, certificates, results ──────────────────────────────────────────────────────────────────────────────
CREATE TABLE counter (
  office_id text NOT NULL,
  register  text NOT NULL,
  year      integer NOT NULL,
  last      integer NOT NULL,
  PRIMARY KEY (office_id, register, year)
) WITH (fillfactor = 50);

CREATE TABLE number_given (
  office_id  text NOT NULL,
  register   text NOT NULL,
  year       integer NOT NULL,
  number     integer NOT NULL,
  dossier_id text,
  batch_id   text,
  step       text NOT NULL,
  given_at   timestamptz(3) NOT NULL,
  PRIMARY KEY (office_id, register, year, number)
);
CREATE INDEX number_given_dossier ON number_given (dossier_id) WHERE dossier_id IS NOT NULL;

CREATE TABLE certificate (
  code       text PRIMARY KEY,
  dossier_id text NOT NULL,
  number     integer NOT NULL,
  register   text NOT NULL,
  office_id  text NOT NULL,
  year       integer NOT NULL,
  issued_at  timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  data       jsonb NOT NULL,
  signature  text NOT NULL
);
CREATE INDEX certificate_dossier ON certificate (dossier_id);

CREATE TABLE result_fact (
  subject_id  text NOT NULL,
  kind        text NOT NULL,
  year        integer NOT NULL,
  value       text NOT NULL,
  source      text NOT NULL,
  dossier_id  text,
  version     integer NOT NULL DEFAULT 1,
  recorded_at timestamptz(3) NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (subject_id, kind, year)
);

-- ── Chains of offices and of the system, and the daily anchor over all heads ────────────────────────────────────
CREATE TABLE chain_event (
  chain_id    text NOT NULL,
  seq         integer NOT NULL,
  type        text NOT NULL,
  data        jsonb NOT NULL,
  actor       text NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  prev_hash   text NOT NULL,
  hash        text NOT NULL,
  PRIMARY KEY (chain_id, seq)
);

CREATE TABLE chain_head (
  chain_id text PRIMARY KEY,
  seq      integer NOT NULL,
  hash     text NOT NULL
);

CREATE TABLE anchor (
  day       date PRIMARY KEY,
  root      text NOT NULL,
  prev_root text NOT NULL,
  heads     integer NOT NULL,
  at        timestamptz(3) NOT NULL,
  key_id    text NOT NULL,
  signature text NOT NULL
);

-- Only the chains whose head moved since the day before: a day's heads are the latest leaf of each chain up to it.
CREATE TABLE anchor_leaf (
  day      date NOT NULL,
  chain_id text NOT NULL,
  seq      integer NOT NULL,
  hash     text NOT NULL,
  PRIMARY KEY (chain_id, day)
);

-- ── What follows an action: letters, webhooks, announcements ────────────────────────────────────────────────────
CREATE TABLE outbox (
  id         bigserial PRIMARY KEY,
  topic      text NOT NULL,
  key        text NOT NULL UNIQUE,
  payload    jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  sent_at    timestamptz(3),
  attempts   integer NOT NULL DEFAULT 0,
  next_at    timestamptz(3) NOT NULL,
  error      text
);
CREATE INDEX outbox_unsent ON outbox (next_at, id) WHERE sent_at IS NULL;

CREATE TABLE announcement (
  key         text PRIMARY KEY,
  kind        text NOT NULL,
  campaign_id text,
  dossier_id  text,
  step        text,
  round       integer,
  office_id   text,
  person_id   text,
  day         date,
  at          timestamptz(3) NOT NULL,
  payload     jsonb NOT NULL DEFAULT '{}',
  sent_at     timestamptz(3)
);
CREATE INDEX announcement_day ON announcement (day, person_id) WHERE sent_at IS NULL;
CREATE INDEX announcement_dossier ON announcement (dossier_id) WHERE dossier_id IS NOT NULL;
CREATE INDEX announcement_campaign ON announcement (campaign_id, kind);

CREATE TABLE access_log (
  id         bigserial PRIMARY KEY,
  person_id  text NOT NULL,
  dossier_id text NOT NULL,
  route      text NOT NULL,
  at         timestamptz(3) NOT NULL
);
CREATE INDEX access_log_dossier ON access_log (dossier_id, at);
CREATE INDEX access_log_person ON access_log (person_id, at);

-- ── Batches, incidents, the clock ───────────────────────────────────────────────────────────────────────────────
CREATE TABLE batch (
  id              text PRIMARY KEY,
  kind            text NOT NULL,
  campaign_id     text,
  office_id       text NOT NULL,
  requested_by    text NOT NULL,
  on_behalf_of    text,
  status          text NOT NULL,
  args            jsonb NOT NULL DEFAULT '{}',
  list_hash       text,
  decision_number integer,
  total           integer NOT NULL DEFAULT 0,
  done            integer NOT NULL DEFAULT 0,
  failed          integer NOT NULL DEFAULT 0,
  version         integer NOT NULL DEFAULT 1,
  created_at      timestamptz(3) NOT NULL,
  signed_at       timestamptz(3),
  expires_at      timestamptz(3),
  finished_at     timestamptz(3)
);
CREATE INDEX batch_office ON batch (office_id, created_at DESC);
CREATE INDEX batch_unfinished ON batch (id) WHERE finished_at IS NULL;

CREATE TABLE batch_item (
  batch_id   text NOT NULL,
  dossier_id text NOT NULL,
  ord        integer NOT NULL,
  status     text NOT NULL,
  code       text,
  detail     jsonb NOT NULL DEFAULT '{}',
  at         timestamptz(3),
  PRIMARY KEY (batch_id, dossier_id)
);
CREATE INDEX batch_item_order ON batch_item (batch_id, ord);
CREATE INDEX batch_item_dossier ON batch_item (dossier_id);

CREATE TABLE incident (
  id      text PRIMARY KEY,
  at      timestamptz(3) NOT NULL,
  place   text NOT NULL,
  error   text NOT NULL,
  context jsonb NOT NULL DEFAULT '{}',
  seen_at timestamptz(3)
);
CREATE INDEX incident_unseen ON incident (at) WHERE seen_at IS NULL;

CREATE TABLE clock (
  id        integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  mode      text NOT NULL CHECK (mode IN ('real','stepped')),
  stands_at timestamptz(3),
  CHECK ((mode = 'stepped') = (stands_at IS NOT NULL))
);
INSERT INTO clock (id, mode, stands_at) VALUES (1, 'real', NULL);

-- ── Who may do what: the running system is trinh_app and can't change or remove a line of the record ────────────
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'trinh_app') THEN
    CREATE ROLE trinh_app;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  RAISE NOTICE 'trinh_app was created by another session meanwhile';
END
$$;
DO $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO trinh_app', current_schema());
END
$$;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  office, office_alias, person, account, session, machine_token, role_holding, delegation,
  calendar, criteria_sheet, campaign, campaign_override, draft, document, dossier, task,
  counter, certificate, result_fact, chain_head, outbox, announcement, batch, batch_item, incident, clock
  TO trinh_app;
GRANT SELECT, INSERT ON
  event, chain_event, content, receipt, command, number_given, anchor, anchor_leaf, access_log, procedure_version
  TO trinh_app;
GRANT USAGE, SELECT ON SEQUENCE outbox_id_seq, access_log_id_seq TO trinh_app;
