/**
 * Looks into an image: reads what {@code docker save} prints, layer by layer, and tells what of it is wasted. Memory is
 * bounded whatever the image holds: summaries of layers lie on disk, and are folded in as many passes as it takes.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.multistagebuild.waste;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
