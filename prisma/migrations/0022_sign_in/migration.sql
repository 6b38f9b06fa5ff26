-- Signing in: a second factor, sign-in through identity providers, and sessions that their owner can tell apart.

-- A session is named by an id of its own: the hash of its secret is nobody's business.
ALTER TABLE session ADD COLUMN id text NOT NULL DEFAULT gen_random_uuid()::text;
ALTER TABLE session ADD CONSTRAINT session_id UNIQUE (id);
ALTER TABLE session ADD COLUMN address text;
ALTER TABLE session ADD COLUMN via text NOT NULL DEFAULT 'password' CHECK (via IN ('password', 'provider'));
ALTER TABLE session ADD COLUMN provider text;
-- The provider's own token, sealed: it names the sign-in that is to end there, too.
ALTER TABLE session ADD COLUMN logout_hint text;

-- The password was right, the second factor is still to come; known to one browser, for minutes.
CREATE TABLE sign_in_challenge (
  id_hash    text PRIMARY KEY,
  person_id  text NOT NULL REFERENCES person (id),
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX sign_in_challenge_person ON sign_in_challenge (person_id);
CREATE INDEX sign_in_challenge_expires ON sign_in_challenge (expires_at);

-- Secrets are sealed with a key that isn't in the database. A new one waits beside the present one until it is confirmed.
CREATE TABLE second_factor (
  person_id      text PRIMARY KEY REFERENCES person (id),
  secret         text,
  pending_secret text,
  pending_at     timestamptz(3),
  confirmed_at   timestamptz(3),
  -- The step of time of the last code that was accepted: no code counts twice.
  last_step      bigint,
  failed_count   integer NOT NULL DEFAULT 0,
  locked_until   timestamptz(3),
  CHECK ((secret IS NULL) = (confirmed_at IS NULL))
);

CREATE TABLE recovery_code (
  person_id text NOT NULL REFERENCES person (id),
  code_hash text NOT NULL,
  used_at   timestamptz(3),
  PRIMARY KEY (person_id, code_hash)
);

-- Who a subject of an identity provider is here. The issuer, not the provider's name in the settings, gives it its meaning.
CREATE TABLE identity (
  id           text PRIMARY KEY,
  issuer       text NOT NULL,
  subject      text NOT NULL,
  person_id    text NOT NULL REFERENCES person (id),
  linked_at    timestamptz(3) NOT NULL,
  linked_by    text NOT NULL,
  last_used_at timestamptz(3),
  UNIQUE (issuer, subject),
  UNIQUE (issuer, person_id)
);
CREATE INDEX identity_person ON identity (person_id);
CREATE INDEX person_email ON person (lower(email)) WHERE email IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_challenge, second_factor, recovery_code, identity TO trinh_app;
