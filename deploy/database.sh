#!/bin/sh
# Run once by the database's first start: the owner of the tables, the restricted role of the running system, the database.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$TRINH_OWNER_PASSWORD" -v app="$TRINH_APP_PASSWORD" --username postgres <<'SQL'
CREATE ROLE trinh_owner LOGIN PASSWORD :'owner';
CREATE ROLE trinh_app LOGIN PASSWORD :'app';
CREATE DATABASE trinh OWNER trinh_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
SQL
