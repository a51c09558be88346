package io.jenkins.plugins.multistagebuild.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.model.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.yaml.snakeyaml.Yaml;

/** What dashboards read, and the page of a job. */
@WithJenkins
class DashboardsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void stepsHaveTheNamesAndValuesOfTheReport() throws Exception {
        for (String kept : List.of("1-compared", "1-shop-hosts", "1-shop-failed", "1-not-started")) {
            Run<?, ?> run = SampleBuilds.build(jenkins, "p" + kept, kept);
            JsonNode step =
                    json(run.getUrl() + "multi-stage-build/api/json?depth=1").at("/steps/0");

            JsonNode report = json(run.getUrl() + "multi-stage-build/step/7/report.json");
            List<String> own = List.of("_class", "id", "name", "title", "message");
            step.properties().forEach(field -> {
                if (!own.contains(field.getKey())) {
                    contained(kept + "." + field.getKey(), field.getValue(), report.path(field.getKey()));
                }
            });
            assertThat(step.path("stages").size())
                    .isEqualTo(report.path("stages").size());
        }
    }

    /** Every field of the first has the same value in the other, unless that was written before there was such a field. */
    private static void contained(String where, JsonNode exported, JsonNode report) {
        if (report.isMissingNode()) {
            boolean nothing = exported.isNull() || exported.isContainerNode() && exported.isEmpty();
            assertThat(nothing || where.matches(".*\\.(cache.*|layerCount)"))
                    .as(where)
                    .isTrue();
        } else if (exported.isObject()) {
            exported.properties().forEach(field -> {
                if (!field.getKey().equals("_class")) {
                    contained(where + "." + field.getKey(), field.getValue(), report.path(field.getKey()));
                }
            });
        } else if (exported.isArray()) {
            assertThat(exported.size()).as(where).isEqualTo(report.size());
            for (int i = 0; i < exported.size(); i++) {
                contained(where + "[" + i + "]", exported.get(i), report.get(i));
            }
        } else {
            assertThat(exported.asText("")).as(where).isEqualTo(report.asText(""));
        }
    }

    @Test
    void theTreeChoosesWhatIsSentAndTheBuildsOwnDataReadNoReport() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-two");

        JsonNode chosen =
                json(run.getUrl() + "multi-stage-build/api/json?tree=steps[name,image[sizeBytes],stages[name]]");
        assertThat(chosen.at("/steps/0/name").asText()).isEqualTo("registry.example/shop/web");
        assertThat(chosen.at("/steps/0/image/sizeBytes").asLong()).isPositive();
        assertThat(chosen.at("/steps/0/stages/0").size()).isEqualTo(1);
        assertThat(chosen.at("/steps/0").has("result")).isFalse();
        assertThat(raw(run.getUrl() + "multi-stage-build/api/xml?tree=steps[image[tags]]"))
                .contains("<image>");
        assertThat(raw(run.getUrl() + "api/json")).doesNotContain("\"stages\"");
    }

    @Test
    void everyAddressIsAsTheDescriptionSays() throws Exception {
        SampleBuilds.build(jenkins, "p", "1-compared");
        Map<String, Object> api = new Yaml().load(Files.readString(Path.of("../../docs/openapi.yaml")));
        JsonNode description = JSON.valueToTree(api);
        int tried = 0;
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            String address = path.getKey()
                    .substring(1)
                    .replace("{job}", "p")
                    .replace("{build}", "1")
                    .replace("{step}", "7")
                    .replace("{stage}", "0");
            var response = client().goTo(address + (address.endsWith("api/json") ? "?depth=1" : ""), null)
                    .getWebResponse();
            JsonNode content = path.getValue().at("/get/responses/200/content");
            assertThat(response.getStatusCode()).as(address).isEqualTo(200);
            assertThat(response.getContentType())
                    .as(address)
                    .isEqualTo(content.fieldNames().next());
            JsonNode schema = content.path("application/json").path("schema");
            if (!schema.isMissingNode()) {
                described(address, JSON.readTree(response.getContentAsString()), schema, description);
            }
            tried++;
        }
        assertThat(tried).isEqualTo(6);
        Folder folder = jenkins.createProject(Folder.class, "f");
        for (String name : List.of("main", "other")) {
            FreeStyleProject job = folder.createProject(FreeStyleProject.class, name);
            SampleBuilds.leave(jenkins.buildAndAssertSuccess(job), "7", "shop/web:1", SampleBuilds.report("1-two"));
        }
        String address = "job/f/multi-stage-build/api/json";
        assertThat(json(address).path("images")).hasSize(2);
        described(address, json(address), JSON.readTree("{\"$ref\":\"#/components/schemas/Images\"}"), description);
    }

    /** Every field is described, and of its kind. */
    private static void described(String where, JsonNode value, JsonNode given, JsonNode root) {
        JsonNode schema =
                given.has("$ref") ? root.at(given.path("$ref").asText().substring(1)) : given;
        if (schema.has("oneOf")) {
            described(where, value, schema.at("/oneOf/0"), root);
            return;
        }
        if (value.isNull()) {
            assertThat(schema.path("nullable").asBoolean())
                    .as(where + " is null")
                    .isTrue();
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> {
                schema.path("required").forEach(name -> assertThat(value.has(name.asText()))
                        .as(where + "." + name)
                        .isTrue());
                value.properties().forEach(field -> {
                    if (!field.getKey().equals("_class")
                            && !schema.path("additionalProperties").asBoolean()) {
                        JsonNode property = schema.path("properties").path(field.getKey());
                        assertThat(property.isMissingNode())
                                .as(where + "." + field.getKey())
                                .isFalse();
                        described(where + "." + field.getKey(), field.getValue(), property, root);
                    }
                });
            }
            case "array" -> value.forEach(each -> described(where + "[]", each, schema.path("items"), root));
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            case "number" -> assertThat(value.isNumber()).as(where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            default -> assertThat(value.isTextual()).as(where).isTrue();
        }
    }

    @Test
    void aThousandBuildsAreShownInTimeWithoutBeingLoaded() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("p");
        StringBuilder trend = new StringBuilder();
        for (int build = 1; build <= 1_000; build++) {
            trend.append(build == 1 ? "[" : ",")
                    .append("{\"build\":" + build + ",\"step\":\"7\",\"name\":\"shop/web\",\"result\":\""
                            + (build % 97 == 0 ? "failure" : "success")
                            + "\",\"startedAt\":\"2026-01-02T03:04:05Z\",\"sizeBytes\":"
                            + (build % 97 == 0 ? "null" : 200_000_000 + build * 1_000)
                            + ",\"layerCount\":9,\"wallMillis\":"
                            + (60_000 + build) + ",\"cachePercent\":" + build % 100 + ",\"missedGates\":"
                            + (build % 190 == 0 ? "[\"the image is too large\"]" : "[]") + "}");
        }
        Path builds = Files.createDirectories(job.getBuildDir().toPath());
        Files.writeString(builds.resolve("multi-stage-build-trend.v1.json"), trend + "]");
        JobPage page = job.getAction(JobPage.class);

        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long begin = System.nanoTime();
            assertThat(page.series("").get(0).getBody())
                    .contains("#1000", "#901")
                    .doesNotContain("#899<");
            best = Math.min(best, System.nanoTime() - begin);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(best)).isLessThan(200);
        HtmlPage html = client().goTo("job/p/multi-stage-build/");
        assertThat(html.asNormalizedText()).contains("shop/web", "201 MB", "the image is too large");
        assertThat(client().goTo("job/p/").asNormalizedText()).contains("Image trend", "201 MB");
        assertThat(client().goTo("job/p/multi-stage-build/?builds=2000").querySelectorAll(".msb-builds tbody tr"))
                .hasSize(1_000);
    }

    @Test
    void theTrendIsMadeAnewLosesDeletedBuildsAndMovesWithItsJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("p");
        for (String kept : List.of("1-two", "1-shop-hosts", "1-two")) {
            SampleBuilds.leave(jenkins.buildAndAssertSuccess(job), "7", "shop/web:1", SampleBuilds.report(kept));
        }
        String before = raw("job/p/multi-stage-build/api/json");
        assertThat(builds("p")).containsExactly(1, 2, 3);
        Path file = job.getBuildDir().toPath().resolve("multi-stage-build-trend.v1.json");
        for (String damage : List.of("", "[{\"build\":1}", "{}", "[null]")) {
            Files.writeString(file, damage);
            assertThat(raw("job/p/multi-stage-build/api/json")).as(damage).isEqualTo(before);
        }
        Files.delete(file);
        jenkins.jenkins.reload();
        job = jenkins.jenkins.getItemByFullName("p", FreeStyleProject.class);
        assertThat(job.getLastBuild().getAction(MultiStageBuildAction.class)).isNotNull();
        assertThat(raw("job/p/multi-stage-build/api/json")).isEqualTo(before);

        job.getBuildByNumber(2).delete();
        assertThat(builds("p")).containsExactly(1, 3);
        job.renameTo("q");
        assertThat(builds("q")).containsExactly(1, 3);
    }

    @Test
    void badgeAndColumnsTellTheLastSizeAndItsChange() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("p");
        SampleBuilds.leave(jenkins.buildAndAssertSuccess(job), "7", "shop/web:1", SampleBuilds.report("1-two"));
        assertThat(raw("job/p/multi-stage-build/badge.svg"))
                .contains(">89.1 MB<")
                .doesNotContain("(");
        SampleBuilds.leave(
                jenkins.buildAndAssertSuccess(job),
                "7",
                "shop/web:2",
                SampleBuilds.report("1-two").replaceFirst("\"sizeBytes\":(\\d)", "\"sizeBytes\":9$1"));
        assertThat(raw("job/p/multi-stage-build/badge.svg?name=registry.example/shop/web"))
                .contains("image: ", "(+");
        assertThat(status("job/p/multi-stage-build/badge.svg?name=<script>")).isEqualTo(404);
        jenkins.createFreeStyleProject("without");
        ListView view = new ListView("images", jenkins.jenkins);
        view.setIncludeRegex(".*");
        view.getColumns().add(new ImageSizeColumn());
        view.getColumns().add(new ImageChangeColumn());
        jenkins.jenkins.addView(view);

        HtmlPage page = client().goTo("view/images/");

        assertThat(page.asNormalizedText()).contains("Image size", "Image change", " MB", "+");
        assertThat(page.querySelectorAll("a[href$='multi-stage-build/']")).hasSize(2);
        assertThat(client().goTo("").asNormalizedText()).doesNotContain("Image size");
        assertThat(status("job/without/multi-stage-build/")).isEqualTo(404);
    }

    @Test
    void nothingOfAPrivateJobIsTold() throws Exception {
        SampleBuilds.build(jenkins, "p", "1-two");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
        for (String path : List.of("", "api/json", "api/xml", "badge.svg")) {
            assertThat(status("job/p/multi-stage-build/" + path)).as(path).isEqualTo(404);
            JenkinsRule.WebClient reader = client().login("reader");
            assertThat(reader.goTo("job/p/multi-stage-build/" + path, null)
                            .getWebResponse()
                            .getStatusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    private List<Integer> builds(String job) throws Exception {
        List<Integer> builds = new ArrayList<>();
        json("job/" + job + "/multi-stage-build/api/json")
                .path("builds")
                .forEach(each -> builds.add(each.path("build").asInt()));
        return builds;
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(raw(path));
    }

    private String raw(String path) throws Exception {
        return client().goTo(path, null).getWebResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private int status(String path) throws Exception {
        JenkinsRule.WebClient client = client();
        client.setThrowExceptionOnFailingStatusCode(false);
        return client.goTo(path, null).getWebResponse().getStatusCode();
    }

    private JenkinsRule.WebClient client() {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        return client;
    }
}
