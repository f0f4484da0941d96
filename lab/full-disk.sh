#!/bin/bash
# full-disk.sh: the state folder lies on a small disk that is full. Live viewers must not notice, and the daemon must
# say what is wrong and go on when there is room again. Needs root, to mount the small disk.
# shellcheck source=lab/daemon.sh
source "$(dirname "$0")/daemon.sh"
[ "$(id -u)" -eq 0 ] || { echo 'full-disk.sh needs root' >&2; exit 2; }

state_dir=$work/small/state
mkdir "$work/small"
mount -t tmpfs -o size=300m tmpfs "$work/small"
unmount() { umount -l "$work/small"; }
trap 'code=$?; unmount; (exit "$code"); finish' EXIT

start_daemon 'playback: { rewind: 1h }'
"$image/native/ffmpeg" -nostdin -v error -re -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=sample_rate=48000 \
  -c:v libopenh264 -b:v 4M -g 25 -pix_fmt yuv420p -c:a aac -f flv "rtmp://127.0.0.1:$rtmp_port/live/show" &
publisher=$!
started "$publisher"
until_true 20 curl -fsS "http://127.0.0.1:$http_port/live/show.m3u8"

dd if=/dev/zero of="$work/small/filler" bs=64k status=none 2>/dev/null || true
[ "$(df --output=avail "$work/small" | tail -1)" -eq 0 ] || { echo 'the disk is not full' >&2; exit 1; }

frames=$("$image/native/ffmpeg" -nostdin -v error -i "http://127.0.0.1:$http_port/live/show.flv" -t 6 -map 0:v -f framecrc - |
  grep -c '^0,')
[ "$frames" -ge 140 ] || { echo "only $frames frames of 150 with a full disk" >&2; exit 1; }
"$image/native/ffmpeg" -nostdin -v error -i "http://127.0.0.1:$http_port/live/show.m3u8" -t 4 -map 0:v -f framecrc - >"$work/hls.txt"
[ "$(grep -c '^0,' "$work/hls.txt")" -ge 90 ] || { echo 'HLS stands still with a full disk' >&2; exit 1; }
kill -0 "$daemon" && kill -0 "$publisher"
! curl -fsS "http://127.0.0.1:$ops_port/health/ready" >"$work/ready.json" 2>/dev/null ||
  { echo 'the daemon calls itself ready with a full disk' >&2; exit 1; }

rm "$work/small/filler"
until_true 30 curl -fsS "http://127.0.0.1:$ops_port/health/ready"
echo "full disk: $frames of 150 frames seen, and ready again when there was room"
