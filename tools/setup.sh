#!/bin/sh
# Finds a Python that the course runs on and hands over to tools/setup.py.
# PYTHON=/path/to/python makes it take that one.
cd "$(dirname "$0")/.." || exit 1

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        >/dev/null 2>&1
}

if [ -n "$PYTHON" ]; then
    candidates=$PYTHON
else
    candidates="python3 python python3.13 python3.12 python3.11"
    # an environment that is set up keeps the Python it was made with
    [ -x .venv/bin/python ] && candidates=".venv/bin/python $candidates"
fi

for candidate in $candidates; do
    if fits "$candidate"; then
        exec "$candidate" tools/setup.py
    fi
done

found=$(python3 --version 2>/dev/null || echo "no Python 3")
if [ -n "$PYTHON" ]; then
    found="$PYTHON: $("$PYTHON" --version 2>&1 || echo "does not run")"
fi
cat >&2 <<TEXT
The course needs Python 3.11, 3.12 or 3.13; found here: $found.
Install one of them beside what you have (your system's package manager, pyenv, uv or
conda all do it), then say the same again, or name it: make learn PYTHON=python3.12
TEXT
exit 1
