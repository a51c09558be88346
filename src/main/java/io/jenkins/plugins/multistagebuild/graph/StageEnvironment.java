package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import io.jenkins.plugins.multistagebuild.dockerfile.Variables;
import io.jenkins.plugins.multistagebuild.dockerfile.WordExpansion;
import io.jenkins.plugins.multistagebuild.dockerfile.WorkBudget;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The variables that a stage's instructions see, and its working directory. What an image brings along is not known: words
 * that depend on it are told apart, and nothing is judged by them.
 */
final class StageEnvironment implements Variables {

    private static final String ANYTHING = "x";

    /**
     * A word after expansion.
     *
     * @param text the text
     * @param certain whether no unknown value has a part in it
     * @param unset variables in it that are certainly not set
     */
    record Value(String text, boolean certain, Set<String> unset) {}

    /**
     * A variable.
     *
     * @param text its value; null where ARG only declares it
     * @param certain whether no unknown value has a part in it
     */
    private record Variable(@CheckForNull String text, boolean certain) {}

    private final boolean complete;
    private final WorkBudget budget;
    private final Set<String> restored = new HashSet<>();
    private SharedMap<Variable> values = SharedMap.empty();
    private SharedMap<Variable> kept = SharedMap.empty();

    @CheckForNull
    private String directory;

    private boolean directorySet;
    private boolean shellSet;

    private StageEnvironment(boolean complete, @CheckForNull String directory, WorkBudget budget) {
        this.complete = complete;
        this.directory = directory;
        this.budget = budget;
    }

    /** The environment on an empty file system. */
    static StageEnvironment ofScratch(WorkBudget budget) {
        StageEnvironment environment = new StageEnvironment(true, "/", budget);
        environment.keep("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", true);
        return environment;
    }

    /** The environment on an image. */
    static StageEnvironment ofImage(WorkBudget budget) {
        StageEnvironment environment = new StageEnvironment(false, null, budget);
        environment.keep("PATH", ANYTHING, false);
        return environment;
    }

    /** The environment of a stage on this one: what ENV set wins over an ARG of the same name. */
    StageEnvironment child() {
        StageEnvironment child = new StageEnvironment(complete, directory, budget);
        child.values = values;
        child.kept = kept;
        child.directorySet = directorySet;
        child.shellSet = shellSet;
        restored.forEach(name -> child.values = child.values.with(name, kept.get(name)));
        return child;
    }

    /** Sets a variable by ENV. */
    void keep(String name, String value, boolean certain) {
        Variable variable = new Variable(value, certain);
        kept = kept.with(name, variable);
        values = values.with(name, variable);
    }

    /** Sets a variable by ARG, or only declares it. */
    void declare(String name, @CheckForNull String value, boolean certain) {
        if (value != null || values.get(name) == null) {
            values = values.with(name, new Variable(value, certain));
        }
        if (kept.get(name) != null) {
            restored.add(name);
        }
    }

    Value expand(String word, char escape) throws RefusedException {
        return value(WordExpansion.expand(word, escape, this));
    }

    /**
     * The words that a word becomes when its variables may hold several.
     *
     * @param texts the words
     * @param certain whether no unknown value has a part in them
     */
    record Words(List<String> texts, boolean certain) {}

    Words words(String word, char escape) throws RefusedException {
        WordExpansion.ExpandedWords words = WordExpansion.expandToWords(word, escape, this);
        Value value = value(new WordExpansion.Expanded("", words.matched(), Set.of()));
        return new Words(words.texts(), value.certain());
    }

    Value expandKeepingQuotes(String text) throws RefusedException {
        return value(WordExpansion.expandKeepingQuotes(text, this));
    }

    private Value value(WordExpansion.Expanded expanded) {
        boolean certain = true;
        for (String name : expanded.matched()) {
            Variable variable = values.get(name);
            certain &= variable != null && variable.text() != null && variable.certain();
        }
        Set<String> unset = new HashSet<>();
        for (String name : expanded.unmatched()) {
            if (values.get(name) == null) {
                unset.add(name);
            }
        }
        return new Value(expanded.text(), certain, unset);
    }

    @Override
    @CheckForNull
    public String value(String name) throws RefusedException {
        Variable variable = values.get(name);
        String text = variable == null ? null : variable.text();
        budget.spend(text == null ? 1 : text.length() + 1L);
        if (text != null) {
            return text;
        }
        return complete ? null : ANYTHING;
    }

    @Override
    public void spend(long steps) throws RefusedException {
        budget.spend(steps);
    }

    @Override
    public Collection<String> names() {
        return List.of();
    }

    /** Changes the directory; null where it cannot be told. */
    void changeDirectory(@CheckForNull String path) {
        directorySet = true;
        if (path == null || (!path.startsWith("/") && directory == null)) {
            directory = null;
        } else if (path.startsWith("/")) {
            directory = path;
        } else if (!path.isEmpty()) {
            directory = directory + "/" + path;
        }
    }

    /** The directory, or null where it cannot be told. */
    @CheckForNull
    String directory() {
        return directory;
    }

    /** Whether the file, not only a base image, says which directory it is. */
    boolean isDirectorySet() {
        return directorySet;
    }

    void setShell() {
        shellSet = true;
    }

    boolean isShellSet() {
        return shellSet;
    }
}
