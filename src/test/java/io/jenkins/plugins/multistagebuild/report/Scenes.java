package io.jenkins.plugins.multistagebuild.report;

import io.jenkins.plugins.multistagebuild.graph.StageInstruction;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs as people have them, small and large, good and bad. */
final class Scenes {

    private static final String SHOP =
            """
            FROM node:20-slim AS base
            WORKDIR /app
            RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates
            FROM base AS deps
            COPY package.json package-lock.json ./
            RUN npm ci
            FROM deps AS lint
            COPY . .
            RUN npm run lint && touch /ok
            FROM deps AS test
            COPY . .
            RUN npm test -- --coverage && touch /ok
            FROM deps AS build
            COPY . .
            RUN npm run build
            FROM base AS docs
            COPY docs docs
            RUN npx typedoc --out /docs
            FROM busybox:1.36 AS assets
            COPY assets /out
            RUN gzip -9 -k /out/*.css
            FROM nginx:1.27 AS runtime
            COPY --from=lint /ok /checked/lint
            COPY --from=test /ok /checked/test
            COPY --from=build /app/dist /usr/share/nginx/html
            COPY --from=assets /out /usr/share/nginx/html/assets
            RUN rm -rf /usr/share/nginx/html/default && nginx -t
            EXPOSE 8080
            CMD ["nginx", "-g", "daemon off;"]
            """;

    private static final Map<Integer, Long> SHOP_MILLIS = Map.ofEntries(
            Map.entry(2, 300L),
            Map.entry(3, 12_400L),
            Map.entry(5, 200L),
            Map.entry(6, 37_100L),
            Map.entry(8, 400L),
            Map.entry(9, 14_200L),
            Map.entry(11, 400L),
            Map.entry(12, 33_000L),
            Map.entry(14, 400L),
            Map.entry(15, 48_300L),
            Map.entry(23, 200L),
            Map.entry(24, 200L),
            Map.entry(25, 2_600L),
            Map.entry(26, 700L),
            Map.entry(27, 1_900L));

    private static final Map<String, BuildReport> ALL = play();

    private Scenes() {}

    /** All of them by name. */
    static Map<String, BuildReport> all() {
        return ALL;
    }

    private static Map<String, BuildReport> play() {
        Map<String, BuildReport> all = new LinkedHashMap<>();
        all.put("two", two().report());
        all.put("shop", shop().report());
        all.put("shop-hosts", hosts());
        all.put("shop-failed", shop().failingAt(12).report());
        all.put("shop-aborted", shop().abortedAt(70_000).report());
        all.put("shop-cached", shop().taking(each -> 0).report());
        all.put("twelve", many(12).report());
        all.put("sixty", many(60).report());
        all.put("sixty-failed", many(60).failingAt(62).report());
        all.put("compared", compared());
        all.put(
                "wasteful",
                BuildReport.of(
                        Samples.fan(),
                        Samples.success(Samples.fan(), 3000, 5000, 0, 200)
                                .withAnalysis(new Analysis(WasteReportTest.waste(), null, 2, 1234))));
        all.put("full", full(60, 20).report());
        all.put("hostile", hostile().report());
        all.put(
                "not-started",
                BuildReport.of(
                        Samples.fan(),
                        Samples.failure(
                                Samples.fan(),
                                "the engine at tcp://docker-1:2376 does not answer; is it running? (docker -H tcp://docker-1:2376 info)",
                                List.of())));
        return all;
    }

    /** The shop after a change, against the shop before it, with gates of every kind and result. */
    static BuildReport compared() {
        BuildReport now = shop().taking(each -> each.line() == 15 ? 30_000 : SHOP_MILLIS.getOrDefault(each.line(), 0L))
                .adding(each -> each.line() == 25 ? 30_000_000 : each.line() == 27 ? 2_000_000 : 0)
                .beginning(Samples.START.plusSeconds(86_400))
                .report();
        return Gates.evaluate(
                List.of(
                        Gate.read(Gate.Kind.MAX_IMAGE_SIZE, "100MB"),
                        Gate.read(Gate.Kind.MAX_SIZE_INCREASE, "3%:warn"),
                        Gate.read(Gate.Kind.MIN_EFFICIENCY, "0.95:warn"),
                        Gate.read(Gate.Kind.MAX_WASTED_BYTES, "1GB:unstable"),
                        Gate.read(Gate.Kind.MAX_DURATION, "10s:unstable")),
                now.comparedWith(shop().report()),
                null);
    }

    static Scene two() {
        return new Scene(
                        """
                        FROM golang:1.22 AS build
                        WORKDIR /src
                        COPY go.mod go.sum ./
                        RUN go mod download
                        COPY . .
                        RUN go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server
                        FROM gcr.io/distroless/static
                        COPY --from=build /out/server /server
                        ENTRYPOINT ["/server"]
                        """)
                .taking(each -> each.line() == 4 ? 8_400 : each.line() == 6 ? 21_700 : each.step() ? 300 : 0)
                .adding(each -> 14_312_448);
    }

    static Scene shop() {
        return new Scene(SHOP)
                .taking(each -> SHOP_MILLIS.getOrDefault(each.line(), 0L))
                .adding(each -> switch (each.line()) {
                    case 25 -> 41_827_331;
                    case 26 -> 2_113_902;
                    case 27 -> 1_204;
                    default -> 0;
                });
    }

