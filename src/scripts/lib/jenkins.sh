# shellcheck shell=bash
# Whether the build against genuine Jenkins artifacts can run on this machine.

# Sets jenkins_maven, the command with its arguments; or fails with the reason in jenkins_obstacle.
find_jenkins_maven() {
    local pom=$1 command=${MSB_JENKINS_MAVEN:-mvn} version arguments=() log
    jenkins_maven=()
    if [[ ! -f $pom ]]; then
        jenkins_obstacle="there is no $pom"
        return 1
    fi
    version=$("$command" -version 2>/dev/null | sed 's/\x1b\[[0-9;]*m//g' | sed -n 's/^Apache Maven \([0-9.]*\).*/\1/p') || true
    if ! printf '3.9.6\n%s\n' "${version:-0}" | sort -CV; then
        jenkins_obstacle="it needs Maven 3.9.6 or newer, $command is ${version:-missing}; set MSB_JENKINS_MAVEN"
        return 1
    fi
    read -ra arguments <<<"${MSB_JENKINS_MAVEN_ARGS:-}"
    log=$(mktemp)
    if ! timeout 150 "$command" "${arguments[@]}" -B -q -U -f "$pom" -Daether.connector.connectTimeout=5000 \
        -Daether.connector.requestTimeout=20000 -Daether.connector.http.retryHandler.count=0 validate >"$log" 2>&1; then
        jenkins_obstacle="its parent cannot be resolved ($(first_error "$log")); set MSB_JENKINS_MAVEN_ARGS to reach Jenkins' repository"
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
    jenkins_maven=("$command" "${arguments[@]}")
}

first_error() {
    local error
    error=$(sed -n 's/^\[ERROR\] *//p; s/^\[FATAL\] *//p' "$1" | grep -v -m 1 '^ *$' | cut -c 1-160) || true
    printf '%s\n' "${error:-no answer within 150 seconds}"
}
