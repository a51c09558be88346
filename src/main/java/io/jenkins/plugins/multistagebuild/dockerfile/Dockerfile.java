package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A Dockerfile as typed instructions.
 *
 * @param file its name as the user gave it
 * @param escape the character that escapes and that continues lines
 * @param syntax the value of the {@code syntax} directive: another frontend that reads the file; empty where there is none
 * @param check the value of the {@code check} directive; empty where there is none
 * @param instructions the instructions that could be read, in the order of the file
 * @param outlineReadable whether all that stands before the first FROM, and every FROM, could be read
 * @param emptyContinuations last lines of instructions that hold an empty continuation line
 * @param problems what could not be read, in the order in which the engine would meet it
 */
public record Dockerfile(
        String file,
        char escape,
        String syntax,
        String check,
        List<Instruction> instructions,
        boolean outlineReadable,
        List<Integer> emptyContinuations,
        List<Problem> problems) {

    /** The largest file that is read; the engine takes no larger one. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    public Dockerfile {
        instructions = List.copyOf(instructions);
        emptyContinuations = List.copyOf(emptyContinuations);
        problems = List.copyOf(problems);
    }

    /** Reads a file's content. It never fails: what is wrong becomes a problem. */
    public static Dockerfile parse(String file, byte[] text) {
        ProblemList problems = new ProblemList(file, text);
        String unreadable = unreadable(text);
        if (unreadable != null) {
            problems.add(0, unreadable);
            return new Dockerfile(
                    file, WordExpansion.DEFAULT_ESCAPE, "", "", List.of(), false, List.of(), problems.toList());
        }
        StatementReader reader = new StatementReader(text, problems);
        reader.read();
        if (reader.statements().isEmpty() && problems.isEmpty()) {
            problems.add(Math.max(1, reader.lastLine()), "the file holds no instructions; begin with FROM");
        }
        boolean outlineReadable =
                reader.outlineReadable() && !reader.statements().isEmpty();
        boolean inStage = false;
        List<Instruction> instructions = new ArrayList<>();
        for (Statement statement : reader.statements()) {
            boolean begins = statement.kind().equals("from");
            try {
                Instruction instruction = InstructionReader.read(statement);
                if (!inStage && !begins && !(instruction instanceof Instruction.Arg)) {
                    throw new RefusedException(
                            instruction.keyword() + " comes before the first FROM; only ARG may stand there");
                }
                instructions.add(instruction);
            } catch (RefusedException e) {
                problems.add(statement.line(), e);
                outlineReadable &= inStage && !begins;
            }
            inStage |= begins;
        }
        return new Dockerfile(
                file,
                reader.directives().escape(),
                Directives.find("syntax", text),
                Directives.firstWord(Directives.find("check", text)),
                instructions,
                outlineReadable,
                reader.emptyContinuations(),
                problems.toList());
    }

    /** Reads an ONBUILD trigger: one instruction, with the default escape character. */
    public static Instruction parseTrigger(String trigger, int line, int endLine) throws RefusedException {
        byte[] text = trigger.getBytes(StandardCharsets.UTF_8);
        ProblemList problems = new ProblemList("", text);
        StatementReader reader = new StatementReader(text, problems);
        reader.read();
        if (!problems.isEmpty()) {
            throw new RefusedException(problems.toList().get(0).message());
        }
        if (reader.statements().size() != 1) {
            throw new RefusedException("an ONBUILD trigger is a single instruction");
        }
        return InstructionReader.read(reader.statements().get(0).at(line, endLine));
    }

    @CheckForNull
    private static String unreadable(byte[] text) {
        if (text.length == 0) {
            return "the Dockerfile is empty; begin with FROM";
        }
        if (text.length > MAX_BYTES) {
            return "the Dockerfile is larger than " + MAX_BYTES / (1024 * 1024)
                    + " MiB; COPY the content from files instead";
        }
        if (isWide(text)) {
            return "the Dockerfile is encoded in UTF-16 or UTF-32; save it as UTF-8";
        }
        return null;
    }

    /** Whether a file begins with the mark of a wide encoding, or with two letters of one. */
    private static boolean isWide(byte[] text) {
        if (text.length >= 2 && (text[0] & 0xFF) + (text[1] & 0xFF) == 0xFF + 0xFE) {
            return true;
        }
        return text.length >= 4 && ((text[0] == 0 && text[2] == 0) || (text[1] == 0 && text[3] == 0));
    }
}
