# For the other scripts, to be sourced: a fresh daemon from the image, and an end to all that was started.
# Sets: image, work (a folder that goes away), http_port, rtmp_port, ops_port.
# shellcheck shell=bash
set -euo pipefail

lab=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lab/need.sh
source "$lab/need.sh"
image=${LAB_IMAGE:-$(cd "$lab/.." && pwd)/daemon/target/streamr}
[ -x "$image/bin/streamr" ] || { echo "no image in $image: run mvn -q -DskipTests package first" >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/streamr-lab.XXXXXX")
chmod 755 "$work"
pids=()

# Ends only what was started here.
finish() {
  local code=$?
  trap - EXIT
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep .1; done
    kill -9 "$pid" 2>/dev/null || true
  done
  [ "$code" -eq 0 ] || { [ ! -f "$work/daemon.log" ] || tail -20 "$work/daemon.log" >&2; }
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

started() { pids+=("$1"); }

free_ports() { # COUNT
  python3 - "$1" <<'PY'
import socket, sys
taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(s.getsockname()[1] for s in taken))
PY
}

# Waits for a command to succeed, at most SECONDS.
until_true() { # SECONDS COMMAND...
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || { echo "gave up waiting for: $*" >&2; return 1; }
    sleep .2
  done
}

# Starts `streamr serve`; further arguments are lines of the configuration.
start_daemon() { # [YAML_LINE...]
  read -r http_port rtmp_port ops_port <<<"$(free_ports 3)"
  {
    echo "state-dir: ${state_dir:-$work/state}"
    echo "http: { bind: 127.0.0.1, port: $http_port }"
    echo "ops: { bind: 127.0.0.1, port: $ops_port }"
    echo "ingest: { rtmp: { bind: 127.0.0.1, port: $rtmp_port }, publish: open }"
    printf '%s\n' "$@"
  } >"$work/streamr.yaml"
  "$image/bin/streamr" serve --config "$work/streamr.yaml" >"$work/daemon.log" 2>&1 &
  daemon=$!
  started "$daemon"
  until_true 30 curl -fsS "http://127.0.0.1:$ops_port/health/ready"
}
