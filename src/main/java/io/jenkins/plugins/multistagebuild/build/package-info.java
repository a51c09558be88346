/**
 * Executes a plan: a state machine that is fed events and answers with actions, and the outcome of a run.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
