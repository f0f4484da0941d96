# A test stream, seen from everywhere. Sourced by ansible.sh.
# shellcheck shell=bash disable=SC2154 # from the scripts that source this

plays community validate
grep -q '"check": "http-flv"' "$said" || fail 'nothing was watched from outside'
[ "$(on f1 streamr stream list --json | json '[s["name"] for s in d if s["name"].startswith("validate")]')" = '[]' ] ||
  fail 'the test stream was not removed'
on f4 systemctl stop streamr
refuses f4 community validate --limit friends
on f4 systemctl start streamr
until_true 30 ready f4
ok 'validated, from outside too; a machine that does not run is named'
