/**
 * A Dockerfile's text as typed instructions, every one with its lines, or as problems with file and line.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
