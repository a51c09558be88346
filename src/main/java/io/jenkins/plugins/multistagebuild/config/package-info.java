/**
 * Global configuration.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.config;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
