#!/bin/bash
# web.sh: the pages in a real browser, against daemons from the image. About five minutes, eight at the most.
# Run as root it installs the programs with apt; otherwise they must be there.
set -euo pipefail
lab=$(cd "$(dirname "$0")" && pwd)

# shellcheck source=lab/need.sh
source "$lab/need.sh"
need chromium ffmpeg

cd "$lab/web"
npm ci --silent --no-audit --no-fund
STREAMR=${LAB_IMAGE:-$lab/../daemon/target/streamr}/bin/streamr
export STREAMR
timeout -k 10 480 npm test --silent
