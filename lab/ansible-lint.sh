#!/bin/bash
# ansible-lint.sh: the collection under ansible-lint's strictest profile, and each role's defaults against its
# specification. As root it installs ansible-lint with apt; otherwise it must be there. Half a minute.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if ! command -v ansible-lint >/dev/null; then
  [ "$(id -u)" -eq 0 ] || { echo 'to be installed first: ansible-lint' >&2; exit 2; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=600 --no-install-recommends \
    ansible ansible-lint >/dev/null
fi

# Where Ansible looks for a collection by its name.
work=$(mktemp -d "${TMPDIR:-/tmp}/streamr-lint.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/ansible_collections/streamr"
ln -s "$root/ansible" "$work/ansible_collections/streamr/p2p"
export ANSIBLE_COLLECTIONS_PATH=$work ANSIBLE_COLLECTIONS_PATHS=$work
cd "$work/ansible_collections/streamr/p2p"
timeout 300 ansible-lint --nocolor --profile production --offline
python3 tests/specs.py
