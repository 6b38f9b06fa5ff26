-- What was answered to a request of administration that creates something, by person and Idempotency-Key: the same
-- request sent again gets the same answer and creates nothing. Answers are kept without the secrets that they showed.
CREATE TABLE request (
  id           text PRIMARY KEY,
  person_id    text NOT NULL,
  route        text NOT NULL,
  request_hash text NOT NULL,
  reply        jsonb NOT NULL,
  recorded_at  timestamptz(3) NOT NULL
);
GRANT SELECT, INSERT ON request TO trinh_app;
