-- Signatures that are made outside with a certificate: the slots that were handed out, what came back and its verdict, and
-- whom the instance trusts. Nothing here replaces a document: it stands beside it.

CREATE TABLE signing_slot (
  id             text PRIMARY KEY,
  paper_id       text NOT NULL REFERENCES paper (id),
  person_id      text NOT NULL,
  -- The file that it was made of, unsigned or signed by others before, and what it became; both in the folder of documents.
  source_sha256  text NOT NULL,
  prepared_sha256 text NOT NULL,
  prepared_size  integer NOT NULL,
  slot           text NOT NULL,
  contents_start integer NOT NULL,
  contents_end   integer NOT NULL,
  created_at     timestamptz(3) NOT NULL
);
CREATE INDEX signing_slot_paper ON signing_slot (paper_id, person_id, created_at);
CREATE INDEX signing_slot_prepared ON signing_slot (prepared_sha256);

-- A file that came back, once for each slot; kept in the folder of documents only where `kept`.
CREATE TABLE signed_paper (
  slot_id     text NOT NULL REFERENCES signing_slot (id),
  sha256      text NOT NULL,
  size        integer NOT NULL,
  verdict     text NOT NULL,
  report      jsonb NOT NULL,
  kept        boolean NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_at timestamptz(3) NOT NULL,
  PRIMARY KEY (slot_id, sha256)
);
CREATE INDEX signed_paper_hash ON signed_paper (sha256) WHERE kept;

CREATE TABLE trusted_certificate (
  fingerprint text PRIMARY KEY,
  pem         text NOT NULL,
  role        text NOT NULL CHECK (role IN ('anchor', 'intermediate')),
  subject     text NOT NULL,
  valid_from  timestamptz(3) NOT NULL,
  valid_to    timestamptz(3) NOT NULL,
  added_by    text NOT NULL,
  added_at    timestamptz(3) NOT NULL,
  removed_at  timestamptz(3)
);

CREATE TABLE revoked_certificate (
  issuer     text NOT NULL REFERENCES trusted_certificate (fingerprint),
  serial     text NOT NULL,
  revoked_at timestamptz(3) NOT NULL,
  told_by    text NOT NULL,
  told_at    timestamptz(3) NOT NULL,
  PRIMARY KEY (issuer, serial)
);

GRANT SELECT, INSERT ON signing_slot, signed_paper, revoked_certificate TO trinh_app;
GRANT SELECT, INSERT, UPDATE ON trusted_certificate TO trinh_app;
