package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import io.jenkins.plugins.multistagebuild.dockerfile.Variables;
import io.jenkins.plugins.multistagebuild.dockerfile.WordExpansion;
import io.jenkins.plugins.multistagebuild.dockerfile.WorkBudget;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The variables that FROM sees: the automatic ones and the ARGs before the first FROM. */
final class GlobalVariables implements Variables {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private final Map<String, String> given;
    private final char escape;
    private final WorkBudget budget = new WorkBudget();

    GlobalVariables(Platform platform, Map<String, String> given, String targetStage, char escape) {
        this.given = given;
        this.escape = escape;
        for (String side : new String[] {"BUILD", "TARGET"}) {
            automatic(side + "PLATFORM", platform.format(side.equals("TARGET")));
            automatic(side + "OS", platform.os());
            automatic(side + "OSVERSION", platform.osVersion());
            automatic(side + "ARCH", platform.architecture());
            automatic(side + "VARIANT", platform.variant());
        }
        automatic("TARGETSTAGE", targetStage.isEmpty() ? "default" : targetStage);
    }

    private void automatic(String name, String value) {
        values.put(name, given.getOrDefault(name, value));
    }

    /** Takes an ARG into account that stands before the first FROM. */
    void declare(Instruction.Arg arg) throws RefusedException {
        for (Instruction.Pair variable : arg.variables()) {
            String value = given.get(variable.name());
            String otherwise = variable.value();
            if (value == null && otherwise != null) {
                value = WordExpansion.expand(otherwise, escape, this).text();
            }
            if (value != null) {
                values.put(variable.name(), value);
            }
            declared.add(variable.name());
        }
    }

    @Override
    @CheckForNull
    public String value(String name) throws RefusedException {
        String value = values.get(name);
        budget.spend(value == null ? 1 : value.length() + 1L);
        return value;
    }

    @Override
    public void spend(long steps) throws RefusedException {
        budget.spend(steps);
    }

    /** The value for a look that makes no text. */
    @CheckForNull
    String look(String name) {
        return values.get(name);
    }

    /** What the variables of the whole file may cost. */
    WorkBudget budget() {
        return budget;
    }

    @Override
    public Collection<String> names() {
        Set<String> names = new LinkedHashSet<>(declared);
        names.addAll(values.keySet());
        return names;
    }

    /** These variables with others that come first. */
    Variables over(Map<String, String> first) {
        return new Variables() {
            @Override
            public String value(String name) throws RefusedException {
                String value = first.get(name);
                return value != null ? value : GlobalVariables.this.value(name);
            }

            @Override
            public Collection<String> names() {
                return GlobalVariables.this.names();
            }
        };
    }

    /** Whether FROM may use a name. */
    boolean isDeclared(String name) {
        return declared.contains(name) || values.containsKey(name);
    }
}
