package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.ReportHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import io.jenkins.plugins.multistagebuild.report.ReportText;
import java.io.PrintWriter;

/** A report on standard output, in one of its forms. */
final class ReportOutput {

    private ReportOutput() {}

    static void print(BuildReport report, OutputFormat format, PrintWriter out) {
        switch (format) {
            case TEXT -> ReportText.lines(report).forEach(out::println);
            case JSON -> JsonOutput.print(out, ReportJson.asMap(report));
            case HTML -> out.print(ReportHtml.page(report));
        }
        out.flush();
    }
}
