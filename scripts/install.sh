#!/bin/sh
# Creates the virtual environment $1 from requirements.lock, and from the lock file $2 where it is given: with uv where
# that is or can be installed, else with pip.
set -eu
venv=$1
locks="-r requirements.lock ${2:+-r $2}"

in_range() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; }

python=""
for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
  if in_range "$candidate"; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
  echo "No Python 3.11, 3.12 or 3.13 was found on PATH. Install one, or name it: make run PYTHON=/path/to/python3.12" >&2
  exit 2
fi
if [ -x "$venv/bin/python" ] && ! in_range "$venv/bin/python"; then rm -rf "$venv"; fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"

if ! command -v uv >/dev/null 2>&1 && [ ! -x "$venv/bin/uv" ]; then
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check uv || true
fi
uv=$(command -v uv || true)
[ -n "$uv" ] || uv="$venv/bin/uv"

echo "Installing the locked environment into $venv …"
if [ -x "$uv" ] && "$uv" pip install --quiet --python "$venv/bin/python" --require-hashes $locks &&
   "$uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation -e .; then
  exit 0
fi
echo "uv could not be used; installing with pip instead (slower) …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes $locks
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
