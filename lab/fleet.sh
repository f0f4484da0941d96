#!/bin/bash
# fleet.sh: N real systemd machines (containers with a pid 1, a network and an address of their own, reached by ssh) on
# this one machine, without Docker. Needs root and Debian's systemd-container, debootstrap and openssh-client, which it
# installs with apt.
#
#   fleet.sh base              makes the base folder, once (debootstrap, through this machine's own apt configuration)
#   fleet.sh add PKG...        installs more packages into the base
#   fleet.sh up N              boots machines f1..fN at FLEET_NET.11..; waits until ssh answers
#   fleet.sh ssh M [CMD...]    ssh as root
#   fleet.sh exec M CMD...     runs in the machine without ssh or D-Bus
#   fleet.sh reboot M          reboots one; what it wrote is kept
#   fleet.sh part M|heal M     takes its link down and up
#   fleet.sh inventory         prints an Ansible inventory
#   fleet.sh down              ends all, and leaves nothing but the base
#
# Environment: FLEET_DIR (folder of all of it), FLEET_NET (10.231.0), FLEET_BRIDGE (brfleet), FLEET_NAME (f: machines are
# f1, f2, …). Two fleets at a time need all four to differ.
#
# Why it is built like this:
#  - pid 1 is not systemd and there is no machined or system bus: --register=no --keep-unit makes nspawn do
#    without both.
#  - The host has hybrid cgroups (v1 controllers + empty v2): nspawn copes. Default here is pure cgroup2 inside
#    (FLEET_CGROUP=unified); see the notes at boot().
#  - ext4 has no reflink: a clone is an overlayfs mount over the one base (a few KiB until written to), it
#    survives a reboot of the container (unlike --volatile/--ephemeral).
#  - The network namespace is made by us (ip netns) and handed to nspawn, so that addresses are there before
#    boot, no networkd or DHCP is needed inside, and tc/nft/link faults can be put on either end of the veth.
#  - No forwarding, no default route: nothing leaves the VM.
set -euo pipefail
# shellcheck source=lab/need.sh
source "$(dirname "$0")/need.sh"
HERE=${FLEET_DIR:-${TMPDIR:-/tmp}/streamr-lab/fleet}   # containers, overlays, ssh key
NET=${FLEET_NET:-10.231.0} BR=${FLEET_BRIDGE:-brfleet} NAME=${FLEET_NAME:-f}
BASE=$HERE/base KEY=$HERE/id RUN=$HERE/run
SSHO=(-i "$KEY" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=3)

