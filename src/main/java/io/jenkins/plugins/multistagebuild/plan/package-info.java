/**
 * Which host builds what, in how many engine runs, and what has to travel between hosts.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
