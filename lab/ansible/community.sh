# One origin and three friends, from nothing. Sourced by ansible.sh.
# shellcheck shell=bash disable=SC2154 # from the scripts that source this

refuses 'streamr_firewall must be one of: none, ufw, firewalld, got: iptables' community site -e streamr_firewall=iptables
refuses 'streamr_roel: no such variable' community site -e streamr_roel=relay
refuses "streamr_friend_name: must be 1 to 63 of a-z" community site -e streamr_friend_name=A_friend
refuses 'streamr_repository_key: must be the key' community site -e streamr_repository_key=none
refuses 'streamr_config: must hold no secret' community site -e '{"streamr_config": {"database": {"password": "secret"}}}'
refuses 'streamr_version: must be a version' community site -e '{"streamr_version": "latest please"}'
ok 'wrong variables are refused, with their names and what is allowed'

plays community site --check
on f1 'test ! -e /usr/bin/streamr' || fail '--check has installed something'
clock=$(date +%s%N)
plays community site
took=$(since "$clock")
[ "$(on f1 streamr nodes --json | json 'sorted(n["name"] + n["state"] for n in d)')" = "['f2active', 'f3active', 'f4active']" ] ||
  fail 'not all friends are there'
! grep -q 'join_[A-Za-z0-9_-]\{20\}' "$said" || fail 'a code was shown'
for i in 1 2 3 4; do ! on "f$i" "journalctl --no-pager | grep -q 'join_[A-Za-z0-9_-]\{20\}'" || fail "a code is in the journal of f$i"; done
ok "one origin and three friends in $took s"

plays community site
changed_nothing 'the second run'
plays community site --check
changed_nothing '--check'
ok 'again: nothing was changed'

refuses "http.port: 99999 is not a port; allowed: 0 to 65535" community site -e '{"streamr_config": {"http": {"port": 99999}}}' --limit f1
! on f1 grep -q 99999 /etc/streamr/conf.d/50-ansible.yaml || fail 'a wrong configuration was put in place'
until_true 10 ready f1
ok 'a wrong configuration was not put in place'

# Another origin's friend.
inventory other <<YAML
    origin: { hosts: { f5: { ansible_host: $(f 5) } } }
    friends: { hosts: { f2: { ansible_host: $(f 2) } } }
YAML
refuses "another origin's friend" other site
plays other teardown -e streamr_teardown_confirm=other --limit f5
nothing_left f5
ok "another origin's friend is left alone"
