package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Characters;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.MountFlag;
import io.jenkins.plugins.multistagebuild.dockerfile.PortSpec;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import io.jenkins.plugins.multistagebuild.dockerfile.StopSignals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Goes through the instructions of one stage: sets variables, expands words, checks what they mean. */
final class InstructionWalk {

    private static final Set<String> NEVER_SET = Set.of("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE");
    private static final Set<String> SECRETS = Set.of(
            "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token");
    private static final Set<String> NO_SECRETS = Set.of("public", "file", "version");

    /**
     * What is the same for all stages.
     *
     * @param escape the escape character of the file
     * @param given values that the build gives
     * @param global the variables before the first FROM
     * @param lint where findings go
     * @param devices whether the frontend knows {@code RUN --device}
     */
    record Setting(char escape, Map<String, String> given, GlobalVariables global, LintList lint, boolean devices) {}

    private final Setting setting;
    private final Draft draft;
    private final StageEnvironment environment;
    private final Map<String, Instruction> once = new HashMap<>();

    InstructionWalk(Setting setting, Draft draft, StageEnvironment environment) {
        this.setting = setting;
        this.draft = draft;
        this.environment = environment;
    }

    void visit(Instruction instruction) throws RefusedException {
        if (instruction instanceof Instruction.Arg arg) {
            declare(arg);
        } else if (instruction instanceof Instruction.Env env) {
            keep(env);
        } else if (instruction instanceof Instruction.Label label) {
            expand(label, label.labels());
        } else if (instruction instanceof Instruction.Copy copy) {
            new FilesCheck(this, copy, copy.files()).check(copy);
        } else if (instruction instanceof Instruction.Add add) {
            new FilesCheck(this, add, add.files()).check(add);
        } else if (instruction instanceof Instruction.Run run) {
            for (MountFlag mount : run.mounts()) {
                new MountCheck(this, run, draft).check(mount);
            }
            if (!run.devices().isEmpty() && !setting.devices()) {
                throw new RefusedException("RUN --device needs the labs frontend: # syntax=docker/dockerfile:1-labs");
            }
        } else if (instruction instanceof Instruction.Workdir workdir) {
            changeDirectory(workdir);
        } else if (instruction instanceof Instruction.User user) {
            expand(user, user.user());
        } else if (instruction instanceof Instruction.Volume volume) {
            checkVolumes(volume);
        } else if (instruction instanceof Instruction.StopSignal stop) {
            StageEnvironment.Value signal = expand(stop, stop.signal());
            if (signal.certain()) {
                StopSignals.check(signal.text());
            }
        } else if (instruction instanceof Instruction.Expose expose) {
            checkPorts(expose);
        } else if (instruction instanceof Instruction.Shell) {
            environment.setShell();
        } else if (instruction instanceof Instruction.Cmd cmd) {
            checkCommand(cmd, cmd.json());
        } else if (instruction instanceof Instruction.Entrypoint entrypoint) {
            checkCommand(entrypoint, entrypoint.json());
        } else if (instruction instanceof Instruction.Healthcheck) {
            checkOnce(instruction);
        }
    }

    /** Expands a word of an instruction and tells variables that nothing sets. */
    StageEnvironment.Value expand(Instruction instruction, String word) throws RefusedException {
        try {
            StageEnvironment.Value value = environment.expand(word, setting.escape());
            undefined(instruction, value);
            return value;
        } catch (RefusedException e) {
            throw new RefusedException(instruction.keyword() + " " + Quoted.text(word) + ": " + e.getMessage());
        }
    }

    void expandBody(Instruction instruction, String body) throws RefusedException {
        try {
            undefined(instruction, environment.expandKeepingQuotes(body));
        } catch (RefusedException e) {
            throw new RefusedException(instruction.keyword() + ", in its here-document: " + e.getMessage()
                    + "; quote the word behind << to keep $ as it is");
        }
    }

    StageEnvironment environment() {
        return environment;
    }

    Draft draft() {
        return draft;
    }

    private void undefined(Instruction instruction, StageEnvironment.Value value) {
        for (String name : value.unset()) {
            if (!NEVER_SET.contains(name)) {
                setting.lint()
                        .add(
                                LintRule.UNDEFINED_VAR,
                                instruction.place(),
                                "The variable " + Quoted.text(name) + " is not set here");
            }
        }
    }

    private void declare(Instruction.Arg arg) throws RefusedException {
        for (Instruction.Pair variable : arg.variables()) {
            String name = variable.name();
            checkSecret(arg, "ARG", name);
            String value = setting.given().get(name);
            boolean certain = true;
            String otherwise = variable.value();
            if (value == null && otherwise != null) {
                StageEnvironment.Value expanded = expand(arg, otherwise);
                value = expanded.text();
                certain = expanded.certain();
            } else if (value == null) {
                value = setting.global().look(name);
            }
            environment.declare(name, NEVER_SET.contains(name) ? null : value, certain);
        }
    }

