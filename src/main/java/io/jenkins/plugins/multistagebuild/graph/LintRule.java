package io.jenkins.plugins.multistagebuild.graph;

/** The rules there are: those of the engine that can be decided from the text, and two of our own. */
enum LintRule {
    CONSISTENT_INSTRUCTION_CASING("ConsistentInstructionCasing", "consistent-instruction-casing"),
    DUPLICATE_STAGE_NAME("DuplicateStageName", "duplicate-stage-name"),
    EXPOSE_INVALID_FORMAT("ExposeInvalidFormat", "expose-invalid-format"),
    EXPOSE_PROTO_CASING("ExposeProtoCasing", "expose-proto-casing"),
    FROM_AS_CASING("FromAsCasing", "from-as-casing"),
    FROM_PLATFORM_FLAG_CONST_DISALLOWED("FromPlatformFlagConstDisallowed", "from-platform-flag-const-disallowed"),
    INVALID_DEFAULT_ARG_IN_FROM("InvalidDefaultArgInFrom", "invalid-default-arg-in-from"),
    INVALID_DEFINITION_DESCRIPTION("InvalidDefinitionDescription", "invalid-definition-description"),
    JSON_ARGS_RECOMMENDED("JSONArgsRecommended", "json-args-recommended"),
    LEGACY_KEY_VALUE_FORMAT("LegacyKeyValueFormat", "legacy-key-value-format"),
    MAINTAINER_DEPRECATED("MaintainerDeprecated", "maintainer-deprecated"),
    MULTIPLE_INSTRUCTIONS_DISALLOWED("MultipleInstructionsDisallowed", "multiple-instructions-disallowed"),
    NO_EMPTY_CONTINUATION("NoEmptyContinuation", "no-empty-continuation"),
    REDUNDANT_TARGET_PLATFORM("RedundantTargetPlatform", "redundant-target-platform"),
    RESERVED_STAGE_NAME("ReservedStageName", "reserved-stage-name"),
    SECRETS_USED_IN_ARG_OR_ENV("SecretsUsedInArgOrEnv", "secrets-used-in-arg-or-env"),
    STAGE_NAME_CASING("StageNameCasing", "stage-name-casing"),
    UNDEFINED_ARG_IN_FROM("UndefinedArgInFrom", "undefined-arg-in-from"),
    UNDEFINED_VAR("UndefinedVar", "undefined-var"),
    WORKDIR_RELATIVE_PATH("WorkdirRelativePath", "workdir-relative-path"),
    /** Ours: no target but the stage itself needs it. */
    UNUSED_STAGE("UnusedStage", ""),
    /** Ours: an image that has almost the name of a stage. */
    MISSPELLED_STAGE("MisspelledStage", "");

    private static final String LINK = "https://docs.docker.com/go/dockerfile/rule/";

    private final String id;
    private final String link;

    LintRule(String id, String page) {
        this.id = id;
        this.link = page.isEmpty() ? "" : LINK + page + "/";
    }

    String id() {
        return id;
    }

    String link() {
        return link;
    }

    /** Whether it must be asked for. */
    boolean isExperimental() {
        return this == INVALID_DEFINITION_DESCRIPTION;
    }

    /** Whether the engine knows it too. */
    boolean isOfTheEngine() {
        return !link.isEmpty();
    }
}
