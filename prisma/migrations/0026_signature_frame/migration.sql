-- Where an office wants the frame of a visible signature in the PDFs that are prepared for signing: one for who signs, one for
-- the office's own signature. Millimetres from the sides of a corner of the page; a row without a page shows none.
CREATE TABLE signature_frame (
  office_id text NOT NULL REFERENCES office (id),
  purpose   text NOT NULL CHECK (purpose IN ('signature', 'seal')),
  page      text CHECK (page IN ('first', 'last')),
  corner    text CHECK (corner IN ('topLeft', 'topRight', 'bottomLeft', 'bottomRight')),
  across    integer,
  along     integer,
  width     integer,
  height    integer,
  version   integer NOT NULL DEFAULT 1,
  PRIMARY KEY (office_id, purpose),
  CHECK (num_nulls(page, corner, across, along, width, height) IN (0, 6))
);

GRANT SELECT, INSERT, UPDATE ON signature_frame TO trinh_app;