base() {
  mkdir -p "$HERE"
  need systemd-container debootstrap openssh-client iproute2
  local mirror; mirror=$(awk '/^URIs:/{print $2; exit}' /etc/apt/sources.list.d/debian.sources)
  [ -d "$BASE/usr" ] || debootstrap --variant=minbase \
    --include=systemd,systemd-sysv,dbus,libpam-systemd,openssh-server,python3,sudo,iproute2,ca-certificates,python3-apt \
    bookworm "$BASE" "$mirror" >"$HERE/debootstrap.log"
  : >"$BASE/etc/apt/sources.list"                       # no mirror from inside: install from files or a local repository
  rm -rf "$BASE"/var/lib/apt/lists/* "$BASE"/var/cache/apt/*.bin "$BASE"/var/cache/apt/archives/*.deb
  [ -f "$KEY" ] || ssh-keygen -q -t ed25519 -N '' -C fleet -f "$KEY"
  install -d -m700 "$BASE/root/.ssh"; install -m600 "$KEY.pub" "$BASE/root/.ssh/authorized_keys"
  : >"$BASE/etc/machine-id"                             # each clone makes its own at first boot
  # an ordinary admin account with sudo, as a friend machine would have
  grep -q ^admin: "$BASE/etc/passwd" || chroot "$BASE" useradd -m -s /bin/bash admin
  echo 'admin ALL=(ALL) NOPASSWD:ALL' >"$BASE/etc/sudoers.d/admin"
  install -d -m700 -o 1000 -g 1000 "$BASE/home/admin/.ssh"
  install -m600 -o 1000 -g 1000 "$KEY.pub" "$BASE/home/admin/.ssh/authorized_keys"
}

add() { # install further packages into the base, with the host's own apt configuration, while no fleet is up
  ! chroot "$BASE" dpkg -s "$@" >/dev/null 2>&1 || return 0
  cp /etc/apt/sources.list.d/debian.sources "$BASE/etc/apt/sources.list.d/"; cp /etc/resolv.conf "$BASE/etc/resolv.conf"
  cp /etc/hosts "$BASE/etc/hosts"
  local f; for f in /etc/apt/apt.conf.d/99*; do cp "$f" "$BASE/etc/apt/apt.conf.d/"; done
  printf '#!/bin/sh\nexit 101\n' >"$BASE/usr/sbin/policy-rc.d"; chmod 755 "$BASE/usr/sbin/policy-rc.d"   # start nothing in the chroot
  mount -t proc proc "$BASE/proc"
  chroot "$BASE" sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -y -qq --no-install-recommends install "$@"; apt-get clean' sh "$@" >"$HERE/add.log" 2>&1 || tail -5 "$HERE/add.log"
  umount "$BASE/proc"; rm -f "$BASE/usr/sbin/policy-rc.d" "$BASE/etc/apt/sources.list.d/debian.sources" "$BASE"/etc/apt/apt.conf.d/99* "$BASE/etc/resolv.conf"
  rm -rf "$BASE"/var/lib/apt/lists/* "$BASE"/var/cache/apt/*.bin
}

leader() { # pid of the container's pid 1, as the host sees it: the child of nspawn in another pid namespace
  local np p; np=$(cat "$RUN/$1.pid")
  for p in $(pgrep -P "$np"); do
    [ "$(readlink "/proc/$p/ns/pid")" != "$(readlink /proc/self/ns/pid)" ] && { echo "$p"; return; }
  done; return 1
}

boot() { # name
  # SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1: pure cgroup2 inside, like a current distribution (FLEET_CGROUP=hybrid for the
  #   host's own layout). Either way no cpu/memory/pids controller is usable inside: they are bound to the host's v1
  #   hierarchies, so MemoryMax=, CPUQuota= and TasksMax= are accepted and do nothing.
  # CAP_BPF and --system-call-filter=bpf: without both nspawn refuses bpf() inside, and
  #   IPAddressDeny=/IPAddressAllow= of a unit silently do nothing.
  # CAP_NET_ADMIN: given by --private-network but not with --network-namespace-path (nft, tc, WireGuard, loopback set-up).
  # --console=pipe and stdin from /dev/null keep it off our terminal.
  # With --keep-unit a reboot in the container ends nspawn with status 133, and we start it again.
  local n=$1 cg=1 rc
  [ "${FLEET_CGROUP:-unified}" = hybrid ] && cg=0
  ( trap '' HUP
    # Each container needs a cgroup of its own on the host: with --keep-unit nspawn stays in the caller's, and containers
    # sharing one would share (and kill) one another's units. Only the controller-less cgroup2 and name=systemd trees.
    for h in unified systemd; do
      mkdir -p "/sys/fs/cgroup/$h/fleet/$n"; echo "$BASHPID" >"/sys/fs/cgroup/$h/fleet/$n/cgroup.procs"
    done
    while :; do
      SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=$cg setsid systemd-nspawn --quiet --boot --directory="$HERE/$n/root" --machine="$n" \
        --hostname="$n" --register=no --keep-unit --network-namespace-path="/run/netns/$n" \
        --resolv-conf=off --timezone=off --link-journal=no --console=pipe --capability=CAP_NET_ADMIN,CAP_BPF,CAP_PERFMON --system-call-filter=bpf \
        --bind=/dev/net/tun </dev/null >>"$RUN/$n.log" 2>&1 &
      echo $! >"$RUN/$n.pid"; rc=0; wait $! || rc=$?
      rmdir "/run/systemd/nspawn/propagate/$n" 2>/dev/null || true   # /run is on disk here: nspawn will not remove it itself
      [ $rc = 133 ] || break
    done
    for h in unified systemd; do
      echo "$BASHPID" >"/sys/fs/cgroup/$h/cgroup.procs"
      find "/sys/fs/cgroup/$h/fleet/$n" -depth -type d -exec rmdir {} + 2>/dev/null
    done ) </dev/null >/dev/null 2>&1 &
}

clone() { # name index
  local n=$1 i=$2
  mkdir -p "$HERE/$n"/{upper,work,root} "$RUN"
  mount -t overlay "fleet-$n" -o "lowerdir=$BASE,upperdir=$HERE/$n/upper,workdir=$HERE/$n/work" "$HERE/$n/root"
  echo "$n" >"$HERE/$n/root/etc/hostname"
  { echo "127.0.0.1 localhost"; for j in $(seq 1 "${N:-9}"); do echo "$NET.$((10+j)) $NAME$j"; done; echo "$NET.1 host"; } >"$HERE/$n/root/etc/hosts"
  ip netns add "$n"
  ip link add "v$n" type veth peer name host0 netns "$n"
  ip link set "v$n" master "$BR" up
  ip -n "$n" addr add "$NET.$((10+i))/24" dev host0
  ip -n "$n" link set lo up; ip -n "$n" link set host0 up
}

up() {
  N=$1; [ -d "$BASE/usr" ] || base
  mkdir -p "$RUN"
  ip link show "$BR" >/dev/null 2>&1 || { ip link add "$BR" type bridge; ip addr add "$NET.1/24" dev "$BR"; ip link set "$BR" up; }
  local i t0; t0=$(date +%s.%N)
  for i in $(seq 1 "$N"); do clone "$NAME$i" "$i"; rm -f "$RUN/$NAME$i.pid"; boot "$NAME$i"; done
  for i in $(seq 1 "$N"); do wait_up "$NAME$i" "$t0"; done
}

wait_up() { # name t0
  local n=$1 i=${1#"$NAME"}
  for _ in $(seq 1 300); do
    if ssh "${SSHO[@]}" -o BatchMode=yes "root@$NET.$((10+i))" true 2>/dev/null; then
      echo "$n $NET.$((10+i)) ssh after $(echo "$(date +%s.%N)-$2" | bc | cut -c1-5)s, $(ssh "${SSHO[@]}" "root@$NET.$((10+i))" systemctl is-system-running --wait || true)"
      return 0
    fi; sleep 0.1
  done; echo "$n did not come up, see $RUN/$n.log" >&2; return 1
}

down() {
  local f n
  for f in "$RUN"/*.pid; do [ -e "$f" ] || continue; kill -TERM "$(cat "$f")" 2>/dev/null || true; done  # nspawn: orderly power-off
  for f in "$RUN"/*.pid; do
    [ -e "$f" ] || continue; n=$(basename "$f" .pid)
    for _ in $(seq 1 300); do kill -0 "$(cat "$f")" 2>/dev/null || break; sleep 0.1; done
    ! kill -KILL "$(cat "$f")" 2>/dev/null || echo "$n had to be killed"
    rm -f "$f"
    ip link del "v$n" 2>/dev/null || true; ip netns del "$n" 2>/dev/null || true
    umount "$HERE/$n/root" 2>/dev/null || umount -l "$HERE/$n/root" 2>/dev/null || true
    rm -rf --one-file-system "${HERE:?}/$n"
  done
  ip link del "$BR" 2>/dev/null || true
  sleep 0.2; rmdir /sys/fs/cgroup/{unified,systemd}/fleet 2>/dev/null || true
}

case ${1:-} in
  base) base ;;
  add) shift; add "$@" ;;
  up) up "${2:-3}" ;;
  down) down ;;
  ssh) n=$2; shift 2; exec ssh "${SSHO[@]}" "root@$NET.$((10+${n#"$NAME"}))" "$@" ;;
  exec) n=$2; shift 2; exec nsenter -t "$(leader "$n")" -m -u -i -n -p -C -- "$@" ;;
  reboot) t0=$(date +%s.%N); b=$("$0" ssh "$2" cat /proc/1/stat | cut -d' ' -f22); "$0" ssh "$2" systemctl reboot || true
      for _ in $(seq 1 200); do [ "$("$0" ssh "$2" cat /proc/1/stat 2>/dev/null | cut -d' ' -f22)" != "$b" ] && break; sleep 0.05; done
      wait_up "$2" "$t0" ;;
  part) ip link set "v$2" down ;;
  heal) ip link set "v$2" up ;;
  inventory) echo "[fleet]"; for f in "$RUN"/*.pid; do n=$(basename "$f" .pid)
      echo "$n ansible_host=$NET.$((10+${n#"$NAME"})) ansible_user=admin ansible_ssh_private_key_file=$KEY ansible_ssh_common_args='-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null' ansible_python_interpreter=/usr/bin/python3"; done ;;
  *) sed -n '2,20p' "$0"; exit 2 ;;
esac
