package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What became of a gate.
 *
 * @param name {@code maxImageSize}, {@code maxSizeIncrease}, {@code minEfficiency}, {@code maxWastedBytes} or
 *     {@code maxDuration}
 * @param limit the limit, in {@code unit}
 * @param value what was measured, in {@code unit}; null where nothing was
 * @param unit {@code bytes}, {@code milliseconds} or {@code basisPoints}, a hundredth of a percent
 * @param action what was chosen for the case that it is missed: {@code warn}, {@code unstable} or {@code fail}
 * @param result {@code passed}; {@code warned}, {@code unstable} or {@code failed} where it was missed, as chosen; {@code
 *     skipped} where there was nothing to measure
 * @param message what was measured; where it was missed, by how much, and what is most to blame
 */
public record GateReport(
        String name, long limit, @CheckForNull Long value, String unit, String action, String result, String message) {

    /** Whether it was missed, however bad that was to be. */
    public boolean missed() {
        return result.equals("warned") || result.equals("unstable") || result.equals("failed");
    }
}
