#!/bin/sh
# One digest of all files that the tests of training stand on.
set -eu
find pipeline/model pipeline/train tests/model tests/train requirements-torch.lock -type f ! -path '*/__pycache__/*' |
  LC_ALL=C sort | git hash-object --stdin-paths | git hash-object --stdin
