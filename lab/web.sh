#!/bin/bash
# web.sh: the pages in a real browser, against daemons from the image. About five minutes, eight at the most.
# Run as root it installs the programs with apt; otherwise they must be there.
set -euo pipefail
lab=$(cd "$(dirname "$0")" && pwd)

missing=()
for package in chromium ffmpeg; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
if [ "${#missing[@]}" -gt 0 ]; then
  [ "$(id -u)" -eq 0 ] || { echo "to be installed first: ${missing[*]}" >&2; exit 2; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=600 --no-install-recommends \
    "${missing[@]}" >/dev/null
fi

cd "$lab/web"
npm ci --silent --no-audit --no-fund
STREAMR=${LAB_IMAGE:-$lab/../daemon/target/streamr}/bin/streamr
export STREAMR
timeout -k 10 480 npm test --silent
