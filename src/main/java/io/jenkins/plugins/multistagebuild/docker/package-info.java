/**
 * One seam to the {@code docker} command on one host: argument lists, progress readers, inspect and history.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
