#!/bin/bash
# role.sh: the Ansible role monitoring on a real machine: wrong variables are refused, a trial changes nothing, the first
# run sets up Prometheus and Alertmanager that watch a real origin and a real friend, the second run changes nothing.
# Grafana is not in Debian: a folder, a group and a unit that does nothing stand in for it. Five minutes, and one more for
# the machine's base the first time. Needs root; installs ansible with apt.
export FLEET_DIR=${FLEET_DIR:-${TMPDIR:-/tmp}/streamr-lab/fleet-monitoring} FLEET_NET=${FLEET_NET:-10.233.0} \
  FLEET_BRIDGE=${FLEET_BRIDGE:-brmon} FLEET_NAME=${FLEET_NAME:-mon}
# shellcheck source=lab/daemon.sh
source "$(dirname "$0")/../daemon.sh"
lab=$(cd "$lab/../lab" && pwd)
[ "$(id -u)" -eq 0 ] || { echo 'role.sh needs root' >&2; exit 2; }
need ansible apt-utils curl
ok() { printf 'ok     %s\n' "$*"; }
fail() { printf 'FAILED %s\n' "$*" >&2; exit 1; }
fleet() { "$lab/fleet.sh" "$@"; }
on() { fleet ssh "${FLEET_NAME}1" "$@"; }
trap 'fleet down; finish' EXIT

# Everything that Prometheus needs is on the machine; the two packages themselves come from a repository there.
[ -d "$FLEET_DIR/base/usr" ] || fleet base
fleet add prometheus prometheus-alertmanager curl
fleet up 1
mkdir "$work/apt"
chown _apt "$work/apt"
(cd "$work/apt" && apt-get download -qq prometheus prometheus-alertmanager && apt-ftparchive packages . >Packages)
on mkdir /srv/apt
tar -C "$work/apt" -c . | on tar -C /srv/apt -x
on 'DEBIAN_FRONTEND=noninteractive apt-get purge -qq -y prometheus prometheus-alertmanager >/dev/null 2>&1
  echo "deb [trusted=yes] file:/srv/apt ./" >/etc/apt/sources.list.d/test.list; apt-get update -qq; ! test -e /usr/bin/promtool
  groupadd grafana; mkdir /etc/grafana
  printf "[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n" >/etc/systemd/system/grafana-server.service'

# An origin and a friend at this end of the bridge, with ops listeners that the machine reaches.
node() { # NAME PORT
  mkdir -p "$work/$1"
  cat >"$work/$1/streamr.yaml" <<YAML
state-dir: $work/$1/state
http: { bind: $FLEET_NET.1, port: $2 }
ops: { bind: $FLEET_NET.1, port: $(($2 + 1)) }
ingest: { rtmp: { bind: $FLEET_NET.1, port: $(($2 + 2)) } }
YAML
  "$image/bin/streamr" serve --config "$work/$1/streamr.yaml" >"$work/$1/log" 2>&1 &
  started $!
  until_true 40 curl -fsS -o /dev/null "http://$FLEET_NET.1:$(($2 + 1))/health/ready"
}
node stage 28080
node alice 28090
"$image/bin/streamr" invite --name alice --config "$work/stage/streamr.yaml" --json |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["code"])' |
  "$image/bin/streamr" join --config "$work/alice/streamr.yaml" >/dev/null 2>&1

mkdir -p "$work/collections/ansible_collections/streamr"
ln -s "$(cd "$lab/../ansible" && pwd)" "$work/collections/ansible_collections/streamr/p2p"
export ANSIBLE_COLLECTIONS_PATHS=$work/collections ANSIBLE_HOST_KEY_CHECKING=false ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false
cat >"$work/inventory.yml" <<YAML
all:
  vars: { ansible_host: $FLEET_NET.1 }
  children:
    origin: { hosts: { stage: { streamr_config: { ops: { bind: 0.0.0.0, port: 28081 } } } } }
    friends: { hosts: { alice: { streamr_config: { ops: { bind: $FLEET_NET.1, port: 28091 } } } } }
    monitoring:
      hosts:
        watch:
          ansible_host: $FLEET_NET.11
          ansible_user: admin
          ansible_ssh_private_key_file: $FLEET_DIR/id
          ansible_ssh_common_args: -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null
          monitoring_alertmanager: true
          monitoring_alertmanager_receivers:
            operator: { webhook_configs: [{ url: "http://127.0.0.1:9/operator" }] }
            alice: { webhook_configs: [{ url: "http://127.0.0.1:9/alice" }] }
          monitoring_runbook_url: https://docs.example.org/operations
YAML
cat >"$work/play.yml" <<YAML
- hosts: monitoring
  become: true
  roles: [streamr.p2p.monitoring]
