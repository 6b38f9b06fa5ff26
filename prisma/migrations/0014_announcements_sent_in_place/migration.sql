-- The digest marks a whole morning's announcements as sent: with no index on that column, and room for it in each page, the
-- mark is written in place. What waits for a letter is found by its day, for only the last fortnight is looked at.
DROP INDEX announcement_day;
CREATE INDEX announcement_day ON announcement (day);
ALTER TABLE announcement SET (fillfactor = 45);
