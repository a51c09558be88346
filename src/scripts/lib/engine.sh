# shellcheck shell=bash
# Docker engines of our own: which there are, starting and stopping them.

# name       engine      Debian    client   BuildKit  processors that its containers may use; - for all
engine_table='
buildkit     buildkit    bookworm  package  1         -
classic      buildkit    bookworm  plain    0         -
buildx       buildx      trixie    package  1         -
containerd   containerd  trixie    package  1         -
demo         demo        bookworm  package  1         -
small1       small1      bookworm  package  1         0.4
small2       small2      bookworm  package  1         0.4
small3       small3      bookworm  package  1         0.4
small4       small4      bookworm  package  1         0.4
'

declare -A held_engines=()

engine_names() {
    awk 'NF { print $1 }' <<<"$engine_table"
}

# Sets the variables of the named row: engine, suite, client, buildkit, processors; slot is where it would like to listen.
select_engine() {
    local row
    row=$(awk -v name="$1" '$1 == name { print $2, $3, $4, $5, $6 }' <<<"$engine_table")
    [[ -n $row ]] || fail "unknown engine $1; there are: $(engine_names | paste -sd ' ')"
    read -r engine suite client buildkit processors <<<"$row"
    preferred_slot=$(awk -v engine="$engine" 'NF { n++ } $2 == engine { print n; exit }' <<<"$engine_table")
    engine_dir=$data_dir/engines/$engine
}

# Everything that must be unique on the machine follows from the slot: port, bridge, subnet, control group.
slot_port() { printf '%d\n' $((23750 + $1)); }
slot_bridge() { printf 'msb%d\n' "$1"; }
slot_subnet() { printf '172.30.%d\n' "$1"; }

engine_slot() { cat "$engine_dir/slot"; }
engine_host() { printf 'tcp://127.0.0.1:%d\n' "$(slot_port "$(engine_slot)")"; }

# The engine's pid, if the process with the recorded one really is this engine.
engine_pid() {
    local pid
    pid=$(cat "$engine_dir/pid" 2>/dev/null) || return 1
    [[ -n $pid ]] && tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -- "--data-root=$engine_dir/data" || return 1
    printf '%s\n' "$pid"
}

engine_answers() {
    http_get "$(slot_port "$(engine_slot)")" /_ping | grep -q '200 OK'
}

engine_runs() {
    engine_pid >/dev/null && engine_answers
}

