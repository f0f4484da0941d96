#!/bin/bash
# clients.sh: real programs against a fresh daemon from the image. Each publishes or plays for some seconds; what was
# seen is printed as a table, and the exit code is 1 when one of them has failed. About four minutes.
# Run as root it installs the programs with apt; otherwise they must be there.
# shellcheck source=lab/daemon.sh
source "$(dirname "$0")/daemon.sh"

seconds=8
packages="ffmpeg vlc-bin vlc-plugin-base rtmpdump obs-studio obs-plugins xvfb libgl1-mesa-dri dbus chromium curl python3
  gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad
  gstreamer1.0-plugins-ugly gstreamer1.0-libav"

install_programs() {
  # shellcheck disable=SC2086 # to be split
  need $packages
  [ "$(id -u)" -ne 0 ] || need_vlcuser
  (cd "$lab" && npm ci --silent --no-audit --no-fund)
}

vlc() {
  local as=()
  [ "$(id -u)" -ne 0 ] || as=(runuser -u vlcuser -- env "HOME=$work/vlc")
  timeout -k 5 $((seconds + 30)) "${as[@]}" cvlc -q --intf dummy "$@" vlc://quit
}

# What lies in a file or behind an address: "250 pictures, 380 sounds", or a failure when one of them is missing.
contents() { # INPUT [SECONDS]
  local counts
  counts=$(timeout 60 ffmpeg -nostdin -v error -analyzeduration 2M -i "$1" ${2:+-t "$2"} -map 0:v:0 -map 0:a:0 \
    -f framecrc - 2>"$work/contents.err" | awk -F, '/^0,/ { v++ } /^1,/ { a++ } END { print v + 0, a + 0 }')
  local pictures=${counts% *} sounds=${counts#* }
  echo "$pictures pictures, $sounds sounds"
  [ "$pictures" -ge 25 ] && [ "$sounds" -ge 25 ]
}

failed=0
row() { # CLIENT DOES PROTOCOL COMMAND...
  local client=$1 does=$2 protocol=$3 result seen
  shift 3
  if seen=$("$@" 2>"$work/row.err" | tail -1); then
    result=ok
  else
    result=FAILED
    failed=1
    tail -5 "$work/row.err" >&2
  fi
  printf '%-18s %-10s %-9s %-7s %s\n' "$client" "$does" "$protocol" "$result" "$seen"
}

# Publishers: each runs in the background while an ffmpeg watches over LL-HLS.

published() { # NAME COMMAND...
  local name=$1 pid code=0
  shift
  "$@" >"$work/$name.log" 2>&1 &
  pid=$!
  until_true 30 curl -fsS "$hls/$name.m3u8" && contents "$hls/$name.m3u8" 5 || code=$?
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  return "$code"
}

publish_ffmpeg() { exec ffmpeg -nostdin -v error -re -stream_loop -1 -i "$work/clip.flv" -c copy -f flv "$rtmp/ffmpeg"; }
publish_obs() { exec "$lab/obs.sh" "$rtmp" obs 30 "$work/clip.flv"; }
publish_vlc() { vlc --loop "$work/clip.flv" --sout "#std{access=rtmp,mux=ffmpeg{mux=flv},dst=$rtmp/vlc}"; }
publish_gstreamer() { # NAME SINK
  exec gst-launch-1.0 -q -e flvmux name=mux streamable=true ! "$2" location="$rtmp/$1$3" \
    videotestsrc is-live=true ! video/x-raw,width=640,height=360,framerate=30/1 \
    ! x264enc tune=zerolatency speed-preset=ultrafast bitrate=800 key-int-max=60 ! h264parse ! queue ! mux. \
    audiotestsrc is-live=true ! audio/x-raw,rate=44100,channels=2 ! avenc_aac bitrate=96000 ! aacparse ! queue ! mux.
}

# Players: each watches the stream that an ffmpeg publishes all the time.

play_ffplay() {
  SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy timeout $((seconds + 20)) \
    ffplay -v error -autoexit -t "$seconds" "$1" 2>&1 | tee "$work/ffplay.log" | head -3
  [ ! -s "$work/ffplay.log" ] && echo "$seconds s without a word of complaint"
}
play_vlc() {
  rm -f "$work/vlc/seen.ts"
  vlc --run-time="$seconds" --play-and-exit "$1" --sout "#std{access=file,mux=ts,dst=$work/vlc/seen.ts}"
  contents "$work/vlc/seen.ts"
}
play_rtmpdump() {
  timeout "$seconds" rtmpdump -q -v -r "$1" -o "$work/rtmpdump.flv" || [ $? -eq 124 ]
  contents "$work/rtmpdump.flv"
}
# GStreamer's first HLS demuxer, which uridecodebin still takes, waits for as long as a stream of fMP4 has been on before
# it shows anything; its second one (uridecodebin3, playbin3) does not, and the first one plays MPEG-TS.
play_gstreamer() { # ADDRESS [SOURCE]
  timeout -s INT $((2 * seconds)) gst-launch-1.0 -v "${2:-uridecodebin}" uri="$1" name=in \
    in. ! queue ! videoconvert ! fakesink name=picture sync=true silent=false \
    in. ! queue ! audioconvert ! fakesink name=sound sync=true silent=false >"$work/gst.log" 2>&1 || true
  local pictures sounds
  pictures=$(grep -c 'picture.*chain' "$work/gst.log" || true)
  sounds=$(grep -c 'sound.*chain' "$work/gst.log" || true)
  echo "$pictures pictures, $sounds sounds"
  [ "$pictures" -ge 50 ] && [ "$sounds" -ge 50 ] || { tail -5 "$work/gst.log" >&2; return 1; }
}
# hls.js 1.7.4 by itself can lose its place in its first seconds, when a playlist closes a segment whose part is on the
# way into the buffer (the origin's own loader waits for that): it may try twice.
play_plain_hls_js() { # ADDRESS
  play_chromium "$1" || play_chromium "$1"
}
play_chromium() { # ADDRESS [--page]
  node "$lab/play.mjs" "$1" 12 "${@:2}" >"$work/play.json" || { cat "$work/play.json"; return 1; }
  node -e 'const s = JSON.parse(require("fs").readFileSync(0)); console.log(`first frame ${s.firstFrameMs} ms, ` +
    `${s.playedSeconds.toFixed(1)} s played, ${s.stalls} stalls, ${s.latency?.toFixed(2) ?? "?"} s behind, ${s.size}`)' \
    <"$work/play.json"
}

