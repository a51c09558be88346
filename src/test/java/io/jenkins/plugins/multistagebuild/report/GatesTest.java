package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {

    /** 89,112,448 bytes: 74,800,000 of the base and 14,312,448 of its own. */
    private final BuildReport earlier = Scenes.two().report();

    private final long size = earlier.image().sizeBytes();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAX_IMAGE_SIZE | 200MB | 200000000 | BYTES | FAIL",
                "MAX_IMAGE_SIZE | 1.5 GB:warn | 1500000000 | BYTES | WARN",
                "MAX_IMAGE_SIZE | 1GiB: Unstable | 1073741824 | BYTES | UNSTABLE",
                "MAX_SIZE_INCREASE | 5MB | 5000000 | BYTES | FAIL",
                "MAX_SIZE_INCREASE | 3%:fail | 300 | BASIS_POINTS | FAIL",
                "MAX_SIZE_INCREASE | 0.5 % | 50 | BASIS_POINTS | FAIL",
                "MAX_SIZE_INCREASE | 0% | 0 | BASIS_POINTS | FAIL",
                "MIN_EFFICIENCY | 95% | 9500 | BASIS_POINTS | FAIL",
                "MIN_EFFICIENCY | 0.95 | 9500 | BASIS_POINTS | FAIL",
                "MIN_EFFICIENCY | 1 | 10000 | BASIS_POINTS | FAIL",
                "MAX_WASTED_BYTES | 20MB | 20000000 | BYTES | FAIL",
                "MAX_DURATION | 1h30m:warn | 5400000 | MILLISECONDS | WARN"
            })
    void gatesAreReadAsPeopleWriteThem(Gate.Kind kind, String text, long limit, Gate.Unit unit, Gate.Action action) {
        assertThat(Gate.read(kind, text)).isEqualTo(new Gate(kind, limit, unit, action));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAX_IMAGE_SIZE | big | 'big' is no size; write for example 200MB, 1.5GB or 1GiB",
                "MAX_IMAGE_SIZE | 200MB:perhaps | 'perhaps' is nothing that a gate can do; write warn, unstable or fail behind the colon",
                "MAX_SIZE_INCREASE | x% | 'x%' is no percentage; write for example 3%",
                "MAX_SIZE_INCREASE | -3% | '-3%' is no percentage; write for example 3%",
                "MIN_EFFICIENCY | 95 | '95' is no percentage; write for example 95% or 0.95",
                "MIN_EFFICIENCY | 101% | '101%' is more than the whole; write for example 95% or 0.95",
                "MAX_DURATION | 10 | '10' is no duration; write for example 90s, 30m or 1h30m"
            })
    void whatIsNoGateIsRefusedWithAnExample(Gate.Kind kind, String text, String message) {
        assertThatThrownBy(() -> Gate.read(kind, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aLimitIsKeptToTheByte() {
        assertThat(gate(Gate.Kind.MAX_IMAGE_SIZE, Long.toString(size), earlier).result())
                .isEqualTo("passed");
        GateReport missed = gate(Gate.Kind.MAX_IMAGE_SIZE, Long.toString(size - 1), earlier);
        assertThat(missed.result()).isEqualTo("failed");
        assertThat(missed.value()).isEqualTo(size);
        assertThat(missed.message())
                .isEqualTo("the image has 89.1 MB, 1 B over 89.1 MB; its largest own layer is"
                        + " COPY --from=build /out/server /server (line 8): 14.3 MB");
    }

    @Test
    void theMessageTellsWhichLayerGrewMostWhereThatIsKnown() {
        BuildReport now = larger(5_000_000).comparedWith(earlier);

        assertThat(gate(Gate.Kind.MAX_IMAGE_SIZE, "90MB:unstable", now)).satisfies(gate -> {
            assertThat(gate.result()).isEqualTo("unstable");
            assertThat(gate.message())
                    .isEqualTo("the image has 94.1 MB, 4.11 MB over 90.0 MB; grown most:"
                            + " COPY --from=build /out/server /server (line 8), +5.00 MB");
        });
    }

    @Test
    void anIncreaseIsMeasuredInBytesOrPercent() {
        BuildReport now = larger(5_000_000).comparedWith(earlier);

        assertThat(gate(Gate.Kind.MAX_SIZE_INCREASE, "5MB", now).result()).isEqualTo("passed");
        assertThat(gate(Gate.Kind.MAX_SIZE_INCREASE, "4999999", now).message())
                .startsWith("the image has 5.00 MB more than before, 1 B over 5.00 MB; grown most: COPY");
        GateReport percent = gate(Gate.Kind.MAX_SIZE_INCREASE, "3%:warn", now);
        assertThat(percent.value()).isEqualTo(562);
        assertThat(percent.unit()).isEqualTo("basisPoints");
        assertThat(percent.result()).isEqualTo("warned");
        assertThat(percent.message())
                .startsWith("the image has 5.00 MB more than before (+5.62 %), 2.62 % over 3 %; grown most: COPY");
        assertThat(gate(Gate.Kind.MAX_SIZE_INCREASE, "0%", earlier.comparedWith(earlier))
                        .message())
                .isEqualTo("the image is as large as before; allowed are 0 % more");
    }

    @Test
    void oneByteMoreIsMoreThanZeroPercent() {
        GateReport gate = gate(Gate.Kind.MAX_SIZE_INCREASE, "0%", larger(1).comparedWith(earlier));

        assertThat(gate.result()).isEqualTo("failed");
        assertThat(gate.value()).isOne();
    }

    @Test
    void whereThereIsNothingToMeasureAGateIsSkippedAndSaysWhy() {
        BuildReport failed = Scenes.shop().failingAt(12).report();

        assertThat(gate(Gate.Kind.MAX_SIZE_INCREASE, "3%", earlier).message())
                .isEqualTo("there is no earlier report to compare with");
        assertThat(gate(Gate.Kind.MAX_SIZE_INCREASE, "3%", earlier.comparedWith(failed))
                        .message())
                .isEqualTo("the earlier build has no image");
        assertThat(List.of(
                        gate(Gate.Kind.MAX_IMAGE_SIZE, "1B", failed),
                        gate(Gate.Kind.MIN_EFFICIENCY, "1", failed),
                        gate(Gate.Kind.MAX_SIZE_INCREASE, "3%", failed.comparedWith(earlier))))
                .allSatisfy(gate -> {
                    assertThat(gate.result()).isEqualTo("skipped");
                    assertThat(gate.message()).isEqualTo("there is no image");
                    assertThat(gate.value()).isNull();
                    assertThat(gate.missed()).isFalse();
                });
    }

    @Test
    void aGateOnWasteWithoutAnAnalysisIsMissed() {
        GateReport gate = gate(Gate.Kind.MIN_EFFICIENCY, "0.95", earlier);

        assertThat(gate.result()).isEqualTo("failed");
        assertThat(gate.message()).contains("needs --analyze");
    }

    @Test
    void wasteIsHeldAgainstItsGates() {
        WasteFigures waste = new WasteFigures() {
            @Override
            public long wastedBytes() {
                return 12_000_000;
            }

            @Override
            public long efficiencyBasisPoints() {
                return 9_312;
            }
        };
        List<GateReport> gates = Gates.evaluate(
                        List.of(
                                Gate.read(Gate.Kind.MIN_EFFICIENCY, "95%"),
                                Gate.read(Gate.Kind.MIN_EFFICIENCY, "93.12%"),
                                Gate.read(Gate.Kind.MAX_WASTED_BYTES, "10MB:warn")),
                        earlier,
                        waste)
                .gates();

        assertThat(gates).extracting(GateReport::result).containsExactly("failed", "passed", "warned");
        assertThat(gates.get(0).message())
                .isEqualTo("the image's efficiency is 93.12 %, 1.88 % below 95 %; 12.0 MB are wasted");
        assertThat(gates.get(2).message()).startsWith("the image wastes 12.0 MB, 2.00 MB over 10.0 MB");
    }

    @Test
    void aDurationNamesTheLongestInstruction() {
        assertThat(gate(Gate.Kind.MAX_DURATION, "10s", earlier).message())
                .isEqualTo("the build took 31.8 s, 21.8 s over 10.0 s; the longest instruction is"
                        + " RUN go build -trimpath -ldflags=\"-s -w\" -o /out/server ./cm… (line 6): 21.7 s");
    }

    @Test
    void onlyAFailedGateFails() {
        assertThat(Gates.failed(Scenes.compared())).isTrue();
        assertThat(Gates.failed(Gates.evaluate(List.of(Gate.read(Gate.Kind.MAX_IMAGE_SIZE, "1B:warn")), earlier, null)))
                .isFalse();
        assertThat(Gates.failed(earlier)).isFalse();
    }

    private static GateReport gate(Gate.Kind kind, String text, BuildReport report) {
        return Gates.evaluate(List.of(Gate.read(kind, text)), report, null)
                .gates()
                .get(0);
    }

    private static BuildReport larger(long bytes) {
        return Scenes.two().adding(each -> 14_312_448 + bytes).report();
    }
}
