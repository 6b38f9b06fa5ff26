-- Forms point at offices and account holders (`@office/<id>/<name>`, domain/reference.ts): whom a content points at is found here,
-- so that an office's page lists what names it. Worked out from the content itself: it goes where the content goes.

CREATE FUNCTION content_references(body jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT substring(value #>> '{}' FROM '^@([a-z]+/[^/]+)/'))
  FROM (SELECT jsonb_path_query(body, '$.fields.* ? (@ like_regex "^@(office|person)/[^/]+/.")') AS value
    UNION ALL SELECT jsonb_path_query(body, '$.rows.*[*].* ? (@ like_regex "^@(office|person)/[^/]+/.")')) AS pointing
$$;

CREATE INDEX content_refers_to ON content USING gin (content_references(body));