install_programs
install -d -m 777 "$work/vlc"
ffmpeg -nostdin -v error -f lavfi -i testsrc2=size=640x360:rate=30 -f lavfi -i sine=frequency=440:sample_rate=48000 \
  -t 20 -c:v libx264 -preset veryfast -bf 2 -g 60 -sc_threshold 0 -b:v 800k -pix_fmt yuv420p -c:a aac -b:a 128k -ac 2 \
  "$work/clip.flv"
chmod 644 "$work/clip.flv"
start_daemon
hls=http://127.0.0.1:$http_port/live
rtmp=rtmp://127.0.0.1:$rtmp_port/live

row ffmpeg publishes RTMP published ffmpeg publish_ffmpeg
row 'OBS Studio' publishes RTMP published obs publish_obs
row VLC publishes RTMP published vlc publish_vlc
row 'GStreamer rtmp2' publishes RTMP published gst2 publish_gstreamer gst2 rtmp2sink ''
row 'GStreamer librtmp' publishes RTMP published gst1 publish_gstreamer gst1 rtmpsink ' live=1'

# Live, and not the clip again and again: where a clip begins anew its times leap, and browsers drop pictures there.
ffmpeg -nostdin -v error -re -f lavfi -i testsrc2=size=640x360:rate=30 -re -f lavfi -i sine=frequency=440:sample_rate=48000 \
  -c:v libx264 -preset veryfast -bf 2 -g 60 -sc_threshold 0 -b:v 800k -pix_fmt yuv420p -c:a aac -b:a 128k -ac 2 \
  -f flv "$rtmp/show" 2>"$work/publisher.log" &
started $!
until_true 30 curl -fsS "$hls/show.m3u8"

row ffmpeg plays LL-HLS contents "$hls/show.m3u8" "$seconds"
row ffmpeg plays HTTP-FLV contents "$hls/show.flv" "$seconds"
row ffmpeg plays RTMP contents "$rtmp/show" "$seconds"
row ffplay plays LL-HLS play_ffplay "$hls/show.m3u8"
row ffplay plays HTTP-FLV play_ffplay "$hls/show.flv"
row ffplay plays RTMP play_ffplay "$rtmp/show"
row VLC plays HLS play_vlc "$hls/show.m3u8"
row VLC plays HTTP-FLV play_vlc "$hls/show.flv"
row VLC plays RTMP play_vlc "$rtmp/show"
row GStreamer plays HLS play_gstreamer "$hls/show.m3u8" uridecodebin3
row 'GStreamer, old' plays HLS/TS play_gstreamer "$hls/show/ts.m3u8"
row GStreamer plays HTTP-FLV play_gstreamer "$hls/show.flv"
row GStreamer plays RTMP play_gstreamer "$rtmp/show"
row rtmpdump plays RTMP play_rtmpdump "$rtmp/show"
row 'hls.js, Chromium' plays LL-HLS play_plain_hls_js "$hls/show.m3u8"
row 'our page, Chromium' plays LL-HLS play_chromium "http://127.0.0.1:$http_port/watch/show" --page
exit "$failed"
