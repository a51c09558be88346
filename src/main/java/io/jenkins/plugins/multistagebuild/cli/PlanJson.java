package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Lint;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Forecast;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Plan;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A plan as the JSON of the contract in docs/design.md. */
final class PlanJson {

    private PlanJson() {}

    static Map<String, Object> document(PlanRequest request, Plan plan) {
        StageGraph graph = request.graph();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", 1);
        json.put("target", graph.target());
        json.put("stages", graph.stages().stream().map(PlanJson::stage).toList());
        json.put("neededStages", graph.neededStages());
        json.put("levels", graph.levels());
        json.put("criticalPath", graph.criticalPath(PlanText::weight));
        json.put("lint", graph.lint().stream().map(PlanJson::lint).toList());
        json.put("units", plan.units().stream().map(PlanJson::unit).toList());
        json.put("hosts", request.hosts().stream().map(PlanJson::host).toList());
        Forecast forecast = plan.forecast();
        if (forecast != null) {
            json.put("makespanMillis", forecast.makespanMillis());
            json.put("lowerBoundMillis", forecast.lowerBoundMillis());
            json.put("singleHostMillis", forecast.singleHostMillis());
            json.put("transferBytes", forecast.transferBytes());
        }
        Map<String, Object> expected = new LinkedHashMap<>();
        Planner.WHAT_IF.forEach(hosts -> expected.put(hosts.toString(), Planner.expected(request, hosts)));
        json.put("expectedMillisByHosts", expected);
        return json;
    }

    /** What a host is taken to be. */
    private static Map<String, Object> host(Host host) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", host.name());
        json.put("processors", host.power().processors());
        json.put("speed", host.power().speed());
        return json;
    }

    private static Map<String, Object> stage(Stage stage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", stage.index());
        json.put("name", stage.name());
        json.put("line", stage.line());
        json.put("base", base(stage.base()));
        json.put(
                "dependencies",
                stage.dependencies().stream().map(PlanJson::dependency).toList());
        json.put("externalImages", stage.externalImages());
        json.put("instructions", stage.instructions().size());
        json.put("needed", stage.needed());
        json.put("reason", stage.reason());
        return json;
    }

    private static Map<String, Object> base(Base base) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", base.kind().name().toLowerCase(Locale.ROOT));
        json.put("ref", base.ref());
        json.put("stage", base.stage());
        return json;
    }

    private static Map<String, Object> dependency(Dependency dependency) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stage", dependency.stage());
        json.put("kind", dependency.kind().json());
        json.put("line", dependency.line());
        return json;
    }

    private static Map<String, Object> lint(Lint lint) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", lint.rule());
        json.put("line", lint.line());
        json.put("text", lint.text());
        json.put("link", lint.link());
        return json;
    }

    private static Map<String, Object> unit(Unit unit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", unit.host());
        json.put("stages", unit.stages());
        json.put("targets", unit.targets());
        json.put("rebuilt", unit.rebuilt());
        json.put("needs", unit.needs());
        json.put("handOvers", unit.handOvers().stream().map(PlanJson::handOver).toList());
        json.put("startMillis", unit.startMillis());
        json.put("endMillis", unit.endMillis());
        return json;
    }

    private static Map<String, Object> handOver(HandOver handOver) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stage", handOver.stage());
        json.put("unit", handOver.unit());
        json.put("image", handOver.image());
        json.put("paths", handOver.paths());
        json.put("bytes", handOver.bytes());
        return json;
    }
}
