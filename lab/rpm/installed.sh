# As the manual says, sourced by rpm.sh.
# shellcheck shell=bash disable=SC2154 # set by rpm.sh

clock=$(date +%s%N)
on "$machine" "curl -fsS -o /etc/yum.repos.d/streamr.repo $url/streamr.repo"
must install streamr
installed=$(since "$clock")
ready "$machine" || { cat "$work/dnf.log" >&2; fail 'it does not run after the installation'; }
fingerprint=$(on "$machine" rpm -q gpg-pubkey --qf '%{VERSION}') || fail 'dnf took no key: it checks no package'
[ "${key: -8}" = "${fingerprint^^}" ] || fail "the key that dnf took is $fingerprint"
on "$machine" rpm -q --qf '%{RSAHEADER:pgpsig}' streamr | grep -qi "key id.*$fingerprint" || fail 'the package is not signed by the key'
[ "$(on "$machine" systemctl is-enabled streamr)" = enabled ] || fail 'it is not enabled'
[ "$(on "$machine" "stat -c %U /proc/$(main_pid "$machine")")" = streamr ] || fail 'the daemon is not of user streamr'
[ "$(on "$machine" stat -c %U%a /etc/streamr/credentials /var/lib/streamr | tr '\n' ' ')" = 'root700 streamr700 ' ] ||
  fail 'the folders of secrets and state are not as they should be'
said=$(on "$machine" rpm --verify streamr || true)
[ -z "$said" ] || fail "rpm --verify: $said"
streamkey=$(on "$machine" streamr stream add show --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["streamKey"])')
publish "$address" "$streamkey"
until_true 30 curl -fsS "http://$address:8080/live/show.m3u8"
[ "$(pictures "http://$address:8080/live/show.m3u8" 1)" -ge 20 ] || fail 'no picture'
ok "installed with signatures checked in $installed s, first picture after $(since "$clock") s"
