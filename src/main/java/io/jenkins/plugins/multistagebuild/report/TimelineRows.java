package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where each stage has its row in the timeline: below its host, in the order in which they ended, so that arrows point downwards. */
final class TimelineRows {

    /** Heights that {@code report.css} knows as well, since the names are text beside the picture. */
    static final int AXIS = 24;

    static final int HOST = 30;
    static final int ROW = 26;

    /** A host with the stages that ran on it, and where its line begins. */
    record Host(String name, int y, List<BuildReport.StageReport> stages) {}

    private final List<Host> hosts = new ArrayList<>();
    private final Map<Integer, Integer> tops = new HashMap<>();
    private final int height;

    TimelineRows(BuildReport report, TimeScale scale) {
        Map<String, List<BuildReport.StageReport>> byHost = report.stages().stream()
                .filter(stage -> stage.startedAt() != null)
                .sorted(Comparator.comparingLong(scale::end).thenComparingInt(BuildReport.StageReport::index))
                .collect(Collectors.groupingBy(
                        stage -> stage.host() == null ? Wording.of("timeline.noHost") : stage.host(),
                        TreeMap::new,
                        Collectors.toList()));
        int y = AXIS;
        for (Map.Entry<String, List<BuildReport.StageReport>> host : byHost.entrySet()) {
            hosts.add(new Host(host.getKey(), y, host.getValue()));
            y += HOST;
            for (BuildReport.StageReport stage : host.getValue()) {
                tops.put(stage.index(), y);
                y += ROW;
            }
        }
        height = y;
    }

    List<Host> hosts() {
        return hosts;
    }

    boolean has(BuildReport.StageReport stage) {
        return tops.containsKey(stage.index());
    }

    int top(BuildReport.StageReport stage) {
        return tops.get(stage.index());
    }

    int middle(BuildReport.StageReport stage) {
        return top(stage) + ROW / 2;
    }

    int count() {
        return tops.size();
    }

    int height() {
        return height;
    }
}
