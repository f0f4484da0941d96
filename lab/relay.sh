#!/bin/bash
# relay.sh: friends carry a stream over bad links, die, freeze and lie, each machine in a network namespace of its own.
# What viewers saw, what the origin sent and what was reported is printed as a table; the exit code is 1 when something
# was not as it is to be, twice in a row. About four minutes, ten at the most. Needs root, a C compiler, python3,
# ffmpeg and VLC, which it installs with apt. Arguments: names of scenes (relay/scenes.py); none: all of them.
set -euo pipefail
lab=$(cd "$(dirname "$0")" && pwd)
image=${LAB_IMAGE:-$(cd "$lab/.." && pwd)/daemon/target/streamr}
[ -x "$image/bin/streamr" ] || { echo "no image in $image: run mvn -q -DskipTests package first" >&2; exit 2; }
[ "$(id -u)" -eq 0 ] || { echo 'relay.sh needs root' >&2; exit 2; }

# shellcheck source=lab/need.sh
source "$lab/need.sh"
need gcc libc6-dev iproute2 ffmpeg vlc-bin vlc-plugin-base python3
need_vlcuser

work=$(mktemp -d "${TMPDIR:-/tmp}/streamr-lab.XXXXXX")
chmod 711 "$work"
prefix=sl$$
spaces=()

# Ends only what was started here: whatever runs in the namespaces, and the links between them.
finish() {
  local code=$?
  trap - EXIT
  for space in "${spaces[@]}"; do ip netns pids "$space" | xargs -r kill -9 2>/dev/null || true; done
  [ ! -s "$work/links" ] || xargs kill <"$work/links" 2>/dev/null || true
  for space in "${spaces[@]}"; do ip netns del "$space"; done
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

space() { # NAME
  ip netns add "$prefix-$1"
  spaces+=("$prefix-$1")
  ip -n "$prefix-$1" link set lo up
}

# A machine on the hub's bridge by a link whose delay, loss and rate can be changed: lines to $work/NAME.link.
machine() { # NAME ADDRESS
  space "$1"
  mkfifo "$work/$1.link"
  "$work/link" "$prefix-a" "$prefix-b" <>"$work/$1.link" >"$work/$1.ready" &
  echo $! >>"$work/links"
  until [ -s "$work/$1.ready" ]; do sleep .05; done
  ip link set "$prefix-a" netns "$prefix-hub"
  ip -n "$prefix-hub" link set "$prefix-a" name "$1" master bridge up
  ip link set "$prefix-b" netns "$prefix-$1"
  ip -n "$prefix-$1" link set "$prefix-b" name eth0
  ip -n "$prefix-$1" addr add "$2/24" dev eth0
  ip -n "$prefix-$1" link set eth0 up
}

cc -O2 -Wall -Wextra -Werror -o "$work/link" "$lab/relay/link.c"
space hub
ip -n "$prefix-hub" link add bridge type bridge
ip -n "$prefix-hub" addr add 10.99.7.1/24 dev bridge
ip -n "$prefix-hub" link set bridge up
machine origin 10.99.7.2
machine alice 10.99.7.11
machine bob 10.99.7.12
machine carol 10.99.7.13
machine mallory 10.99.7.14
machine viewers 10.99.7.100

# Five Java machines on one computer: optimizing their code would take its processors from what is looked at.
export STREAMR_JVM_OPTS=${STREAMR_JVM_OPTS:--XX:TieredStopAtLevel=1}
cd "$lab"
timeout -k 10 600 ip netns exec "$prefix-hub" python3 -B -m relay "$image" "$work" "$prefix" "$@"
