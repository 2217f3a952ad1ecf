#!/bin/sh
# MongoDB: `sh mongo.sh WORDS OF THE COMMAND`, ends by becoming the server.
# The image's variables: https://hub.docker.com/_/mongo, "Environment Variables".
#
# Programs on PATH: mongod; mongosh where there is a root user or there are init files.
# HAUBAN_DATA      the data's folder                                      /data/db
# HAUBAN_CONFIG    the image's other folder, to be handed to the account  none
# HAUBAN_STAND_IN  1: mongod and mongosh are Hauban's own, which know sockets and HAUBAN_MONGO_SOCKET
# HAUBAN_LISTEN    the addresses to listen on, unless the command says some    all
# What common.sh takes, too.

command -v run_init_files > /dev/null 2>&1 || . "${0%/*}/common.sh"

[ $# -gt 0 ] || set -- mongod
case $1 in -*) set -- mongod "$@" ;; esac
[ "${1##*/}" = mongod ] || exec "$@"
for word in "$@"; do
    case $word in --help | -h | --version | --configsvr | --shardsvr) exec "$@" ;; esac
done
program=$1
shift

data=${HAUBAN_DATA:-/data/db}
# Where the command says another folder, that is the one.
previous=
for word in "$@"; do
    case $word in --dbpath=*) data=${word#--dbpath=} ;; esac
    [ "$previous" != --dbpath ] || data=$word
    previous=$word
done

if may_become; then
    own "$data" "$(account)"
    [ -z "${HAUBAN_CONFIG-}" ] || own "$HAUBAN_CONFIG" "$(account)"
    [ -d "$temporary" ] || own "$temporary" "$(account)"
    become "$program" "$@"
fi
mkdir -p -- "$data"
new=$data/.hauban-new
# The file that is there when all is; of a real server the one that it makes first.
if [ -n "${HAUBAN_STAND_IN-}" ]; then
    mark=standin.mv
else
    mark=WiredTiger
fi

# NAME WORDS: whether one of the words is that option.
says() {
    option=$1
    shift
    for word in "$@"; do
        case $word in "$option" | "$option"=*) return 0 ;; esac
    done
    return 1
}

# The first start. -------------------------------------------------------------------------------------------------

check_variables() {
    from_file MONGO_INITDB_ROOT_USERNAME
    from_file MONGO_INITDB_ROOT_PASSWORD
    from_file MONGO_INITDB_DATABASE
    if [ -n "${MONGO_INITDB_ROOT_USERNAME-}" ] && [ -z "${MONGO_INITDB_ROOT_PASSWORD-}" ] \
        || [ -z "${MONGO_INITDB_ROOT_USERNAME-}" ] && [ -n "${MONGO_INITDB_ROOT_PASSWORD-}" ]; then
        fail 'MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD belong together; only one of them is set.
  Set both, or none to let everybody in.'
    fi
}

failed_with() {
    cat -- "$1" >&2
    fail 'initialising the database has failed; the next start begins anew'
}

# Ours is reached by a socket in its workshop alone, so that nobody takes it for the service. A real one answers on its
# usual address of this host, as in the image.
start_server() {
    command -v mongosh > /dev/null || command -v mongo > /dev/null \
        || fail 'initialising the database needs the program mongosh, which is not on PATH'
    if [ -n "${HAUBAN_STAND_IN-}" ]; then
        HAUBAN_MONGO_SOCKET=$workshop/mongod.sock
        export HAUBAN_MONGO_SOCKET
        where=$HAUBAN_MONGO_SOCKET
    else
        where=127.0.0.1
    fi
    # It works in its folder, so that it is found there by whoever begins anew (end_leftover).
    (cd -- "$new" && exec "$program" --dbpath "$PWD" --bind_ip "$where" --port 27017) > "$workshop/server.log" 2>&1 &
    server_pid=$!
    if [ -n "${HAUBAN_STAND_IN-}" ]; then
        until [ -S "$HAUBAN_MONGO_SOCKET" ]; do
            kill -0 "$server_pid" 2> /dev/null || failed_with "$workshop/server.log"
            sleep 0.02
        done
    else
        until shell admin --eval 'db.adminCommand("ping")' > "$workshop/answer" 2>&1; do
            kill -0 "$server_pid" 2> /dev/null || failed_with "$workshop/server.log"
            sleep 0.1
        done
    fi
}

