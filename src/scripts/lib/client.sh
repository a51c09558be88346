# shellcheck shell=bash
# The docker client that belongs to a named engine, as a path that any process of this machine can run.

client_path() {
    local kind=$1 suite=$2 host=$3
    case $kind in
        package) package_client "$suite" ;;
        plain) plain_client "$host" || package_client "$suite" ;;
        *) fail "the engine table names an unknown client: $kind" ;;
    esac
}

# The client that is packaged with the engine: the machine's own, or a wrapper around the one in the suite's folder.
package_client() {
    local root
    if [[ $(host_suite) == "$1" ]]; then
        printf '%s\n' /usr/bin/docker
    else
        root=$(engine_root "$1")
        write_client "$root"
        printf '%s\n' "$root.client/docker"
    fi
}

# The newest docker on PATH that has no buildx and can talk to the engine.
plain_client() {
    local candidate
    while read -r candidate; do
        if ! "$candidate" buildx version >/dev/null 2>&1 && DOCKER_HOST=$1 "$candidate" version >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done < <(installed_clients)
    return 1
}

installed_clients() {
    local candidate
    type -ap docker | sort -u | while read -r candidate; do
        printf '%s %s\n' "$("$candidate" version --format '{{.Client.Version}}' 2>/dev/null || true)" "$candidate"
    done | sort -rV | awk '$2 { print $2 }'
}

# The client looks for its plugins in fixed places: so each is mounted where the client alone sees it.
write_client() {
    local root=$1 folder=$1.client plugins=/usr/libexec/docker/cli-plugins
    mkdir -p "$folder/plugins"
    [[ -d $plugins || $EUID -ne 0 ]] || mkdir -p "$plugins"
    [[ ! -x $root$plugins/docker-buildx ]] || write_script "$folder/plugins/docker-buildx" <<END
exec $(loaded "$root" "$plugins/docker-buildx") "\$@"
END
    write_script "$folder/docker" <<END
private=(--mount)
((EUID == 0)) || private+=(--user --map-current-user)
exec unshare "\${private[@]}" /bin/sh -c 'mount --bind "\$1" $plugins && shift && exec "\$@"' sh \\
    ${folder@Q}/plugins $(loaded "$root" /usr/bin/docker) "\$@"
END
}

# A client as good as the one at $1 for who measures it: the wrapper of a suite's folder takes longer for its mount than for what it
# is asked, which nobody's client does elsewhere. The one that is written to the folder $2 instead is told of its plugins by a
# configuration, which takes the place of the user's.
light_client() {
    local client=$1 folder=$2 root=${1%.client/docker}
    if [[ $client != "$root" ]]; then
        mkdir -p "$folder"
        client=$folder/docker
        printf '{"cliPluginsExtraDirs": ["%s"]}\n' "$root.client/plugins" >"$folder/config.json"
        write_script "$client" <<END
export DOCKER_CONFIG=${folder@Q}
exec $(loaded "$root" /usr/bin/docker) "\$@"
END
    fi
    printf '%s\n' "$client"
}

# The words by which a script runs a program of the folder $1: it needs the folder's C library, and so that library's own loader.
loaded() {
    local root=$1 program=$2 libraries loader
    libraries=$(compgen -G "$root/usr/lib/*-linux-gnu*" | head -n 1)
    # Not through /lib64, which may be an absolute link to the machine's own loader.
    loader=$(compgen -G "$libraries/ld-linux*.so.*" | head -n 1)
    # shellcheck disable=SC2016 # the script expands it
    printf '%s --argv0 "$0" --library-path %s %s' "${loader@Q}" "${libraries@Q}" "${root@Q}$program"
}

# Replaced in one move, since somebody may be running it.
write_script() {
    local temporary
    temporary=$(mktemp "$1.XXXXXX")
    {
        printf '#!/bin/bash\n'
        cat
    } >"$temporary"
    chmod 755 "$temporary"
    mv -f "$temporary" "$1"
}
