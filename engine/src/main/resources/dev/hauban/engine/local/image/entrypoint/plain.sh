
# A program that needs nothing but to be started as its account.

case ${1-} in -* | '') set -- "$HAUBAN_PROGRAM" "$@" ;; esac
[ "${1##*/}" = "$HAUBAN_PROGRAM" ] || exec "$@"
if may_become; then
    [ -z "${HAUBAN_DATA-}" ] || own "$HAUBAN_DATA" "$(account)"
    become "$@"
fi
exec "$@"
