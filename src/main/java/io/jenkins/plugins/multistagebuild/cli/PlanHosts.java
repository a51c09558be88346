package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Forecast;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Plan;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import io.jenkins.plugins.multistagebuild.report.ByteSize;
import io.jenkins.plugins.multistagebuild.report.Durations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Draws for a terminal how hosts share the work: the units of each with their time, what travels, and how long it takes. */
final class PlanHosts {

    private static final int WIDTH = 40;
    private static final int MAX_NAMES = 8;
    private static final int MAX_LINES = 60;

    private final PlanRequest request;
    private final StageGraph graph;
    private final Plan plan;
    private final Forecast forecast;
    private final Ink ink;
    private final List<String> lines = new ArrayList<>();

    private PlanHosts(PlanRequest request, Plan plan, Forecast forecast, Ink ink) {
        this.request = request;
        this.graph = request.graph();
        this.plan = plan;
        this.forecast = forecast;
        this.ink = ink;
    }

    /** The lines of the drawing, without a line feed at their ends; none for a plan without a forecast. */
    static List<String> draw(PlanRequest request, Plan plan, Ansi ansi) {
        Forecast forecast = plan.forecast();
        return forecast == null ? List.of() : new PlanHosts(request, plan, forecast, new Ink(ansi.enabled())).draw();
    }

    private List<String> draw() {
        lines.add("");
        lines.add("on " + PlanText.count(request.hosts().size(), "host")
                + ", by estimate (no engine was asked; each is taken to have "
                + PlanText.count(request.hosts().get(0).power().processors(), "processor") + "):");
        for (Host host : request.hosts()) {
            host(host);
        }
        transfers();
        lines.add("");
        lines.add("expected " + ink.bold(Durations.format(forecast.makespanMillis())) + ", at least "
                + Durations.format(forecast.lowerBoundMillis()) + "; on 1, 2, 4 hosts: "
                + Planner.WHAT_IF.stream().map(this::expected).collect(Collectors.joining(", ")));
        return lines.size() <= MAX_LINES ? lines : shortened();
    }

    private List<String> shortened() {
        List<String> some = new ArrayList<>(lines.subList(0, MAX_LINES - 2));
        some.add("  … and " + (lines.size() - MAX_LINES) + " lines more; --format json tells all");
        some.addAll(lines.subList(lines.size() - 2, lines.size()));
        return some;
    }

    private String expected(int hosts) {
        Long millis = Planner.expected(request, hosts);
        return millis == null ? "not possible" : Durations.format(millis);
    }

    private void host(Host host) {
        List<Unit> units = plan.units().stream()
                .filter(unit -> unit.host().equals(host.name()))
                .sorted((a, b) -> Long.compare(a.startMillis(), b.startMillis()))
                .toList();
        lines.add("  " + ink.bold(Quoted.message(host.name())) + (units.isEmpty() ? ": nothing" : ""));
        for (Unit unit : units) {
            lines.add("    " + bar(unit) + "  " + Durations.format(unit.startMillis()) + " – "
                    + Durations.format(unit.endMillis()) + "  " + names(unit.stages())
                    + (unit.rebuilt().isEmpty() ? "" : ink.dim(" once more: " + names(unit.rebuilt()))));
        }
    }

    private String bar(Unit unit) {
        long whole = Math.max(1, forecast.makespanMillis());
        int from = (int) (WIDTH * unit.startMillis() / whole);
        int to = Math.max(from + 1, (int) (WIDTH * unit.endMillis() / whole));
        int begin = Math.min(from, WIDTH - 1);
        int end = Math.min(to, WIDTH);
        return "·".repeat(begin) + "█".repeat(end - begin) + "·".repeat(WIDTH - end);
    }

    private void transfers() {
        lines.add("");
        if (forecast.transferBytes() == 0) {
            lines.add("nothing travels between hosts");
            return;
        }
        lines.add("what travels, " + ByteSize.format(forecast.transferBytes()) + " by estimate:");
        Map<String, HandOver> once = new TreeMap<>();
        for (Unit unit : plan.units()) {
            for (HandOver each : unit.handOvers()) {
                String way = Quoted.message(plan.units().get(each.unit()).host()) + " → " + Quoted.message(unit.host());
                once.put("%6d %s".formatted(each.stage(), way), each);
            }
        }
        once.forEach((key, each) -> lines.add("  " + PlanText.name(graph.stage(each.stage())) + "  " + key.substring(7)
                + "  " + what(each) + "  " + ByteSize.format(each.bytes())));
    }

    private static String what(HandOver handOver) {
        if (handOver.image()) {
            return "the image";
        }
        return handOver.paths().isEmpty()
                ? "all files"
                : some(handOver.paths().stream().map(Quoted::text).toList());
    }

    private String names(Collection<Integer> stages) {
        return some(
                stages.stream().map(stage -> PlanText.name(graph.stage(stage))).toList());
    }

    private static String some(List<String> texts) {
        String joined = texts.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return texts.size() > MAX_NAMES ? joined + ", … and " + (texts.size() - MAX_NAMES) + " more" : joined;
    }
}