shell() {
    if command -v mongosh > /dev/null; then
        mongosh --quiet "$@"
    else
        mongo --quiet "$@"
    fi
}

# The password is read from a file: a command line can be seen by everybody.
make_root() {
    [ -n "${MONGO_INITDB_ROOT_USERNAME-}" ] || return 0
    if [ -n "${HAUBAN_STAND_IN-}" ]; then
        mongosh --hauban-make-root > "$workshop/root.log" 2>&1 || failed_with "$workshop/root.log"
        return 0
    fi
    (umask 077 && cat > "$workshop/root.js") << 'SCRIPT'
db.getSiblingDB('admin').createUser({
  user: process.env.MONGO_INITDB_ROOT_USERNAME,
  pwd: process.env.MONGO_INITDB_ROOT_PASSWORD,
  roles: [{ role: 'root', db: 'admin' }],
});
SCRIPT
    shell admin "$workshop/root.js" > "$workshop/root.log" 2>&1 || failed_with "$workshop/root.log"
}

run_mongo_files() {
    for entry in "$init"/*; do
        [ -f "$entry" ] || continue
        case $entry in
            *.js)
                say "running $entry"
                shell "${MONGO_INITDB_DATABASE:-test}" "$entry"
                ;;
            *.sh)
                say "running $entry"
                run_script "$entry"
                ;;
            *) say "$entry is not run: neither .js nor .sh" ;;
        esac
    done
}

initialise() {
    mkdir -- "$new"
    open_workshop "$new"
    say "initialising the database in $data"
    start_server
    make_root
    # Not as a condition: the shell would go on after the first failure.
    set +e
    (
        set -e
        run_mongo_files
    )
    code=$?
    set -e
    if [ "$code" != 0 ]; then
        say "initialising the database has failed (exit code $code); the next start begins anew"
        exit "$code"
    fi
    kill -TERM "$server_pid"
    wait "$server_pid" || failed_with "$workshop/server.log"
    unset HAUBAN_MONGO_SOCKET
    rm -f -- "$new/mongod.lock"
    mv -- "$new" "$data/.hauban-ready"
    close_workshop
}

# A server that can't read the data might harm it in trying.
check_data() {
    if [ -n "${HAUBAN_STAND_IN-}" ] && [ -e "$data/WiredTiger" ]; then
        fail "$data holds the data of a real MongoDB, which Hauban's stand-in can't read; nothing is touched.
  Put a mongod on PATH, run this service with --engine docker, or give it another volume and load a dump there."
    elif [ -z "${HAUBAN_STAND_IN-}" ] && [ -e "$data/standin.mv" ]; then
        fail "$data holds the data of Hauban's stand-in for MongoDB, which a real one can't read; nothing is touched.
  Give the service another volume and load a dump there."
    fi
}

# -------------------------------------------------------------------------------------------------------------------

check_variables
check_data
if [ ! -e "$data/$mark" ]; then
    if [ ! -d "$data/.hauban-ready" ] && { [ -n "${MONGO_INITDB_ROOT_USERNAME-}" ] || has_init_files; }; then
        if holds_something "$data"; then
            fail "$data is not empty and not a database; nothing is touched.
  Mount an empty folder or volume there."
        fi
        sweep_leftover "$new"
        initialise
    fi
    if [ -d "$data/.hauban-ready" ]; then
        move_up "$data" "$mark"
        say 'the database is initialised'
    fi
fi
rmdir -- "$data/.hauban-ready" 2> /dev/null || true

if [ -n "${MONGO_INITDB_ROOT_USERNAME-}" ]; then
    says --auth "$@" || set -- --auth "$@"
fi
unset MONGO_INITDB_ROOT_PASSWORD
if ! says --bind_ip "$@" && ! says --bind_ip_all "$@" && ! says --config "$@" && ! says -f "$@"; then
    if [ -n "${HAUBAN_LISTEN-}" ]; then
        set -- --bind_ip "$(printf '%s' "$HAUBAN_LISTEN" | tr ' ' ,)" "$@"
    else
        set -- --bind_ip_all "$@"
    fi
fi
says --dbpath "$@" || set -- --dbpath "$data" "$@"
exec "$program" "$@"
