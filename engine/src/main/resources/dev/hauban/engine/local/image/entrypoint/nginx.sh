#!/bin/sh
# nginx: `sh nginx.sh WORDS OF THE COMMAND`, ends by becoming the server.
# As the official image: scripts and templates first, then the server in the foreground.
#
# Programs on PATH: nginx.
# HAUBAN_CONF  the folder of nginx.conf       /etc/nginx
# HAUBAN_LOG   where /var/log/nginx is        /var/log/nginx
# HAUBAN_CACHE where /var/cache/nginx is      /var/cache/nginx
# HAUBAN_INIT  scripts that are run before    /docker-entrypoint.d
# NGINX_ENVSUBST_TEMPLATE_DIR, NGINX_ENVSUBST_OUTPUT_DIR, NGINX_ENVSUBST_TEMPLATE_SUFFIX, NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE:
#              as in the image.
# What common.sh takes, too.

command -v run_init_files > /dev/null 2>&1 || . "${0%/*}/common.sh"

[ $# -gt 0 ] || set -- nginx -g 'daemon off;'
case $1 in -*) set -- nginx "$@" ;; esac
case ${1##*/} in nginx | nginx-debug) ;; *) exec "$@" ;; esac
shift

configuration=${HAUBAN_CONF:-/etc/nginx}
logs=${HAUBAN_LOG:-/var/log/nginx}
cache=${HAUBAN_CACHE:-/var/cache/nginx}
scripts=${HAUBAN_INIT:-/docker-entrypoint.d}

# In the image both logs are the container's own output.
for log in access:stdout error:stderr; do
    file=$logs/${log%:*}.log
    [ -e "$file" ] || [ -L "$file" ] || ln -s "/dev/${log#*:}" "$file" 2> /dev/null || true
done

# Templates. -------------------------------------------------------------------------------------------------------

# TEXT: $variable and ${variable} replaced where the environment has one of that name, in $filled. What nginx itself
# means by a dollar stays.
fill() {
    rest=$1 filled=
    while :; do
        case $rest in
            *'$'*)
                filled=$filled${rest%%'$'*}
                rest=${rest#*'$'}
                case $rest in
                    '{'*'}'*)
                        name=${rest#'{'}
                        name=${name%%'}'*}
                        whole="{$name}"
                        ;;
                    *)
                        name=${rest%%[!A-Za-z0-9_]*}
                        whole=$name
                        ;;
                esac
                case $name in
                    '' | *[!A-Za-z0-9_]* | [0-9]*) filled=$filled'$' ;;
                    *)
                        eval "is_set=\${$name+x} value=\${$name-}"
                        if [ -n "$is_set" ] && is_exported "$name"; then
                            filled=$filled$value
                            rest=${rest#"$whole"}
                        else
                            filled=$filled'$'
                        fi
                        ;;
                esac
                ;;
            *)
                filled=$filled$rest
                return 0
                ;;
        esac
    done
}

# This script's own variables are nobody's.
is_exported() {
    case $exported in *" $1 "*) return 0 ;; esac
    return 1
}

fill_templates() {
    exported=$(env | while IFS= read -r line; do printf ' %s ' "${line%%=*}"; done)
    suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
    output=${NGINX_ENVSUBST_OUTPUT_DIR:-$configuration/conf.d}
    templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-$configuration/templates}
    for template in "$templates"/*"$suffix" "$templates"/*/*"$suffix"; do
        [ -f "$template" ] || continue
        target=${template#"$templates"/}
        target=$output/${target%"$suffix"}
        if ! mkdir -p -- "${target%/*}" 2> /dev/null || ! [ -w "${target%/*}" ]; then
            say "$template is not filled in: ${target%/*} can't be written"
            continue
        fi
        text=$(cat -- "$template" && printf x)
        fill "${text%x}"
        printf '%s' "$filled" > "$target"
        say "filled in $template as $target"
    done
}

for script in "$scripts"/*; do
    [ -f "$script" ] || continue
    case $script in
        *.envsh) . "$script" ;;
        *.sh) if [ -x "$script" ]; then "$script"; else say "$script is not run: it is no program"; fi ;;
    esac
done
fill_templates

# Where nothing is where the image has it, as on a machine without a view of its own. ------------------------------

is_elsewhere() {
    [ "$configuration" != /etc/nginx ]
}

# NAME: whether a configuration file says it.
is_said() {
    for file in "$configuration"/* "$configuration"/*/*; do
        [ -f "$file" ] || continue
        while read -r word _ || [ -n "$word" ]; do
            [ "$word" != "$1" ] || return 0
        done < "$file"
    done
    return 1
}

# NAME: says who nginx' workers become: that user where the machine knows it, else nobody; root where that one can't get
# at the files.
worker() {
    name=$1
    id -u "$name" > /dev/null 2>&1 || name=nobody
    if [ "$(id -u)" = 0 ] && ! setpriv --reuid="$(id -u "$name")" --regid="$(id -g "$name")" --clear-groups -- \
        test -r "$configuration/nginx.conf"; then
        say "its workers run as root, because user $name may not go to $configuration: move the project to where" \
            "everybody may go, or give it rung 2 of isolation"
        name=root
    fi
    printf 'user %s %s;\n' "$name" "$(id -gn "$name")"
}

# Writes the configuration anew with what is true here: a place for the process id and for what nginx puts aside, and a
# user whom this machine knows.
settle() {
    settled=$configuration/nginx.conf.here
    beside="pid $configuration/nginx.pid;"
    is_said error_log || beside="$beside error_log stderr;"
    [ "$(id -u)" != 0 ] || is_said user || beside="$beside $(worker nginx)"
    inside=
    is_said access_log || inside=" access_log $logs/access.log;"
    for kind in client_body proxy fastcgi scgi uwsgi; do
        is_said "${kind}_temp_path" || inside="$inside ${kind}_temp_path $cache/${kind}_temp;"
    done
    is_awaited=
    printf '%s\n' "$beside" > "$settled"
    while IFS= read -r line || [ -n "$line" ]; do
        trimmed=${line#"${line%%[![:space:]]*}"}
        case $trimmed in
            'pid '*) ;;
            'user '*)
                name=${trimmed#user }
                worker "${name%%[ ;]*}"
                ;;
            'http {'* | 'http{'*) printf 'http {%s%s\n' "$inside" "${trimmed#*'{'}" ;;
            http) is_awaited=1 && printf '%s\n' "$line" ;;
            '{'*)
                if [ -n "$is_awaited" ]; then printf '{%s%s\n' "$inside" "${trimmed#'{'}"; else printf '%s\n' "$line"; fi
                is_awaited=
                ;;
            *) printf '%s\n' "$line" ;;
        esac
    done < "$configuration/nginx.conf" >> "$settled"
    mkdir -p -- "$cache"
}

if is_elsewhere && [ -r "$configuration/nginx.conf" ]; then
    is_own=
    for word in "$@"; do case $word in -c | -c?*) is_own=1 ;; esac done
    if [ -z "$is_own" ]; then
        settle
        set -- -c "$settled" "$@"
    fi
fi
exec nginx "$@"
