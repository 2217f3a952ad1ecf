#!/bin/sh
# PostgreSQL: `sh postgres.sh WORDS OF THE COMMAND`, ends by becoming the server.
# The image's variables: https://hub.docker.com/_/postgres, "How to extend this image".
#
# Programs on PATH: postgres; initdb there or beside it; psql where there are init files.
# PGDATA         the data's folder                     HAUBAN_DATA, else /var/lib/postgresql/data
# HAUBAN_RUN     folder of the socket                  HAUBAN_SOCKETS, else /var/run/postgresql
# HAUBAN_LISTEN  the address to listen on              that of postgresql.conf: all
# LANG           the locale of a new database          en_US.utf8, as in the image; C.UTF-8 where the machine lacks it
# HAUBAN_ICU     1: the server can sort by ICU, which then stands for a locale that the machine lacks
# What common.sh takes, too.
# For commands beside the server (health checks, exec): PGHOST=$HAUBAN_RUN.

command -v run_init_files > /dev/null 2>&1 || . "${0%/*}/common.sh"

[ $# -gt 0 ] || set -- postgres
case $1 in -*) set -- postgres "$@" ;; esac
[ "${1##*/}" = postgres ] || exec "$@"
for word in "$@"; do
    case $word in --help | --version | -V | -'?' | --describe-config | -C | --single) exec "$@" ;; esac
done
program=$1
shift

PGDATA=${PGDATA:-${HAUBAN_DATA:-/var/lib/postgresql/data}}
export PGDATA
data=$PGDATA
run=${HAUBAN_RUN:-${HAUBAN_SOCKETS:-/var/run/postgresql}}
# A PostgreSQL that is asked to quit takes its shared memory away; one that is killed can't.
# shellcheck disable=SC2034 # common.sh asks for it
ending=QUIT

if may_become; then
    own "$data" "$(account)"
    own "$run" "$(account)"
    [ -d "$temporary" ] || own "$temporary" "$(account)"
    become "$program" "$@"
fi
mkdir -p -- "$data" "$run"
# It refuses a folder that others may look into.
chmod 700 -- "$data" 2> /dev/null || true
new=$data/.hauban-new

# The first start. -------------------------------------------------------------------------------------------------

check_variables() {
    from_file POSTGRES_PASSWORD
    from_file POSTGRES_USER postgres
    from_file POSTGRES_DB "$POSTGRES_USER"
    from_file POSTGRES_INITDB_ARGS
    from_file POSTGRES_INITDB_WALDIR
    method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
    if [ -z "${POSTGRES_PASSWORD-}" ] && [ "$method" != trust ]; then
        fail "the database has no superuser password, so it is not initialised.
  Set POSTGRES_PASSWORD (or POSTGRES_PASSWORD_FILE), or POSTGRES_HOST_AUTH_METHOD=trust to let everybody in without one."
    fi
    if [ "$method" = trust ]; then
        say 'POSTGRES_HOST_AUTH_METHOD is trust: whoever reaches the database gets in without a password'
    fi
    case ${POSTGRES_PASSWORD-} in
        *"$line_end"*) fail 'POSTGRES_PASSWORD has more than one line, which PostgreSQL can not take; shorten it to one' ;;
    esac
}

# LOCALE: whether the machine has it, however it spells UTF-8.
has_locale() {
    wanted=$(printf '%s' "$1" | tr -d - | tr '[:upper:]' '[:lower:]')
    locale -a 2> /dev/null | tr -d - | tr '[:upper:]' '[:lower:]' > "$workshop/locales" || return 1
    while read -r known; do
        [ "$known" != "$wanted" ] || return 0
    done < "$workshop/locales"
    return 1
}

# Sets $locale and $provider, unless the user does.
choose_locale() {
    locale= provider=
    case ${POSTGRES_INITDB_ARGS-} in *--locale* | *--lc-* | *--no-locale*) return 0 ;; esac
    locale=${LC_ALL:-${LANG:-en_US.utf8}}
    case $locale in C | POSIX | C.UTF-8 | C.utf8) return 0 ;; esac
    if has_locale "$locale"; then
        return 0
    fi
    missing=$locale
    locale=C.UTF-8
    if [ "${HAUBAN_ICU-}" = 1 ]; then
        provider=${missing%%[.@]*}
        replace "$provider" _ -
        provider=$replaced
        say "the machine has no locale $missing: the database gets C.UTF-8 and sorts by ICU's $provider"
    else
        say "the machine has no locale $missing: the database gets C.UTF-8, which sorts by the numbers of letters"
    fi
    unset LC_ALL
    LANG=C.UTF-8
    export LANG
}


make_cluster() {
    choose_locale
    # shellcheck disable=SC2086 # the user's words are parted and may hold quotes, as in the image
    eval "set -- ${POSTGRES_INITDB_ARGS-}"
    [ -z "$provider" ] || set -- --locale-provider=icu --icu-locale="$provider" "$@"
    [ -z "$locale" ] || set -- --locale="$locale" "$@"
    if [ -n "${POSTGRES_PASSWORD-}" ]; then
        (umask 077 && printf '%s\n' "$POSTGRES_PASSWORD" > "$workshop/password")
        set -- --pwfile="$workshop/password" "$@"
    fi
    if [ -n "${POSTGRES_INITDB_WALDIR-}" ]; then
        set -- --waldir="$POSTGRES_INITDB_WALDIR" "$@"
        printf '%s\n' "$POSTGRES_INITDB_WALDIR" > "$new.waldir"
    fi
    # Nothing is forced to the disk before the end, when all of it is: see make_durable. It works in its folder, so that
    # it is found there by whoever begins anew (end_leftover).
    (cd -- "$new" && exec initdb --pgdata="$PWD" --username="$POSTGRES_USER" --encoding=UTF8 --auth=trust --no-sync \
        "$@") > "$workshop/initdb.log" 2>&1 || failed_with "$workshop/initdb.log"
    rm -f -- "$workshop/password"
}

