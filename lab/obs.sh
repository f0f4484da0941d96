#!/bin/bash
# obs.sh URL KEY SECONDS CLIP: streams from a real OBS Studio to an RTMP server, without a screen (Xvfb, software GL).
# OBS keeps everything in a folder of its own that goes away. Needs: obs-studio obs-plugins xvfb libgl1-mesa-dri dbus.
set -euo pipefail
url=$1 key=$2 seconds=$3 clip=$4
home=$(mktemp -d "${TMPDIR:-/tmp}/streamr-obs.XXXXXX")
settings=$home/.config/obs-studio
mkdir -p "$settings/basic/profiles/lab" "$settings/basic/scenes" "$home/run"
chmod 700 "$home/run"
screen= obs=
finish() {
  for pid in $obs $screen; do kill -9 "$pid" 2>/dev/null || true; done
  rm -rf "$home"
}
trap finish EXIT

# FirstRun stops the auto-configuration wizard, LastVersion (major<<24 | minor<<16 | patch) the what's-new window.
cat >"$settings/global.ini" <<INI
[General]
FirstRun=true
LastVersion=486539266
EnableAutoUpdates=false
ConfirmOnExit=false
InfoIncrement=0
[Basic]
Profile=lab
ProfileDir=lab
SceneCollection=lab
SceneCollectionFile=lab
[BasicWindow]
PreviewEnabled=false
WarnBeforeStartingStream=false
WarnBeforeStoppingStream=false
[OBSWebSocket]
FirstLoad=false
ServerEnabled=false
INI
cat >"$settings/basic/profiles/lab/basic.ini" <<INI
[General]
Name=lab
[Output]
Mode=Simple
Reconnect=true
RetryDelay=1
MaxRetries=5
[SimpleOutput]
StreamEncoder=x264
VBitrate=800
ABitrate=96
Preset=ultrafast
UseAdvanced=true
x264Settings=keyint=60
[Video]
BaseCX=640
BaseCY=360
OutputCX=640
OutputCY=360
FPSType=0
FPSCommon=30
[Audio]
SampleRate=48000
ChannelSetup=Stereo
INI
cat >"$settings/basic/profiles/lab/service.json" <<JSON
{"type": "rtmp_custom", "settings": {"server": "$url", "key": "$key", "use_auth": false, "bwtest": false}}
JSON
cat >"$settings/basic/scenes/lab.json" <<JSON
{"name": "lab", "current_scene": "Scene", "current_program_scene": "Scene", "scene_order": [{"name": "Scene"}],
 "current_transition": "Cut", "transition_duration": 300, "transitions": [], "groups": [], "modules": {},
 "sources": [
  {"id": "ffmpeg_source", "versioned_id": "ffmpeg_source", "name": "Clip", "enabled": true, "muted": false, "volume": 1.0,
   "mixers": 255, "sync": 0, "flags": 0, "settings": {"local_file": "$clip", "looping": true, "is_local_file": true}},
  {"id": "scene", "versioned_id": "scene", "name": "Scene", "enabled": true, "muted": false, "volume": 1.0,
   "mixers": 0, "sync": 0, "flags": 0, "settings": {"id_counter": 2, "custom_size": false, "items": [
    {"name": "Clip", "id": 2, "visible": true, "locked": false, "rot": 0.0, "pos": {"x": 0.0, "y": 0.0},
     "scale": {"x": 1.0, "y": 1.0}, "align": 5, "bounds_type": 2, "bounds_align": 0, "bounds": {"x": 640.0, "y": 360.0},
     "crop_left": 0, "crop_top": 0, "crop_right": 0, "crop_bottom": 0}]}}]}
JSON

Xvfb -displayfd 3 -screen 0 1280x720x24 -nolisten tcp 3>"$home/display" >"$home/xvfb.log" 2>&1 &
screen=$!
for _ in $(seq 100); do [ -s "$home/display" ] && break; sleep .1; done
HOME=$home XDG_CONFIG_HOME=$home/.config XDG_RUNTIME_DIR=$home/run DISPLAY=:$(cat "$home/display") \
  LIBGL_ALWAYS_SOFTWARE=1 QT_QPA_PLATFORM=xcb XDG_SESSION_TYPE=x11 \
  obs --profile lab --collection lab --scene Scene --startstreaming --multi --disable-missing-files-check --verbose \
  >"$home/obs.log" 2>&1 &
obs=$!
for _ in $(seq "$seconds"); do
  kill -0 "$obs" 2>/dev/null || break
  sleep 1
done
# SIGINT: OBS stops its outputs and quits.
kill -INT "$obs" 2>/dev/null || true
for _ in $(seq 100); do kill -0 "$obs" 2>/dev/null || break; sleep .1; done
grep -q 'Streaming Start' "$home/obs.log" || { tail -20 "$home/obs.log" >&2; exit 1; }
