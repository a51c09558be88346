package io.jenkins.plugins.multistagebuild.waste;

import java.util.List;

/**
 * A cache that a package manager fills and no running container needs.
 *
 * @param name what it is
 * @param folders where it is; {@code ~} stands for the home of any user
 * @param hint how to leave it out
 */
record PackageCache(String name, List<String> folders, String hint) {

    /** The table: in each program's manual, this is where it keeps what can be fetched again. */
    static final List<PackageCache> ALL = List.of(
            cache("apt package lists", "end the RUN with rm -rf /var/lib/apt/lists/*", "var/lib/apt/lists"),
            cache("apt packages", "end the RUN with apt-get clean", "var/cache/apt"),
            cache("apk packages", "apk add --no-cache", "var/cache/apk", "etc/apk/cache"),
            cache("dnf packages", "end the RUN with dnf clean all", "var/cache/dnf", "var/cache/libdnf5"),
            cache("yum packages", "end the RUN with yum clean all", "var/cache/yum"),
            cache("zypper packages", "end the RUN with zypper clean --all", "var/cache/zypp"),
            cache("pacman packages", "end the RUN with pacman -Scc --noconfirm", "var/cache/pacman/pkg"),
            cache("pip packages", "pip install --no-cache-dir", "~/.cache/pip"),
            cache("uv packages", "uv pip install --no-cache", "~/.cache/uv"),
            cache("Poetry packages", "poetry install --no-cache", "~/.cache/pypoetry"),
            cache("conda packages", "end the RUN with conda clean --all --yes", "opt/conda/pkgs", "~/.conda/pkgs"),
            cache("npm packages", mount("/root/.npm"), "~/.npm"),
            cache(
                    "Yarn packages",
                    "end the RUN with yarn cache clean",
                    "~/.cache/yarn",
                    "~/.yarn/berry/cache",
                    "usr/local/share/.cache/yarn"),
            cache(
                    "pnpm packages",
                    mount("/root/.local/share/pnpm/store"),
                    "~/.local/share/pnpm/store",
                    "~/.pnpm-store"),
            cache("Go build cache", mount("/root/.cache/go-build"), "~/.cache/go-build"),
            cache("Go modules", mount("/go/pkg/mod"), "go/pkg/mod", "~/go/pkg/mod"),
            cache("Maven repository", mount("/root/.m2"), "~/.m2/repository"),
            cache("Gradle caches", mount("/root/.gradle"), "~/.gradle/caches", "~/.gradle/wrapper"),
            cache("Ivy cache", mount("/root/.ivy2"), "~/.ivy2/cache"),
            cache("Coursier cache", mount("/root/.cache/coursier"), "~/.cache/coursier"),
            cache(
                    "Cargo registry",
                    mount("/usr/local/cargo/registry"),
                    "usr/local/cargo/registry",
                    "~/.cargo/registry"),
            cache("NuGet packages", mount("/root/.nuget/packages"), "~/.nuget/packages"),
            cache("Composer cache", "composer install --no-cache", "~/.composer/cache", "~/.cache/composer"),
            cache("gem packages", "end the RUN with rm -rf /usr/local/bundle/cache", "usr/local/bundle/cache"),
            cache("Cabal packages", mount("/root/.cabal/packages"), "~/.cabal/packages"),
            cache("CPAN cache", "end the RUN with rm -rf /root/.cpan", "~/.cpan", "~/.cpanm"));

    PackageCache {
        folders = List.copyOf(folders);
    }

    private static PackageCache cache(String name, String hint, String... folders) {
        return new PackageCache(name, List.of(folders), hint);
    }

    private static String mount(String target) {
        return "RUN --mount=type=cache,target=" + target;
    }
}
