#!/bin/bash
# jvm-options.sh: the launcher where the image is installed in /usr/lib/streamr: which Java options the daemon gets from
# /etc/streamr/jvm.options.d, and in which order they win. Needs root, for mounts that nobody else sees.
# shellcheck source=lab/daemon.sh
source "$(dirname "$0")/daemon.sh"
[ "$(id -u)" -eq 0 ] || { echo 'jvm-options.sh needs root' >&2; exit 2; }

options=$work/etc/streamr/jvm.options.d
mkdir -p "$options" "$work/lib/streamr"

# A mount namespace of its own, in which /usr/lib and /etc have more than outside.
# shellcheck disable=SC2016 # to be expanded inside
installed() { # ARGUMENT...
  unshare --mount bash -euc '
    work=$1 image=$2
    shift 2
    mount --make-rprivate /
    mount -t overlay overlay -o "lowerdir=$work/lib:/usr/lib" -o ro /usr/lib
    mount -t overlay overlay -o "lowerdir=$work/etc:/etc" -o ro /etc
    mount --bind "$image" /usr/lib/streamr
    exec /usr/lib/streamr/bin/streamr "$@"
  ' bash "$work" "$image" "$@"
}
# The heap and the collector that Java took.
flags() { # ARGUMENT...
  STREAMR_JVM_OPTS="${opts:-} -XX:+PrintFlagsFinal" installed "$@" |
    awk '$2 == "MaxHeapSize" || ($4 == "true" && $2 ~ /^Use(Serial|Parallel|G1|Z|Shenandoah)GC$/) { print $2, $4 }' | sort | tr '\n' ' '
}
expect() { # WHAT EXPECTED GOT
  [[ $3 =~ $2 ]] || { echo "$1: got $3, not $2" >&2; exit 1; }
  echo "$1: $3"
}

usual=$(flags serve --help)
expect 'no file' '^MaxHeapSize [0-9]+ Use(Serial|G1)GC true $' "$usual"
printf '# -XX:+UseZGC\n-Xmx100m # -XX:+UseZGC\n' >"$options/10 first.options"
printf -- '-Xmx200m' >"$options/20-second.options"
printf -- '-Xmx300m\n' >"$options/30-left.options.dpkg-old"
expect 'the last file wins' '^MaxHeapSize 209715200 Use(Serial|G1)GC true $' "$(flags serve --help)"
printf -- '  -XX:+UseParallelGC\n' >"$options/30-collector.options"
expect 'a collector of theirs' '^MaxHeapSize 209715200 UseParallelGC true $' "$(flags serve --help)"
expect 'the variable wins' '^MaxHeapSize 52428800 UseParallelGC true $' "$(opts=-Xmx50m flags serve --help)"
rm "$options/30-collector.options"
printf -- '-XX:+UseSerialGC -Xmn64m\n' >"$options/40-young.options"
expect 'much for young objects' '^MaxHeapSize 209715200 UseSerialGC true $' "$(flags serve --help)"
expect 'for the daemon only' "^$usual$" "$(flags version)"
