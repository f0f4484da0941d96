# Upgrades, sourced by deb.sh: a stream is on, and somebody watches.
# shellcheck shell=bash disable=SC2154 # set by deb.sh

pid=$(main_pid f1)
on f1 "echo '#edited' >>/etc/streamr/streamr.yaml"
"$ffmpeg" -nostdin -v error -i "http://$f1:8080/live/show.flv" -t 12 -map 0:v -f framecrc - >"$work/viewer.txt" 2>&1 &
viewer=$!
started "$viewer"
until_true 10 test -s "$work/viewer.txt"

apt_repository "$packages/streamr_${version}_amd64.deb"
on f1 apt-get update -qq
on f1 'DEBIAN_FRONTEND=noninteractive apt-get upgrade -y -q' </dev/null >"$work/upgrade.log" 2>&1 || { cat "$work/upgrade.log" >&2; fail 'apt-get upgrade'; }
[ "$(on f1 "dpkg-query -W -f '\${Version}' streamr")" = "$version" ] || fail 'the package was not upgraded'
on f1 grep -q edited /etc/streamr/streamr.yaml || fail 'the edited configuration is gone'
[ "$(main_pid f1)" = "$pid" ] || fail 'the upgrade broke the live stream'
wait "$viewer" || fail 'the viewer was cut off'
[ "$(grep -c '^0,' "$work/viewer.txt")" -ge 290 ] || fail "the viewer saw $(grep -c '^0,' "$work/viewer.txt") pictures of 300"
[ "$(on f1 streamr status --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["restartPending"])')" = True ] ||
  fail 'nothing says that a restart is pending'
kill "$publisher"
until_true 60 restarted f1 "$pid"
ok 'upgraded under a viewer: not a picture lost; the new version began when the stream had ended'

# The new version does not take the configuration: the old one goes on.
on f1 "DEBIAN_FRONTEND=noninteractive apt-get install -y -q --allow-downgrades streamr=$previous" </dev/null >"$work/downgrade.log" 2>&1 ||
  { cat "$work/downgrade.log" >&2; fail 'going back to the earlier version'; }
until_true 30 ready f1
pid=$(main_pid f1)
on f1 "echo 'htpp: { port: 80 }' >/etc/streamr/conf.d/wrong.yaml"
on f1 'DEBIAN_FRONTEND=noninteractive apt-get upgrade -y -q' </dev/null >"$work/upgrade.log" 2>&1 || fail 'a wrong configuration stopped the upgrade'
grep -q 'htpp' "$work/upgrade.log" || fail 'the upgrade does not name the wrong key'
[ "$(main_pid f1)" = "$pid" ] || fail 'the daemon was restarted with a configuration that it cannot use'
on f1 'rm /etc/streamr/conf.d/wrong.yaml && streamr restart' >/dev/null 2>&1 || fail 'streamr restart'
restarted f1 "$pid" || fail 'streamr restart did not restart it'
ok 'upgraded with a wrong configuration: the key was named, and the running daemon left alone'
