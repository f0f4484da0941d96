#!/bin/bash
# ansible-lint.sh: the collection under ansible-lint's strictest profile, and each role's defaults against its
# specification. As root it installs ansible-lint with apt; otherwise it must be there. Half a minute.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=lab/need.sh
source "$root/lab/need.sh"
need ansible ansible-lint

# Where Ansible looks for a collection by its name.
work=$(mktemp -d "${TMPDIR:-/tmp}/streamr-lint.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/ansible_collections/streamr"
ln -s "$root/ansible" "$work/ansible_collections/streamr/p2p"
export ANSIBLE_COLLECTIONS_PATH=$work ANSIBLE_COLLECTIONS_PATHS=$work
cd "$work/ansible_collections/streamr/p2p"
timeout 300 ansible-lint --nocolor --profile production --offline
python3 tests/specs.py
