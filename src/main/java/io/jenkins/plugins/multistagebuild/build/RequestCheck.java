package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.SecretSource;
import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.MountFlag;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.dockerfile.Suggestion;
import io.jenkins.plugins.multistagebuild.graph.ImageReference;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Finds what can't go well with what is asked for, whatever the engine, before anything is started. */
public final class RequestCheck {

    private final StageGraph graph;
    private final BuildRequest request;
    private final List<String> problems = new ArrayList<>();

    private RequestCheck(StageGraph graph, BuildRequest request) {
        this.graph = graph;
        this.request = request;
    }

    /**
     * Looks at a request.
     *
     * @param source bytes of the Dockerfile that the graph was read from
     * @return what is wrong, each in words for the user; none where all is well
     */
    public static List<String> problems(StageGraph graph, byte[] source, BuildRequest request) {
        RequestCheck check = new RequestCheck(graph, request);
        check.tags();
        check.noCacheStages();
        check.mounts(source);
        return check.problems;
    }

    private void tags() {
        for (String tag : request.naming().tags()) {
            String fault = ImageReference.tagFault(tag);
            if (fault != null) {
                problems.add("the tag '" + tag + "' is no reference: " + fault);
            }
        }
        if (request.naming().push() && request.naming().tags().isEmpty()) {
            problems.add("a push needs a tag that names the registry, for example registry.example/app:1.2");
        }
    }

    private void noCacheStages() {
        for (String stage : request.cache().leftFor()) {
            if (graph.stages().stream().noneMatch(each -> stage.equalsIgnoreCase(each.name()))) {
                problems.add("no-cache-filter: no stage is called '" + stage + "'" + Suggestion.text(stage, names()));
            }
        }
    }

    private List<String> names() {
        return graph.stages().stream().map(Stage::name).filter(Objects::nonNull).toList();
    }

    /** Secrets and SSH agents that needed stages can't do without. */
    private void mounts(byte[] source) {
        TreeSet<String> secrets = new TreeSet<>();
        request.inputs().secrets().forEach(text -> secrets.add(id(text)));
        TreeSet<String> agents = new TreeSet<>();
        request.inputs().ssh().forEach(text -> agents.add(text.split("=", 2)[0]));
        int stage = -1;
        for (Instruction instruction : Dockerfile.parse(graph.file(), source).instructions()) {
            stage += instruction instanceof Instruction.From ? 1 : 0;
            if (stage >= 0 && graph.stage(stage).needed() && instruction instanceof Instruction.Run run) {
                for (MountFlag mount : run.mounts()) {
                    require(mount, "secret", secrets, run.place().line());
                    require(mount, "ssh", agents, run.place().line());
                }
            }
        }
    }

    private static String id(String secret) {
        try {
            return SecretSource.parse(secret).id();
        } catch (IllegalArgumentException e) {
            return secret;
        }
    }

    private void require(MountFlag mount, String type, TreeSet<String> given, int line) {
        Map<String, String> fields = new HashMap<>();
        for (String field : mount.fields()) {
            String[] pair = field.split("=", 2);
            fields.put(pair[0].toLowerCase(Locale.ROOT), pair.length == 1 ? "true" : pair[1]);
        }
        String id = type.equals(fields.get("type")) && isTrue(fields.get("required")) ? mountId(fields, type) : null;
        if (id != null && !id.contains("$") && !given.contains(id)) {
            String known = given.isEmpty() ? "none is given" : "given are " + String.join(", ", given);
            problems.add(new Problem(
                            graph.file(),
                            line,
                            0,
                            "RUN --mount=type=" + type + " requires '" + id + "', but " + known
                                    + "; give it, or leave off 'required' where the command can do without")
                    .toString());
        }
    }

    @CheckForNull
    private static String mountId(Map<String, String> fields, String type) {
        if (fields.containsKey("id")) {
            return fields.get("id");
        } else if (type.equals("ssh")) {
            return "default";
        }
        String target = fields.getOrDefault("target", fields.getOrDefault("dst", fields.get("destination")));
        return target == null ? null : target.substring(target.lastIndexOf('/') + 1);
    }

    /** As Go's strconv.ParseBool, which BuildKit asks. */
    private static boolean isTrue(@CheckForNull String value) {
        return value != null && List.of("1", "t", "T", "TRUE", "true", "True").contains(value);
    }
}
