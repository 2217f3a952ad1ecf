
# Redis and Valkey. As the official image: without arguments, with options, or with a configuration file.

[ $# -gt 0 ] || set -- redis-server
case $1 in -* | *.conf) set -- redis-server "$@" ;; esac
case ${1##*/} in redis-server | valkey-server) ;; *) exec "$@" ;; esac
for word in "$@"; do
    case $word in --help | --version | -v | -h) exec "$@" ;; esac
done
shift

if may_become; then
    own "$HAUBAN_DATA" "$(account)"
    own . "$(account)"
    become redis-server "$@"
fi

configuration=
case ${1-} in
    -*) ;;
    ?*)
        configuration=$1
        shift
        ;;
esac

# NAME: whether the configuration file or the words say something about it.
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

# The image is built to be reached from other containers.
is_set protected-mode "$@" || set -- --protected-mode no "$@"
if [ -n "${HAUBAN_LISTEN-}" ]; then
    is_set bind "$@" || set -- --bind "$HAUBAN_LISTEN" "$@"
fi
[ -z "$configuration" ] || set -- "$configuration" "$@"
exec redis-server "$@"
