package dev.hauban.catalog;

import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;

/// How Redis and Valkey are copied. The copy is what the server sends to one that follows it, which is the file that it
/// would write, as of one moment. It is read back in the same way: the server follows for a moment another one, of its
/// own program, that has begun with that file. So the data gets to wherever the server keeps it, appended file or not.
final class RedisCopying {
    /// Reads three lines: a password that may be the one, the port, and files that may name them. Then `ask` asks the
    /// server.
    private static final String ASKING = """
            set -eu
            IFS= read -r given
            IFS= read -r port
            IFS= read -r files
            client=redis-cli server=redis-server
            command -v redis-cli > /dev/null || client=valkey-cli server=valkey-server
            # NAME: the last one of the files.
            written() {
                [ -z "$files" ] || for file in $files; do
                    [ ! -r "$file" ] || sed -n "s/^[[:space:]]*$1[[:space:]]*//p" "$file"
                done | tail -n 1 | sed 's/[[:space:]]*$//; s/^"\\(.*\\)"$/\\1/'
            }
            [ -n "$port" ] || port=$(written port)
            port=${port:-6379}
            password=
            as() {
                if [ -n "$password" ]; then
                    REDISCLI_AUTH=$password "$client" "$@"
                else
                    (unset REDISCLI_AUTH && exec "$client" "$@")
                fi
            }
            ask() {
                as -p "$port" "$@"
            }
            opens() {
                password=$1
                [ "$(ask ping 2> /dev/null < /dev/null)" = PONG ]
            }
            read_file() {
                [ -z "$1" ] || cat "$1"
            }
            opens '' || opens "$given" || opens "${REDISCLI_AUTH-}" || opens "${REDIS_PASSWORD-}" ||
                opens "${VALKEY_PASSWORD-}" || opens "$(read_file "${REDIS_PASSWORD_FILE-}")" ||
                opens "$(written requirepass)" || {
                echo "the server on port $port takes no password that is known: $(ask ping 2>&1 < /dev/null)" >&2
                exit 1
            }
            """;

    /// What it says on the way goes to where errors go, and is told if it fails. Older clients can only write a file.
    private static final String WRITE = """
            case $("$client" --help 2>&1) in
                *'Use filename of "-"'*) ask --rdb - < /dev/null ;;
                *)
                    file=$(mktemp)
                    trap 'rm -f "$file"' EXIT
                    trap 'exit 130' HUP INT TERM
                    ask --rdb "$file" < /dev/null >&2
                    cat "$file"
                    ;;
            esac
            """;

    private static final String READ = """
            folder=$(mktemp -d)
            first=
            end() {
                [ -z "$first" ] || kill "$first" 2> /dev/null || :
                wait
                rm -rf "$folder"
            }
            trap end EXIT
            trap 'exit 130' HUP INT TERM
            cat > "$folder/dump.rdb"
            secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')
            pause() {
                sleep 0.1 2> /dev/null || sleep 1
            }
            other() {
                REDISCLI_AUTH=$secret "$client" -p "$1" ping 2> /dev/null < /dev/null
            }
            begin() {
                "$server" - > "$folder/log" 2>&1 <<END &
            port $1
            bind 127.0.0.1
            requirepass $secret
            dir $folder
            dbfilename dump.rdb
            appendonly no
            save ""
            repl-diskless-sync-delay 0
            END
                first=$!
                while kill -0 "$first" 2> /dev/null; do
                    [ "$(other "$1")" != PONG ] || return 0
                    pause
                done
                return 1
            }
            from=$((20000 + $$ % 20000))
            until begin "$from"; do
                grep -q 'Address already in use' "$folder/log" || {
                    tail -n 5 "$folder/log" >&2
                    exit 1
                }
                from=$((from + 1))
            done
            # WORDS: is answered with OK.
            tell() {
                said=$(ask < /dev/stdin 2>&1) && [ "$said" = OK ] || {
                    echo "$said" >&2
                    exit 1
                }
            }
            # SECTION NAME: what the server says of itself.
            state() {
                ask info "$1" < /dev/null | tr -d '\\r' | sed -n "s/^$2://p"
            }
            echo "config set masterauth $secret" | tell
            echo "replicaof 127.0.0.1 $from" | tell
            # It may copy for long; what never begins to has been told to speak to others in another way.
            idle=0
            until [ "$(state replication master_link_status)" = up ]; do
                kill -0 "$first"
                idle=$((idle + 1))
                [ "$(state replication master_sync_in_progress)" != 1 ] || idle=0
                [ "$idle" -le 300 ] || {
                    echo "it does not follow a server of its own for a moment: $(tail -n 1 "$folder/log")" >&2
                    exit 1
                }
                pause
            done
            echo "replicaof no one" | tell
            echo "config set masterauth ''" | tell
            # An appended file that is begun anew is good when it is whole.
            while [ "$(state persistence aof_rewrite_in_progress)" = 1 ] ||
                [ "$(state persistence aof_rewrite_scheduled)" = 1 ] ||
                [ "$(state persistence rdb_bgsave_in_progress)" = 1 ]; do
                pause
            done
            echo save | tell
            # Whoever looks at it next need not wait for others who might want the same.
            ask config set repl-diskless-sync-delay 0 > /dev/null 2>&1 < /dev/null || :
            """;

    private RedisCopying() {}

    static Copying copying() {
        return new Copying(Copying.Form.REDIS, ASKING + WRITE, ASKING + READ, """
                server=redis-server
                command -v redis-server > /dev/null || server=valkey-server
                "$server" --version
                """);
    }

    /// As the command says it, which nobody can read any more when the server runs: it has written its name over it.
    static String told(Service.Program program) {
        var words = new ArrayList<String>();
        program.entrypoint().orElse(List.of()).forEach(word -> words.addAll(parts(word)));
        program.command().orElse(List.of()).forEach(word -> words.addAll(parts(word)));
        String files = String.join(
                " ",
                words.stream().filter(word -> word.matches("/[A-Za-z0-9._/-]+")).toList());
        return behind("--requirepass", words) + "\n" + behind("--port", words) + "\n" + files + "\n";
    }

    /// A line for a shell is cut into its words.
    private static List<String> parts(String word) {
        return word.contains("redis-server ") || word.contains("valkey-server ")
                ? List.of(word.strip().split("\\s+"))
                : List.of(word);
    }

    /// What a shell would still have to put in is known inside alone.
    private static String behind(String option, List<String> words) {
        int at = words.lastIndexOf(option);
        String word = at < 0 || at + 1 == words.size() ? "" : words.get(at + 1);
        String bare = word.replaceAll("^(['\"])(.*)\\1$", "$2");
        return bare.contains("$") || bare.contains("\n") ? "" : bare;
    }
}