start_engine() {
    local root=/ packages=(iproute2 iptables procps util-linux)
    select_engine "$1"
    ((${#engine_dir} < 60)) || fail "$engine_dir is too long for the engine's sockets; set MULTI_STAGE_BUILD_DATA to a shorter path"
    engine_runs && return 0
    require_debian_root "starting the engine $1"
    if [[ $(host_suite) == "$suite" ]]; then
        select_docker_packages "$suite"
        need_packages "${packages[@]}" "${docker_packages[@]}"
    else
        need_packages "${packages[@]}"
        root=$(engine_root "$suite")
    fi
    # Engines that start at the same time collide in iptables.
    with_lock /run/lock/multi-stage-build-engines.lock start_engine_locked "$root"
}

start_engine_locked() {
    local root=$1 slot bridge process
    engine_runs && return 0
    end_engine
    slot=$(choose_slot) || fail "no free port from $(slot_port 1) to $(slot_port 250); end what listens there"
    bridge=$(slot_bridge "$slot")
    mkdir -p "$engine_dir"
    printf '%s\n' "$slot" >"$engine_dir/slot"
    engine_configuration >"$engine_dir/daemon.json"
    make_bridge "$slot"
    limit_containers "$bridge"
    : >"$engine_dir/log"
    launch "$root" dockerd --config-file="$engine_dir/daemon.json" --data-root="$engine_dir/data" \
        --exec-root="$engine_dir/run" --pidfile="$engine_dir/pid" --bridge="$bridge" --mtu="$(outward_mtu)" \
        --cgroup-parent="/$bridge" --exec-opt=native.cgroupdriver=cgroupfs \
        --host="$(engine_host)" --host="unix://$engine_dir/docker.sock" &
    process=$!
    await_engine "$process"
}

# One engine keeps images in containerd's store, as new installations do from Docker 29 on.
engine_configuration() {
    if [[ $engine == containerd ]]; then
        printf '{"features": {"containerd-snapshotter": true}}\n'
    else
        printf '{}\n'
    fi
}

await_engine() {
    local deadline=$((SECONDS + 60))
    until engine_runs; do
        if ! kill -0 "$1" 2>/dev/null || ((SECONDS >= deadline)); then
            kill "$1" 2>/dev/null || true
            tail -n 15 "$engine_dir/log" >&2
            fail "the engine $engine did not start; the lines above end its log, $engine_dir/log"
        fi
        sleep 0.2
    done
}

# Runs the engine in a mount namespace of its own, so that no mount outlives it and that it finds no other containerd.
launch() {
    local root=$1 descriptor
    shift
    # Locks must not live on in the engine.
    for descriptor in "/proc/$BASHPID/fd/"*; do
        descriptor=${descriptor##*/}
        if ((descriptor > 2)); then exec {descriptor}>&-; fi
    done
    exec </dev/null >>"$engine_dir/log" 2>&1
    if [[ $root == / ]]; then
        mkdir -p /run/containerd
        # shellcheck disable=SC2016 # expanded by the inner shell
        exec setsid unshare --mount --propagation slave sh -euc '
            mount -t tmpfs tmpfs /run/containerd
            exec "$@"
        ' sh "$@"
    fi
    name_servers >"$engine_dir/resolv.conf"
    # The folder must be a mount: the engine changes the flags of its root when it imports layers.
    # shellcheck disable=SC2016 # expanded by the inner shell
    exec setsid unshare --mount --propagation private sh -euc '
        root=$1 data=$2
        shift 2
        mount --bind "$root" "$root"
        mount -t proc proc "$root/proc"
        mount --rbind /sys "$root/sys"
        mount --rbind /dev "$root/dev"
        mount -t tmpfs tmpfs "$root/run"
        mkdir -p "$root$data"
        mount --bind "$data" "$root$data"
        mount --bind "$data/resolv.conf" "$root/etc/resolv.conf"
        exec env PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" "$@"
    ' sh "$root" "$engine_dir" "$@"
}

name_servers() {
    if [[ -e /run/systemd/resolve/resolv.conf ]]; then
        cat /run/systemd/resolve/resolv.conf
    else
        cat /etc/resolv.conf
    fi
}

# The last slot used, then the one by the table, then any.
choose_slot() {
    local slot
    for slot in $(cat "$engine_dir/slot" 2>/dev/null) "$preferred_slot" $(seq 50 250); do
        if slot_is_free "$slot"; then
            printf '%s\n' "$slot"
            return 0
        fi
    done
    return 1
}

slot_is_free() {
    local bridge port
    bridge=$(slot_bridge "$1")
    port=$(slot_port "$1")
    if pgrep -f -- "--bridge=$bridge( |\$)" >/dev/null; then return 1; fi
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return 1; fi
    ! ip -4 -o route show "$(slot_subnet "$1").0/24" | grep -qv "dev $bridge "
}

make_bridge() {
    local bridge
    bridge=$(slot_bridge "$1")
    ip link show "$bridge" >/dev/null 2>&1 || ip link add "$bridge" type bridge ||
        fail "cannot make the network bridge $bridge; the kernel needs bridge support"
    ip addr replace "$(slot_subnet "$1").1/24" dev "$bridge"
    ip link set "$bridge" up
}

# Gives the control group of an engine's containers its share of the processors, which they have whatever else runs.
limit_containers() {
    local group quota
    [[ $processors != - ]] || return 0
    quota=$(awk -v share="$processors" 'BEGIN { printf "%d", share * 100000 }')
    if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
        group=/sys/fs/cgroup/$1
        mkdir -p "$group"
        printf '%d 100000\n' "$quota" >"$group/cpu.max" && printf '10000\n' >"$group/cpu.weight" ||
            fail "the kernel does not let $group have a share of the processors"
    else
        group=/sys/fs/cgroup/cpu/$1
        mkdir -p "$group"
        printf '%d\n' "$quota" >"$group/cpu.cfs_quota_us" && printf '65536\n' >"$group/cpu.shares" ||
            fail "the kernel does not let $group have a share of the processors"
    fi
}

# Containers must not send larger packets than the way out takes.
outward_mtu() {
    local device mtu
    device=$(ip -o route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1)
    mtu=$(cat "/sys/class/net/${device:-lo}/mtu" 2>/dev/null || echo 1500)
    printf '%d\n' $((mtu > 1500 ? 1500 : mtu))
}

# Starts an engine for as long as somebody holds it; one that runs already is left running.
hold_engine() {
    local descriptor
    select_engine "$1"
    mkdir -p "$engine_dir"
    exec {descriptor}<>"$engine_dir/held"
    flock -s "$descriptor"
    held_engines[$1]=$descriptor
    engine_runs || : >"$engine_dir/temporary"
    start_engine "$1"
}

# The last to let go of an engine that was started for being held stops it.
release_engine() {
    local descriptor=${held_engines[$1]}
    select_engine "$1"
    flock -u "$descriptor"
    if [[ -e $engine_dir/temporary ]] && flock -n -x "$descriptor"; then
        stop_engine "$1"
        rm -f "$engine_dir/temporary"
    fi
    exec {descriptor}>&-
    unset "held_engines[$1]"
}

stop_engine() {
    select_engine "$1"
    [[ -d $engine_dir ]] || return 0
    with_lock /run/lock/multi-stage-build-engines.lock end_engine
}

# Ends the engine if it runs, then whatever a killed one left: its containerd, containers, sockets and bridge.
end_engine() {
    local pid bridge
    if pid=$(engine_pid); then
        end_process "$pid" 30
    fi
    [[ -e $engine_dir/slot ]] || return 0
    bridge=$(slot_bridge "$(engine_slot)")
    # Another data folder's engine may have taken the slot since.
    if ! pgrep -f -- "--bridge=$bridge( |\$)" >/dev/null; then
        end_containers "$bridge"
        ip link delete "$bridge" 2>/dev/null || true
        iptables -w 10 -t nat -D POSTROUTING -s "$(slot_subnet "$(engine_slot)").0/24" ! -o "$bridge" -j MASQUERADE 2>/dev/null || true
    fi
    end_containerd
    rm -rf --one-file-system "$engine_dir/run"
    rm -f "$engine_dir/pid" "$engine_dir/docker.sock"
}

end_process() {
    local pid=$1 deadline=$((SECONDS + $2))
    kill "$pid" 2>/dev/null || return 0
    while kill -0 "$pid" 2>/dev/null; do
        if ((SECONDS >= deadline)); then
            kill -KILL "$pid" 2>/dev/null || true
            sleep 1
            return 0
        fi
        sleep 0.2
    done
}

end_containerd() {
    local pid
    for pid in $(pgrep -f -- "$engine_dir/run/"); do
        if grep -qsE '^(containerd|runc)' "/proc/$pid/comm"; then
            end_process "$pid" 5
        fi
    done
}

end_containers() {
    local group
    find /sys/fs/cgroup -type d -path "*/$1/*" 2>/dev/null | while read -r group; do
        xargs -r kill -KILL <"$group/cgroup.procs" 2>/dev/null || true
    done
    find /sys/fs/cgroup -depth -type d \( -path "*/$1" -o -path "*/$1/*" \) -exec rmdir {} + 2>/dev/null || true
}
