package io.jenkins.plugins.multistagebuild.graph;

import java.util.Locale;

/** How names of {@code --build-context} are compared with names of stages and images. */
final class BuildContexts {

    private BuildContexts() {}

    /** Nothing can stand in the place of the empty file system or of the main context. */
    static boolean canReplace(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.equals("scratch") && !lower.equals("context");
    }

    /** Names with the same key mean the same; a platform behind {@code ::} is left out. */
    static String key(String name) {
        int platform = name.indexOf("::");
        String plain = platform < 0 ? name : name.substring(0, platform);
        return ImageReference.fault(plain) == null ? ImageReference.familiar(plain) : plain;
    }
}
