#!/bin/sh
# MariaDB and MySQL: `sh mysql.sh WORDS OF THE COMMAND`, ends by becoming the server.
# The images' variables: https://hub.docker.com/_/mysql and https://hub.docker.com/_/mariadb.
#
# Programs on PATH: mariadbd or mysqld, and mariadb or mysql (only where there are init files, or with real MySQL).
# HAUBAN_DATA      the data's folder                          /var/lib/mysql
# HAUBAN_RUN       folder of the socket and the pid's file    that of MYSQL_UNIX_PORT, else /run/mysqld
# HAUBAN_BASE      where the product lies, with usr/ or not   found from the program's own place
# HAUBAN_IMAGE     mysql or mariadb: whom a MariaDB stands for     mariadb
# HAUBAN_LISTEN    the address to listen on                   the server's own choice: all
# HAUBAN_CONFIG, HAUBAN_INCLUDE_1, _2, ...: configuration files, or folders of such, that the service brings. What
#                  the machine itself has below /etc counts for nothing.
# HAUBAN_SHARE, HAUBAN_SERVER_WORDS: the folder of *_system_tables.sql and the words about places, by whoever
#                  knows them better than HAUBAN_BASE tells.
# What common.sh takes, too.
# For commands beside the server (health checks, exec) it leaves $HAUBAN_RUN/my.cnf, which says where the socket is:
# give them MYSQL_HOME=$HAUBAN_RUN.

command -v run_init_files > /dev/null 2>&1 || . "${0%/*}/common.sh"

[ $# -gt 0 ] || set -- mysqld
case $1 in -*) set -- mysqld "$@" ;; esac
case ${1##*/} in mysqld | mariadbd | mysqld_safe | mariadbd-safe) ;; *) exec "$@" ;; esac
if command -v "$1" > /dev/null; then
    program=$1
elif command -v mariadbd > /dev/null; then
    program=mariadbd
else
    program=mysqld
fi
for word in "$@"; do
    case $word in --help | --version | -V | -'?') shift && exec "$program" "$@" ;; esac
