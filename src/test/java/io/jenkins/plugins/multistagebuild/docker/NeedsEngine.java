package io.jenkins.plugins.multistagebuild.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that builds with real engines: one for each flavour named. Where an engine is missing the test is counted as
 * skipped, and says so.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(EngineCondition.class)
public @interface NeedsEngine {

    /** The flavours that must be there. */
    Flavour[] value() default {};

    /** Further engines that must be there, by the names that src/scripts/engines has for them. */
    String[] named() default {};
}
