package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.multistagebuild.build.Durations;
import io.jenkins.plugins.multistagebuild.dockerfile.Suggestion;
import io.jenkins.plugins.multistagebuild.report.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A parameter of the step: its name, its kind and an example, by which a value from a script is brought to its type or
 * refused in words.
 */
enum Parameter {
    DOCKERFILE("dockerfile", Kind.TEXT, "dockerfile: 'docker/Dockerfile'"),
    CONTEXT("context", Kind.TEXT, "context: '.'"),
    TARGET("target", Kind.TEXT, "target: 'runtime'"),
    ALSO_BUILD("alsoBuild", Kind.LIST, "alsoBuild: ['test', 'lint']"),
    TAGS("tags", Kind.LIST, "tags: ['registry.example/app:1.2']"),
    BUILD_ARGS("buildArgs", Kind.MAP, "buildArgs: [VERSION: '1.2']"),
    LABELS("labels", Kind.MAP, "labels: [team: 'core']"),
    NO_CACHE("noCache", Kind.FLAG, "noCache: true"),
    PULL("pull", Kind.FLAG, "pull: true"),
    TOOL_NAME("toolName", Kind.TEXT, "toolName: 'docker-27'"),
    PUSH("push", Kind.FLAG, "push: true"),
    BUILD_CONTEXTS("buildContexts", Kind.MAP, "buildContexts: [base: 'docker-image://debian:12']"),
    ENGINE("engine", Kind.ENGINE, "engine: 'buildkit'"),
    BUILDER("builder", Kind.TEXT, "builder: 'fleet'"),
    PLATFORM("platform", Kind.TEXT, "platform: 'linux/arm64'"),
    NO_CACHE_FILTER("noCacheFilter", Kind.LIST, "noCacheFilter: ['test']"),
    CACHE_FROM("cacheFrom", Kind.LIST, "cacheFrom: ['registry.example/app:cache']"),
    CACHE_TO("cacheTo", Kind.LIST, "cacheTo: ['type=inline']"),
    NETWORK("network", Kind.TEXT, "network: 'none'"),
    ADD_HOSTS("addHosts", Kind.LIST, "addHosts: ['database:10.0.0.7']"),
    ULIMITS("ulimits", Kind.LIST, "ulimits: ['nofile=1024']"),
    SHM_SIZE("shmSize", Kind.TEXT, "shmSize: '256m'"),
    ALLOW("allow", Kind.LIST, "allow: ['security.insecure']"),
    JOBS("jobs", Kind.COUNT, "jobs: 2"),
    FAIL_FAST("failFast", Kind.FLAG, "failFast: false"),
    RETRIES("retries", Kind.NUMBER, "retries: 1"),
    RETRY_COMMANDS("retryCommands", Kind.FLAG, "retryCommands: true"),
    STAGE_TIMEOUT("stageTimeout", Kind.DURATION, "stageTimeout: '30m'"),
    ANALYZE("analyze", Kind.FLAG, "analyze: true"),
    FAIL_ON_LINT("failOnLint", Kind.FLAG, "failOnLint: true"),
    MAX_IMAGE_SIZE("maxImageSize", Kind.GATE, "maxImageSize: '200MB'"),
    MAX_SIZE_INCREASE("maxSizeIncrease", Kind.GATE, "maxSizeIncrease: '3%:unstable'"),
    MIN_EFFICIENCY("minEfficiency", Kind.GATE, "minEfficiency: '95%:warn'"),
    MAX_WASTED_BYTES("maxWastedBytes", Kind.GATE, "maxWastedBytes: '20MB'"),
    MAX_DURATION("maxDuration", Kind.GATE, "maxDuration: '10m:warn'"),
    SECRETS("secrets", Kind.OBJECTS, "secrets: [[id: 'npmrc', credentialsId: 'npmrc-file']]"),
    REGISTRIES("registries", Kind.OBJECTS, "registries: [[url: 'https://registry.example', credentialsId: 'push']]"),
    HOSTS("hosts", Kind.OBJECTS, "hosts: [[uri: 'tcp://docker-2:2376', credentialsId: 'docker-tls']]"),
    AGENTS("agents", Kind.LABEL, "agents: 'docker && linux'"),
    AT_MOST("atMost", Kind.COUNT, "atMost: 4"),
    STASH("stash", Kind.TEXT, "stash: 'sources'"),
    HAND_OVER_REGISTRY("handOverRegistry", Kind.TEXT, "handOverRegistry: 'registry.example:5000/ci/hand-over'");

    private enum Kind {
        TEXT("a string"),
        LIST("a list of strings"),
        MAP("a map of strings"),
        FLAG("true or false"),
        NUMBER("a number from 0 to 1000"),
        COUNT("a number from 1 to 1000"),
        DURATION("a duration"),
        GATE("a limit, perhaps with :warn, :unstable or :fail behind it"),
        OBJECTS("a list of maps"),
        LABEL("a label expression"),
        ENGINE("'auto', 'buildkit' or 'classic'");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final int MOST = 1000;
    private static final List<String> ENGINES = List.of("auto", "buildkit", "classic");

    private final String key;
    private final Kind kind;
    private final String example;

    Parameter(String key, Kind kind, String example) {
        this.key = key;
        this.kind = kind;
        this.example = example;
    }

    /** The name that scripts give it. */
    String key() {
        return key;
    }

