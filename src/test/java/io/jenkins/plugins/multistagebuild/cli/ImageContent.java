package io.jenkins.plugins.multistagebuild.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an image holds, as far as two builds of one file must agree: its configuration and its file system. */
final class ImageContent {

    private static final List<String> CONFIGURATION = List.of(
            "Env",
            "Cmd",
            "Entrypoint",
            "User",
            "WorkingDir",
            "ExposedPorts",
            "Labels",
            "Volumes",
            "Healthcheck",
            "OnBuild",
            "Shell",
            "StopSignal");

    private static final String EXTENDED_ATTRIBUTE = "SCHILY.xattr.";

    /** Some engines put the type of a file into its mode too. */
    private static final int PERMISSIONS = 07777;

    private final Map<String, String> facts = new TreeMap<>();

    private ImageContent() {}

    /** Facts of an image by name: {@code config Env}, or a path. */
    static Map<String, String> of(TestEngine engine, String image) throws IOException, InterruptedException {
        ImageContent content = new ImageContent();
        JsonNode config =
                new ObjectMapper().readTree(engine.docker("image", "inspect", "--format", "{{json .Config}}", image));
        for (String name : CONFIGURATION) {
            content.facts.put("config " + name, plain(config.path(name)));
        }
        String container = engine.docker("create", image, "never-run");
        try {
            content.readTar(engine, container);
        } finally {
            engine.docker("rm", container);
        }
        return content.facts;
    }

    private static String plain(JsonNode value) {
        boolean empty = value.isMissingNode() || value.isNull() || value.isContainerNode() && value.isEmpty();
        return empty ? "" : value.toString();
    }

    private void readTar(TestEngine engine, String container) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(engine.client(), "export", container);
        builder.environment().put("DOCKER_HOST", engine.host());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
            Map<String, String> extended = new HashMap<>();
            for (byte[] header = in.readNBytes(512);
                    header.length == 512 && header[0] != 0;
                    header = in.readNBytes(512)) {
                long size = Long.parseLong(extended.getOrDefault("size", Long.toString(octal(header, 124, 12))));
                byte[] data = in.readNBytes((int) size);
                in.skipNBytes((512 - size % 512) % 512);
                if (header[156] == 'x') {
                    extended = extended(data);
                } else {
                    entry(header, data, extended);
                    extended = Map.of();
                }
            }
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (process.waitFor() != 0) {
            throw new IOException("export of " + container + " failed");
        }
    }

    private void entry(byte[] header, byte[] data, Map<String, String> extended) throws IOException {
        String prefix = text(header, 345, 155);
        String name = extended.getOrDefault("path", (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100));
        facts.put(
                name,
                "type " + (char) header[156] + " mode " + Long.toOctalString(octal(header, 100, 8) & PERMISSIONS)
                        + " owner "
                        + octal(header, 108, 8) + ":" + octal(header, 116, 8) + " link "
                        + extended.getOrDefault("linkpath", text(header, 157, 100)) + " content " + digest(data)
                        + attributes(extended));
    }

    /** Extended attributes; an engine exports those of security only. */
    private static String attributes(Map<String, String> extended) {
        return extended.entrySet().stream()
                .filter(each -> each.getKey().startsWith(EXTENDED_ATTRIBUTE))
                .map(each -> " " + each.getKey().substring(EXTENDED_ATTRIBUTE.length()) + " "
                        + HexFormat.of().formatHex(each.getValue().getBytes(StandardCharsets.UTF_8)))
                .sorted()
                .collect(Collectors.joining());
    }

    /** Records of a length, a name and a value, which may hold any bytes. */
    private static Map<String, String> extended(byte[] data) {
        Map<String, String> values = new HashMap<>();
        int at = 0;
        while (at < data.length) {
            int blank = at;
            while (data[blank] != ' ') {
                blank++;
            }
            int length = Integer.parseInt(new String(data, at, blank - at, StandardCharsets.UTF_8));
            String record = new String(data, blank + 1, at + length - blank - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            values.put(record.substring(0, equals), record.substring(equals + 1));
            at += length;
        }
        return values;
    }

    private static long octal(byte[] header, int offset, int length) {
        String digits = text(header, offset, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static String digest(byte[] data) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }
}