    /** Checks on a second host, to which the modules had to travel and from which the results came back. */
    static BuildReport hosts() {
        BuildReport report = shop().on(
                        stage -> stage.index() == 2 || stage.index() == 3 ? "tcp://docker-2.example:2376" : "docker-1")
                .report();
        return new BuildReport(
                report.schemaVersion(),
                report.dockerfile(),
                report.target(),
                report.result(),
                report.startedAt(),
                report.wallMillis(),
                report.sequentialMillis(),
                report.image(),
                report.stages(),
                report.criticalPath(),
                report.lint(),
                List.of(
                        new BuildReport.TransferReport(
                                "docker-1",
                                "tcp://docker-2.example:2376",
                                1,
                                List.of(),
                                412_345_678L,
                                4_100,
                                412_345_678L,
                                null),
                        new BuildReport.TransferReport(
                                "tcp://docker-2.example:2376",
                                "docker-1",
                                2,
                                List.of("/ok"),
                                1_536L,
                                210,
                                1_536L,
                                null),
                        new BuildReport.TransferReport(
                                "tcp://docker-2.example:2376",
                                "docker-1",
                                3,
                                List.of("/ok"),
                                1_536L,
                                190,
                                90_000L,
                                null),
                        new BuildReport.TransferReport(
                                "tcp://docker-2.example:2376",
                                "docker-1",
                                3,
                                List.of("/far"),
                                null,
                                190,
                                null,
                                "registry.example:5000")),
                report.engines(),
                report.failure(),
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                List.of(
                        "host docker-3 is left out: no Docker engine answers at tcp://docker-3.example:2376 (connection refused);"
                                + " start one, or name another as host or with DOCKER_HOST",
                        "host docker-4 is lost: it does not answer any more; moving check-b → docker-1",
                        "the clock of host docker-1 is 5 min ahead; its times are told by ours"));
    }

    /** As many stages and instructions as a page must have room for, with long texts. */
    static Scene full(int stages, int instructions) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < stages; i++) {
            file.append("FROM ")
                    .append(i < 4 ? "debian:12" : "module-" + (i - 4))
                    .append(" AS module-")
                    .append(i);
            file.append('\n');
            for (int j = 1; j < instructions; j++) {
                file.append("RUN cmake --build /build/module-")
                        .append(i)
                        .append(" --target part-")
                        .append(j);
                file.append(" -- -j\"$(nproc)\" && strip /out/module-")
                        .append(i)
                        .append("/*.so\n");
            }
        }
        file.append("FROM debian:12-slim\n");
        for (int i = 0; i < stages; i++) {
            file.append("COPY --from=module-")
                    .append(i)
                    .append(" /out /opt/module-")
                    .append(i)
                    .append('\n');
        }
        Random random = new Random(11);
        Map<StageInstruction, Long> millis = new LinkedHashMap<>();
        return new Scene(file.toString())
                .taking(each -> millis.computeIfAbsent(each, any -> 500L + random.nextInt(9_000)))
                .adding(each -> 1_000_000L + random.nextInt(40_000_000));
    }

    /** Instructions whose texts grow sixfold in a page. */
    static Scene quotes(int stages, int instructions) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < stages; i++) {
            file.append("FROM busybox AS q").append(i).append('\n');
            for (int j = 1; j < instructions; j++) {
                file.append("RUN ").append("\"'".repeat(200)).append('\n');
            }
        }
        return new Scene(file.append("FROM busybox\n")
                .append(IntStream.range(0, stages)
                        .mapToObj(i -> "COPY --from=q" + i + " /x /x\n")
                        .collect(Collectors.joining()))
                .toString());
    }

    /** Names and texts that are as long and as wild as a Dockerfile lets them be. */
    static Scene hostile() {
        String evil = "\"'></title></svg><script>alert(1)</script><img src=x onerror=alert(2)>&lt;\u202e--";
        String name = "a-very.long_name".repeat(7);
        return new Scene("FROM busybox AS " + name + "\nRUN echo " + evil + "\nRUN "
                        + "x".repeat(5_000) + "\nFROM busybox AS second\nRUN echo 日本語のテキスト \u0007 😀 "
                        + "\"'".repeat(300) + "\nFROM busybox\nCOPY --from=" + name
                        + " /x /x\nCOPY --from=second /y /y\nCMD [\"x\"]\n")
                .on(stage -> stage.index() == 1 ? evil : "docker-1")
                .adding(each -> each.line() * 7_000_000L);
    }

    /** Services, each with a build and a test, that end in one image. */
    static Scene many(int stages) {
        StringBuilder file =
                new StringBuilder("FROM golang:1.22 AS toolchain\nRUN apt-get install -y build-essential\n");
        StringBuilder last = new StringBuilder("FROM debian:12-slim AS everything\n");
        int services = (stages - 2) / 2;
        for (int i = 0; i < services; i++) {
            file.append("FROM toolchain AS service-")
                    .append(i)
                    .append("-build\nCOPY services/")
                    .append(i);
            file.append(" .\nRUN make -C services/").append(i).append(" all\n");
            file.append("FROM service-").append(i).append("-build AS service-").append(i);
            file.append("-test\nRUN make -C services/").append(i).append(" check\n");
            last.append("COPY --from=service-").append(i).append(i % 3 == 0 ? "-test" : "-build");
            last.append(" /out/").append(i).append(" /opt/").append(i).append('\n');
        }
        Random random = new Random(7);
        Map<StageInstruction, Long> millis = new LinkedHashMap<>();
        return new Scene(file.append(last).toString())
                .taking(each -> millis.computeIfAbsent(
                        each, any -> each.keyword().equals("RUN") ? 2_000 + random.nextInt(30_000) : 400L))
                .adding(each -> 300_000 + each.line() * 40_000L);
    }
}
