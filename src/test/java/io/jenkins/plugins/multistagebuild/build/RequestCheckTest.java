package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told before anything is started. */
class RequestCheckTest {

    private static final byte[] FILE =
            """
            FROM busybox AS unneeded
            RUN --mount=type=secret,id=other,required cat /x
            FROM busybox AS app
            RUN --mount=type=secret,id=npmrc,required=true --mount=type=secret,target=/run/token,required cat
            RUN --mount=type=ssh,required=1 true
            RUN --mount=type=secret,id=may-be-missing true
            """
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void secretsThatNeededStagesRequireAreToldWithTheirLine() {
        assertThat(problems(BuildRequest.of("Dockerfile", ".")))
                .containsExactly(
                        "Dockerfile:4: RUN --mount=type=secret requires 'npmrc', but none is given; give it, or leave off"
                                + " 'required' where the command can do without",
                        "Dockerfile:4: RUN --mount=type=secret requires 'token', but none is given; give it, or leave off"
                                + " 'required' where the command can do without",
                        "Dockerfile:5: RUN --mount=type=ssh requires 'default', but none is given; give it, or leave off"
                                + " 'required' where the command can do without");
    }

    @Test
    void withAllThatIsRequiredNothingIsWrong() {
        assertThat(problems(given())).isEmpty();
    }

    @Test
    void tagsAreReferencesAndAPushNeedsOne() {
        assertThat(problems(given().withNaming(naming(true, "Not/A:Tag", "a:1", "a@sha256:" + "0".repeat(64)))))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .isEqualTo("the tag 'Not/A:Tag' is no reference: the name of an image is lower case"),
                        problem -> assertThat(problem).contains("a digest can't be chosen"));
        assertThat(problems(given().withNaming(naming(true))))
                .singleElement()
                .asString()
                .contains("a push needs a tag");
        assertThat(problems(given().withNaming(naming(false, "localhost:5000/a/b:1.2", "shop/web"))))
                .isEmpty();
    }

    @Test
    void aStageToBuildWithoutCacheIsOneOfTheFile() {
        assertThat(problems(given().withCache(new BuildRequest.Cache(false, List.of("APP"), List.of(), List.of()))))
                .isEmpty();
        assertThat(problems(given().withCache(new BuildRequest.Cache(false, List.of("ap"), List.of(), List.of()))))
                .singleElement()
                .asString()
                .contains("no stage is called 'ap'");
    }

    private static BuildRequest given() {
        return BuildRequest.of("Dockerfile", ".")
                .withInputs(new BuildRequest.Inputs(
                        Map.of(), List.of("id=npmrc,src=x", "id=token"), List.of("default=/k"), Map.of()));
    }

    private static BuildRequest.Naming naming(boolean push, String... tags) {
        return new BuildRequest.Naming(List.of(tags), Map.of(), push);
    }

    private static List<String> problems(BuildRequest request) {
        StageGraph graph = GraphReader.read(
                        "Dockerfile", FILE, new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
        return RequestCheck.problems(graph, FILE, request);
    }
}
