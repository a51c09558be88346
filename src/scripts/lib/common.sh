# shellcheck shell=bash
# Messages, folders and locks that all scripts share.

shopt -s inherit_errexit

cache_dir=${MULTI_STAGE_BUILD_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/multi-stage-build}
data_dir=${MULTI_STAGE_BUILD_DATA:-/var/lib/multi-stage-build}

note() {
    printf '%s\n' "$*" >&2
}

fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# Runs a command while no other run holds the same lock file.
with_lock() {
    local file=$1
    shift
    mkdir -p "$(dirname "$file")"
    (
        if ! flock -n 9; then
            note "waiting for another run that holds $file"
            flock -w 1200 9 || fail "$file is still held by another run after 20 minutes; end that run and try again"
        fi
        "$@"
    ) 9>"$file"
}

# Prints what a server on this machine answers, head and body.
http_get() {
    local port=$1 path=$2
    # shellcheck disable=SC2016 # expanded by the inner shell
    timeout 5 bash -c '
        exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n" "$2" >&3 && cat <&3
    ' bash "$port" "$path" 2>/dev/null
}
