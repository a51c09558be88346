package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.Durations;
import io.jenkins.plugins.multistagebuild.build.RunRules;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a run goes on. */
final class RuleOptions {

    @Spec(Spec.Target.MIXEE)
    private picocli.CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many stages the classic builder builds at once. Default: 4.")
    private int jobs;

    @Option(names = "--keep-going", description = "Build what does not need a failed stage to its end.")
    private boolean keepGoing;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "0",
            description = "How often to try again what failed for a reason that may pass: network, registry, engine."
                    + " Default: 0.")
    private int retries;

    @Option(names = "--retry-commands", description = "Try failing commands again too.")
    private boolean retryCommands;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long the whole may take, for example 90s, 30m, 1h30m. Default: any time.")
    private Duration timeout;

    @Option(
            names = "--stage-timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long a stage may take. Default: any time.")
    private Duration stageTimeout;

    @Option(
            names = "--analyze",
            description = "Look into the image's layers for what they waste, by means of 'docker save'.")
    private boolean analyze;

    /** The rules, or an end of the command where they can't be. */
    RunRules rules() {
        if (jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs " + jobs + ": at least 1 is needed");
        }
        if (retries < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--retries " + retries + ": less than none is not possible");
        }
        return new RunRules(jobs, keepGoing, retries, retryCommands, timeout, stageTimeout).withAnalysis(analyze);
    }

    /** Reads {@code 90s}, {@code 1h30m}, {@code 500ms}. */
    static final class DurationConverter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
