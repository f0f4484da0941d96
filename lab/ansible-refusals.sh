#!/bin/bash
# ansible-refusals.sh: each role, given one wrong variable, says its name and what is allowed before it changes anything;
# given right ones, it says nothing. Runs against this machine, where preflight only looks, and which says that it is a
# Debian with systemd, whatever it is. A minute; as root it installs
# Ansible with apt, otherwise it must be there.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=lab/need.sh
source "$root/lab/need.sh"
need ansible

work=$(mktemp -d "${TMPDIR:-/tmp}/streamr-refusals.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/ansible_collections/streamr"
ln -s "$root/ansible" "$work/ansible_collections/streamr/p2p"
export ANSIBLE_COLLECTIONS_PATH=$work ANSIBLE_COLLECTIONS_PATHS=$work ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false
cat >"$work/play.yml" <<'PLAY'
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - name: The role's own variables
      ansible.builtin.include_role:
        name: "streamr.p2p.{{ role }}"
        tasks_from: preflight
PLAY

preflight() { # ROLE VARIABLES_AS_JSON
  timeout 60 ansible-playbook -i localhost, "$work/play.yml" -e "role=$1" -e "$2" \
    -e '{"ansible_facts": {"service_mgr": "systemd", "architecture": "x86_64", "pkg_mgr": "apt", "os_family": "Debian", "distribution": "Debian"}}' >"$work/said" 2>&1
}
accepts() { # ROLE VARIABLES_AS_JSON
  preflight "$1" "$2" || { cat "$work/said"; echo "FAILED $1 refuses $2"; exit 1; }
  echo "ok     $1 takes $2"
}
refuses() { # ROLE VARIABLE VALUE_AS_JSON [OTHERS_AS_JSON]
  local others=${4:-}
  if preflight "$1" "{\"$2\": $3${others:+, $others}}"; then echo "FAILED $1 takes $2: $3"; exit 1; fi
  grep -q "$2" "$work/said" || { cat "$work/said"; echo "FAILED $1 does not name $2"; exit 1; }
  echo "ok     $1: $(grep -o "\(value of \)\?$2[: ][^\"]*" "$work/said" | head -1)"
}

accepts streamr '{}'
refuses streamr streamr_role '"relais"'
refuses streamr streamr_version '"latest please"'
refuses streamr streamr_package_file '"streamr.zip"'
refuses streamr streamr_repository_url '"nonsense"'
refuses streamr streamr_repository_key '"key.txt"' '"streamr_repository_url": "https://example.org"'
refuses streamr streamr_public_url '"example.org"'
refuses streamr streamr_ready_timeout 1
refuses streamr streamr_invite_expires '"soon"'
refuses streamr streamr_config '{"database": {"password": "x"}}'
refuses streamr streamr_secrets '{"Database Password": "x"}'
refuses streamr streamr_origin_host '"nobody"' '"streamr_role": "relay"'
refuses streamr streamr_pubic_url '"x"'
accepts postgresql '{"postgresql_password": "long enough it is"}'
refuses postgresql postgresql_password '"short"'
refuses postgresql postgresql_user '"postgres"' '"postgresql_password": "long enough it is"'
refuses postgresql postgresql_clients '["everybody"]' '"postgresql_password": "long enough it is"'
refuses postgresql postgresql_backup_time '"at night"' '"postgresql_password": "long enough it is"'
refuses proxy proxy_sites '[]'
refuses proxy proxy_sites '[{"domain": "not a name", "node": "localhost"}]'
