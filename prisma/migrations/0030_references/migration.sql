-- Forms point at offices and account holders (`@office/<id>/<name>`, domain/reference.ts): whom a content points at is found here,
-- so that an office's page lists what names it. Worked out from the content itself: it goes where the content goes.

CREATE FUNCTION content_references(body jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT substring(value #>> '{}' FROM '^@([a-z]+/[^/]+)/'))
  FROM (SELECT jsonb_path_query(body, '$.fields.* ? (@ like_regex "^@(office|person)/[^/]+/.")') AS value
    UNION ALL SELECT jsonb_path_query(body, '$.rows.*[*].* ? (@ like_regex "^@(office|person)/[^/]+/.")')) AS pointing
$$;

-- Few contents point anywhere: the cheap look first, so that writing and restoring all others costs next to nothing.
CREATE FUNCTION content_points(body jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT body @? '$.fields.* ? (@ starts with "@")' OR body @? '$.rows.*[*].* ? (@ starts with "@")'
$$;

CREATE INDEX content_refers_to ON content USING gin (content_references(body)) WHERE content_points(body);
