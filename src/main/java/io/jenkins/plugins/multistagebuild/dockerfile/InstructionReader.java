package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes typed instructions of statements and judges each on its own. */
final class InstructionReader {

    private static final List<String> KEYWORDS = List.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    private final Statement statement;
    private final List<String> words;
    private final String keyword;

    private InstructionReader(Statement statement) {
        this.statement = statement;
        this.words = statement.arguments().words();
        this.keyword = Characters.upper(statement.keyword());
    }

    static Instruction read(Statement statement) throws RefusedException {
        return new InstructionReader(statement).instruction();
    }

    private Instruction instruction() throws RefusedException {
        Place place = new Place(
                statement.line(), statement.endLine(), statement.keyword(), statement.text(), statement.comments());
        return switch (statement.kind()) {
            case "add" -> add(place);
            case "arg" -> new Instruction.Arg(place, declared());
            case "cmd" -> new Instruction.Cmd(place, command(), isJson());
            case "copy" -> copy(place);
            case "entrypoint" -> new Instruction.Entrypoint(place, command(), isJson());
            case "env" -> new Instruction.Env(place, pairs());
            case "expose" -> new Instruction.Expose(place, atLeastOne());
            case "from" -> from(place);
            case "healthcheck" -> new Instruction.Healthcheck(place, HealthcheckReader.read(statement));
            case "label" -> new Instruction.Label(place, pairs());
            case "maintainer" -> new Instruction.Maintainer(place, exactlyOne());
            case "onbuild" -> new Instruction.Onbuild(place, trigger());
            case "run" -> run(place);
            case "shell" -> new Instruction.Shell(place, shell());
            case "stopsignal" -> new Instruction.StopSignal(place, exactlyOneWithoutFlags());
            case "user" -> new Instruction.User(place, exactlyOne());
            case "volume" -> new Instruction.Volume(place, volumes());
            case "workdir" -> new Instruction.Workdir(place, exactlyOne());
            default ->
                throw new RefusedException(
                        "unknown instruction " + Quoted.text(statement.keyword())
                                + Suggestion.text(statement.keyword(), KEYWORDS),
                        statement.keyword());
        };
    }

    private boolean isJson() {
        return statement.arguments().json();
    }

    private Instruction.From from(Place place) throws RefusedException {
        if (words.size() != 1 && (words.size() != 3 || !words.get(1).equalsIgnoreCase("as"))) {
            throw new RefusedException("FROM takes an image or stage, or an image or stage AS a name, not "
                    + words.size() + (words.size() == 1 ? " word" : " words")
                    + "; a comment needs a line of its own");
        }
        if (words.size() == 3 && !isStageName(Characters.lower(words.get(2)))) {
            throw new RefusedException(
                    "the stage name " + Quoted.text(words.get(2))
                            + " is not possible; it begins with a letter and holds letters, digits, - _ and . only",
                    words.get(2));
        }
        String platform = Flags.read(statement).text("platform");
        boolean named = words.size() == 3;
        return new Instruction.From(
                place, words.get(0), named ? words.get(1) : null, named ? words.get(2) : null, platform);
    }

    private static boolean isStageName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private Instruction.Run run(Place place) throws RefusedException {
        Flags flags = Flags.read(statement);
        List<MountFlag> mounts = new ArrayList<>();
        for (String mount : flags.texts("mount")) {
            mounts.add(MountFlag.read(mount));
        }
        String network = oneOf("network", flags.text("network", "default"), Set.of("default", "none", "host"));
        String security = oneOf("security", flags.text("security", "sandbox"), Set.of("insecure", "sandbox"));
        for (String device : flags.texts("device")) {
            DeviceFlag.check(device);
        }
        return new Instruction.Run(
                place, mounts, flags.texts("device"), network, security, words, isJson(), statement.heredocs());
    }

    private static String oneOf(String flag, String value, Set<String> possible) throws RefusedException {
        if (!possible.contains(value)) {
            throw new RefusedException(
                    "RUN --" + flag + "=" + Quoted.text(value) + " is not possible; it is one of "
                            + String.join(", ", possible.stream().sorted().toList())
                            + Suggestion.text(value, possible),
                    "--" + flag);
        }
        return value;
    }

    private Instruction.Copy copy(Place place) throws RefusedException {
        Flags flags = filesFlags();
        return new Instruction.Copy(place, files(flags), flags.text("from"), flags.isSet("parents"));
    }

