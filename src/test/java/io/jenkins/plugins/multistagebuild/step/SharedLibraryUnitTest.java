package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.lesfurets.jenkins.unit.BasePipelineTest;
import groovy.lang.Closure;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The library of docs/shared-library without a Jenkins, as its authors would test it: the step is a mock. */
class SharedLibraryUnitTest extends BasePipelineTest {

    private final List<Map<?, ?>> builds = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private long sizeBytes = 45_000_000;
    private Script library;

    @Override
    @BeforeEach
    public void setUp() throws Exception {
        super.setUp();
        mock("multiStageBuild", Map.class, arguments -> {
            builds.add((Map<?, ?>) arguments);
            return Map.of("image", Map.of("id", "sha256:1", "sizeBytes", sizeBytes));
        });
        mock("unstable", String.class, message -> warnings.add(message.toString()));
        getBinding().setVariable("env", Map.of("BUILD_NUMBER", "7"));
        library = loadScript("docs/shared-library/vars/dockerImage.groovy");
    }

    @Test
    void theStepIsCalledWithTheNameAndTheNumberOfTheBuild() {
        Object id = library.invokeMethod("call", Map.of("name", "shop"));

        assertThat(id).isEqualTo("sha256:1");
        assertThat(builds).singleElement().satisfies(arguments -> {
            assertThat(arguments.get("target")).isEqualTo("runtime");
            assertThat(arguments.get("tags")).hasToString("[registry.example/shop:7]");
        });
        assertThat(warnings).isEmpty();
    }

    @Test
    void anImageThatIsTooLargeMakesTheBuildUnstable() {
        sizeBytes = 500_000_001;

        library.invokeMethod("call", Map.of("name", "shop", "target", "debug"));

        assertThat(builds.get(0).get("target")).isEqualTo("debug");
        assertThat(warnings).containsExactly("shop has grown to 500000001 bytes");
    }

    private void mock(String step, Class<?> argument, Function<Object, Object> answer) {
        getHelper().registerAllowedMethod(step, List.of(argument), new Closure<Object>(this) {

            private static final long serialVersionUID = 1L;

            @Override
            public Object call(Object... arguments) {
                return answer.apply(arguments[0]);
            }
        });
    }
}