    /** Checks the names in a call and brings its values to their types; null values count as not given. */
    static Map<String, Object> normalise(Map<String, Object> arguments) throws AbortException {
        Map<String, Object> normal = new LinkedHashMap<>();
        for (Map.Entry<String, Object> argument : arguments.entrySet()) {
            Parameter parameter = named(argument.getKey());
            if (argument.getValue() != null) {
                normal.put(parameter.key, parameter.value(argument.getValue()));
            }
        }
        return normal;
    }

    private static Parameter named(String key) throws AbortException {
        for (Parameter parameter : values()) {
            if (parameter.key.equals(key)) {
                return parameter;
            }
        }
        Parameter meant = meant(key);
        throw new AbortException(MultiStageBuildStep.FUNCTION + ": there is no parameter " + key
                + (meant == null
                        ? "; there are " + String.join(", ", keys())
                        : "; did you mean " + meant.key + "? For example " + meant.example));
    }

    /** The parameter that somebody may have meant by a name that there is not; null where none is close. */
    @CheckForNull
    private static Parameter meant(String key) {
        String close = Suggestion.closest(key, keys());
        for (Parameter parameter : values()) {
            if (likeness(parameter.key).equals(likeness(key))) {
                return parameter;
            }
        }
        return Arrays.stream(values())
                .filter(parameter -> parameter.key.equals(close))
                .findFirst()
                .orElse(null);
    }

    private static List<String> keys() {
        return Arrays.stream(values()).map(parameter -> parameter.key).toList();
    }

    /** What two spellings of one name have in common: neither case nor underscores nor a plural. */
    private static String likeness(String key) {
        String plain = key.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
        return plain.endsWith("s") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private Object value(Object given) throws AbortException {
        return switch (kind) {
            case TEXT -> text(given, given);
            case LIST -> list(given);
            case MAP -> map(given);
            case FLAG -> flag(given);
            case NUMBER -> number(given, 0);
            case COUNT -> number(given, 1);
            case DURATION -> duration(given);
            case GATE -> gate(given);
            case OBJECTS -> Maps.of(this, given);
            case LABEL -> label(given);
            case ENGINE -> engine(given);
        };
    }

    /** How it may be written. */
    String example() {
        return example;
    }

    /** The same as it is typed into a form: what stands in the quotes. */
    String exampleValue() {
        return example.substring(example.indexOf('\'') + 1, example.lastIndexOf('\''));
    }

    String text(@CheckForNull Object part, Object given) throws AbortException {
        if (part instanceof CharSequence || part instanceof Number || part instanceof Boolean) {
            String text = part.toString();
            if (text.indexOf('\0') >= 0) {
                throw refused("a text with a NUL character");
            }
            return text;
        }
        throw refused(part == given ? words(given) : words(given) + " that holds " + words(part));
    }

    private List<String> list(Object given) throws AbortException {
        List<String> texts = new ArrayList<>();
        if (given instanceof Iterable<?> parts) {
            for (Object part : parts) {
                texts.add(text(part, given));
            }
        } else if (given instanceof Object[] parts) {
            for (Object part : parts) {
                texts.add(text(part, given));
            }
        } else {
            texts.add(text(given, given));
        }
        return texts;
    }

    private Map<String, String> map(Object given) throws AbortException {
        if (!(given instanceof Map<?, ?> entries)) {
            throw refused(words(given));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            texts.put(text(entry.getKey(), given), text(entry.getValue(), given));
        }
        return texts;
    }

    private Boolean flag(Object given) throws AbortException {
        if (given instanceof Boolean flag) {
            return flag;
        }
        String text = given instanceof CharSequence ? given.toString().trim() : "";
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        throw refused(words(given));
    }

    private Integer number(Object given, int least) throws AbortException {
        String text = given instanceof Integer || given instanceof Long || given instanceof CharSequence
                ? given.toString().trim()
                : "";
        if (text.matches("\\d{1,4}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= MOST) {
                return number;
            }
        }
        throw refused(words(given));
    }

    private String duration(Object given) throws AbortException {
        String text = text(given, given).trim();
        try {
            Durations.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw refused(words(given));
        }
    }

    private String gate(Object given) throws AbortException {
        String text = text(given, given).trim();
        try {
            Gate.read(Gate.Kind.valueOf(name()), text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new AbortException(
                    MultiStageBuildStep.FUNCTION + ": " + key + ": " + e.getMessage() + "; for example " + example);
        }
    }

    private String label(Object given) throws AbortException {
        String text = text(given, given).trim();
        String problem = text.isEmpty() ? null : AgentLabel.problem(text);
        if (problem != null) {
            throw new AbortException(
                    MultiStageBuildStep.FUNCTION + ": " + key + ": " + problem + "; for example " + example);
        }
        return text;
    }

    private String engine(Object given) throws AbortException {
        String text = text(given, given).trim().toLowerCase(Locale.ROOT);
        if (ENGINES.contains(text)) {
            return text;
        }
        throw refused(words(given));
    }

    AbortException refused(String got) {
        return new AbortException(MultiStageBuildStep.FUNCTION + ": " + key + " must be " + kind.words
                + ", for example " + example + "; it is " + got);
    }

    static String words(@CheckForNull Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof Map) {
            return "a map";
        } else if (value instanceof Iterable || value instanceof Object[]) {
            return "a list";
        } else if (value instanceof CharSequence text) {
            return "the text '" + (text.length() > 60 ? text.subSequence(0, 60) + "…" : text) + "'";
        } else if (value instanceof Number || value instanceof Boolean) {
            return "the value " + value;
        }
        return "a " + value.getClass().getSimpleName();
    }
}