    private Instruction.Add add(Place place) throws RefusedException {
        Flags flags = filesFlags();
        return new Instruction.Add(place, files(flags), flags.text("checksum"), flags.text("keep-git-dir"));
    }

    private Flags filesFlags() throws RefusedException {
        if (words.size() < 2) {
            throw new RefusedException(keyword + " needs at least one source and a destination");
        }
        return Flags.read(statement);
    }

    private Instruction.Files files(Flags flags) throws RefusedException {
        String destination = words.get(words.size() - 1);
        if (Heredoc.isOne(destination)) {
            throw new RefusedException(keyword + " takes no here-document as its destination; name a path behind it");
        }
        List<String> sources = new ArrayList<>();
        for (String source : words.subList(0, words.size() - 1)) {
            if (!Heredoc.isOne(source)) {
                sources.add(source);
            }
        }
        return new Instruction.Files(
                sources,
                statement.heredocs(),
                destination,
                flags.text("chown"),
                flags.text("chmod"),
                flags.isSet("link"),
                flags.texts("exclude"));
    }

    private List<Instruction.Pair> declared() throws RefusedException {
        if (words.isEmpty()) {
            throw new RefusedException("ARG needs at least one name: ARG NAME or ARG NAME=default");
        }
        List<Instruction.Pair> declared = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals == 0) {
                throw new RefusedException("ARG " + Quoted.text(word) + " has no name before the =", word);
            }
            declared.add(
                    equals < 0
                            ? new Instruction.Pair(word, null, false)
                            : new Instruction.Pair(word.substring(0, equals), word.substring(equals + 1), true));
        }
        return declared;
    }

    private List<Instruction.Pair> pairs() throws RefusedException {
        Flags.read(statement);
        if (words.isEmpty()) {
            throw new RefusedException(keyword + " needs at least one pair: " + keyword + " NAME=value");
        }
        List<Instruction.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 3) {
            if (words.get(i).isEmpty()) {
                throw new RefusedException(keyword + " has a value without a name before the =");
            }
            pairs.add(new Instruction.Pair(
                    words.get(i), words.get(i + 1), !words.get(i + 2).isEmpty()));
        }
        return pairs;
    }

    private List<String> command() throws RefusedException {
        Flags.read(statement);
        return words;
    }

    private List<String> shell() throws RefusedException {
        Flags.read(statement);
        if (words.isEmpty() || !isJson()) {
            throw new RefusedException("SHELL needs the JSON form: SHELL [\"/bin/bash\", \"-c\"]");
        }
        return words;
    }

    private List<String> atLeastOne() throws RefusedException {
        if (words.isEmpty()) {
            throw new RefusedException(keyword + " needs at least one argument");
        }
        Flags.read(statement);
        return words;
    }

    private List<String> volumes() throws RefusedException {
        List<String> volumes = atLeastOne();
        for (String volume : volumes) {
            if (Characters.trim(volume).isEmpty()) {
                throw new RefusedException("VOLUME has an empty path; name a directory");
            }
        }
        return volumes;
    }

    private String exactlyOne() throws RefusedException {
        String word = exactlyOneWithoutFlags();
        Flags.read(statement);
        return word;
    }

    private String exactlyOneWithoutFlags() throws RefusedException {
        if (words.size() != 1) {
            throw new RefusedException(keyword + " needs exactly one argument");
        }
        return words.get(0);
    }

    private String trigger() throws RefusedException {
        if (words.isEmpty()) {
            throw new RefusedException("ONBUILD needs an instruction behind it");
        }
        Flags.read(statement);
        String inner = Characters.upper(words.get(0));
        if (inner.equals("ONBUILD") || inner.equals("FROM") || inner.equals("MAINTAINER")) {
            throw new RefusedException(
                    "ONBUILD " + inner + " is not allowed; FROM, MAINTAINER and ONBUILD cannot be kept for later");
        }
        String text = statement.text();
        int end = Characters.endOfWord(text, 0);
        StringBuilder trigger = new StringBuilder(text.substring(Characters.startOfWord(text, end)));
        for (Heredoc heredoc : statement.heredocs()) {
            trigger.append('\n').append(heredoc.content()).append(heredoc.name());
        }
        return trigger.toString();
    }
}
