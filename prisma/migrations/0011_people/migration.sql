-- A person as administrators edit him: two at once are told of each other.
ALTER TABLE person ADD COLUMN version integer NOT NULL DEFAULT 1;
