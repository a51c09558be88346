/**
 * Stages and the edges between them, with BuildKit's meaning: what a target needs, and why the rest is skipped.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
