#!/bin/sh
# Builds the shim for x86_64 and aarch64, byte for byte the same on every Debian 12, into the resources of the engine.
#
#   build.sh           build and put the results in their place
#   build.sh --check   build and compare: 0 the same, 1 another, 2 the tools for it are not here (said on stderr)
#   build.sh --for x86_64 FILE   only this one, into FILE, for trying things
#
# Needs: gcc, gcc-aarch64-linux-gnu, binutils, linux-libc-dev, curl, dpkg-deb; musl comes from Debian's packages, pinned.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
resources=$here/../resources/dev/hauban/engine/local/shim
cache=${HAUBAN_NATIVE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/hauban-native}
musl_version=1.2.3-1
sum_amd64=7c34f29a0c1aa12f6da1d25ed6de6fe6bbd9e048ee76b3dcb88c5e51fb65507f
sum_arm64=55c2ca4bc3041c8ed8ac7dc3ef6080d9551a21650568b2fd7610b59eaf98a4f4
gcc_version='12.2.0-14'

lacks() {
    echo "build.sh: $1" >&2
    exit 2
}

# Another compiler builds another file: then the comparison says nothing about the sources.
compiler() {
    command -v "$1" >/dev/null || lacks "$1 is not installed"
    "$1" --version | head -n 1 | grep -q -e "$gcc_version" || lacks "$1 is not Debian 12's gcc $gcc_version"
}

# Unpacks musl's headers and library for one architecture, without installing anything.
musl() {
    port=$1 checksum=$2
    folder=$cache/musl-$musl_version-$port
    [ -d "$folder" ] && return
    mkdir -p "$cache"
    file=$cache/musl-dev_${musl_version}_$port.deb
    mirror=$(apt-get download --print-uris "musl-dev=$musl_version" 2>/dev/null | cut -d"'" -f2)
    [ -n "$mirror" ] || lacks "apt knows no musl-dev $musl_version"
    [ -f "$file" ] || curl -sSfL -o "$file" "${mirror%_*.deb}_$port.deb" || lacks "musl-dev can't be fetched"
    echo "$checksum  $file" | sha256sum -c --quiet || { rm -f "$file"; lacks "musl-dev for $port has another checksum"; }
    fresh=$(mktemp -d "$cache/unpack.XXXXXX")
    dpkg-deb -x "$file" "$fresh"
    mv -T "$fresh" "$folder" 2>/dev/null || rm -rf "$fresh"
}

# -Os and no position independence: what counts is the memory of a process that exists once for every service.
build() {
    architecture=$1 target=$2
    case $architecture in
        x86_64) tool=gcc strip=strip debian=amd64 sum=$sum_amd64 ;;
        aarch64) tool=aarch64-linux-gnu-gcc strip=aarch64-linux-gnu-strip debian=arm64 sum=$sum_arm64 ;;
        *) lacks "there is no shim for $architecture" ;;
    esac
    compiler "$tool"
    musl $debian $sum
    library=$cache/musl-$musl_version-$debian/usr/lib/$architecture-linux-musl
    headers=$cache/musl-$musl_version-$debian/usr/include/$architecture-linux-musl
    (cd "$here" && LC_ALL=C "$tool" -std=gnu17 -Os -static -fno-pie -no-pie -fno-asynchronous-unwind-tables \
        -Wall -Wextra -Wshadow -Werror -ffunction-sections -fdata-sections -ffile-prefix-map="$here"=. \
        -nostdinc -isystem "$headers" -isystem "$("$tool" -print-file-name=include)" \
        -idirafter /usr/include -idirafter /usr/include/x86_64-linux-gnu \
        -nostdlib -Wl,--gc-sections -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,max-page-size=4096 \
        -o "$target" "$library/crt1.o" "$library/crti.o" *.c "$library/libc.a" \
        "$("$tool" -print-libgcc-file-name)" "$library/libc.a" "$library/crtn.o")
    "$strip" --strip-all --remove-section=.comment --remove-section=.note.GNU-stack "$target"
    chmod 0755 "$target"
}

case ${1:-} in
    --for)
        build "$2" "$(realpath -m "$3")"
        ;;
    --check)
        work=$(mktemp -d)
        trap 'rm -rf "$work"' EXIT
        for architecture in x86_64 aarch64; do
            build $architecture "$work/$architecture"
            cmp "$work/$architecture" "$resources/hauban-shim-$architecture" || exit 1
        done
        ;;
    '')
        mkdir -p "$resources"
        for architecture in x86_64 aarch64; do
            build $architecture "$resources/hauban-shim-$architecture.new"
            mv "$resources/hauban-shim-$architecture.new" "$resources/hauban-shim-$architecture"
        done
        ls -l "$resources"
        ;;
    *)
        echo "usage: build.sh [--check | --for ARCHITECTURE FILE]" >&2
        exit 64
        ;;
esac
