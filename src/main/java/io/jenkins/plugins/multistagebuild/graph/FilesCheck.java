package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.FileMode;
import io.jenkins.plugins.multistagebuild.dockerfile.Heredoc;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import io.jenkins.plugins.multistagebuild.dockerfile.RemoteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks COPY and ADD once their words are expanded. */
final class FilesCheck {

    private static final Map<String, Integer> DIGITS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);

    private final InstructionWalk walk;
    private final Instruction instruction;
    private final Instruction.Files files;

    FilesCheck(InstructionWalk walk, Instruction instruction, Instruction.Files files) {
        this.walk = walk;
        this.instruction = instruction;
        this.files = files;
    }

    /** Checks a COPY. */
    void check(Instruction.Copy copy) throws RefusedException {
        List<StageEnvironment.Value> sources = expand();
        if (copy.from().isEmpty()) {
            walk.draft().paths.addOfContext(sources);
        } else {
            walk.draft().paths.add(copy, copy.from(), sources);
        }
        for (StageEnvironment.Value source : sources) {
            if (source.certain() && RemoteSource.kind(source.text()) != RemoteSource.Kind.LOCAL) {
                throw new RefusedException(
                        "COPY " + Quoted.text(source.text()) + ": only ADD takes sources from elsewhere");
            }
        }
    }

    /** Checks an ADD. */
    void check(Instruction.Add add) throws RefusedException {
        StageEnvironment.Value checksum = walk.expand(add, add.checksum());
        List<StageEnvironment.Value> sources = expand();
        walk.draft().paths.addOfContext(sources);
        if (sources.stream().allMatch(StageEnvironment.Value::certain) && checksum.certain()) {
            List<String> texts =
                    sources.stream().map(StageEnvironment.Value::text).toList();
            checkChecksum(texts, checksum.text());
            for (String source : texts) {
                if (RemoteSource.kind(source) == RemoteSource.Kind.GIT) {
                    RemoteSource.checkGit(source, checksum.text(), add.keepGitDir());
                }
            }
        }
    }

    private List<StageEnvironment.Value> expand() throws RefusedException {
        walk.expand(instruction, files.chown());
        StageEnvironment.Value chmod = walk.expand(instruction, files.chmod());
        List<StageEnvironment.Value> sources = new ArrayList<>();
        for (String source : files.sources()) {
            sources.add(walk.expand(instruction, source));
        }
        walk.expand(instruction, files.destination());
        for (Heredoc heredoc : files.heredocs()) {
            if (heredoc.expand()) {
                walk.expandBody(instruction, heredoc.content());
            }
        }
        if (chmod.certain() && !chmod.text().isEmpty()) {
            FileMode.check(instruction.keyword(), chmod.text());
        }
        return sources;
    }

    private static void checkChecksum(List<String> sources, String checksum) throws RefusedException {
        if (checksum.isEmpty()) {
            return;
        }
        if (sources.size() != 1) {
            throw new RefusedException("ADD --checksum is for one source only; write one ADD for each");
        }
        RemoteSource.Kind kind = RemoteSource.kind(sources.get(0));
        if (kind == RemoteSource.Kind.LOCAL) {
            throw new RefusedException("ADD --checksum is for downloads and Git sources only");
        }
        int colon = checksum.indexOf(':');
        Integer digits = colon < 0 ? null : DIGITS.get(checksum.substring(0, colon));
        boolean digest = digits != null
                && checksum.length() == colon + 1 + digits
                && checksum.substring(colon + 1)
                        .chars()
                        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (kind == RemoteSource.Kind.DOWNLOAD && !digest) {
            throw new RefusedException("ADD --checksum=" + Quoted.text(checksum)
                    + " is no digest; write sha256: and 64 hexadecimal digits in lower case");
        }
    }
}
