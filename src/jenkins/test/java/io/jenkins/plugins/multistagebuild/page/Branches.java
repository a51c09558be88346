package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Action;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCM;
import hudson.scm.SCMRevisionState;
import java.io.File;
import java.io.IOException;
import java.util.List;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import jenkins.scm.api.SCMSourceDescriptor;
import jenkins.scm.api.metadata.PrimaryInstanceMetadataAction;

/** A repository with some branches, each with a Jenkinsfile, for multibranch projects. */
public final class Branches extends SCMSource {

    private final String main;
    private final List<String> names;

    /** Branches of which the one is marked as the main one. */
    Branches(String main, List<String> names) {
        this.main = main;
        this.names = List.copyOf(names);
        setId("branches");
    }

    @Override
    protected void retrieve(
            SCMSourceCriteria criteria,
            @NonNull SCMHeadObserver observer,
            SCMHeadEvent<?> event,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        for (String name : names) {
            SCMHead head = new SCMHead(name);
            observer.observe(head, new Revision(head));
        }
    }

    @Override
    protected List<Action> retrieveActions(@NonNull SCMHead head, SCMHeadEvent event, @NonNull TaskListener listener) {
        return head.getName().equals(main) ? List.of(new PrimaryInstanceMetadataAction()) : List.of();
    }

    @Override
    public SCM build(@NonNull SCMHead head, SCMRevision revision) {
        return new Jenkinsfile();
    }

    /** The one revision of a branch. */
    private static final class Revision extends SCMRevision {

        private static final long serialVersionUID = 1L;

        Revision(SCMHead head) {
            super(head);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Revision revision && revision.getHead().equals(getHead());
        }

        @Override
        public int hashCode() {
            return getHead().hashCode();
        }
    }

    /** Checks out a Jenkinsfile. */
    private static final class Jenkinsfile extends NullSCM {

        @Override
        public void checkout(
                Run<?, ?> build,
                Launcher launcher,
                FilePath workspace,
                TaskListener listener,
                File changelogFile,
                SCMRevisionState baseline)
                throws IOException, InterruptedException {
            workspace.child("Jenkinsfile").write("echo 'built'", "UTF-8");
        }
    }

    /** Makes it known to Jenkins. */
    @Extension
    public static final class DescriptorImpl extends SCMSourceDescriptor {}
}
