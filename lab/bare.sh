#!/bin/bash
# bare.sh: runs the image where there is nothing else: a root with the C library and a shell, no Java, no FFmpeg; the
# image read-only, /tmp without leave to execute, an ordinary user. The demo must come up and end well there. Needs root.
# shellcheck source=lab/daemon.sh
source "$(dirname "$0")/daemon.sh"
[ "$(id -u)" -eq 0 ] || { echo 'bare.sh needs root' >&2; exit 2; }

root=$work/root
mkdir -p "$root"/{bin,dev,etc,lib64,opt/streamr,proc,tmp,usr/bin,home/somebody}
ln -s usr/lib "$root/lib"
# The C and C++ libraries, a shell, and the few programs that the launcher calls.
copy() { mkdir -p "$root/$(dirname "$1")" && cp -L "$1" "$root/$1"; }
for library in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libstdc++.so.6 libgcc_s.so.1 libz.so.1; do
  mkdir -p "$root/usr/lib/x86_64-linux-gnu"
  cp -L "/lib/x86_64-linux-gnu/$library" "$root/usr/lib/x86_64-linux-gnu/"
done
cp -L /lib64/ld-linux-x86-64.so.2 "$root/lib64/"
for program in /usr/bin/dirname /usr/bin/readlink /usr/bin/nproc; do copy "$program"; done
cp -L /bin/sh "$root/bin/sh"
printf 'somebody:x:65533:65533::/home/somebody:/bin/sh\n' >"$root/etc/passwd"
chown 65533 "$root/home/somebody"

# A mount namespace of its own: nothing of this is seen outside, and all is gone with the process.
# shellcheck disable=SC2016 # to be expanded inside
unshare --mount --pid --fork sh -euc '
  root=$1
  mount --make-rprivate /
  mount --bind "$2" "$root/opt/streamr"
  mount -o remount,bind,ro "$root/opt/streamr"
  mount -t tmpfs -o noexec,nosuid,mode=1777 tmpfs "$root/tmp"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  exec chroot --userspec=65533:65533 "$root" /opt/streamr/bin/streamr demo --seconds 5
' sh "$root" "$image"
