package io.jenkins.plugins.multistagebuild.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example:5000/ci/hand-over",
                "registry.example/x",
                "localhost/x",
                "127.0.0.1:5000/a/b/c",
                "[::1]:5000/x",
                "docker.io/me/hand-over"
            })
    void aRepositoryIsNamedWithItsRegistry(String name) {
        assertThat(ImageReference.repositoryFault(name)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hand-over                         | it needs the name of a registry
                    ci/hand-over                      | it needs the name of a registry
                    registry.example:5000             | it needs the name of a registry
                    /x                                | it needs the name of a registry
                    registry.example/x:1              | leave off the tag or digest
                    registry.example/x@sha256:1       | leave off the tag or digest
                    https://registry.example/x        | leave off what ends with ://
                    registry.example/X                | is lower case
                    registry.example/                 | this is no name of an image
                    registry.example/x y              | this is no name of an image
                    registry.example:port/x           | this is no name of an image
                    """)
    void whatIsNoRepositoryIsToldWithWhatIsWrong(String name, String fault) {
        assertThat(ImageReference.repositoryFault(name)).contains(fault);
    }
}
