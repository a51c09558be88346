package io.jenkins.plugins.multistagebuild.plan;

import java.util.ArrayList;
import java.util.List;

/** The times of a plan for a single host. */
final class SingleHost {

    private SingleHost() {}

    /** With BuildKit all engine runs begin at once; with the classic builder each stage has its own. */
    static List<Unit> withTimes(List<Unit> units, Candidate played) {
        List<Unit> timed = new ArrayList<>();
        Copies copies = played.copies();
        Workload work = copies.cluster().work();
        for (Unit unit : units) {
            long begin = Long.MAX_VALUE;
            long end = 0;
            for (int stage : unit.stages()) {
                int node = work.number(stage);
                if (node >= 0) {
                    int copy = copies.original(node);
                    begin = Math.min(
                            begin, played.times().unitBegins()[played.grouping().units()[copy]]);
                    end = Math.max(end, played.times().ends()[copy]);
                }
            }
            timed.add(unit.withTimes(Math.min(begin, end), end));
        }
        return timed;
    }
}
