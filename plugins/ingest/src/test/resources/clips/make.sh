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
ls -l *.flv
