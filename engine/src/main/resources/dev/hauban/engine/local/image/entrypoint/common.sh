#!/bin/sh
# What the scripts that begin a service as its official image would have in common. A script finds this in front of
# itself in one file, or beside itself. It needs a POSIX shell, coreutils, and the service's own programs.
#
# HAUBAN_INIT     folder of what is to be run at the first start   /docker-entrypoint-initdb.d
# HAUBAN_TMP      where short-lived files and sockets go           $TMPDIR, else /tmp; its path had better be short
# HAUBAN_ACCOUNT  who to become where the script is begun by root  nobody is become: the server is begun as whoever
set -eu

init=${HAUBAN_INIT:-/docker-entrypoint-initdb.d}
temporary=${HAUBAN_TMP:-${TMPDIR:-/tmp}}
line_end='
'

say() {
    printf '%s\n' "hauban: $*" >&2
}

fail() {
    say "$@"
    exit 1
}

# NAME [DEFAULT]: exports NAME with its own value, or the content of the file that NAME_FILE names, or the default.
from_file() {
    eval "value=\${$1-} file=\${${1}_FILE-}"
    if [ -n "$file" ]; then
        [ -z "$value" ] || fail "both $1 and ${1}_FILE are set; keep one of them"
        [ -r "$file" ] || fail "${1}_FILE names $file, which can't be read"
        value=$(cat -- "$file")
    fi
    [ -n "$value" ] || value=${2-}
    if [ -n "$value" ]; then
        eval "$1=\$value"
        export "${1?}"
    fi
    unset "${1}_FILE"
}

# TEXT CHARACTER REPLACEMENT: the text with each such character replaced, in $replaced.
replace() {
    rest=$1 replaced=
    while :; do
        case $rest in
            *"$2"*)
                part=${rest%%"$2"*}
                replaced=$replaced$part$3
                rest=${rest#"$part$2"}
                ;;
            *)
                replaced=$replaced$rest
                return 0
                ;;
        esac
    done
}

# FOLDER ACCOUNT: it is there and belongs to the account. Where there is no view the way to it may be a link, which
# chown would give away in its place.
own() {
    mkdir -p -- "$1"
    place=$(readlink -f -- "$1")
    if [ "$(stat -c %u -- "$place")" != "$(id -u "$2")" ]; then
        chown -R -- "$2" "$place"
    fi
}

may_become() {
    [ -n "${HAUBAN_ACCOUNT-}" ] && [ "$(id -u)" = 0 ]
}

# The account that the image made for its program; where the machine doesn't know it, the one that owns nothing.
account() {
    if id -u "$HAUBAN_ACCOUNT" > /dev/null 2>&1; then
        printf '%s' "$HAUBAN_ACCOUNT"
    else
        printf 'nobody'
    fi
}

# WORDS: begins this script again as the account.
become() {
    name=$(account)
    exec setpriv --reuid="$(id -u "$name")" --regid="$(id -g "$name")" --clear-groups -- sh "$0" "$@"
}

# FOLDER: a first start works in this folder, with a workshop for its secrets and sockets. At the end the workshop is
# taken away, and a server that is still at work is ended.
open_workshop() {
    first_start=$1
    mkdir -p -- "$temporary"
    workshop=$(umask 077 && mktemp -d "$temporary/hauban.XXXXXX")
    # Named in the folder, so that the next start finds what a killed one has left.
    printf '%s\n' "$workshop" > "$first_start.workshop"
    trap close_workshop EXIT
    trap 'exit 143' TERM
    trap 'exit 130' INT QUIT
}

close_workshop() {
    trap - EXIT TERM INT QUIT
    end_leftover "$first_start"
    rm -rf -- "$workshop" "$first_start.workshop"
}

# FOLDER: ends what a killed first start has left at work in the folder, and nothing else; takes both away.
sweep_leftover() {
    if [ -d "$1" ]; then
        say 'an earlier first start was interrupted; beginning anew'
        end_leftover "$1"
        rm -rf -- "$1"
    fi
    if [ -f "$1.workshop" ]; then
        read -r left < "$1.workshop" || left=
        case $left in */hauban.??????) rm -rf -- "$left" ;; esac
        rm -f -- "$1.workshop"
    fi
}

# FOLDER: database servers work in their data's folder: whoever does that in this one is of the first start. One that is
# ended may just have begun another.
end_leftover() {
    [ -d "$1" ] || return 0
    folder=$(readlink -f -- "$1")
    rounds=0
    while [ "$rounds" -lt 20 ] && end_those_in_folder; do
        rounds=$((rounds + 1))
    done
}

# Whether there were any.
end_those_in_folder() {
    found=1
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/cwd" 2> /dev/null)" = "$folder" ] || continue
        kill -"${ending:-KILL}" "${process#/proc/}" 2> /dev/null || continue
        found=0
        tries=0
        # One that has ended has no folder any more, even where its parent has not asked for it yet.
        while [ "$(readlink "$process/cwd" 2> /dev/null)" = "$folder" ]; do
            tries=$((tries + 1))
            [ "$tries" -lt 250 ] || kill -KILL "${process#/proc/}" 2> /dev/null || break
            sleep 0.02
        done
    done
    return "$found"
}

# FOLDER: whether there is something in it that nobody of us has put there.
holds_something() {
    for entry in "$1"/* "$1"/.[!.]*; do
        case ${entry##*/} in
            '*' | '.[!.]*' | lost+found | .hauban-* | .gitkeep | .gitignore) ;;
            *) return 0 ;;
        esac
    done
    return 1
}

# FOLDER LAST: moves what a finished first start has made up into the folder, the file LAST at the end: it is there
# only when all is.
move_up() {
    for entry in "$1/.hauban-ready"/* "$1/.hauban-ready"/.[!.]*; do
        [ -e "$entry" ] || [ -L "$entry" ] || continue
        [ "${entry##*/}" = "$2" ] || mv -- "$entry" "$1/"
    done
    [ ! -e "$1/.hauban-ready/$2" ] || mv -- "$1/.hauban-ready/$2" "$1/"
    rmdir -- "$1/.hauban-ready"
}

# Whether there are files to be run at the first start.
has_init_files() {
    for entry in "$init"/*; do
        [ -f "$entry" ] && return 0
    done
    return 1
}

# Runs them in the order of their names; `run_sql FILE` is the service's own.
# In a condition the shell would go on after a failure, so never call this as a part of one.
run_init_files() {
    for entry in "$init"/*; do
        [ -f "$entry" ] || continue
        say "running $entry"
        case $entry in
            *.sh) run_script "$entry" ;;
            *.sql) run_sql "$entry" ;;
            *.sql.gz) unpacked gzip "$entry" ;;
            *.sql.xz) unpacked xz "$entry" ;;
            *.sql.zst) unpacked zstd "$entry" ;;
            *) say "$entry is not run: neither .sh nor .sql" ;;
        esac
    done
}

# One that can't be run by itself is read in, as the official images do; one for bash needs bash for it.
run_script() {
    if [ -x "$1" ]; then
        "$1"
        return
    fi
    first=
    read -r first < "$1" || true
    case $first in
        '#!'*bash*)
            command -v bash > /dev/null || fail "$1 is written for bash, which is not on PATH"
            bash -e "$1"
            ;;
        *) (. "$1") ;;
    esac
}

unpacked() {
    command -v "$1" > /dev/null || fail "$2 needs the program $1, which is not on PATH"
    "$1" -dc < "$2" > "$workshop/init.sql"
    run_sql "$workshop/init.sql"
    rm -f -- "$workshop/init.sql"
}
