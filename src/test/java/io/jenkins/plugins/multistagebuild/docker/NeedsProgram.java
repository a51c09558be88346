package io.jenkins.plugins.multistagebuild.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that needs programs of the machine. Where one is missing the test is counted as skipped, and says so. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(ProgramCondition.class)
public @interface NeedsProgram {

    /** Paths of the programs, or names on the search path. */
    String[] value();
}
