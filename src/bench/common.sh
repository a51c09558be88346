# shellcheck shell=bash
# What the scripts that measure have in common: the program, a folder for the time being, and the clock.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scripts=$project/src/scripts
. "$scripts/lib/common.sh"
. "$scripts/lib/debian.sh"
. "$scripts/lib/client.sh"
. "$scripts/lib/engine.sh"
. "$scripts/lib/java.sh"

program=$(need_program "$project")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Chooses an engine that runs (src/scripts/engines start NAME), and its client.
use_engine() {
    select_engine "$1"
    docker=$(client_path "$client" "$suite" "$(engine_host)")
    docker=$(light_client "$docker" "$work/client")
}

# Milliseconds since the epoch.
now() { printf '%d\n' $((${EPOCHREALTIME/./} / 1000)); }

# Milliseconds that a command takes; what it prints is shown only if it fails.
took() {
    local from
    from=$(now)
    "$@" >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2 && fail "$* failed"; }
    printf '%d\n' $(($(now) - from))
}

median() {
    sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

seconds() { awk '{ printf "%.2f", $1 / 1000 }'; }
