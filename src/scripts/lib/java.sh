# shellcheck shell=bash
# The JDK, Maven, and the terminal program they build.

need_java() {
    if java_release_is_enough && command -v mvn >/dev/null; then
        return 0
    fi
    [[ -n $(host_suite) && $EUID -eq 0 ]] || fail "a JDK 17 or newer and Maven 3.8 or newer are needed; install them and put them on PATH"
    need_packages default-jdk-headless maven
    java_release_is_enough || fail "the java on PATH is older than 17; put a newer JDK first"
}

java_release_is_enough() {
    local release
    release=$(javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || true
    ((${release:-0} >= 17))
}

# Builds the terminal program unless it is there and newer than what it is made of; prints its path.
need_program() {
    local project=$1 program=$1/target/multi-stage-build
    need_java
    if [[ ! -f $program || -n $(find "$project/pom.xml" "$project/src/main" "$project/src/jenkins-api" -newer "$program" -print -quit 2>/dev/null) ]]; then
        note "building the program (mvn package), a minute or two"
        mvn -B -q -ntp -DskipTests -f "$project/pom.xml" package >&2 || fail "the program could not be built; see Maven's messages above"
        [[ -f $program ]] || fail "mvn package left no $program"
    fi
    printf '%s\n' "$program"
}
