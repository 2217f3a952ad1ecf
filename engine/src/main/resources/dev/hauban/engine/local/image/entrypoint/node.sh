
# Node.js. As the official image: what is no program is given to node.

case ${1-} in
    '' | -*) set -- node "$@" ;;
    *)
        if [ -z "$(command -v -- "$1")" ] || { [ -f "$1" ] && [ ! -x "$1" ]; }; then
            set -- node "$@"
        fi
        ;;
esac
exec "$@"