done
case ${program##*/} in *safe) program=mysqld && command -v mysqld > /dev/null || program=mariadbd ;; esac
shift

data=${HAUBAN_DATA:-/var/lib/mysql}
run=${HAUBAN_RUN:-${MYSQL_UNIX_PORT:+${MYSQL_UNIX_PORT%/*}}}
run=${run:-/run/mysqld}
socket=${MYSQL_UNIX_PORT:-$run/mysqld.sock}
for word in "$@"; do
    case $word in
        --datadir=*) data=${word#--datadir=} ;;
        --socket=*) socket=${word#--socket=} ;;
    esac
done

if may_become; then
    own "$data" "$(account)"
    own "$run" "$(account)"
    [ -d "$temporary" ] || own "$temporary" "$(account)"
    become "$program" "$@"
fi
mkdir -p -- "$data" "$run"
new=$data/.hauban-new

# The places. ------------------------------------------------------------------------------------------------------

# Sets $base and, for MariaDB, $share, $plugins and $charsets.
find_product() {
    base=${HAUBAN_BASE-} share=${HAUBAN_SHARE-} plugins= charsets=
    if [ -z "$base" ]; then
        base=$(readlink -f -- "$(command -v "$program")")
        base=${base%/*/*}
    elif [ -d "$base/usr/share" ]; then
        base=$base/usr
    fi
    for folder in "$base/share/mysql" "$base/share/mariadb" "$base/share"; do
        # From MariaDB 11 on they are named after it.
        for tables in mysql_system_tables mariadb_system_tables; do
            [ -z "$share" ] && [ -r "$folder/$tables.sql" ] && share=$folder
        done
    done
    for folder in "$base/lib/mysql/plugin" "$base/lib64/mysql/plugin" "$base/lib/mariadb/plugin" "$base/lib/plugin"; do
        [ -z "$plugins" ] && [ -d "$folder" ] && plugins=$folder
    done
    charsets=${share:+$share/charsets}
    return 0
}

# MySQL's own collations for a MariaDB that has never heard of them: its dumps, its schemas and some of its clients name
# them. They compare as MySQL's do: by base letters, or by base letters and accents; neither minds case, and spaces at
# the end count. Those that mind case can't be had in this way.
add_collations() {
    [ "${HAUBAN_IMAGE-}" = mysql ] && is_mariadb && [ -r "$share/charsets/Index.xml" ] || return 0
    has_collations=yes
    real=$(readlink -f -- "$(command -v "$program")")
    # The program may be called by a script of a line.
    [ ! -x "$base/sbin/mariadbd" ] || real=$base/sbin/mariadbd
    ! LC_ALL=C grep -q utf8mb4_0900_ai_ci "$real" || return 0
    charsets=$run/charsets
    rm -rf -- "$charsets"
    mkdir -- "$charsets"
    ln -s -- "$share/charsets"/*.xml "$charsets/"
    rm -f -- "$charsets/Index.xml"
    {
        while read -r line || [ -n "$line" ]; do
            [ "$line" = '</charsets>' ] || printf '%s\n' "$line"
        done < "$share/charsets/Index.xml"
        printf '<charset name="utf8mb4">\n'
        for collation in ai_ci:255:1 as_ci:305:2; do
            name=${collation%%:*} number=${collation#*:}
            printf '<collation name="utf8mb4_0900_%s" id="%s"><flag>nopad</flag><version>14.0.0</version>' \
                "$name" "${number%:*}"
            # Without any rule the server falls.
            printf '<settings strength="%s"/><rules><reset>a</reset><t>A</t></rules></collation>\n' "${number#*:}"
        done
        printf '</charset>\n</charsets>\n'
    } > "$charsets/Index.xml"
}

is_mariadb() {
    [ -n "$share" ]
}

# The configuration. -----------------------------------------------------------------------------------------------

# Options of MySQL's that MariaDB doesn't know. Without the dashes in front, and with dashes for underlines.
is_for_mysql_only() {
    case ${1#skip-} in
        default-authentication-plugin | authentication-policy | mysqlx* | mysql-native-password* | caching-sha2-* \
            | sha256-password-* | admin-address | admin-port | admin-ssl* | admin-tls* | log-error-verbosity \
            | log-error-services | log-error-suppression-list | log-slow-extra | innodb-dedicated-server \
            | innodb-redo-log-* | innodb-ddl-* | innodb-parallel-read-threads | innodb-print-ddl-logs \
            | innodb-doublewrite-* | innodb-directories | innodb-extend-and-initialize | innodb-log-writer-threads \
            | innodb-numa-interleave | innodb-idle-flush-pct | innodb-segment-reserve-factor | gtid-mode \
            | innodb-fsync-threshold | innodb-use-fdatasync | innodb-undo-log-encrypt | innodb-validate-tablespace-paths \
            | enforce-gtid-consistency | group-replication* | binlog-encryption | binlog-rotate-* \
            | binlog-transaction-* | binlog-expire-logs-auto-purge | binlog-rows-query-log-events | replica-* \
            | log-replica-updates | source-* | master-info-repository | relay-log-info-repository \
            | transaction-write-set-extraction | super-read-only | local-service | temptable-* \
            | internal-tmp-mem-storage-engine | information-schema-stats-expiry | default-collation-for-utf8mb4 \
            | persist* | regexp-* | require-row-format | restrict-fk-on-* | show-create-table-* | show-gipk-* \
            | sql-generate-invisible-primary-key | sql-require-primary-key | partial-revokes | password-* \
            | keyring-* | early-plugin-load | generated-random-password-length | table-encryption-* \
            | default-table-encryption | tls-ciphersuites | ssl-fips-mode | auto-generate-certs | upgrade | xa-detach-* \
            | range-optimizer-* | max-execution-time | mandatory-roles | activate-all-roles-on-login \
            | check-proxy-users | disabled-storage-engines | end-markers-in-json | offline-mode | original-* \
            | schema-definition-cache | tablespace-definition-cache | stored-program-definition-cache \
            | global-connection-memory-* | connection-memory-* | cte-max-recursion-depth | windowing-use-high-precision \
            | terminology-use-previous | validate-password* | validate-user-plugins | avoid-temporal-upgrade \
            | protocol-compression-algorithms | secondary-engine-* | select-into-* | create-admin-listener-thread)
            # MariaDB has these two.
            case $1 in password-reuse-check* | keyring-none) return 1 ;; esac
            return 0
            ;;
    esac
    return 1
}

# OPTION as written: so that MariaDB understands it, in $understood; says so where it had to be changed.
understand() {
    understood=$1
    replace "${1%%[= ]*}" _ -
    option=${replaced#--}
    if is_for_mysql_only "$option"; then
        say "MariaDB has no $option and goes on without it"
        case $1 in
            --*) understood=--loose-${1#--} ;;
            *) understood=loose-$1 ;;
        esac
    fi
    case $option in
        *collation*)
            case $1 in
                *utf8mb4_0900_ai_ci | *utf8mb4_0900_as_ci) [ "$has_collations" = no ] || return 0 ;;
            esac
            case $1 in
                # By the numbers of letters: what differs in case or accents stays different.
                *utf8mb4_*0900_as_cs | *utf8mb4_0900_bin) understood=${1%%utf8mb4_*}utf8mb4_bin ;;
                *utf8mb4_*0900_*) understood=${1%%utf8mb4_*}utf8mb4_unicode_520_ci ;;
            esac
            [ "$understood" = "$1" ] || say "MariaDB has no ${1##*[= ]} and takes ${understood##*[= ]}"
            ;;
    esac
}

# FILE: adds it to the configuration.
add_configuration() {
    [ -r "$1" ] || fail "the configuration file $1 can't be read"
    if ! is_mariadb; then
        printf '!include %s\n' "$1" >> "$configuration"
        return 0
    fi
    while read -r line || [ -n "$line" ]; do
        case $line in
            '' | '#'* | ';'*) continue ;;
            '['* | '!'*) understood=$line ;;
            *) understand "$line" ;;
        esac
        case $understood in *ssl* | *tls* | *require?secure*) wants_tls=yes ;; esac
        printf '%s\n' "$understood" >> "$configuration"
    done < "$1"
}

add_configurations() {
    if [ -d "$1" ]; then
        for part in "$1"/*.cnf; do
            [ ! -e "$part" ] || add_configuration "$part"
        done
    elif [ -e "$1" ]; then
        add_configuration "$1"
    fi
}

# What holds unless the service says otherwise: as in the images' own configuration, whatever the machine's says.
write_configuration() {
    configuration=$run/hauban.cnf
    rm -f -- "$configuration"
    printf '[mysqld]\nskip-name-resolve\n' > "$configuration"
    if is_mariadb; then
        collation=utf8mb4_general_ci
        [ "$has_collations" = no ] || collation=utf8mb4_0900_ai_ci
        printf 'character-set-server=utf8mb4\ncollation-server=%s\n' "$collation" >> "$configuration"
    fi
    [ -z "${HAUBAN_CONFIG-}" ] || add_configurations "$HAUBAN_CONFIG"
    number=1
    while eval "include=\${HAUBAN_INCLUDE_$number-}" && [ -n "$include" ]; do
        add_configurations "$include"
        number=$((number + 1))
    done
}

# WORDS: the server, told what it is told whatever it does.
server() {
    if is_mariadb && [ "$wants_tls" = no ]; then
        # MariaDB makes a key at each start otherwise, which takes it seconds.
        set -- --loose-skip-ssl "$@"
    fi
    if [ -n "${HAUBAN_SERVER_WORDS-}" ]; then
        # shellcheck disable=SC2086 # these are words
        set -- $HAUBAN_SERVER_WORDS "$@"
    elif is_mariadb; then
        set -- --basedir="$base" --lc-messages-dir="$share" --character-sets-dir="$charsets" \
            ${plugins:+--plugin-dir="$plugins"} "$@"
    fi
    [ -z "${HAUBAN_TMP-}" ] || set -- --tmpdir="$temporary" "$@"
    exec "$program" "$defaults" "$@"
}

# The first start. -------------------------------------------------------------------------------------------------

# A variable of either image into the named one: MARIADB_x, else MYSQL_x.
either() {
    from_file "MARIADB_$1"
    from_file "MYSQL_$1"
    eval "$2=\${MARIADB_$1:-\${MYSQL_$1:-}}"
}

check_variables() {
    either ROOT_PASSWORD root_password
    either ROOT_PASSWORD_HASH root_hash
    either ROOT_HOST root_host
    either DATABASE database
    either USER user
    either PASSWORD password
    either PASSWORD_HASH hash
    root_host=${root_host:-%}
    random=${MARIADB_RANDOM_ROOT_PASSWORD:-${MYSQL_RANDOM_ROOT_PASSWORD:-}}
    empty=${MARIADB_ALLOW_EMPTY_ROOT_PASSWORD:-${MARIADB_ALLOW_EMPTY_PASSWORD:-${MYSQL_ALLOW_EMPTY_PASSWORD:-}}}
    if [ -z "$root_password$root_hash$random$empty" ]; then
        fail "the database has no root password, so it is not initialised.
  Set MYSQL_ROOT_PASSWORD (or MYSQL_ROOT_PASSWORD_FILE), MYSQL_RANDOM_ROOT_PASSWORD=1, or MYSQL_ALLOW_EMPTY_PASSWORD=1."
    fi
    if [ "$user" = root ]; then
        fail "MYSQL_USER is root, who exists already.
  Take MYSQL_USER away; root's password is MYSQL_ROOT_PASSWORD."
    fi
    if [ -n "$user" ] && [ -z "$password$hash" ]; then
        say "MYSQL_USER is set, but not MYSQL_PASSWORD: the user $user is not made"
        user=
    elif [ -z "$user" ] && [ -n "$password$hash" ]; then
        say 'MYSQL_PASSWORD is set, but not MYSQL_USER: no user is made for it'
    fi
    if [ -n "$random" ] && [ -z "$root_password$root_hash" ]; then
        root_password=$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')
        say "GENERATED ROOT PASSWORD: $root_password"
    fi
    # Who knows but the hash needs another password for the time being.
    first_password=$root_password
    [ -z "$root_hash" ] || first_password=$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')
}

# The three write their argument as SQL has it, in $quoted. A bootstrapping server reads line by line, so that the
# end of a line can't stand for itself.
text() {
    replace "$1" '\' '\\'
    replace "$replaced" "'" "\\'"
    replace "$replaced" "$line_end" '\n'
    quoted="'$replaced'"
}

name() {
    replace "$1" '`' '``'
    quoted="\`$replaced\`"
}

# For GRANT, where an underline and a percent sign stand for anything.
pattern() {
    replace "$1" '`' '``'
    replace "$replaced" _ '\_'
    replace "$replaced" % '\%'
    quoted="\`$replaced\`"
}

# PASSWORD HASH: the words after a user's name, in $identified.
identify() {
    if [ -n "$2" ]; then
        text "$2"
        identified="IDENTIFIED BY PASSWORD $quoted"
    else
        text "$1"
        identified="IDENTIFIED BY $quoted"
    fi
}

# HOST: root there, with what is in $identified.
wish_root() {
    text "$1"
    printf 'CREATE USER IF NOT EXISTS root@%s %s;\n' "$quoted" "$identified"
    printf 'GRANT ALL ON *.* TO root@%s WITH GRANT OPTION;\n' "$quoted"
}

# The accounts and the database that the variables ask for.
wishes() {
    printf "SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '');\n"
    identify "$root_password" "$root_hash"
    [ "$root_host" = localhost ] || wish_root "$root_host"
    identify "$first_password" ''
    wish_root localhost
    if [ -n "$database" ]; then
        name "$database"
        printf 'CREATE DATABASE IF NOT EXISTS %s;\n' "$quoted"
    fi
    [ -n "$user" ] || return 0
    identify "$password" "$hash"
    text "$user"
    account=$quoted@\'%\'
    printf 'CREATE USER %s %s;\n' "$account" "$identified"
    if [ -n "$database" ]; then
        pattern "$database"
        printf 'GRANT ALL ON %s.* TO %s;\n' "$quoted" "$account"
    fi
}

# What is left to say when all else is done: from here on root needs the password.
last_wishes() {
    identify "$root_password" "$root_hash"
    printf "SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '');\n"
    printf "ALTER USER root@'localhost' %s;\n" "$identified"
    if [ -n "${MYSQL_ONETIME_PASSWORD-}" ]; then
        text "$root_host"
        printf 'ALTER USER root@%s PASSWORD EXPIRE;\n' "$quoted"
    fi
}

failed_with() {
    cat -- "$1" >&2
    fail 'initialising the database has failed; the next start begins anew'
}

# MariaDB's tables, and at once what is wished for: without a server that listens, and without its client.
make_tables() {
    {
        printf 'CREATE DATABASE mysql;\nUSE mysql;\n'
        for file in mysql_system_tables mariadb_system_tables mysql_performance_tables mariadb_performance_tables \
            mysql_system_tables_data mariadb_system_tables_data \
            maria_add_gis_sp_bootstrap fill_help_tables mysql_sys_schema mariadb_sys_schema; do
            [ ! -r "$share/$file.sql" ] || cat -- "$share/$file.sql"
        done
        printf "DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';\nDELETE FROM mysql.proxies_priv;\n"
        printf "DELETE FROM mysql.db WHERE Db LIKE 'test%%';\nFLUSH PRIVILEGES;\n"
        wishes
        [ "$needs_server" = yes ] || last_wishes
    } > "$workshop/bootstrap.sql"
    (server "$@" --bootstrap --datadir="$new" --skip-log-bin) < "$workshop/bootstrap.sql" \
        > "$workshop/bootstrap.log" 2>&1 || failed_with "$workshop/bootstrap.log"
    # In this mode the server goes on after some mistakes and tells them only here.
    while read -r line; do
        case $line in ERROR:*) failed_with "$workshop/bootstrap.log" ;; esac
    done < "$workshop/bootstrap.log"
    rm -f -- "$workshop/bootstrap.sql"
}

client() {
    "$client" --defaults-file="$workshop/client.cnf" "$@"
}

run_sql() {
    if [ "$has_collations" = yes ] && grep -qE "$case_collations" "$1"; then
        say "MariaDB has no collations of MySQL's that mind case: $1 gets utf8mb4_bin for them"
        sed -E "s/$case_collations/utf8mb4_bin/g" "$1" | client ${database:+--database="$database"}
    else
        client ${database:+--database="$database"} < "$1"
    fi
}
case_collations='utf8mb4_([a-z_]+_)?0900_(as_cs(_ks)?|bin)'

# As in the official images, for scripts that are read in.
docker_process_sql() {
    if [ "${1-}" = --dont-use-mysql-root-password ]; then
        shift
    fi
    client ${database:+--database="$database"} "$@"
}

# PASSWORD: root's login for the client, in a file that nobody else can read.
write_login() {
    replace "$1" '\' '\\'
    replace "$replaced" '"' '\"'
    replace "$replaced" "$line_end" '\n'
    (umask 077 && (printf '[client]\nloose-default-character-set=utf8mb4\nuser=root\npassword="%s"\nprotocol=socket\nsocket=%s\n' "$replaced" \
        "$workshop/server.sock" && without_tls) > "$workshop/client.cnf")
}

# A MariaDB without a key is not to be asked for one, as its clients do from 11.4 on.
without_tls() {
    if is_mariadb && [ "$wants_tls" = no ]; then
        printf 'loose-skip-ssl\n'
    fi
}

# FOLDER SOCKET: clients that aren't told find the server at this socket. The variable alone is too weak where the
# machine's own configuration names another.
tell_clients() {
    (printf '[client]\nsocket=%s\nloose-default-character-set=utf8mb4\n' "$2" && without_tls) > "$1/my.cnf"
    MYSQL_HOME=$1 MYSQL_UNIX_PORT=$2
    export MYSQL_HOME MYSQL_UNIX_PORT
}

# On a socket of its own and without a network, so that nobody takes it for the service.
start_server() {
    client=mariadb
    command -v mariadb > /dev/null || client=mysql
    command -v "$client" > /dev/null || fail 'initialising the database needs the program mysql, which is not on PATH'
    (server "$@" --datadir="$new" --skip-networking --socket="$workshop/server.sock" --pid-file="$workshop/server.pid" \
        --skip-log-bin --loose-mysqlx=OFF) > "$workshop/server.log" 2>&1 &
    server_pid=$!
    until [ -S "$workshop/server.sock" ] && client -e 'SELECT 1' > "$workshop/answer" 2>&1; do
        kill -0 "$server_pid" 2> /dev/null || failed_with "$workshop/server.log"
        case $(cat -- "$workshop/answer" 2> /dev/null) in
            *'Access denied'*) failed_with "$workshop/answer" ;;
        esac
        sleep 0.05
    done
}

stop_server() {
    kill -TERM "$server_pid" 2> /dev/null || true
    wait "$server_pid" || failed_with "$workshop/server.log"
}

run_all_init_files() {
    has_init_files || return 0
    tell_clients "$workshop" "$workshop/server.sock"
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
}

# The program that knows the machine's time zones as SQL, if there is one and it is wanted.
time_zone_tool() {
    [ -z "${MARIADB_INITDB_SKIP_TZINFO:-${MYSQL_INITDB_SKIP_TZINFO-}}" ] && [ -d /usr/share/zoneinfo/Europe ] || return 1
    command -v mariadb-tzinfo-to-sql || command -v mysql_tzinfo_to_sql
}

load_time_zones() {
    tool=$(time_zone_tool) || return 0
    "$tool" /usr/share/zoneinfo > "$workshop/zones.sql" 2> /dev/null && client --database=mysql < "$workshop/zones.sql" \
        || say 'the names of time zones could not be loaded; going on without them'
}

# What can't be done but with a server and its client.
finish_with_server() {
    write_login "$first_password"
    is_mariadb || write_login ''
    start_server "$@"
    if ! is_mariadb; then
        { wishes && last_wishes; } > "$workshop/wishes.sql"
        client < "$workshop/wishes.sql"
        write_login "$root_password"
    fi
    load_time_zones
    run_all_init_files
    if is_mariadb && [ -n "$root_hash${MYSQL_ONETIME_PASSWORD-}" ]; then
        last_wishes > "$workshop/wishes.sql"
        client < "$workshop/wishes.sql"
    fi
    stop_server
}

initialise() {
    check_variables
    mkdir -- "$new"
    open_workshop "$new"
    say "initialising the database in $data"
    needs_server=no
    if ! is_mariadb || has_init_files || time_zone_tool > /dev/null; then
        needs_server=yes
    fi
    if is_mariadb; then
        make_tables "$@"
    else
        (server "$@" --initialize-insecure --datadir="$new") > "$workshop/server.log" 2>&1 \
            || failed_with "$workshop/server.log"
    fi
    [ "$needs_server" = no ] || finish_with_server "$@"
    mv -- "$new" "$data/.hauban-ready"
    close_workshop
}

# A server that can't read the data might harm it in trying.
check_data() {
    if is_mariadb && [ -e "$data/mysql.ibd" ]; then
        fail "$data holds the data of a MySQL, which MariaDB can't read; nothing is touched.
  Run it with --engine docker, or give the service another volume and load a dump there."
    elif ! is_mariadb && [ -e "$data/aria_log_control" ]; then
        fail "$data holds the data of a MariaDB, which MySQL can't read; nothing is touched.
  Give the service another volume and load a dump there."
    fi
}

# -------------------------------------------------------------------------------------------------------------------

find_product
has_collations=no
add_collations
wants_tls=no
for word in "$@"; do
    case $word in *ssl* | *tls* | --require?secure*) wants_tls=yes ;; esac
done
defaults=
case ${1-} in
    --no-defaults | --defaults-file=*)
        defaults=$1
        shift
        ;;
    --defaults-extra-file=*)
        HAUBAN_CONFIG=${1#--defaults-extra-file=}
        shift
        ;;
esac
if [ -z "$defaults" ]; then
    write_configuration
    defaults=--defaults-file=$configuration
fi
if is_mariadb; then
    count=$#
    while [ "$count" -gt 0 ]; do
        understand "$1"
        shift
        set -- "$@" "$understood"
        count=$((count - 1))
    done
fi

if [ -d "$data/mysql" ]; then
    check_data
    rmdir -- "$data/.hauban-ready" 2> /dev/null || true
else
    if [ ! -d "$data/.hauban-ready" ]; then
        if holds_something "$data"; then
            fail "$data is not empty and not a database; nothing is touched.
  Mount an empty folder or volume there."
        fi
        sweep_leftover "$new"
        initialise "$@"
    fi
    move_up "$data" mysql
    say 'the database is initialised'
fi
tell_clients "$run" "$socket"
unset MYSQL_ROOT_PASSWORD MYSQL_PASSWORD MARIADB_ROOT_PASSWORD MARIADB_PASSWORD

[ -z "${HAUBAN_LISTEN-}" ] || set -- --bind-address="$HAUBAN_LISTEN" "$@"
server --datadir="$data" --socket="$socket" --pid-file="$run/mysqld.pid" "$@"
