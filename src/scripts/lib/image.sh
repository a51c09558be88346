# shellcheck shell=bash
# Base images without a registry: made once from Debian's packages as image archives, so that all engines get the same ids.

base_images='busybox:1.36 python:3.11-slim'

# Loads those base images that the engine does not have. The docker command finds the engine through DOCKER_HOST.
load_base_images() {
    local docker=$1 image archive
    for image in $base_images; do
        if "$docker" image inspect "$image" >/dev/null 2>&1; then
            continue
        fi
        archive=$(image_archive "$image")
        "$docker" load --quiet --input "$archive" >/dev/null || fail "the engine did not take $image from $archive"
        note "loaded $image"
    done
}

image_archive() {
    local image=$1 folder
    folder=$cache_dir/image-${image//[:\/]/-}
    if [[ ! -d $folder ]]; then
        require_debian_root "making the base image $image"
        need_packages debootstrap busybox-static
        note "making the base image $image from Debian's packages, once"
        make_folder "$folder" "build_${image%%:*}" "$image"
    fi
    printf '%s\n' "$folder/image.tar"
}

build_busybox() {
    local folder=$1 image=$2 root=$1/root applet
    mkdir -p "$root"/{bin,etc,home,proc,root,sys,tmp,usr/bin,var}
    chmod 1777 "$root/tmp"
    cp "$(command -v busybox)" "$root/bin/busybox"
    for applet in $("$root/bin/busybox" --list); do
        [[ -e $root/bin/$applet ]] || ln "$root/bin/busybox" "$root/bin/$applet"
    done
    printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
    pack_image "$folder" "$image" '"Cmd":["sh"]'
}

# Like the genuine image: Python with pip, setuptools, wheel and the C headers, but no compiler.
build_python() {
    local folder=$1 image=$2 root=$1/root log=$1.log
    mkdir -p "$folder"
    if ! debootstrap --variant=minbase --include=python3,python3-pip,python3-setuptools,python3-wheel,python3-venv,ca-certificates \
        bookworm "$root" "$(debian_archive)" >"$log" 2>&1 ||
        ! in_folder "$root" sh -euc 'cd /tmp
            apt-get -q -o APT::Sandbox::User=root download libpython3.11-dev
            dpkg-deb --fsys-tarfile libpython3.11-dev_*.deb | tar -x -C / ./usr/include
            rm libpython3.11-dev_*.deb
            apt-get clean' >>"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail "$image could not be made; the lines above say why (all of them: $log)"
    fi
    ln -sf python3 "$root/usr/bin/python"
    # In an image pip may install beside Debian's packages.
    rm -f "$root"/usr/lib/python3*/EXTERNALLY-MANAGED "$root/usr/sbin/policy-rc.d" "$log"
    rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/var/log/* "$root"/usr/share/{doc,man,locale}/*
    pack_image "$folder" "$image" '"Cmd":["python3"]'
}

# Writes $1/image.tar, what `docker save` would write for the root file system in $1/root, and removes the latter.
pack_image() {
    local folder=$1 image=$2 settings=$3 created layer configuration
    created=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    tar -C "$folder/root" --sort=name --numeric-owner --one-file-system -cf "$folder/layer.tar" .
    layer=$(sha256sum <"$folder/layer.tar")
    printf '{"architecture":"%s","os":"linux","created":"%s","config":{"Env":["PATH=%s"],%s},%s,%s}' \
        "$(dpkg --print-architecture)" "$created" /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$settings" \
        "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:${layer%% *}\"]}" \
        "\"history\":[{\"created\":\"$created\",\"created_by\":\"root file system of Debian packages\"}]" >"$folder/config.json"
    configuration=$(sha256sum <"$folder/config.json")
    configuration=${configuration%% *}.json
    mv "$folder/config.json" "$folder/$configuration"
    printf '[{"Config":"%s","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$configuration" "$image" >"$folder/manifest.json"
    tar -C "$folder" -cf "$folder/image.tar" manifest.json "$configuration" layer.tar
    rm -rf --one-file-system "$folder/root" "$folder/layer.tar" "${folder:?}/$configuration" "$folder/manifest.json"
}
