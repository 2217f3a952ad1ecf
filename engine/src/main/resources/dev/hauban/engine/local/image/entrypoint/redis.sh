#!/bin/sh
# Redis and Valkey: `sh redis.sh WORDS OF THE COMMAND`, ends by becoming the server.
# As the official images: without words, with options, or with a configuration file first.
#
# Programs on PATH: redis-server or valkey-server.
# Is begun in the folder where the data is to be, as in the image: that is its working directory.
# HAUBAN_DATA    the image's folder of data, to be handed to HAUBAN_ACCOUNT    /data
# HAUBAN_LISTEN  the address to listen on, unless the configuration says one    the server's own choice: all
# What common.sh takes, too.

command -v run_init_files > /dev/null 2>&1 || . "${0%/*}/common.sh"

[ $# -gt 0 ] || set -- redis-server
case $1 in -* | *.conf) set -- redis-server "$@" ;; esac
case ${1##*/} in redis-server | valkey-server) ;; *) exec "$@" ;; esac
program=$1
if ! command -v "$program" > /dev/null; then
    # The one stands for the other.
    for other in redis-server valkey-server; do
        command -v "$other" > /dev/null && program=$other
    done
fi
shift
for word in "$@"; do
    case $word in --help | --version | -v | -h | --test-memory | --check-system | --sentinel) exec "$program" "$@" ;; esac
done

data=${HAUBAN_DATA:-/data}
if may_become; then
    own . "$(account)"
    own "$data" "$(account)"
    become "$program" "$@"
fi

# Where the data's folder is not at the image's place, a file that names it there is read with the real place in it. It
# may hold a password.
move_data() {
    [ "$data" != /data ] && grep -qE "$names_data" "$configuration" || return 0
    replace "$data" '\' '\\'
    replace "$replaced" '&' '\&'
    replace "$replaced" ',' '\,'
    moved=$data/.hauban-redis.conf
    rm -f -- "$moved"
    (umask 077 && sed -E "s,$names_data,\1$replaced\3," "$configuration" > "$moved")
    configuration=$moved
}
places='dir|include|aclfile|pidfile|logfile|unixsocket|loadmodule|tls-[a-z-]+'
names_data="^([[:space:]]*($places)[[:space:]]+\"?)/data([\"/[:space:]]|\$)"

configuration=
case ${1-} in
    -*) ;;
    ?*)
        configuration=$1
        shift
        [ -r "$configuration" ] || fail "the configuration file $configuration can't be read"
        move_data
        ;;
esac

# NAME WORDS: whether the words or the configuration file say something about it.
is_set() {
    setting=$1
    shift
    for word in "$@"; do
        [ "$word" != "--$setting" ] || return 0
    done
    [ -n "$configuration" ] || return 1
    while read -r name value || [ -n "$name" ]; do
        [ "$name" != "$setting" ] || return 0
    done < "$configuration"
    return 1
}

# The images are built to be reached from elsewhere.
is_set protected-mode "$@" || set -- --protected-mode no "$@"
if [ -n "${HAUBAN_LISTEN-}" ]; then
    # shellcheck disable=SC2086 # several addresses may be given
    is_set bind "$@" || set -- --bind $HAUBAN_LISTEN "$@"
fi
[ -z "$configuration" ] || set -- "$configuration" "$@"
exec "$program" "$@"
