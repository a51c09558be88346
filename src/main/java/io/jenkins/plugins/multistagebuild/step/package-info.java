/**
 * The Pipeline step {@code multiStageBuild} and its durable execution.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
