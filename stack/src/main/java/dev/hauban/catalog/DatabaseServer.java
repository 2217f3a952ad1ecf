package dev.hauban.catalog;

/// A server whose users can be given another password while it runs, and how it is spoken to: lines for `sh -c`
/// inside its own instance. What is said comes through the standard input; the answer goes to the standard output.
/// A password is in no command line and no environment, for its time in a file of mode 0600 where a tool reads
/// nothing else.
public enum DatabaseServer {
    /// The user, a line of a password file, then SQL.
    POSTGRESQL("""
            IFS= read -r PGUSER
            IFS= read -r line
            private pass
            printf '%s\\n' "$line" > "$file"
            unset PGPASSWORD
            PGPASSFILE=$file
            export PGUSER PGPASSFILE
            psql -X -q -A -t -w -v ON_ERROR_STOP=1 -d postgres -f -
            """),
    /// Two lines of an option file, `user=` and `password=`, then SQL.
    MYSQL("""
            IFS= read -r user
            IFS= read -r password
            private cnf
            printf '[client]\\n%s\\n%s\\n' "$user" "$password" > "$file"
            unset MYSQL_PWD
            client=mysql
            command -v mysql > /dev/null || client=mariadb
            "$client" --defaults-extra-file="$file" -N -r -B
            """),
    /// The same.
    MARIADB(MYSQL),
    /// Commands as redis-cli takes them, a line each.
    REDIS("""
            unset REDISCLI_AUTH
            client=redis-cli
            command -v redis-cli > /dev/null || client=valkey-cli
            "$client"
            """),
    /// JavaScript.
    MONGODB("""
            private js
            cat > "$file"
            shell=mongosh
            command -v mongosh > /dev/null || shell=mongo
            "$shell" --quiet "$file"
            """);

    private static final String PRIVATE = """
            set -eu
            umask 077
            folder=
            private() {
                for place in "${TMPDIR:-/tmp}" /dev/shm /run; do
                    folder=$(mktemp -d "$place/hauban-XXXXXX" 2> /dev/null) && break
                done
                [ -n "$folder" ] || { echo "no folder in here can be written: neither /tmp nor /dev/shm" >&2; exit 1; }
                file=$folder/said.$1
            }
            trap '[ -z "$folder" ] || rm -rf "$folder"' EXIT
            trap 'exit 130' HUP INT TERM
            """;

    private final String script;

    DatabaseServer(String script) {
        this.script = PRIVATE + script;
    }

    DatabaseServer(DatabaseServer other) {
        this.script = other.script;
    }

    /// Whether it may accept two passwords of one user at the same time.
    public boolean takesTwo() {
        return switch (this) {
            case MYSQL, REDIS -> true;
            case POSTGRESQL, MARIADB, MONGODB -> false;
        };
    }

    /// For `sh -c`.
    public String script() {
        return script;
    }
}
