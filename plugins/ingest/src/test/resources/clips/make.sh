#!/bin/sh
# Makes the clips of the remux tests. Needs an ffmpeg with libx264; the results are kept, so that tests need none.
set -eu
cd "$(dirname "$0")"
picture() { echo "-f lavfi -i testsrc2=size=320x180:rate=$1:duration=$2"; }
sound() { echo "-f lavfi -i sine=frequency=440:sample_rate=$1:duration=$2"; }
x264="-c:v libx264 -preset veryfast -pix_fmt yuv420p -x264-params scenecut=0"
flv="-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -f flv -flvflags no_duration_filesize"
quiet="-v error -nostdin -y"

# 12 s at 30 frames/s, a keyframe every 2 s, two B-frames, AAC at 48 kHz.
ffmpeg $quiet $(picture 30 12) $(sound 48000 12) $x264 -b:v 80k -bf 2 -g 60 -keyint_min 60 -c:a aac -b:a 24k -ac 1 $flv bframes.flv
# 12 s at 29.97 frames/s, no B-frames, AAC at 44.1 kHz.
ffmpeg $quiet $(picture 30000/1001 12) $(sound 44100 12) $x264 -b:v 80k -bf 0 -g 60 -keyint_min 60 -c:a aac -b:a 24k -ac 1 $flv ntsc.flv
# 24 s at 25 frames/s, a keyframe every 8 s.
ffmpeg $quiet $(picture 25 24) $(sound 48000 24) $x264 -b:v 25k -bf 0 -g 200 -keyint_min 200 -c:a aac -b:a 24k -ac 1 $flv longgop.flv
# 6 s of another size, to change to.
ffmpeg $quiet -f lavfi -i testsrc2=size=480x270:rate=30:duration=6 $(sound 48000 6) $x264 -b:v 80k -bf 0 -g 60 -keyint_min 60 -c:a aac -b:a 24k -ac 1 $flv larger.flv
# 6 s of the codecs that only Enhanced RTMP carries, in Matroska: the tests put them into FLV.
mkv="-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact"
opus="-c:a libopus -b:a 24k"
ffmpeg $quiet $(picture 30 6) $(sound 48000 6) -c:v libx265 -preset veryfast -pix_fmt yuv420p -b:v 80k -x265-params log-level=error:keyint=60:min-keyint=60:scenecut=0 -c:a aac -b:a 24k -ac 1 $mkv hevc.mkv
ffmpeg $quiet $(picture 30 6) $(sound 48000 6) -c:v libsvtav1 -preset 10 -b:v 80k -g 60 $opus -ac 1 $mkv av1.mkv
ffmpeg $quiet $(picture 30 6) $(sound 48000 6) -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 80k -g 60 -keyint_min 60 $opus -ac 2 $mkv vp9.mkv
# 6 s of FLAC and of MP3 alone.
ffmpeg $quiet $(sound 44100 6) -c:a flac -ac 1 $mkv flac.mkv
ffmpeg $quiet $(sound 44100 6) -c:a libmp3lame -b:a 32k -ac 1 $mkv mp3.mkv
# 12 s at irregular intervals, as of a screen that is captured when it changes.
ffmpeg $quiet $(picture 60 12) $(sound 48000 12) -vf "select='lt(mod(n*7919\,60)\,22)+not(mod(n\,120))'" -fps_mode vfr $x264 -b:v 60k -bf 0 -g 1000 -force_key_frames 'expr:gte(t,n_forced*2)' -c:a aac -b:a 24k -ac 1 $flv vfr.flv
ls -l *.flv *.mkv
