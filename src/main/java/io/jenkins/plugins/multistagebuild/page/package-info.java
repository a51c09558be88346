/**
 * What the build page shows: the run action and its views.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
