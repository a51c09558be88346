package io.jenkins.plugins.multistagebuild.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The branches of a multibranch project, each with its trend, and all side by side; the same for folders. */
@WithJenkins
class BranchesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void branchesAreComparedWithTheMainOneAndKeepTheirTrendsWhenAllIsMoved() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        WorkflowMultiBranchProject shop = team.createProject(WorkflowMultiBranchProject.class, "shop");
        shop.getSourcesList().add(new BranchSource(new Branches("trunk", List.of("a/b <i>", "trunk", "fix"))));
        shop.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        assertThat(shop.getItems()).hasSize(3);
        image(shop, "trunk", 1_000_000);
        image(shop, "trunk", 1_500_000);
        image(shop, "a/b <i>", 2_750_000);
        image(shop, "fix", 1_250_000);

        HtmlPage page = client().goTo("job/team/job/shop/multi-stage-build/");
        List<String> rows = new ArrayList<>();
        page.querySelectorAll(".msb-images tbody tr")
                .forEach(row -> rows.add(row.asNormalizedText().replace('\t', '|')));
        assertThat(rows).hasSize(3).allMatch(row -> row.matches(".*\\|#[0-9]+ 2026-01-02 03:04 UTC"));
        assertThat(rows.get(0)).startsWith("trunk|registry.example/shop/web|1.50 MB|main branch|+500 kB|");
        assertThat(rows)
                .anyMatch(row -> row.startsWith("a/b <i>|registry.example/shop/web|2.75 MB|+1.25 MB||"))
                .anyMatch(row -> row.startsWith("fix|registry.example/shop/web|1.25 MB|-250 kB||"));
        assertThat(page.getElementsByTagName("i")).isEmpty();
        Run<?, ?> last = branch(shop, "trunk").getLastBuild();
        assertThat(page.getAnchorByText("#" + last.getNumber()).click().getUrl().getPath())
                .endsWith(last.getUrl() + "multi-stage-build/step/7/");
        assertThat(page.getAnchorByText("fix").click().getUrl().getPath())
                .endsWith("/job/team/job/shop/job/fix/multi-stage-build/");
        assertThat(client().goTo("job/team/job/shop/").querySelectorAll("a[href$='/shop/multi-stage-build']"))
                .isNotEmpty();

        shop.renameTo("store");
        Folder other = jenkins.createProject(Folder.class, "other");
        Item moved = Items.move(shop, other);
        assertThat(moved.getFullName()).isEqualTo("other/store");
        JsonNode images = json("job/other/job/store/multi-stage-build/api/json").path("images");
        assertThat(images).hasSize(3);
        assertThat(images.get(0).path("job").asText()).isEqualTo("trunk");
        assertThat(images.get(0).path("main").asBoolean()).isTrue();
        assertThat(images.get(1).path("sizeAgainstMain").isIntegralNumber()).isTrue();
        assertThat(json("job/other/job/store/job/trunk/multi-stage-build/api/json")
                        .path("builds"))
                .hasSize(2);
        assertThat(client().goTo("job/other/job/store/job/trunk/multi-stage-build/")
                        .asNormalizedText())
                .contains("1.50 MB", "1.00 MB");
    }

    @Test
    void aFolderShowsTheJobsThatItsReaderMaySeeAndNothingWhereThereIsNoImage() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "f");
        FreeStyleProject main = folder.createProject(FreeStyleProject.class, "main");
        FreeStyleProject hidden = folder.createProject(FreeStyleProject.class, "hidden");
        assertThat(folder.getAction(FolderPage.class)).isNull();
        assertThat(status("job/f/multi-stage-build/", "any")).isEqualTo(404);
        SampleBuilds.leave(jenkins.buildAndAssertSuccess(main), "7", "shop/web:1", SampleBuilds.report("1-two"));
        SampleBuilds.leave(jenkins.buildAndAssertSuccess(hidden), "7", "shop/web:1", SampleBuilds.report("1-two"));

        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(folder, main)
                .to("some")
                .grant(Item.READ)
                .everywhere()
                .to("all"));

        for (String path : List.of("", "api/json", "api/xml")) {
            assertThat(status("job/f/multi-stage-build/" + path, "nobody")).isEqualTo(404);
            assertThat(status("job/f/multi-stage-build/" + path, "some")).isEqualTo(200);
        }
        assertThat(client().login("all").goTo("job/f/multi-stage-build/").asNormalizedText())
                .contains("hidden", "main branch");
        assertThat(client().login("some").goTo("job/f/multi-stage-build/").asNormalizedText())
                .contains("main branch")
                .doesNotContain("hidden");
    }

    /** The trends are all that is read. */
    @Test
    void noBuildIsLoaded() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "f");
        for (String name : List.of("main", "one", "two")) {
            FreeStyleProject job = folder.createProject(FreeStyleProject.class, name);
            SampleBuilds.leave(jenkins.buildAndAssertSuccess(job), "7", "shop/web:1", SampleBuilds.report("1-two"));
            java.nio.file.Files.delete(job.getLastBuild().getRootDir().toPath().resolve("build.xml"));
        }
        jenkins.jenkins.reload();

        assertThat(json("job/f/multi-stage-build/api/json").path("images")).hasSize(3);
        assertThat(((Job<?, ?>) jenkins.jenkins.getItemByFullName("f/one")).getLastBuild())
                .isNull();
    }

    private static WorkflowJob branch(WorkflowMultiBranchProject project, String name) {
        return project.getItems().stream()
                .filter(job -> job.getDisplayName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Builds a branch, and leaves an image of so many bytes with the build. */
    private void image(WorkflowMultiBranchProject project, String name, long bytes) throws Exception {
        Run<?, ?> run = jenkins.buildAndAssertSuccess(branch(project, name));
        String report =
                SampleBuilds.report("1-two").replaceFirst("(\"image\":\\{.*?\"sizeBytes\":)[0-9]+", "$1" + bytes);
        SampleBuilds.leave(run, "7", "shop/web:1", report);
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(
                client().goTo(path, "application/json").getWebResponse().getContentAsString());
    }

    private int status(String path, String user) throws Exception {
        JenkinsRule.WebClient client = client();
        if (!user.equals("any")) {
            client.login(user);
        }
        client.setThrowExceptionOnFailingStatusCode(false);
        return client.goTo(path, null).getWebResponse().getStatusCode();
    }

    private JenkinsRule.WebClient client() {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        client.getOptions().setPrintContentOnFailingStatusCode(false);
        return client;
    }
}