YAML
play() { timeout 300 ansible-playbook -i "$work/inventory.yml" "$work/play.yml" "$@" >"$work/play.log" 2>&1; }
run() { play "$@" || { tail -40 "$work/play.log" >&2; fail "ansible-playbook $*"; }; }
refused() { # EXTRA_VARS WORDS
  ! play -e "$1" || fail "$1 was taken"
  grep -q "$2" "$work/play.log" || { tail -20 "$work/play.log" >&2; fail "$1: the message does not say: $2"; }
}

refused '{"monitoring_retention": "long"}' 'monitoring_retention: must be a time'
refused '{"monitoring_scrap_interval": "1s"}' 'monitoring_scrap_interval: no such variable'
refused '{"monitoring_alertmanager_receivers": {}}' 'must say how the operator is told'
refused '{"monitoring_friends": ["carol"]}' 'carol is no machine of the inventory'
refused '{"streamr_config": {}}' 'stage: its ops listener is bound to 127.0.0.1'
ok 'wrong variables are refused, with the name and what is allowed'
on '! test -e /usr/bin/promtool' || fail 'a refused run has installed something'
run --check
on '! test -e /usr/bin/promtool && ! test -e /etc/grafana/dashboards' || fail 'a trial has changed something'
ok 'a trial before the first run changes nothing'
run
run
grep -Eq 'watch .* changed=0 ' "$work/play.log" || { grep -B3 changed: "$work/play.log" >&2; fail 'the second run changes something'; }
run --check
grep -Eq 'watch .* changed=0 ' "$work/play.log" || fail 'a trial after the first run would change something'
ok 'the second run changes nothing'

api() { on curl -fsS "http://127.0.0.1:9090/api/v1/$1"; }
watched() { api targets | grep -o '"health":"up"' | wc -l | grep -qx 2; }
until_true 60 watched
api 'query?query=streamr_mesh_node_state%7Bnode%3D%22alice%22%2Cstate%3D%22active%22%7D' | grep -q '"instance":"stage".*"1"' || fail 'no word of alice'
api 'query?query=streamr_mesh_member%7Binstance%3D%22alice%22%2Crole%3D%22relay%22%7D' | grep -q '"1"' || fail 'alice is not scraped'
api rules | grep -q '"alert\|"StreamrOriginDown"' || fail 'no rules'
api rules | grep -q 'https://docs.example.org/operations#streamrorigindown' || fail 'links do not lead to the runbook'
[ "$(api 'label/__name__/values' | grep -c '_created')" -eq 0 ] || fail 'series that are of no use are kept'
ok 'Prometheus scrapes a real origin and a real friend; the rules are loaded'
on ss -tln | grep -q '127.0.0.1:9090' || fail 'Prometheus is open to others'
api alertmanagers | grep -q 127.0.0.1:9093 || fail 'no Alertmanager'
route() { on amtool config routes test --config.file=/etc/prometheus/alertmanager.yml "$@" 2>/dev/null; }
on chmod a+r /etc/prometheus/alertmanager.yml
[ "$(route who=friend node=alice severity=ticket)" = alice ] || fail 'alice is not told'
[ "$(route who=friend instance=alice severity=ticket)" = alice ] || fail 'alice is not told'
[ "$(route who=friend node=bob severity=ticket)" = operator ] || fail 'nobody is told of bob'
[ "$(route who=operator node=alice severity=ticket)" = operator ] || fail 'the operator is not told'
ok "Alertmanager tells alice what is hers, and the operator the rest"
on cat /etc/grafana/dashboards/streamr.json | python3 -c 'import json, sys; sys.exit(json.load(sys.stdin)["links"][0]["url"] != "https://docs.example.org/operations#runbook")'
on grep -qx "'    url: http://127.0.0.1:9090'" /etc/grafana/provisioning/datasources/streamr.yml || fail 'no data source'
ok 'data source and dashboard are where Grafana looks for them'

kill "${pids[0]}"
down() { on curl -fsS http://127.0.0.1:9093/api/v2/alerts | grep -q StreamrOriginDown; }
until_true 240 down
ok 'the origin is stopped: Alertmanager has StreamrOriginDown'

cat >"$work/play.yml" <<YAML
- hosts: monitoring
  become: true
  vars: { __streamr_confirmed: true }
  tasks:
    - ansible.builtin.include_role: { name: streamr.p2p.monitoring, tasks_from: remove }
YAML
run
on '! test -e /etc/prometheus && ! test -e /var/lib/prometheus && ! test -e /etc/grafana/dashboards/streamr.json && ! test -e /usr/bin/prometheus' ||
  fail 'something is left'
ok 'removed, nothing is left'
