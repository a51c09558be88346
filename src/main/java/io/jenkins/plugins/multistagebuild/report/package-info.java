/**
 * The one immutable report of a run: its JSON, its text, its HTML.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
