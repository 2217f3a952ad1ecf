
# PostgreSQL. Variables: https://hub.docker.com/_/postgres, "How to extend this image".

[ $# -gt 0 ] || set -- postgres
case $1 in -*) set -- postgres "$@" ;; esac
[ "$1" = postgres ] || exec "$@"
for word in "$@"; do
    case $word in --help | --version | -V | -'?' | --describe-config | -C) exec "$@" ;; esac
done
shift

if may_become; then
    own "$PGDATA" "$(account)"
    own "$HAUBAN_SOCKETS" "$(account)"
    become postgres "$@"
fi
mkdir -p -- "$PGDATA" "$HAUBAN_SOCKETS"
chmod 700 -- "$PGDATA" 2> /dev/null || true
export PGDATA

new=$PGDATA/.hauban-new

quoted() {
    printf '%s' "$1" | sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/"
}

identifier() {
    printf '"%s"' "$(printf '%s' "$1" | sed 's/"/""/g')"
}

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
        say "POSTGRES_HOST_AUTH_METHOD is trust: whoever reaches the database gets in without a password"
    fi
}

# PostgreSQL's own collation for languages stands for en_US.utf8, which a machine need not have.
locale_words() {
    case "${POSTGRES_INITDB_ARGS-}" in
        *locale*) ;;
        *) [ -z "${HAUBAN_ICU-}" ] || printf '%s' "--locale-provider=icu --icu-locale=en-US" ;;
    esac
}

make_cluster() {
    (umask 077 && printf '%s\n' "${POSTGRES_PASSWORD-}" > "$workshop/password")
    set -- --pgdata="$new" --username="$POSTGRES_USER" --encoding=UTF8 --locale=C.UTF-8 \
        --auth-local=trust --auth-host="$method"
    [ -z "${POSTGRES_PASSWORD-}" ] || set -- "$@" --pwfile="$workshop/password"
    [ -z "${POSTGRES_INITDB_WALDIR-}" ] || set -- "$@" --waldir="$POSTGRES_INITDB_WALDIR"
    eval "initdb \"\$@\" $(locale_words) ${POSTGRES_INITDB_ARGS-}" > "$workshop/initdb.log" 2>&1 || {
        cat -- "$workshop/initdb.log" >&2
        fail "initdb has failed"
    }
    rm -f -- "$workshop/password"
    printf '\nhost all all all %s\n' "$method" >> "$new/pg_hba.conf"
    printf "\nlisten_addresses = '*'\n" >> "$new/postgresql.conf"
    if [ "$POSTGRES_DB" != postgres ]; then
        printf 'CREATE DATABASE %s ;\n' "$(identifier "$POSTGRES_DB")" \
            | postgres --single -j -D "$new" template1 > /dev/null
    fi
}

run_sql() {
    psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --no-password --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
        --file="$1"
}

# On a socket of its own, so that nobody takes it for the service.
run_with_server() {
    words="-c listen_addresses='' -c unix_socket_directories=$(quoted "$workshop")"
    for word in "$@"; do
        words="$words $(quoted "$word")"
    done
    PGDATA=$new pg_ctl -D "$new" -w -t 120 -s -o "$words" start
    (
        PGDATA=$new PGHOST=$workshop PGUSER=${PGUSER:-$POSTGRES_USER} PGDATABASE=${PGDATABASE:-$POSTGRES_DB}
        PGPASSWORD=${POSTGRES_PASSWORD-}
        export PGDATA PGHOST PGUSER PGDATABASE PGPASSWORD
        run_init_files
    ) &
    # Not in front of "||": there the shell would overlook what fails inside.
    wait $! || {
        code=$?
        pg_ctl -D "$new" -w -s -m immediate stop || true
        say "initialising the database has failed (exit code $code); the next start begins anew"
        exit "$code"
    }
    pg_ctl -D "$new" -w -s -m fast stop
}

initialise() {
    holds_something "$PGDATA" && fail "$PGDATA is not empty and not a database; nothing is touched.
  Mount an empty folder or volume there, or set PGDATA to a folder below it."
    check_variables
    sweep_leftover "$new"
    open_workshop "$new"
    say "initialising the database in $PGDATA"
    make_cluster
    if has_init_files; then
        run_with_server "$@"
    fi
    mv -- "$new" "$PGDATA/.hauban-ready"
    close_workshop
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    [ -d "$PGDATA/.hauban-ready" ] || initialise "$@"
    move_up "$PGDATA" PG_VERSION
    say "the database is initialised"
fi
unset POSTGRES_PASSWORD

set -- -c unix_socket_directories="$HAUBAN_SOCKETS" "$@"
[ -z "${HAUBAN_LISTEN-}" ] || set -- -c listen_addresses="$HAUBAN_LISTEN" "$@"
exec postgres -D "$PGDATA" "$@"