    private void keep(Instruction.Env env) throws RefusedException {
        List<StageEnvironment.Value[]> pairs = expand(env, env.variables());
        for (StageEnvironment.Value[] pair : pairs) {
            if (pair[0].certain()) {
                checkSecret(env, "ENV", pair[0].text());
                environment.keep(pair[0].text(), pair[1].text(), pair[1].certain());
            }
        }
    }

    private List<StageEnvironment.Value[]> expand(Instruction instruction, List<Instruction.Pair> pairs)
            throws RefusedException {
        List<StageEnvironment.Value[]> values = new ArrayList<>();
        for (Instruction.Pair pair : pairs) {
            String value = Objects.requireNonNull(pair.value(), "only ARG has names without a value");
            values.add(new StageEnvironment.Value[] {expand(instruction, pair.name()), expand(instruction, value)});
            if (!pair.delimited()) {
                String keyword = instruction.place().keyword();
                setting.lint()
                        .add(
                                LintRule.LEGACY_KEY_VALUE_FORMAT,
                                instruction.place(),
                                "Write " + keyword + " name=value instead of the old " + keyword + " name value");
            }
        }
        return values;
    }

    private void checkSecret(Instruction instruction, String keyword, String name) {
        List<String> parts = List.of(name.toLowerCase(Locale.ROOT).split("_", -1));
        if (parts.stream().anyMatch(SECRETS::contains) && parts.stream().noneMatch(NO_SECRETS::contains)) {
            setting.lint()
                    .add(
                            LintRule.SECRETS_USED_IN_ARG_OR_ENV,
                            instruction.place(),
                            keyword + " " + Quoted.text(name)
                                    + " keeps a secret in the image; use RUN --mount=type=secret");
        }
    }

    private void changeDirectory(Instruction.Workdir workdir) throws RefusedException {
        StageEnvironment.Value path = expand(workdir, workdir.path());
        if (!environment.isDirectorySet() && path.certain() && !path.text().startsWith("/") && !isWindows()) {
            setting.lint()
                    .add(
                            LintRule.WORKDIR_RELATIVE_PATH,
                            workdir.place(),
                            "The relative WORKDIR " + Quoted.text(path.text())
                                    + " depends on the base image; begin with /");
        }
        environment.changeDirectory(path.certain() ? path.text() : null);
    }

    private boolean isWindows() {
        return "windows".equals(setting.global().look("TARGETOS"));
    }

    private void checkVolumes(Instruction.Volume volume) throws RefusedException {
        for (String path : volume.paths()) {
            StageEnvironment.Value value = expand(volume, Characters.trim(path));
            if (value.certain() && value.text().isEmpty()) {
                throw new RefusedException(
                        "VOLUME " + Quoted.text(path) + " is empty after expansion; name a directory");
            }
        }
    }

    private void checkPorts(Instruction.Expose expose) throws RefusedException {
        for (String port : expose.ports()) {
            StageEnvironment.Words words;
            try {
                words = environment.words(port, setting.escape());
            } catch (RefusedException e) {
                throw new RefusedException("EXPOSE " + Quoted.text(port) + ": " + e.getMessage());
            }
            if (!words.certain()) {
                continue;
            }
            for (String word : words.texts()) {
                checkPort(expose, word);
            }
        }
    }

    private void checkPort(Instruction.Expose expose, String port) throws RefusedException {
        PortSpec spec = PortSpec.read(port);
        if (!spec.protocol().equals(spec.protocol().toLowerCase(Locale.ROOT))) {
            setting.lint()
                    .add(
                            LintRule.EXPOSE_PROTO_CASING,
                            expose.place(),
                            "Write the protocol of EXPOSE " + Quoted.text(port) + " in lower case");
        }
        if (spec.published()) {
            setting.lint()
                    .add(
                            LintRule.EXPOSE_INVALID_FORMAT,
                            expose.place(),
                            "EXPOSE " + Quoted.text(port) + " names an address or a host's port, which has no effect");
        }
    }

    private void checkCommand(Instruction command, boolean json) {
        checkOnce(command);
        if (!json && !environment.isShellSet()) {
            setting.lint()
                    .add(
                            LintRule.JSON_ARGS_RECOMMENDED,
                            command.place(),
                            command.keyword() + " in shell form does not pass signals on; write it as a JSON array");
        }
    }

    private void checkOnce(Instruction instruction) {
        Instruction before = once.put(instruction.keyword(), instruction);
        if (before != null) {
            setting.lint()
                    .add(
                            LintRule.MULTIPLE_INSTRUCTIONS_DISALLOWED,
                            before.place().line(),
                            instruction.place().comments(),
                            "Only the last " + instruction.keyword() + " of a stage has an effect");
        }
    }
}
