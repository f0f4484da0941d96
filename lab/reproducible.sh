#!/bin/bash
# reproducible.sh: builds the project twice, in two folders, and compares every jar, zip and package byte by byte. The
# image's start-up cache is none of them: it is made from a run, on the machine that it is for.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/streamr-twice.XXXXXX")
trap 'rm -rf "$work"' EXIT

for build in one two; do
  mkdir "$work/$build"
  # What git knows, as it is in this folder now.
  git -C "$root" ls-files -z | (cd "$root" && tar --null --files-from=- --ignore-failed-read -cf -) | tar -C "$work/$build" -xf -
  (cd "$work/$build" && mvn -q -B -DskipTests -Dimage.cache.skip -Ppackages package)
  (cd "$work/$build" && sha256sum daemon/target/streamr/lib/*.jar daemon/target/streamr/plugins/*.zip \
    packaging/target/*.deb packaging/target/*.rpm packaging/target/*.msi) >"$work/$build.sums"
done
diff "$work/one.sums" "$work/two.sums" && echo "$(wc -l <"$work/one.sums") jars, zips and packages, all identical"
