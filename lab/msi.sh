#!/bin/bash
# msi.sh: the Windows package, under Wine and with a real Windows Java: built, read, installed, joined to a real origin,
# streamed through, stopped, upgraded, removed; refused where it has to be. Needs root and what
# `mvn -Ppackages -DskipTests package` has made; four minutes. Wine's registry, services and installer are not Windows':
# docs/operations.md says what was not tried on a real one.
set -euo pipefail
[ "$(id -u)" -eq 0 ] || { echo 'msi.sh needs root' >&2; exit 2; }
# Ports 1935 and 8080 are a Windows service's here, so everything runs in a network of its own, which has a loopback only.
if [ -z "${MSI_NETWORK:-}" ]; then
  # shellcheck source=lab/msi/need.sh
  source "$(dirname "$0")/msi/need.sh"
  MSI_NETWORK=own exec unshare --net "$0" "$@"
fi
ip link set lo up
# shellcheck source=lab/daemon.sh
source "$(dirname "$0")/daemon.sh"
# shellcheck source=lab/msi/wine.sh
source "$lab/msi/wine.sh"
root=$(cd "$lab/.." && pwd)
natives=${LAB_WINDOWS_NATIVES:-$root/packaging/target/windows}
[ -d "$natives" ] || { echo "no $natives: run mvn -Ppackages -DskipTests package first" >&2; exit 2; }
ok() { printf 'ok     %s\n' "$*"; }
fail() { printf 'FAILED %s\n' "$*" >&2; exit 1; }
build() { # OUTPUT VERSION [JAVA]
  SOURCE_DATE_EPOCH=1795219200 "$root/packaging/msi/build" "$image" "$natives" "$2" "$work/$1" "${3:-}"
}
shellcheck -x "$root/packaging/msi/build" "$lab/msi.sh" "$lab"/msi/*.sh

java=$WINDOWS_JAVA
build one.msi 0.1.0 "$java"
build same.msi 0.1.0 "$java"
cmp "$work/one.msi" "$work/same.msi" || fail 'two builds differ'
build two.msi 0.2.0 "$java"
build bare.msi 0.1.0
ok "built: $(du -m "$work/one.msi" | cut -f1) MB with a Java, $(du -m "$work/bare.msi" | cut -f1) MB without; two builds are the same"

# shellcheck source=lab/msi/tables.sh
source "$lab/msi/tables.sh"
trap 'end_windows; finish' EXIT
start_windows
for package in one two bare; do cp "$work/$package.msi" "$disk/"; done
# shellcheck source=lab/msi/refusals.sh
source "$lab/msi/refusals.sh"
# shellcheck source=lab/msi/service.sh
source "$lab/msi/service.sh"
# shellcheck source=lab/msi/upgrade.sh
source "$lab/msi/upgrade.sh"
