package dev.hauban.catalog;

/// How databases are copied, in words that their images' shells understand (dash and busybox among them).
final class Copyings {
    /// Sets PGUSER and PGPASSWORD to what the image was given: in a variable, or a file that one names.
    private static final String AS_SUPERUSER = """
            set -eu
            given() {
                eval "value=\\${$1-} file=\\${${1}_FILE-}"
                [ -z "$file" ] || value=$(cat "$file")
                printf %s "$value"
            }
            PGUSER=$(given POSTGRES_USER)
            PGUSER=${PGUSER:-postgres}
            database=$(given POSTGRES_DB)
            PGPASSWORD=$(given POSTGRES_PASSWORD)
            export PGUSER PGPASSWORD
            """;

    /// Sets MYSQL_PWD for root, $client and $dump.
    private static final String AS_ROOT = """
            set -eu
            for name in MYSQL_ROOT_PASSWORD MARIADB_ROOT_PASSWORD; do
                eval "value=\\${$name-} file=\\${${name}_FILE-}"
                [ -z "$file" ] || value=$(cat "$file")
                [ -z "$value" ] || MYSQL_PWD=$value
            done
            [ -z "${MYSQL_PWD-}" ] || export MYSQL_PWD
            client=mysql dump=mysqldump
            command -v mysql > /dev/null || client=mariadb
            command -v mysqldump > /dev/null || dump=mariadb-dump
            """;

    private Copyings() {}

    /// Roles, then each database from a snapshot of its own.
    static Copying postgresql() {
        return new Copying(
                Copying.Form.POSTGRESQL,
                AS_SUPERUSER + "exec pg_dumpall --clean --if-exists\n",
                // The superuser, who is there already, is dropped and made in vain: no reason to stop.
                AS_SUPERUSER + """
                        if [ "${2-}" = empty ]; then
                            psql -X -q -v ON_ERROR_STOP=1 -v name="$1" -d template1 > /dev/null <<'END'
                        SELECT coalesce((SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = :'name'),
                            current_user) AS owner \\gset
                        DROP DATABASE IF EXISTS :"name";
                        CREATE DATABASE :"name" OWNER :"owner";
                        END
                        fi
                        exec psql -X -q -o /dev/null -d "${1:-postgres}" -f -
                        """,
                "pg_dumpall --version\n");
    }

    /// All databases from one snapshot, then the accounts. A file of the user's own may name no database; that one is
    /// the first word.
    static Copying mysql() {
        String write = """
                sql() {
                    "$client" -uroot -N -r -B -e "$1"
                }
                system="'mysql', 'information_schema', 'performance_schema', 'sys'"
                set --
                while IFS= read -r name; do
                    [ -z "$name" ] || set -- "$@" "$name"
                done <<END
                $(sql "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ($system) ORDER BY 1")
                END
                own='' hex=''
                ! "$dump" --help 2> /dev/null | grep -q set-gtid-purged || own=--set-gtid-purged=OFF
                case $("$dump" --version) in *MariaDB*) ;; *) hex='SET print_identified_with_as_hex = ON;' ;; esac
                [ $# = 0 ] || "$dump" -uroot $own --single-transaction --quick --routines --triggers --events \\
                    --hex-blob --no-tablespaces --default-character-set=utf8mb4 --databases "$@"
                accounts=$(sql "SELECT CONCAT(QUOTE(user), '@', QUOTE(host)) FROM mysql.user WHERE host <> ''
                    AND user NOT IN ('', 'root', 'PUBLIC', 'mysql', 'healthcheck') AND user NOT LIKE 'mysql.%'
                    AND user NOT LIKE 'mariadb.%' ORDER BY 1")
                [ -z "$accounts" ] || printf '%s\\n' "$accounts" | while IFS= read -r account; do
                    made=$(sql "$hex SHOW CREATE USER $account")
                    printf 'CREATE USER IF NOT EXISTS %s;\\nALTER USER %s;\\n' "${made#CREATE USER }" "${made#CREATE USER }"
                    grants=$(sql "SHOW GRANTS FOR $account")
                    printf '%s\\n' "$grants" | while IFS= read -r grant; do
                        printf '%s;\\n' "$grant"
                    done
                done
                """;
        return new Copying(Copying.Form.MYSQL, AS_ROOT + write, AS_ROOT + """
                exec "$client" -uroot --default-character-set=utf8mb4 --max-allowed-packet=1G ${1:+-D "$1"}
                """, AS_ROOT + "\"$dump\" --version\n");
    }
}
