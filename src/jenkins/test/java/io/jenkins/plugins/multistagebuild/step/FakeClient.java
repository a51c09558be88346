package io.jenkins.plugins.multistagebuild.step;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A docker client that builds until it is ended, and answers all else at once. */
final class FakeClient {

    private FakeClient() {}

    /**
     * Steps of which the last ones stand behind a client of this kind.
     *
     * @param building what it does to build, the last line of a shell script; a sleep of a length of its own tells its processes
     */
    static String around(String building, String steps) {
        return """
                writeFile file: 'Dockerfile', text: 'FROM scratch\\nCOPY . /\\n'
                writeFile file: 'docker', text: '''#!/bin/sh
                    case "$*" in
                        "version "*) echo '{"Client":{"Version":"26.1.5"},"Server":{"Version":"26.1.5"}}';;
                        "info --format "*) echo v0.13.1;;
                        *"build "*) echo "#1 waiting"; %s;;
                    esac'''
                sh 'chmod +x docker'
                withEnv(["PATH+FIRST=${pwd()}"]) {
                %s
                }
                """
                .formatted(building, steps);
    }

    /** Waits until so many processes of this machine end with some words. */
    static void awaitProcesses(String words, long number, Duration most) {
        Awaitility.await()
                .atMost(most)
                .pollInterval(250, TimeUnit.MILLISECONDS)
                .until(() -> processes(words) == number);
    }

    /** How many processes there are whose command line ends so. */
    static long processes(String words) {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").endsWith(words))
                .count();
    }
}
