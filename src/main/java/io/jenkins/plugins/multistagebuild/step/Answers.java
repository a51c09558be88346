package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/**
 * Refuses what an agent sends where it is more than was asked for: our code asks there, but whoever has taken the agent over
 * may answer.
 */
final class Answers {

    private static final int LONGEST_PATH = 4_096;
    private static final int LONGEST_PLATFORM = 100;
    private static final int LONGEST_PROBLEM = 10_000;

    private Answers() {}

    /** A part of a file, at most {@link ReadOutput#MAX_BYTES}. */
    static byte[] output(@CheckForNull byte[] answer) throws IOException {
        return bytes(answer, ReadOutput.MAX_BYTES);
    }

    /** Dockerfile and context, each of the sizes that {@link ReadSources} keeps to. */
    static BuildSources sources(@CheckForNull BuildSources answer) throws IOException {
        if (answer == null) {
            throw refused("nothing");
        }
        bytes(answer.text(), ReadSources.MAX_BYTES);
        if (answer.ignore() != null) {
            bytes(answer.ignore(), ReadSources.MAX_BYTES);
        }
        text(answer.dockerfilePath(), LONGEST_PATH);
        text(answer.contextPath(), LONGEST_PATH);
        text(answer.platform(), LONGEST_PLATFORM);
        if (answer.problem() != null) {
            text(answer.problem(), LONGEST_PROBLEM);
        }
        return answer;
    }

    private static byte[] bytes(@CheckForNull byte[] answer, int most) throws IOException {
        if (answer == null || answer.length > most) {
            throw refused(answer == null ? "nothing" : answer.length + " bytes, of " + most + " at most");
        }
        return answer;
    }

    private static void text(@CheckForNull String answer, int most) throws IOException {
        if (answer == null || answer.length() > most) {
            throw refused(
                    answer == null
                            ? "no text"
                            : "a text of " + answer.length() + " characters, of " + most + " at most");
        }
    }

    private static IOException refused(String what) {
        return new IOException(
                "the agent answered what was not asked for: " + what + "; is it the agent that you know?");
    }
}
