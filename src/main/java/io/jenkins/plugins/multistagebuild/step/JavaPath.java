package io.jenkins.plugins.multistagebuild.step;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.nio.file.Path;
import jenkins.MasterToSlaveFileCallable;

/** Tells where the agent's own Java is, whether there is one to be run or not. */
final class JavaPath extends MasterToSlaveFileCallable<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String invoke(File file, VirtualChannel channel) {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
