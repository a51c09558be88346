# shellcheck shell=bash
# Messages, folders and locks that all scripts share.

cache_dir=${MULTI_STAGE_BUILD_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/multi-stage-build}
data_dir=${MULTI_STAGE_BUILD_DATA:-/var/lib/multi-stage-build}

note() {
    printf '%s\n' "$*" >&2
}

fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# Runs a command while no other run holds the same lock file; long-lived children must close descriptor 9.
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
