#!/bin/bash
# ansible.sh: the collection on five real machines: one origin and three friends from nothing, a second run that changes
# nothing, upgrades under viewers' eyes, pause, validation, and a teardown after which nothing is left; then the same with
# TLS and PostgreSQL. Needs root and the built packages (mvn -Ppackages -DskipTests package); twenty minutes.
# Arguments: names of scenes (community upgrade pause validate teardown tls), in this order; none: all.
# shellcheck source=lab/machines.sh
source "$(dirname "$0")/machines.sh"
"$lab/ansible-lint.sh"
# shellcheck source=lab/ansible/fleet.sh
source "$lab/ansible/fleet.sh"

[ "$#" -gt 0 ] || set -- community upgrade pause validate teardown tls
for scene in "$@"; do
  # shellcheck disable=SC1090 # one of lab/ansible
  source "$lab/ansible/$scene.sh"
done
