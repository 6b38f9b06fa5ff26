#!/bin/sh
# The namespace of this system. Ended runs are kept a week for operators: the lasting record is PostgreSQL's.
set -eu
temporal operator namespace describe --namespace trinh >/dev/null 2>&1 ||
  temporal operator namespace create --namespace trinh --retention 168h
