package io.jenkins.plugins.multistagebuild.page;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes builds that are deleted out of their job's trend. */
@Extension
public final class TrendListener extends RunListener<Run<?, ?>> {

    private static final Logger LOGGER = Logger.getLogger(TrendListener.class.getName());

    @Override
    public void onDeleted(Run<?, ?> run) {
        try {
            Trend.of(run.getParent()).remove(run.getNumber());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "could not take " + run + " out of the trend of its job");
        }
    }
}
