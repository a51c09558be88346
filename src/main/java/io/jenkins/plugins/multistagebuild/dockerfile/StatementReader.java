package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/** Joins physical lines to logical ones and attaches comments and here-documents. */
final class StatementReader {

    private final SourceLines lines;
    private final Directives directives = new Directives("#");
    private final ProblemList problems;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Integer> emptyContinuations = new ArrayList<>();
    private List<String> comments = new ArrayList<>();
    private boolean stopped;
    private boolean outlineReadable = true;
    private boolean inStage;

    StatementReader(byte[] text, ProblemList problems) {
        this.lines = new SourceLines(text);
        this.problems = problems;
    }

    List<Statement> statements() {
        return statements;
    }

    Directives directives() {
        return directives;
    }

    /** Lines at the end of instructions that hold an empty continuation line. */
    List<Integer> emptyContinuations() {
        return emptyContinuations;
    }

    /** Whether what could not be read is neither a FROM nor before the first one, and hides nothing behind it. */
    boolean outlineReadable() {
        return outlineReadable;
    }

    /** Number of the line read last. */
    int lastLine() {
        return lines.number();
    }

    void read() {
        String raw;
        while (!stopped && (raw = lines.next()) != null) {
            String line = Characters.trimLeft(withoutEnd(raw));
            if (line.startsWith("#")) {
                comment(line);
                continue;
            }
            acceptDirective(line);
            if (!line.isEmpty()) {
                statement(line);
            }
        }
        if (lines.stoppedAtLongLine()) {
            outlineReadable = false;
            problems.add(
                    lines.number(),
                    "the line is longer than " + SourceLines.MAX_LINE
                            + " bytes; split it with \\ at the end of lines, or COPY the content from a file");
        }
    }

    private void comment(String line) {
        if (acceptDirective(line)) {
            return;
        }
        String comment = Characters.trim(line.substring(1));
        if (comment.isEmpty()) {
            comments = new ArrayList<>();
        } else {
            comments.add(comment);
        }
    }

    private boolean acceptDirective(String line) {
        try {
            return directives.accept(line);
        } catch (RefusedException e) {
            outlineReadable = false;
            problems.add(lines.number(), e);
            return true;
        }
    }

    private void statement(String first) {
        int start = lines.number();
        StringBuilder text = new StringBuilder();
        boolean emptyContinuation = false;
        boolean open = append(text, first);
        while (open) {
            String raw = lines.next();
            if (raw == null) {
                break;
            }
            String line = withoutEnd(raw);
            String content = Characters.trimLeft(line);
            if (content.startsWith("#")) {
                continue;
            }
            if (content.isEmpty()) {
                emptyContinuation = true;
                continue;
            }
            open = append(text, line);
        }
        if (emptyContinuation) {
            emptyContinuations.add(lines.number());
        }
        boolean begins = isFrom(text.toString());
        try {
            Statement statement = statement(text.toString(), directives.escape(), start, comments);
            add(statement.at(start, lines.number()));
        } catch (RefusedException e) {
            outlineReadable &= inStage && !begins;
            problems.add(start, e);
        }
        inStage |= begins;
        comments = new ArrayList<>();
    }

    private static boolean isFrom(String text) {
        String trimmed = Characters.trim(text);
        return Characters.lower(trimmed.substring(0, Characters.endOfWord(trimmed, 0)))
                .equals("from");
    }

    private void add(Statement statement) {
        List<Heredoc> opened;
        try {
            opened = statement.mayOpenHeredocs() && statement.text().contains("<<")
                    ? Heredoc.openedBy(statement.text())
                    : List.of();
        } catch (RefusedException e) {
            problems.add(statement.line(), "the word behind << cannot be read: " + e.getMessage());
            stopped = true;
            outlineReadable = false;
            return;
        }
        List<Heredoc> documents = new ArrayList<>();
        for (Heredoc heredoc : opened) {
            String content = body(heredoc);
            if (content == null) {
                outlineReadable = false;
                problems.add(
                        statement.line(),
                        "the here-document is not closed; put a line that holds only " + Quoted.text(heredoc.name())
                                + " behind its text");
                return;
            }
            documents.add(heredoc.withContent(content));
        }
        statements.add(documents.isEmpty() ? statement : statement.with(documents, lines.number()));
    }

    @CheckForNull
    private String body(Heredoc heredoc) {
        StringBuilder content = new StringBuilder();
        for (String raw = lines.next(); raw != null; raw = lines.next()) {
            String line = withoutEnd(raw);
            int tabs = 0;
            while (heredoc.chomp() && tabs < line.length() && line.charAt(tabs) == '\t') {
                tabs++;
            }
            if (line.length() - tabs == heredoc.name().length() && line.startsWith(heredoc.name(), tabs)) {
                return content.toString();
            }
            content.append(raw);
        }
        return null;
    }

    /** Appends a line without its continuation character; true where it had one. */
    private boolean append(StringBuilder text, String line) {
        char escape = directives.escape();
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        boolean continues = end > 0 && line.charAt(end - 1) == escape && (end == 1 || line.charAt(end - 2) != escape);
        text.append(line, 0, continues ? end - 1 : line.length());
        return continues;
    }

    private static String withoutEnd(String raw) {
        int end = raw.length();
        while (end > 0 && (raw.charAt(end - 1) == '\n' || raw.charAt(end - 1) == '\r')) {
            end--;
        }
        return raw.substring(0, end);
    }

    /** Tells keyword, flags and arguments of a logical line apart. */
    static Statement statement(String text, char escape, int line, List<String> comments) throws RefusedException {
        String trimmed = Characters.trim(text);
        int end = Characters.endOfWord(trimmed, 0);
        String keyword = trimmed.substring(0, end);
        FlagWords words = FlagWords.read(trimmed.substring(Characters.startOfWord(trimmed, end)), escape);
        String rest = Characters.trim(words.rest());
        Arguments arguments = Arguments.read(Characters.lower(keyword), rest, escape, line);
        return new Statement(line, line, keyword, words.flags(), rest, trimmed, arguments, List.of(), comments);
    }
}
