# Installed as the friend of a real origin on this machine: files, service, invite, a stream. To be sourced by msi.sh.
# shellcheck shell=bash disable=SC2154,SC2034 # names are those of msi.sh and its other parts
data=$disk/ProgramData/StreamrP2P
start_daemon
code=$("$image/bin/streamr" invite --name pc --json --config "$work/streamr.yaml" | python3 -c 'import json, sys; print(json.load(sys.stdin)["code"])')
clock=$(date +%s)
msiexec install.log /i 'C:\one.msi' 'STATEDIR=C:\Streams\state' "INVITE=$code" || fail 'it does not install'
until_true 60 curl -fsS http://127.0.0.1:8081/health/ready
seconds=$(($(date +%s) - clock))

for file in bin/streamr.cmd bin/prunsrv.exe lib/streamr-daemon.jar native/avcodec-62.dll plugins runtime/bin/server/jvm.dll; do
  [ -e "$disk/Program Files/StreamrP2P/$file" ] || fail "$file is not installed"
done
[ "$(state_of streamr)" = RUNNING ] || fail 'the service does not run'
service='HKLM\SYSTEM\CurrentControlSet\Services\streamr'
[ "$(registry "$service" ImagePath)" = '"C:\Program Files\StreamrP2P\bin\prunsrv.exe" //RS//streamr' ] ||
  [ "$(registry "$service" ImagePath)" = 'C:\Program Files\StreamrP2P\bin\prunsrv.exe //RS//streamr' ] ||
  fail "the service is $(registry "$service" ImagePath)"
[ "$(registry "$service" Start)" = 0x2 ] || fail 'it does not start by itself'
[ "$(registry "$service" ObjectName)" = 'NT AUTHORITY\LocalService' ] || fail 'it has another account'
[ "$(registry "$procrun\\Start" Params)" = 'serve\0--config\0C:\ProgramData\StreamrP2P\streamr.yaml\0--join-file\0C:\ProgramData\StreamrP2P\invite' ] ||
  fail "the service runs $(registry "$procrun\\Start" Params)"
[ "$(registry "$procrun\\Stop" Class)" = dev/streamr/daemon/WindowsService ] || fail 'it is not stopped with a drain'
options=$(registry "$procrun\\Java" Options)
for option in $(grep -v '^#' "$image/lib/jvm.options" | sed 's/libsqlitejdbc.so/sqlitejdbc.dll/') '-Djna.boot.library.path=C:\Program'; do
  [[ $options == *"$option"* ]] || fail "the service's Java lacks $option"
done
win 30 reg query 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment' /v PATH | grep -F ';C:\Program Files\StreamrP2P\bin' >/dev/null ||
  fail 'streamr is not on PATH'
grep -q 'advfirewall firewall add rule name=StreamrP2P dir=in action=allow protocol=TCP localport=1935,8080' "$disk/netsh.txt" ||
  fail 'the firewall stays shut'
grep -q "^state-dir: 'C:.Streams.state'" "$data/streamr.yaml" || fail 'STATEDIR is not in the configuration'
[ -s "$disk/Streams/state/streamr.db" ] || fail 'the state is elsewhere'
ok "installed and ready in $seconds s, by the service, with Windows' FFmpeg, SQLite and Java"

# It joined, and nothing knows the code any more. (Wine's log shows all properties; tables.sh looks at what Windows hides.)
until_true 30 test ! -e "$data/invite"
until_true 30 sh -c "'$image/bin/streamr' nodes --config '$work/streamr.yaml' | grep '^pc .*active' >/dev/null"
timeout 60 "$wine_home/wineserver64" -w & # the registry goes to the disk some seconds later
sleep 6
kill $! 2>/dev/null || true
! grep -aq "${code:5:40}" "$WINEPREFIX"/*.reg || fail 'the code is in the registry'
! grep -raq "${code:5:40}" "$data" "$disk/Streams" || fail 'the code is in a file'
ok 'the machine joined its origin by INVITE; the code is in no file and not in the registry'

# A picture through it.
key=$(streamr stream add show --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["streamKey"])')
"$image/native/ffmpeg" -nostdin -v error -re -f lavfi -i testsrc=size=320x180:rate=25 -f lavfi -i sine -pix_fmt yuv420p \
  -c:v libopenh264 -b:v 400k -g 50 -c:a aac -f flv "rtmp://127.0.0.1:1935/live/$key" 2>"$work/publish.log" &
publisher=$!
started $publisher
until_true 30 curl -fsSL http://127.0.0.1:8080/live/show.m3u8
pictures=$("$image/native/ffprobe" -v error -select_streams v -count_frames -show_entries stream=nb_read_frames -of csv=p=0 \
  -read_intervals '%+2' http://127.0.0.1:8080/live/show.m3u8 | head -1)
[ "${pictures%%,*}" -ge 40 ] || fail "only $pictures pictures"
kill $publisher
ok "a stream was published to it by RTMP and watched by HLS: $pictures pictures"
