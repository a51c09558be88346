package io.jenkins.plugins.multistagebuild.graph;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths without detours. */
public final class DirectPath {

    private DirectPath() {}

    /** A path without {@code .} and {@code ..}, which lead no higher than where it begins; empty for that place itself. */
    public static String of(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
