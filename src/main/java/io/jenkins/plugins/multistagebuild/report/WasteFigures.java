package io.jenkins.plugins.multistagebuild.report;

/** What gates need of the analysis of an image. */
public interface WasteFigures {

    /** Bytes in its layers that its file system does not need. */
    long wastedBytes();

    /** Share of the bytes of its layers that its file system needs, in hundredths of a percent. */
    long efficiencyBasisPoints();
}
