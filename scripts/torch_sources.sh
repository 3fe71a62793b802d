#!/bin/sh
# One digest of all files that the tests of training stand on.
set -eu
find pipeline/model pipeline/train recipes tests/model tests/train tests/recipes requirements-torch.lock -type f \
  \( -name '*.py' -o -name '*.yaml' -o -name '*.lock' \) ! -path '*/build/*' ! -path '*/.dvc/*' |
  LC_ALL=C sort | git hash-object --stdin-paths | git hash-object --stdin
