/**
 * The terminal edge: {@code multi-stage-build plan|build|report}.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
