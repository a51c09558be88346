# shellcheck shell=bash
# The browser that tests look at pages in.

# Installs Chromium on a Debian where that is possible; elsewhere tests that need it are skipped, which they say.
need_browser() {
    local name
    [[ -z ${MSB_BROWSER:-} ]] || return 0
    for name in chromium chromium-browser google-chrome; do
        ! command -v "$name" >/dev/null || return 0
    done
    if [[ -n $(host_suite) ]] && ((EUID == 0)); then
        need_packages chromium
    else
        note "no Chromium on the PATH: the tests in a browser will be skipped"
    fi
}
