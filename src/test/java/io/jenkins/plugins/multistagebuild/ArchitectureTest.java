package io.jenkins.plugins.multistagebuild;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/** Holds the table of packages in docs/design.md: who may know whom. */
@AnalyzeClasses(
        packages = ArchitectureTest.ROOT,
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

    static final String ROOT = "io.jenkins.plugins.multistagebuild";
    private static final String JSON = "com.fasterxml.jackson..";
    private static final String TAR = "org.apache.commons.compress..";
    private static final String[] JENKINS_EDGE = {ROOT + ".step..", ROOT + ".page..", ROOT + ".config.."};
    private static final String[] JENKINS = {
        "hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..", "com.cloudbees.."
    };

    @ArchTest
    static final ArchRule dockerfileKnowsNobody = onlyKnows("dockerfile", List.of(), List.of());

    @ArchTest
    static final ArchRule graphKnowsDockerfile = onlyKnows("graph", List.of("dockerfile"), List.of());

    @ArchTest
    static final ArchRule dockerKnowsNobody = onlyKnows("docker", List.of(), List.of(JSON));

    @ArchTest
    static final ArchRule wasteKnowsDocker = onlyKnows("waste", List.of("docker"), List.of(JSON, TAR));

    @ArchTest
    static final ArchRule planKnowsGraph = onlyKnows("plan", List.of("dockerfile", "graph", "docker"), List.of());

    @ArchTest
    static final ArchRule buildKnowsPlanAndDocker =
            onlyKnows("build", List.of("dockerfile", "graph", "plan", "docker", "waste"), List.of());

    @ArchTest
    static final ArchRule reportKnowsTheOutcome =
            onlyKnows("report", List.of("dockerfile", "graph", "docker", "waste", "plan", "build"), List.of(JSON));

    @ArchTest
    static final ArchRule onlyTheJenkinsEdgeKnowsJenkins = noClasses()
            .that()
            .resideOutsideOfPackages(JENKINS_EDGE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(JENKINS));

    @ArchTest
    static final ArchRule theJenkinsEdgeDoesNotKnowTheTerminal = noClasses()
            .that()
            .resideInAnyPackage(JENKINS_EDGE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + ".cli..", "picocli.."));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    private static ArchRule onlyKnows(String name, List<String> packages, List<String> libraries) {
        List<String> allowed = new ArrayList<>(libraries);
        allowed.add("java..");
        allowed.add("edu.umd.cs.findbugs.annotations");
        allowed.add(ROOT + "." + name + "..");
        packages.forEach(known -> allowed.add(ROOT + "." + known + ".."));
        return classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed.toArray(String[]::new)).or(primitives()));
    }

    private static DescribedPredicate<JavaClass> primitives() {
        return DescribedPredicate.describe(
                "primitives and their arrays",
                type -> type.isPrimitive()
                        || (type.isArray() && type.getBaseComponentType().isPrimitive()));
    }
}
