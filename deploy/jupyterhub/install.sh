#!/bin/sh
# Makes the course's environment for all users, and fetches its data. Done again, it
# brings both to what the checkout says.
#     sudo sh install.sh [folder] [python]
set -eu
umask 022 # students read what root installs
folder=${1:-/srv/unrolled}
python=${2:-python3}
checkout=$(cd "$(dirname "$0")/../.." && pwd)

"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || {
    echo "$python is not Python 3.11, 3.12 or 3.13; name another one:" >&2
    echo "    sudo sh $0 $folder /usr/bin/python3.12" >&2
    exit 1
}
mkdir -p "$folder"
[ -x "$folder/env/bin/pip" ] || "$python" -m venv "$folder/env" || {
    echo "On Debian and Ubuntu: sudo apt install python3-venv" >&2
    exit 1
}
pip="$folder/env/bin/python -m pip --disable-pip-version-check install --quiet"
echo "Installing the locked packages into $folder/env: some minutes"
(cd "$checkout" && $pip --use-pep517 --require-hashes -r requirements.txt)

# from a copy: building leaves files behind, and the lessons' sources stay out of it
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
for part in pyproject.toml README.md LICENSE unrolled autograder; do
    cp -R "$checkout/$part" "$copy"
done
for package in "$copy" "$copy/autograder"; do
    $pip --no-deps --no-build-isolation --force-reinstall "$package"
done

settings="$folder/env/share/jupyter/lab/settings"
mkdir -p "$settings"
echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' \
    >"$settings/overrides.json"

export UNROLLED_DATA="$folder/data"
cd "$folder"
env/bin/python -m unrolled.data
# submissions are graded on data without the labels that are asked for
env/bin/python -m unrolled.data --seal "$folder/data/sealed"
echo "Installed. Next: prepare.py with the class's list."
