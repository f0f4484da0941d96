# For the scripts that try packages on real systemd machines, to be sourced. Sets: lab, packages (the built ones), image
# (its ffmpeg is the client), work (a folder that goes away), version. Ends all machines and programs that were started.
# shellcheck shell=bash
set -euo pipefail

lab=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lab/need.sh
source "$lab/need.sh"
packages=${LAB_PACKAGES:-$(cd "$lab/.." && pwd)/packaging/target}
stage=$packages/stage
# shellcheck disable=SC2034 # for the scripts
version=$(basename "$packages"/streamr_*_amd64.deb | cut -d_ -f2)
[ -d "$stage" ] || { echo "no packages in $packages: run mvn -Ppackages -DskipTests package first" >&2; exit 2; }
[ "$(id -u)" -eq 0 ] || { echo "$(basename "$0") needs root" >&2; exit 2; }
ffmpeg=$stage/usr/lib/streamr/native/ffmpeg
net=${FLEET_NET:-10.231.0}
work=$(mktemp -d "${TMPDIR:-/tmp}/streamr-lab.XXXXXX")
chmod 755 "$work"
pids=()

finish() {
  local code=$?
  trap - EXIT
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  "$lab/fleet.sh" down || true
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

started() { pids+=("$1"); }
ok() { printf 'ok     %s\n' "$*"; }
fail() { printf 'FAILED %s\n' "$*" >&2; exit 1; }
on() { local machine=$1; shift; "$lab/fleet.sh" ssh "$machine" "$@"; }

# Waits for a command to succeed, at most SECONDS.
until_true() { # SECONDS COMMAND...
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || fail "gave up waiting for: $*"
    sleep .2
  done
}

since() { # NANOSECONDS: seconds that have passed, with a tenth
  local tenths=$((($(date +%s%N) - $1) / 100000000))
  echo "$((tenths / 10)).$((tenths % 10))"
}

# A key for this test alone signs what is published in $work/apt; the machines get it from the host's end of the bridge.
apt_repository() { # DEB...
  need aptly gnupg dpkg-dev
  export GNUPGHOME=$work/gnupg
  if [ ! -d "$GNUPGHOME" ]; then
    mkdir -m 700 "$GNUPGHOME"
    gpg --batch --quiet --passphrase '' --quick-generate-key 'StreamrP2P test' ed25519 sign 1d 2>/dev/null
    apt_key=$(gpg --list-keys --with-colons 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }')
  fi
  "$lab/../packaging/deb/repository/publish" "$work/apt" "$apt_key" "$@"
}

serve() { # FOLDER PORT
  python3 -m http.server --bind "$net.1" --directory "$1" "$2" >"$work/http.log" 2>&1 &
  started $!
  until_true 10 curl -fsS -o /dev/null "http://$net.1:$2/"
}

# What the installation page tells people to type.
trust_apt_repository() { # MACHINE PORT
  curl -fsS "http://$net.1:$2/streamr-archive-keyring.gpg" | on "$1" 'cat >/usr/share/keyrings/streamr-archive-keyring.gpg'
  on "$1" 'cat >/etc/apt/sources.list.d/streamr.sources' <<SOURCE
Types: deb
URIs: http://$net.1:$2
Suites: stable
Components: main
Signed-By: /usr/share/keyrings/streamr-archive-keyring.gpg
SOURCE
  on "$1" apt-get update -qq
}

install_package() { # MACHINE PACKAGE[=VERSION]
  on "$1" "DEBIAN_FRONTEND=noninteractive apt-get install -y -q $2" </dev/null
}

# Publishes a test picture to a machine until it is ended: sets publisher.
publish() { # ADDRESS KEY
  "$ffmpeg" -nostdin -v error -re -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=sample_rate=48000 \
    -c:v libopenh264 -b:v 400k -g 50 -pix_fmt yuv420p -c:a aac -f flv "rtmp://$1:1935/live/$2" 2>"$work/publisher.log" &
  publisher=$!
  started "$publisher"
}

# How many pictures there are in SECONDS of an address.
pictures() { # URL SECONDS
  timeout $(($2 + 20)) "$ffmpeg" -nostdin -v error -i "$1" -t "$2" -map 0:v -f framecrc - 2>"$work/player.log" | grep -c '^0,'
}

main_pid() { on "$1" systemctl show -P MainPID streamr; }
restarted() { [ "$(main_pid "$1")" != "$2" ] && ready "$1"; } # MACHINE FORMER_PID
ready() { on "$1" curl -fsS -o /dev/null http://127.0.0.1:8081/health/ready; }
