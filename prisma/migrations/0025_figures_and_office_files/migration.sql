-- Whoever watches the system asks every few seconds how many mails went out and how many could not: answered from indexes.
CREATE INDEX mail_sent ON mail (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX mail_undelivered ON mail (status) WHERE status IN ('failed', 'bounced');

-- A file that is sent again is young again: it stays until somebody enters the paper that it belongs to.
ALTER TABLE office_file ADD COLUMN again_at timestamptz(3);
GRANT UPDATE (again_at) ON office_file TO trinh_app;
