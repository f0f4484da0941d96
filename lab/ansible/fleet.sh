# Sourced by ansible.sh: machines f1 to f5, repositories for them, the collection as an operator installs it, inventories.
# shellcheck shell=bash disable=SC2154,SC2034 # from and for the scripts that source this

need ansible python3 dpkg-dev curl
export HOME=$work/home ANSIBLE_COLLECTIONS_PATH=$work/collections ANSIBLE_PIPELINING=True ANSIBLE_FORKS=5
export ANSIBLE_LOCALHOST_WARNING=False ANSIBLE_NOCOLOR=1
mkdir -p "$HOME"
ansible-galaxy collection build --output-path "$work" "$lab/../ansible" >/dev/null
ansible-galaxy collection install -p "$work/collections" "$work"/streamr-p2p-*.tar.gz >/dev/null

# A later version, and one that cannot start.
next=$version+next broken=$version+broken
export SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(stat -c %Y "$stage")
"$lab/../packaging/deb/build" "$stage" "$next" "$work"
cp -a "$stage" "$work/stage"
: >"$work/stage/usr/lib/streamr/lib/streamr-daemon.jar"
"$lab/../packaging/deb/build" "$work/stage" "$broken" "$work"
rm -r "$work/stage"
apt_repository "$packages/streamr_${version}_amd64.deb"

# What else the roles install, as the machines have no way to a mirror.
"$lab/fleet.sh" base
"$lab/fleet.sh" add curl
base=${FLEET_DIR:-${TMPDIR:-/tmp}/streamr-lab/fleet}/base
mkdir -p "$work/debian"
apt-get update -qq
apt-get -o Dir::State::status="$base/var/lib/dpkg/status" -o Dir::Cache::archives="$work/debian" -o Debug::NoLocking=1 \
  -qq -y --no-install-recommends --download-only install caddy postgresql libstdc++6 zlib1g >"$work/debian.log" 2>&1 ||
  { cat "$work/debian.log" >&2; fail 'packages of Debian'; }
(cd "$work/debian" && dpkg-scanpackages -m . >Packages 2>/dev/null)

"$lab/fleet.sh" up 5 # first: what is served is bound to their bridge
serve "$work/apt/public" 8990
serve "$work/debian" 8991
f() { echo "$net.$((10 + $1))"; }
for i in 1 2 3 4 5; do
  on "f$i" "echo 'deb [trusted=yes] http://$net.1:8991 ./' >/etc/apt/sources.list.d/debian.list && apt-get update -qq
    echo '$(f 1) live.test' >>/etc/hosts; echo '$(f 2) friend.test' >>/etc/hosts"
done

# What is named after us or what we bring, and who has an account; nothing of it is to stay. (The group ssl-cert is
# of Debian's package of this name, which comes with PostgreSQL; it stays when that is purged, and others may use it.)
traces() { # MACHINE
  on "$1" 'find / -xdev \( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/log/journal \) -prune -o \
    \( -iname "*streamr*" -o -iname "*caddy*" -o -iname "*postgres*" \) -print 2>/dev/null | sort; getent passwd; getent group | grep -v ^ssl-cert:
    systemctl list-unit-files --no-legend "streamr*" "caddy*" "postgres*"; ls -A /root/.ansible_async 2>/dev/null || true'
}
for i in 1 2 3 4 5; do traces "f$i" >"$work/traces.f$i"; done

inventory() { # NAME <YAML of the groups
  mkdir -p "$work/$1"
  {
    cat <<YAML
all:
  vars:
    ansible_user: admin
    ansible_ssh_private_key_file: ${FLEET_DIR:-${TMPDIR:-/tmp}/streamr-lab/fleet}/id
    ansible_ssh_common_args: -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR
    ansible_python_interpreter: /usr/bin/python3
    streamr_repository_url: http://$net.1:8990
    streamr_repository_key: $work/apt/public/streamr-archive-keyring.gpg
  children:
YAML
    cat
  } >"$work/$1/hosts.yml"
}
inventory community <<YAML
    origin: { hosts: { f1: { ansible_host: $(f 1) } } }
    friends:
      hosts:
        f2: { ansible_host: $(f 2) }
        f3: { ansible_host: $(f 3) }
        f4: { ansible_host: $(f 4) }
YAML

# Runs a playbook of the collection; what it said is in $said.
play() { # INVENTORY PLAYBOOK [ARGUMENT...]
  local where=$1 book=$2
  shift 2
  said=$work/play.log
  (cd "$work" && timeout 900 ansible-playbook -i "$where/hosts.yml" "streamr.p2p.$book" "$@") >"$said" 2>&1 </dev/null
}
plays() { play "$@" || { grep -v '^$' "$said" | tail -60 >&2; fail "ansible-playbook $*"; }; }
refuses() { # WORDS INVENTORY PLAYBOOK [ARGUMENT...]
  local words=$1
  shift
  ! play "$@" || fail "ansible-playbook $* did not refuse"
  tr '\n' ' ' <"$said" | grep -qF -- "$words" || { tail -30 "$said" >&2; fail "ansible-playbook $* did not say: $words"; }
}
changed_nothing() { ! grep -E 'changed=[1-9]' "$said" >&2 || { grep -B3 '^changed' "$said" >&2; fail "$1 has changed something"; }; }

json() { python3 -c "import json, sys; d = json.load(sys.stdin); print($1)"; }
nothing_left() { # MACHINE...
  local machine
  for machine in "$@"; do
    traces "$machine" >"$work/traces"
    diff "$work/traces.$machine" "$work/traces" >&2 || fail "something was left on $machine"
  done
}
