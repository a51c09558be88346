package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes from one engine to another, and what does not since it is there. */
class DispatchTest {

    private static final String LOWER = "sha256:" + "1".repeat(64);
    private static final String UPPER = "sha256:" + "2".repeat(64);
    /** As Docker 20.10 writes it, but for the empty values. */
    private static final String CONTAINER = "{\"Hostname\":\"\",\"Labels\":null}";

    private final String name = HandOverName.of(RunId.ofThisProcess(), 0);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT})
    @CsvSource({"buildkit, buildx", "buildx, buildkit"})
    void ofAnImageOnlyTheLayersAreSentThatAreMissing(String from, String to) throws Exception {
        TestEngine target = TestEngine.named(to);
        DispatchRun first = image(from, to);
        assertThat(first.run()).isNull();
        // The base image's only layer has 2 MB, the stage's own 1 MB.
        assertThat(first.bytes()).isBetween(1_000_000L, 1_100_000L);
        assertThat(content(target)).isEqualTo(content(TestEngine.named(from)));

        DispatchRun second = new DispatchRun(dispatch(from, to));
        assertThat(second.run()).isNull();
        assertThat(second.bytes()).isLessThan(40_000);
        assertThat(second.size()).as("as if nothing had been there").isGreaterThan(1_000_000);
        target.docker("image", "rm", name);
        TestEngine.named(from).docker("image", "rm", name);
    }

    @Test
    @NeedsEngine(
            value = {Flavour.BUILDX},
            named = "containerd")
    void anEngineThatDoesNotSayWhatItHasGetsAllLayers() throws Exception {
        DispatchRun run = image("buildx", "containerd");
        assertThat(run.run()).isNull();
        assertThat(run.bytes()).isGreaterThan(3_000_000);
        TestEngine target = TestEngine.named("containerd");
        assertThat(content(target)).isEqualTo(content(TestEngine.named("buildx")));
        target.docker("image", "rm", name);
        TestEngine.named("buildx").docker("image", "rm", name);
    }

    private DispatchRun image(String from, String to) throws Exception {
        Files.writeString(
                folder.resolve("Dockerfile"),
                "FROM busybox:1.36\nRUN : " + UUID.randomUUID() + "; dd if=/dev/urandom of=/own bs=1000 count=1000\n"
                        + "RUN true\nENV A=b\n");
        return new DispatchRun(dispatch(from, to));
    }

    private Dispatch dispatch(String from, String to) {
        TestEngine engine = TestEngine.named(from);
        DockerCommand build = engine.dockerHost()
                .command(List.of("build", "-t", name, folder.toString()), Map.of("DOCKER_BUILDKIT", "1"));
        return Dispatch.ofImage(
                build, engine.dockerHost(), TestEngine.named(to).dockerHost(), name, RunId.ofThisProcess());
    }

    private String content(TestEngine engine) throws Exception {
        return engine.docker("run", "--rm", name, "sh", "-c", "md5sum /own; ls -l /bin | md5sum; echo $A");
    }

    @Test
    void aLayersFileIsLeftOutByItsDigest() throws Exception {
        Map<String, String> saved = new LinkedHashMap<>();
        saved.put("blobs/sha256/" + "1".repeat(64), "lower");
        saved.put("blobs/sha256/" + "2".repeat(64), "upper");
        saved.put("manifest.json", "[]");
        assertThat(filtered(saved, 1, LOWER, UPPER))
                .containsOnlyKeys("blobs/sha256/" + "2".repeat(64), "manifest.json");
        assertThat(filtered(saved, 0, LOWER, UPPER)).isEqualTo(saved);
        // The layer further up needs the file though the one at the bottom does not.
        assertThat(filtered(saved, 1, LOWER, LOWER)).isEqualTo(saved);
    }

    @Test
    void anOlderEnginesLayerIsLeftOutIfItsNameIsMadeOfTheChain() throws Exception {
        String lower =
                sha256("{\"container_config\":" + CONTAINER + ",\"created\":\"1970\",\"layer_id\":\"" + LOWER + "\"}");
        String chain = "sha256:" + sha256(LOWER + " " + UPPER);
        String upper = sha256("{\"container_config\":" + CONTAINER + ",\"created\":\"1970\",\"layer_id\":\"" + chain
                + "\",\"parent\":\"sha256:" + lower + "\"}");
        Map<String, String> saved = new LinkedHashMap<>();
        saved.put(upper + "/json", facts(upper, "\"parent\":\"" + lower + "\","));
        saved.put(upper + "/layer.tar", "upper");
        saved.put(lower + "/json", facts(lower, ""));
        saved.put(lower + "/layer.tar", "lower");

        assertThat(filtered(saved, 1, LOWER, UPPER))
                .doesNotContainKey(lower + "/layer.tar")
                .hasSize(3);
        assertThat(filtered(saved, 2, LOWER, UPPER)).containsOnlyKeys(upper + "/json", lower + "/json");
        // What tells of other layers proves nothing.
        assertThat(filtered(saved, 2, UPPER, LOWER)).isEqualTo(saved);
    }

    private static String facts(String id, String parent) {
        return "{\"id\":\"" + id + "\"," + parent + "\"created\":\"1970\",\"container_config\":" + CONTAINER
                + ",\"os\":\"linux\"}\n";
    }

    @Test
    void whatIsNotUnderstoodGoesThroughAsItIs() throws Exception {
        byte[] noise = new byte[5_000];
        Arrays.fill(noise, (byte) 'x');
        assertThat(filtered(noise, 1, LOWER)).isEqualTo(noise);
        Map<String, String> saved = new LinkedHashMap<>();
        saved.put("a-name-that-takes-a-header-of-its-own-" + "é".repeat(100), "text");
        saved.put("blobs/sha256/" + "1".repeat(64), "lower");
        assertThat(filtered(tar(saved), 1, LOWER)).isEqualTo(tar(saved));
    }

    @Test
    void filesThatTheOtherHostHasAreNotSent() throws Exception {
        String digest = "sha256:" + sha256("\0".repeat(100_000));
        Dispatch dispatch = files(
                "echo '#3 [multi-stage-build.closing 1/1] COPY' >&2; echo '#3 CACHED' >&2; head -c 100000 /dev/zero",
                "grep -q 'layer_id\\|" + digest
                        + "\",\"sha256:0' && { echo open /tmp/x/layer-1: no such file or directory;"
                        + " exit 1; }; exit 0",
                "exit 9");
        DispatchRun run = new DispatchRun(dispatch);
        assertThat(run.run()).isNull();
        // Two small archives: the question, and the image of the layer that is there.
        assertThat(run.bytes()).isLessThan(2 * 5_000);
        assertThat(run.size()).isEqualTo(100_000);
    }

    @Test
    void filesThatTheOtherHostDoesNotHaveAreSentOnce() throws Exception {
        Dispatch dispatch = files(
                "echo '#3 [multi-stage-build.closing 1/1] COPY' >&2; echo '#3 CACHED' >&2; head -c 100000 /dev/zero",
                "cat > asked; echo open /tmp/x/layer-0: no such file or directory; exit 1",
                "cat > taken");
        assertThat(new DispatchRun(dispatch).run()).isNull();
        assertThat(folder.resolve("taken")).hasSize(100_000);
        assertThat(folder.resolve("asked")).exists();
    }

    @Test
    void filesThatWereJustMadeAreSentWithoutAQuestion() throws Exception {
        Dispatch dispatch = files(
                "echo '#3 [multi-stage-build.closing 1/1] COPY' >&2; echo '#3 DONE 0.1s' >&2; head -c 100000 /dev/zero",
                "touch asked",
                "cat > taken");
        DispatchRun run = new DispatchRun(dispatch);
        assertThat(run.run()).isNull();
        assertThat(run.bytes()).isEqualTo(100_000);
        assertThat(folder.resolve("taken")).hasSize(100_000);
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void aPartIsNeverTakenForTheWhole() throws Exception {
        Dispatch dispatch = files(
                "head -c 20000000 /dev/zero; echo no room >&2; exit 3", "exit 9", "cat >/dev/null && touch whole");
        assertThat(new DispatchRun(dispatch).run()).isEqualTo("no room");
        assertThat(folder.resolve("whole")).doesNotExist();
        assertThat(new DispatchRun(files("head -c 20000000 /dev/zero", "exit 9", "echo disk is full; exit 4")).run())
                .isEqualTo("disk is full");
    }

    @Test
    void aHandOverAsAProgramOfItsOwnIsTheSame() throws Exception {
        Dispatch dispatch = new Dispatch(
                List.of(shell("echo ready > prepared")),
                shell("echo"),
                shell("cat prepared"),
                shell("cat > taken"),
                shell("exit 1"),
                "name",
                "run",
                "linux/amd64");
        Map<String, String> variables = new TreeMap<>();
        List<String> words = DispatchProgram.arguments(dispatch, "count", variables);
        assertThat(words.toString()).doesNotContain("prepared").doesNotContain("taken");
        for (Map.Entry<String, byte[]> file : DispatchProgram.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder.toString(),
                DispatchProgram.class.getName()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        variables.values().removeIf(String::isEmpty);
        builder.environment().putAll(variables);
        assertThat(builder.start().waitFor())
                .as(Files.readString(folder.resolve("said")))
                .isZero();
        assertThat(folder.resolve("taken")).hasContent("ready");
        assertThat(folder.resolve("count")).hasContent("6 bytes\n6 bytes in all\n");
    }

    private Dispatch files(String export, String load, String take) {
        return new Dispatch(List.of(), null, shell(export), shell(take), shell(load), "name", "run", "linux/amd64");
    }

    private DockerCommand shell(String line) {
        return new DockerCommand(
                List.of("/bin/sh", "-c", "cd '" + folder + "'; " + line), Map.of("A", "b", "EMPTY", ""));
    }

    private static Map<String, String> filtered(Map<String, String> files, int known, String... layers)
            throws IOException {
        Map<String, String> left = new LinkedHashMap<>();
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new ByteArrayInputStream(filtered(tar(files), known, layers)))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                left.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return left;
    }

    private static byte[] filtered(byte[] saved, int known, String... layers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LayerFilter(new ByteArrayInputStream(saved), out, List.of(layers), known).run();
        return out.toByteArray();
    }

    private static byte[] tar(Map<String, String> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
