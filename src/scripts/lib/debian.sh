# shellcheck shell=bash
# Debian packages on this machine, and whole Debian systems in folders of the cache.

host_suite() {
    # shellcheck source=/dev/null
    (. /etc/os-release 2>/dev/null && [[ ${ID:-} == debian ]] && printf '%s\n' "${VERSION_CODENAME:-}") || true
}

require_debian_root() {
    [[ -n $(host_suite) ]] || fail "$1 needs Debian; start an engine yourself and set DOCKER_HOST"
    ((EUID == 0)) || fail "$1 needs root; run this as root, or start an engine yourself and set DOCKER_HOST"
}

# Installs those of the named packages that are missing; services they bring are not started.
need_packages() {
    local package missing=()
    for package in "$@"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    require_debian_root "installing ${missing[*]}"
    note "installing ${missing[*]}"
    with_lock /run/lock/multi-stage-build-apt.lock install_packages "${missing[@]}"
}

# Once an hour is enough, however many scripts run.
update_packages() {
    local stamp=$cache_dir/apt-updated
    [[ -z $(find "$stamp" -mmin -60 2>/dev/null || true) ]] || return 0
    apt-get update -q && mkdir -p "$cache_dir" && touch "$stamp"
}

install_packages() {
    local log policy=/usr/sbin/policy-rc.d
    log=$(mktemp)
    if [[ ! -e $policy ]]; then
        # shellcheck disable=SC2064 # the path is wanted as it is now
        trap "rm -f '$policy'" EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    export DEBIAN_FRONTEND=noninteractive
    if ! update_packages >"$log" 2>&1 ||
        ! apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=600 "$@" >>"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail "apt-get could not install $*; the lines above say why (all of them: $log)"
    fi
    rm -f "$log"
}

# The archive this machine itself installs from, so that a machine with a mirror of its own keeps to it.
debian_archive() {
    local archive
    # shellcheck disable=SC2016 # apt-get expands these
    archive=$(apt-get indextargets --format '$(CODENAME) $(SITE)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null |
        awk '$1 !~ /-/ && $2 ~ /^http/ { print $2; exit }')
    [[ -n $archive ]] || fail "apt-get knows no archive of Debian to take packages from; name one in /etc/apt/sources.list"
    printf '%s\n' "$archive"
}

# Makes the folder $1 by running "$2 TEMPORARY_FOLDER ..." once; what is there under its final name is complete.
make_folder() {
    local folder=$1
    shift
    [[ -d $folder ]] || with_lock "$folder.lock" make_folder_locked "$folder" "$@"
}

make_folder_locked() {
    local folder=$1 build=$2
    shift 2
    [[ ! -d $folder ]] || return 0
    rm -rf --one-file-system "$folder.partial"
    "$build" "$folder.partial" "$@"
    mv -T "$folder.partial" "$folder"
}

# Sets docker_packages; Debian 13 split the client and buildx from the engine.
select_docker_packages() {
    docker_packages=(docker.io iptables ca-certificates)
    [[ $1 == bookworm ]] || docker_packages+=(docker-cli docker-buildx)
}

# The folder of a Debian system with Docker: its path; it is made if it is not there.
engine_root() {
    local suite=$1
    if [[ ! -d $cache_dir/debian-$suite ]]; then
        require_debian_root "a Debian $suite folder with Docker"
        need_packages debootstrap
        select_docker_packages "$suite"
        note "making a Debian $suite folder with Docker, once (2 to 4 minutes)"
        make_folder "$cache_dir/debian-$suite" debootstrap_with "$suite" "${docker_packages[@]}"
    fi
    printf '%s\n' "$cache_dir/debian-$suite"
}

# Debootstrap resolves dependencies coarsely, so apt-get inside the folder adds the packages.
debootstrap_with() {
    local folder=$1 suite=$2 log=$1.log
    shift 2
    mkdir -p "$(dirname "$folder")"
    if ! debootstrap --variant=minbase "$suite" "$folder" "$(debian_archive)" >"$log" 2>&1 ||
        ! in_folder "$folder" apt-get install -q -y --no-install-recommends "$@" >>"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail "the Debian $suite folder could not be made; the lines above say why (all of them: $log)"
    fi
    in_folder "$folder" sh -c 'apt-get clean; rm -rf /var/lib/apt/lists/* /usr/share/doc/* /usr/share/man/* /usr/share/locale/*'
    rm -f "$log"
}

# Runs a command inside such a folder; the mounts are private and vanish with it.
in_folder() {
    local folder=$1
    shift
    printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
    chmod 755 "$folder/usr/sbin/policy-rc.d"
    # shellcheck disable=SC2016 # expanded by the inner shell
    unshare --mount --propagation private sh -euc '
        mount -t proc proc "$1/proc"
        folder=$1
        shift
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive chroot "$folder" "$@"
    ' sh "$folder" "$@"
}
