#!/bin/bash
# manual.sh [FOLDER]: the pages of the manual that the packages bring (packaging/target/man unless given): every command
# that is shown has one, every key of the configuration is in streamr.yaml(5), and groff has nothing to complain about.
# Run as root it installs man-db and jq with apt; otherwise they must be there. Some seconds.
# shellcheck source=lab/daemon.sh
source "$(dirname "$0")/daemon.sh"

pages=${1:-$lab/../packaging/target/man}
need man-db groff-base jq

failed=0
wrong() { echo "$*" >&2; failed=1; }

count=0
for page in "$pages"/*.[1-9]; do
  said=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=100 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
  [ -z "$said" ] || wrong "$page: $said"
  for section in NAME SYNOPSIS DESCRIPTION 'SEE ALSO'; do
    grep -q "^\.SH \"$section\"" "$page" || wrong "$page: no $section"
  done
  count=$((count + 1))
done

# The commands of a command, as its help lists them.
commands() { "$image/bin/streamr" "$@" --help | awk '/^Commands:/ { on = 1; next } /^[^ ]/ { on = 0 } on && /^  [a-z]/ { print $1 }'; }
for command in $(commands); do
  [ -f "$pages/streamr-$command.1" ] || wrong "no page for streamr $command"
  for below in $(commands "$command"); do
    [ -f "$pages/streamr-$command-$below.1" ] || wrong "no page for streamr $command $below"
  done
done

# A section that is not set is one key to `config show`; the page tells of what may stand in it.
documented=$(sed -n 's/\\-/-/g; s/^\\fB\(.*\)\\fP$/\1/p' "$pages/streamr.yaml.5")
for key in $(STREAMR_STATE_DIR=$work/state "$image/bin/streamr" config show --json | jq -r '.[].key'); do
  grep -qE "^${key//./\\.}(\.[a-z-]+)?$" <<<"$documented" || wrong "streamr.yaml(5) does not tell of $key"
done
[ "$failed" -ne 0 ] || echo "$count pages, no complaint"
exit "$failed"
