# Upgrades while twelve viewers watch. Sourced by ansible.sh.
# shellcheck shell=bash disable=SC2154 # from the scripts that source this

key=$(on f1 streamr stream add show --json | json 'd["streamKey"]')
publish "$(f 1)" "$key"
until_true 30 curl -fsS "http://$(f 1):8080/live/show.m3u8"
mkfifo "$work/orders"
"$stage/usr/lib/streamr/bin/streamr" demo-viewers --origin "http://$(f 1):8080" --stream show --viewers 12 \
  <>"$work/orders" >"$work/viewers.log" 2>"$work/viewers.err" &
started $!
felt() { tail -1 "$work/viewers.log" | json "$1"; }
all_play() { [ "$(felt 'd["playing"]')" = 12 ]; }
by_friends() { [ "$(felt 'sum(n["bytes"] for n in d["nodes"].values()) > 1000000')" = True ]; }
until_true 60 all_play
until_true 60 by_friends
echo >"$work/orders"
sleep 2
untouched() { [ "$(felt 'd["longestStallMillis"]')" -le 2000 ] || fail "a viewer stood still for $(felt 'd["longestStallMillis"]') ms"; }

apt_repository "$work/streamr_${broken}_amd64.deb" "$work/streamr_${next}_amd64.deb"
refuses "did not take streamr $broken and runs $version again" community upgrade -e "streamr_version=$broken"
for i in 1 2 3 4; do
  [ "$(on "f$i" "dpkg-query -W -f '\${Version}' streamr")" = "$version" ] || fail "f$i does not have the version before"
done
until_true 60 ready f2
[ "$(on f2 streamr status --json | json 'd["friend"]["state"]')" = active ] || fail 'f2 does not serve again'
untouched
ok "a version that cannot start: the first machine went back, the others were not touched, longest stall $(felt 'd["longestStallMillis"]') ms"

pid=$(main_pid f1)
clock=$(date +%s%N)
plays community upgrade -e "streamr_version=$next"
took=$(since "$clock")
for i in 1 2 3 4; do
  [ "$(on "f$i" "dpkg-query -W -f '\${Version}' streamr")" = "$next" ] || fail "f$i was not upgraded"
done
[ "$(main_pid f1)" = "$pid" ] || fail 'the live stream was interrupted'
grep -q 'while a stream is live' "$said" || fail 'nothing was said of the restart that waits'
all_play || fail 'not all viewers play'
untouched
ok "four machines in $took s while 12 viewers watch: longest stall $(felt 'd["longestStallMillis"]') ms, $(felt 'd["stalls"]') stalls; the origin waits"

refuses 'show is live' community pause
kill "$publisher"
until_true 60 restarted f1 "$pid"
ok 'the stream is over: the origin restarted by itself'
