#!/bin/sh
# The namespace of this system. Ended runs are kept a week for operators: the lasting record is PostgreSQL's. The server's
# port is open some moments before it takes requests, hence several tries.
set -eu
namespace=${TEMPORAL_NAMESPACE:-trinh}
tries=60
until temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$namespace" --retention 168h; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 1
  sleep 1
done
