package io.jenkins.plugins.multistagebuild.graph;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads 5 million files that a fuzzer makes up, guided by the code they reach: {@code mvn -P fuzz test}. The normal build
 * leaves this to {@link MutatedCasesTest}.
 */
class DockerfileFuzzTest {

    /** Of the processor, as the machine may have other work; the first file pays for the loading of classes. */
    private static final long SLOWEST_NANOS = 4_000_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @DictionaryEntries({
        "FROM ",
        " AS ",
        "COPY --from=",
        "RUN --mount=type=",
        ",from=",
        ",target=/",
        "ONBUILD ",
        "ARG ",
        "ENV ",
        "ADD ",
        "<<EOF",
        "EOF",
        "${",
        ":-",
        ":?",
        "##",
        "%%",
        "//",
        "# escape=`",
        "# check=",
        "--platform=",
        "scratch",
        "HEALTHCHECK --interval=",
        "EXPOSE ",
        "STOPSIGNAL ",
        "WORKDIR ",
        "LABEL ",
        "SHELL [",
        "--chmod=",
        "--checksum=sha256:",
        "https://a/b.git?"
    })
    @FuzzTest(maxExecutions = 5_000_000, maxDuration = "6h")
    void noFileIsTooBroken(FuzzedDataProvider data) {
        String target = data.consumeBoolean() ? data.consumeAsciiString(4) : "";
        Map<String, String> given = data.consumeBoolean() ? Map.of("A", data.consumeString(12)) : Map.of();
        Set<String> contexts = data.consumeBoolean() ? Set.of(data.consumeAsciiString(4)) : Set.of();
        List<String> also = data.consumeBoolean() ? List.of(data.consumeAsciiString(4)) : List.of();
        byte[] text = data.consumeRemainingAsBytes();

        long start = THREADS.getCurrentThreadCpuTime();
        Reading reading = GraphReader.read(
                "Dockerfile", text, new GraphOptions(target, also, given, contexts, GraphOptions.DEFAULT_PLATFORM));
        if (THREADS.getCurrentThreadCpuTime() - start > SLOWEST_NANOS) {
            throw new IllegalStateException("took too long");
        }
        ReadingInvariants.check(text, target + given + contexts + also, reading);
    }
}
