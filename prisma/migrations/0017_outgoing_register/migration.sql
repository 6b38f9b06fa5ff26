-- The register of papers that an office sends out (sổ văn bản đi): what each number was given for, papers made outside that
-- took one, series that began on paper, an office's own short forms, and what replaced, corrected or recalled a paper.

-- What the register shows of a number; written with it, and like the number itself never altered.
ALTER TABLE number_given
  ADD COLUMN symbol       text,
  ADD COLUMN excerpt      text,
  ADD COLUMN recipients   text,
  ADD COLUMN signed_by    text,
  ADD COLUMN signing_form text CHECK (signing_form IN ('TM', 'KT', 'TUQ', 'TL')),
  ADD COLUMN search_key   text NOT NULL DEFAULT '';
CREATE INDEX number_given_sent ON number_given (office_id, year, given_at, register, number);
CREATE INDEX number_given_batch ON number_given (batch_id) WHERE batch_id IS NOT NULL;

-- Short forms of an office in symbols; register '*' holds for all of its registers.
CREATE TABLE short_form (
  office_id   text NOT NULL REFERENCES office (id),
  register    text NOT NULL,
  kind_code   text,
  issuer_code text,
  version     integer NOT NULL DEFAULT 1,
  PRIMARY KEY (office_id, register)
);

-- The first number of a series that goes on from paper; said once.
CREATE TABLE series_start (
  office_id text NOT NULL REFERENCES office (id),
  register  text NOT NULL,
  year      integer NOT NULL,
  first     integer NOT NULL CHECK (first > 1),
  said_by   text NOT NULL,
  said_at   timestamptz(3) NOT NULL,
  PRIMARY KEY (office_id, register, year)
);

-- A file that stands in the folder of documents for something else than a dossier.
CREATE TABLE office_file (
  office_id   text NOT NULL REFERENCES office (id),
  sha256      text NOT NULL,
  size        integer NOT NULL,
  mime        text NOT NULL,
  name        text NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_at timestamptz(3) NOT NULL,
  PRIMARY KEY (office_id, sha256)
);
CREATE INDEX office_file_hash ON office_file (sha256);

-- A paper made outside that took a number of the register.
CREATE TABLE outside_paper (
  office_id  text NOT NULL,
  register   text NOT NULL,
  year       integer NOT NULL,
  number     integer NOT NULL,
  signer     text NOT NULL,
  dated_on   date NOT NULL,
  sha256     text,
  entered_by text NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  PRIMARY KEY (office_id, register, year, number),
  FOREIGN KEY (office_id, register, year, number) REFERENCES number_given (office_id, register, year, number)
);

-- What an act did to a paper issued before (NĐ 30/2020 Đ.18): read from both ends. Where a dossier's own act did it, the
-- reason is that act's content, known by its hash; a paper over many dossiers can be changed for one of them alone.
CREATE TABLE paper_change (
  id          text PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('replace', 'correct', 'recall')),
  office_id   text NOT NULL,
  register    text NOT NULL,
  year        integer NOT NULL,
  number      integer NOT NULL,
  by_office   text,
  by_register text,
  by_year     integer,
  by_number   integer,
  partial     boolean NOT NULL DEFAULT false,
  dossier_id  text,
  command_id  text,
  reason      text,
  reason_hash text NOT NULL,
  by_person   text NOT NULL,
  at          timestamptz(3) NOT NULL,
  CHECK ((by_office IS NULL) = (by_number IS NULL)),
  CHECK (by_office IS NOT NULL OR kind = 'recall' OR dossier_id IS NOT NULL)
);
CREATE INDEX paper_change_of ON paper_change (office_id, register, year, number);
CREATE INDEX paper_change_by ON paper_change (by_office, by_register, by_year, by_number) WHERE by_office IS NOT NULL;
CREATE INDEX paper_change_dossier ON paper_change (dossier_id) WHERE dossier_id IS NOT NULL;

GRANT SELECT, INSERT ON series_start, outside_paper, paper_change TO trinh_app;
GRANT SELECT, INSERT, UPDATE ON short_form TO trinh_app;
GRANT SELECT, INSERT, DELETE ON office_file TO trinh_app;
