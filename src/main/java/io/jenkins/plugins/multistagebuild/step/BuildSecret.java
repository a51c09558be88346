package io.jenkins.plugins.multistagebuild.step;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multistagebuild.page.Texts;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A credential that commands of the build may read by {@code RUN --mount=type=secret}; it is not left in the image. */
public class BuildSecret extends AbstractDescribableImpl<BuildSecret> implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private final String id;
    private final String credentialsId;
    private Part part = Part.BOTH;

    /** What of a credential with user name and password is the secret. */
    enum Part {
        BOTH("both"),
        USERNAME("username"),
        PASSWORD("password");

        private final String key;

        Part(String key) {
            this.key = key;
        }

        static Part named(@CheckForNull String key) {
            for (Part part : values()) {
                if (part.key.equals(key)) {
                    return part;
                }
            }
            return BOTH;
        }
    }

    @DataBoundConstructor
    public BuildSecret(String id, String credentialsId) {
        this.id = id == null ? "" : id.trim();
        this.credentialsId = credentialsId == null ? "" : credentialsId.trim();
    }

    /** What {@code RUN --mount=type=secret,id=…} calls it. */
    public String getId() {
        return id;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @CheckForNull
    public String getPart() {
        return part == Part.BOTH ? null : part.key;
    }

    @DataBoundSetter
    public void setPart(@CheckForNull String part) {
        this.part = Part.named(Util.fixEmptyAndTrim(part));
    }

    Part part() {
        return part;
    }

    /** Whether Dockerfiles can name a secret so. */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** Tells the Snippet Generator what to offer. */
    @Extension
    public static class DescriptorImpl extends Descriptor<BuildSecret> {

        @Override
        public String getDisplayName() {
            return Texts.of("secret");
        }

        @POST
        public FormValidation doCheckId(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return !FormChecks.mayCheck(item) || isId(value.trim())
                    ? FormValidation.ok()
                    : FormValidation.error(Texts.of("badSecretId"));
        }

        /** Credentials that can be secrets. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath @CheckForNull Item item) {
            StandardListBoxModel items = new StandardListBoxModel();
            if (!FormChecks.mayCheck(item)) {
                return items;
            }
            return items.includeEmptyValue()
                    .withMatching(
                            CredentialsMatchers.anyOf(
                                    CredentialsMatchers.instanceOf(FileCredentials.class),
                                    CredentialsMatchers.instanceOf(StringCredentials.class),
                                    CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)),
                            CredentialsProvider.lookupCredentialsInItem(
                                    StandardCredentials.class, item, null, List.of()));
        }

        /** What of user name and password may be taken. */
        @POST
        public ListBoxModel doFillPartItems(@AncestorInPath @CheckForNull Item item) {
            ListBoxModel items = new ListBoxModel();
            if (FormChecks.mayCheck(item)) {
                for (Part part : Part.values()) {
                    items.add(Texts.of("part." + part.key), part == Part.BOTH ? "" : part.key);
                }
            }
            return items;
        }
    }
}
