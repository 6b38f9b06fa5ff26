#!/bin/sh
# Creates or updates Temporal's own two databases; harmless to repeat.
set -eu
tool() { temporal-sql-tool --plugin "$SQL_PLUGIN" --ep "$SQL_HOST" -p "$SQL_PORT" -u "$SQL_USER" --db "$1" "$2" $3 $4; }
for pair in temporal:temporal temporal_visibility:visibility; do
  database=${pair%%:*}
  folder=/etc/temporal/schema/postgresql/v12/${pair##*:}/versioned
  temporal-sql-tool --plugin "$SQL_PLUGIN" --ep "$SQL_HOST" -p "$SQL_PORT" -u "$SQL_USER" --db "$database" create || true
  tool "$database" setup-schema -v 0.0 || true
  tool "$database" update-schema -d "$folder"
done
