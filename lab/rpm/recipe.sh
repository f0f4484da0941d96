# What can be said of the rpm without a machine, sourced by rpm.sh.
# shellcheck shell=bash disable=SC2154 # set by rpm.sh

shellcheck "$recipe/build" "$recipe/repository/publish"
for scriptlet in PREIN POSTIN PREUN POSTUN POSTTRANS; do
  { echo '#!/bin/sh'; rpm -qp --nosignature --qf "%{$scriptlet}" "$rpm"; } >"$work/scriptlet"
  shellcheck "$work/scriptlet" || fail "shellcheck of $scriptlet"
done
rpmlint -r "$recipe/streamr.rpmlintrc" "$rpm" >"$work/rpmlint.log" 2>&1 || { cat "$work/rpmlint.log" >&2; fail rpmlint; }
said=$(grep '^streamr' "$work/rpmlint.log" || true)
[ -z "$said" ] || fail "rpmlint: $said"

# Another user, folder, umask and time zone make the same bytes.
mkdir -m 777 "$work/other"
(umask 077 && cd / && setpriv --reuid=65534 --regid=65534 --clear-groups env TMPDIR="$work/other" TZ=Asia/Tokyo \
  "$recipe/build" "$stage" "$version" "$work/other")
cmp "$work/other/${rpm##*/}" "$rpm" || fail 'another build has other bytes'

# The newest version of each system library that anything inside asks for is what the package asks for.
find "$stage/usr/lib/streamr" -type f \( -name '*.so*' -o -perm -100 \) -exec env LC_ALL=C grep -alP -m1 '^\x7fELF' {} + |
  /usr/lib/rpm/elfdeps --requires | sort -u >"$work/needs"
rpm -qp --nosignature --requires "$rpm" >"$work/requires"
for library in libc.so.6 libm.so.6 libgcc_s.so.1 libstdc++.so.6; do
  case $library in libstdc++*) symbols=GLIBCXX ;; libgcc*) symbols=GCC ;; *) symbols=GLIBC ;; esac
  newest=$(grep -F "$library($symbols" "$work/needs" | sort -V | tail -1)
  grep -qxF "$newest" "$work/requires" || fail "it needs $newest, and does not say so"
done
# All others are its own, or parts of the C library.
while read -r library; do
  case $library in
    libc.so.6 | libm.so.6 | libgcc_s.so.1 | libstdc++.so.6) continue ;;
    libdl.so.2 | libpthread.so.0 | librt.so.1 | ld-linux-x86-64.so.2 | rtld) continue ;;
  esac
  [ -n "$(find "$stage/usr/lib/streamr" -name "$library")" ] || fail "it needs $library, and does not say so"
done < <(sed 's/(.*//' "$work/needs" | sort -u)
ok "$(du -m "$rpm" | cut -f1) MB; rpmlint and shellcheck have nothing to say; the same bytes from another user; requires what it needs"
