package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The last images of all jobs of a folder side by side, above all of the branches of a multibranch project, each against that
 * of the main branch. It reads the trends of the jobs and loads no build.
 */
@ExportedBean
public class FolderPage implements Action, StaplerProxy {

    /** What plugins for branches mark the main one with; they need not be there. */
    private static final String MAIN = "jenkins.scm.api.metadata.PrimaryInstanceMetadataAction";

    private static final List<String> MAIN_NAMES = List.of("main", "master");

    private final Item folder;
    private final ItemGroup<?> group;

    private FolderPage(Item folder, ItemGroup<?> group) {
        this.folder = folder;
        this.group = group;
    }

    @Override
    public Object getTarget() {
        folder.checkPermission(Item.READ);
        return this;
    }

    public Item getObject() {
        return folder;
    }

    /** The last image of each name of each job that the user may see, the main branch's first. */
    @Exported(inline = true)
    public List<FolderEntry> getImages() {
        Job<?, ?> main = main();
        Map<String, TrendEntry> mains =
                main == null ? Map.of() : lastByName(Trend.of(main).entriesIfThere());
        List<FolderEntry> images = new ArrayList<>();
        for (Job<?, ?> job : jobs()) {
            List<TrendEntry> entries = Trend.of(job).entriesIfThere();
            List<FolderEntry> own = lastByName(entries).values().stream()
                    .map(last -> new FolderEntry(
                            job,
                            job == main,
                            last,
                            Badges.change(entries, last),
                            job == main ? null : mains.get(last.getName())))
                    .toList();
            images.addAll(job == main ? 0 : images.size(), own);
        }
        return images;
    }

    /** The job that the others are compared with; null where none is the main one. */
    @CheckForNull
    private Job<?, ?> main() {
        List<Job<?, ?>> jobs = jobs();
        for (Job<?, ?> job : jobs) {
            if (job.getAllActions().stream()
                    .anyMatch(action -> action.getClass().getName().equals(MAIN))) {
                return job;
            }
        }
        return jobs.stream()
                .filter(job -> MAIN_NAMES.contains(job.getName()))
                .findFirst()
                .orElse(null);
    }

    /** The last image of each name, that of the last build first. */
    private static Map<String, TrendEntry> lastByName(List<TrendEntry> entries) {
        Map<String, TrendEntry> last = new LinkedHashMap<>();
        for (int i = entries.size() - 1; i >= 0 && last.size() < JobPage.MOST_NAMES; i--) {
            TrendEntry entry = entries.get(i);
            if (entry.getSizeBytes() != null) {
                last.putIfAbsent(entry.getName(), entry);
            }
        }
        return last;
    }

    /** The jobs that the user may see. */
    private List<Job<?, ?>> jobs() {
        List<Job<?, ?>> jobs = new ArrayList<>();
        for (Object item : group.getItems()) {
            if (item instanceof Job<?, ?> job) {
                jobs.add(job);
            }
        }
        return jobs;
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return Texts.of("images");
    }

    @Override
    public String getIconFileName() {
        return "symbol-layers-outline plugin-ionicons-api";
    }

    @Override
    public String getUrlName() {
        return MultiStageBuildAction.URL_NAME;
    }

    /** Gives such a page to every folder with a job that has built an image, by a look at one file of each job. */
    @Extension
    public static final class Factory extends TransientActionFactory<ItemGroup> {

        @Override
        public Class<ItemGroup> type() {
            return ItemGroup.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return FolderPage.class;
        }

        @Override
        public Collection<? extends Action> createFor(ItemGroup target) {
            if (target instanceof Item folder) {
                FolderPage page = new FolderPage(folder, target);
                if (page.jobs().stream().anyMatch(job -> Trend.of(job).isExpected())) {
                    return List.of(page);
                }
            }
            return List.of();
        }
    }
}