# Who may come in. Here everybody on the machine comes from 127.0.0.1, so that address is as good as any other.
write_access() {
    case ${POSTGRES_INITDB_ARGS-} in
        *--auth* | *-A*) ;;
        *) printf 'local all all trust\nlocal replication all trust\n' > "$new/pg_hba.conf" ;;
    esac
    printf 'host all all all %s\nhost replication all samehost %s\n' "$method" "$method" >> "$new/pg_hba.conf"
    printf "\nlisten_addresses = '*'\n" >> "$new/postgresql.conf"
}

make_database() {
    case $POSTGRES_DB in postgres | template0 | template1) return 0 ;; esac
    replace "$POSTGRES_DB" '"' '""'
    printf 'CREATE DATABASE "%s";\n' "$replaced" \
        | "$program" --single -D "$new" -c fsync=off template1 > "$workshop/single.log" 2>&1 \
        || failed_with "$workshop/single.log"
    # In this mode the server goes on after a mistake and tells it only here.
    while read -r line; do
        case $line in *ERROR:* | *FATAL:*) failed_with "$workshop/single.log" ;; esac
    done < "$workshop/single.log"
}

failed_with() {
    cat -- "$1" >&2
    fail 'initialising the database has failed; the next start begins anew'
}

# As in the official image, for scripts that are read in.
docker_process_sql() {
    psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" "$@"
}

run_sql() {
    docker_process_sql --file="$1"
}

# On a socket of its own and without a network, so that nobody takes it for the service.
start_server() {
    command -v psql > /dev/null || fail 'running the init files needs the program psql, which is not on PATH'
    (exec "$program" -D "$new" "$@" -c listen_addresses= -c port=5432 -c unix_socket_directories="$workshop" \
        -c external_pid_file= -c fsync=off) > "$workshop/server.log" 2>&1 &
    server_pid=$!
    PGHOST=$workshop PGPORT=5432 PGUSER=${PGUSER:-$POSTGRES_USER} PGDATABASE=${PGDATABASE:-$POSTGRES_DB}
    PGPASSWORD=${PGPASSWORD:-${POSTGRES_PASSWORD-}} PGDATA=$new
    export PGHOST PGPORT PGUSER PGDATABASE PGPASSWORD PGDATA
    until [ -S "$workshop/.s.PGSQL.5432" ] && docker_process_sql -c 'SELECT 1' > "$workshop/answer" 2>&1; do
        kill -0 "$server_pid" 2> /dev/null || failed_with "$workshop/server.log"
        sleep 0.05
    done
}

# In a shell of its own: what is exported here is not for the service.
run_with_server() (
    start_server "$@"
    # Not as a condition: the shell would go on after the first failure.
    set +e
    (
        set -e
        run_init_files
    )
    code=$?
    set -e
    if [ "$code" != 0 ]; then
        say "initialising the database has failed (exit code $code); the next start begins anew"
        exit "$code"
    fi
    # Asks it to end without waiting for anybody.
    kill -INT "$server_pid"
    wait "$server_pid" || failed_with "$workshop/server.log"
)

make_durable() {
    case ${POSTGRES_INITDB_ARGS-} in *--no-sync*) return 0 ;; esac
    initdb --pgdata="$new" --sync-only > "$workshop/initdb.log" 2>&1 || failed_with "$workshop/initdb.log"
}

# What an interrupted first start has put outside its folder: into one that was empty, or initdb would have refused it.
sweep_waldir() {
    [ -f "$new.waldir" ] || return 0
    read -r waldir < "$new.waldir"
    if [ -d "$new" ] && [ -n "$waldir" ] && [ "$(readlink -f -- "$new/pg_wal")" = "$(readlink -f -- "$waldir")" ]; then
        end_leftover "$new"
        rm -rf -- "${waldir:?}"/*
    fi
    rm -f -- "$new.waldir"
}

initialise() {
    check_variables
    mkdir -m 700 -- "$new"
    open_workshop "$new"
    say "initialising the database in $data"
    make_cluster
    write_access
    make_database
    if has_init_files; then
        run_with_server "$@"
    fi
    make_durable
    rm -f -- "$new.waldir"
    mv -- "$new" "$data/.hauban-ready"
    close_workshop
}

# -------------------------------------------------------------------------------------------------------------------

if [ ! -s "$data/PG_VERSION" ]; then
    if [ ! -d "$data/.hauban-ready" ]; then
        if holds_something "$data"; then
            fail "$data is not empty and not a database; nothing is touched.
  Mount an empty folder or volume there, or set PGDATA to a folder below it."
        fi
        own_programs=$(readlink -f -- "$(command -v "$program")")
        PATH=$PATH:${own_programs%/*}
        sweep_waldir
        sweep_leftover "$new"
        initialise "$@"
    fi
    move_up "$data" PG_VERSION
    say 'the database is initialised'
fi
rmdir -- "$data/.hauban-ready" 2> /dev/null || true
unset POSTGRES_PASSWORD

[ -z "${HAUBAN_LISTEN-}" ] || set -- -c listen_addresses="$HAUBAN_LISTEN" "$@"
exec "$program" -D "$data" -c unix_socket_directories="$run" "$@"
