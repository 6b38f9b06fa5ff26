-- What a person has named among the filters of the list of dossiers, to find it again; and the papers that somebody signed,
-- by him, for the list of those that wait for a signature made outside.
CREATE TABLE saved_view (
  id         text PRIMARY KEY,
  person_id  text NOT NULL REFERENCES person (id),
  name       text NOT NULL,
  -- The filters as the address of the list holds them.
  search     text NOT NULL,
  saved_at   timestamptz(3) NOT NULL,
  UNIQUE (person_id, name)
);

CREATE INDEX paper_signer ON paper (signed_by, signed_at DESC, id DESC) WHERE signed_by IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO trinh_app;
