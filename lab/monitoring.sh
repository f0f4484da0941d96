#!/bin/bash
# monitoring.sh: alert rules and dashboard fit what real daemons export. promtool checks and tests the rules and the
# metrics of an origin and a friend; a Prometheus scrapes them, every query finds something, nothing fires while all is
# well, and every alert has its part in the runbook. About a minute. Installs prometheus, curl and openssl with apt when
# they are missing, which needs root.
# shellcheck source=lab/daemon.sh
source "$(dirname "$0")/daemon.sh"
files=$(cd "$lab/../ansible/roles/monitoring/files" && pwd)
need prometheus curl openssl python3

promtool check rules "$files/streamr.rules.yml"
promtool test rules "$files/streamr.rules.test.yml"

# A daemon that has done nothing yet, with all that is optional.
openssl req -x509 -newkey rsa:2048 -nodes -days 60 -subj /CN=localhost -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
mkdir "$work/conf.d"
echo "http: { tls: { certificate: $work/cert.pem, key: $work/key.pem } }" >"$work/conf.d/tls.yaml"
start_daemon "mesh: { limits: { upload: 20Mbit/s, quota: 500GiB } }"
metrics() { curl -fsS "http://127.0.0.1:$1/metrics"; }
metrics "$ops_port" >"$work/fresh.metrics"
fresh=$ops_port

# An origin, two friends, and viewers.
mkdir "$work/demo"
STREAMR_JVM_OPTS="-Djava.io.tmpdir=$work/demo" "$image/bin/streamr" demo --relays 2 --viewers 4 --seconds 80 >"$work/demo.log" 2>&1 &
demo=$!
started "$demo"
until_true 40 grep -q 'of 4 play' "$work/demo.log"
origin='' friends=''
shopt -s globstar
for file in "$work"/demo/**/daemon.json; do
  port=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["opsPort"])' "$file")
  metrics "$port" >"$work/live.metrics"
  promtool check metrics <"$work/live.metrics"
  if grep -q '^streamr_mesh_member 1' "$work/live.metrics"; then friends+="'127.0.0.1:$port',"; else origin=127.0.0.1:$port; fi
done
[ -n "$origin" ] && [ -n "$friends" ]
promtool check metrics <"$work/fresh.metrics"

read -r port <<<"$(free_ports 1)"
cat >"$work/prometheus.yml" <<YAML
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: ['$files/streamr.rules.yml']
scrape_configs:
  - job_name: streamr
    static_configs:
      - { targets: ['$origin'], labels: { role: origin } }
      - { targets: [$friends'127.0.0.1:$fresh'], labels: { role: relay } }
YAML
promtool check config "$work/prometheus.yml" >/dev/null
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$port" \
  --log.level=error >"$work/prometheus.log" 2>&1 &
started $!
until_true 20 curl -fsS "http://127.0.0.1:$port/-/ready"
sleep 20 # rates need some samples
kill -0 "$demo"
python3 -B "$lab/monitoring/check.py" "http://127.0.0.1:$port" "$work/fresh.metrics" "$files/streamr-dashboard.json" \
  "$lab/../docs/operations.md" "$files/streamr.rules.test.yml"
