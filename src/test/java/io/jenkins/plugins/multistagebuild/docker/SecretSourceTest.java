package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of {@code --secret}. */
class SecretSourceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id=a,src=f;a;f;",
                "id=a,source=f;a;f;",
                "src=f=g,id=a;a;f=g;",
                "id=a,env=B;a;;B",
                "type=env,id=a;a;;a",
                "type=env,id=a,src=B;a;;B",
                "type=file,id=a,src=f;a;f;",
                "id=a;a;;"
            })
    void aSecretIsAFileOrAVariable(String text, String id, String path, String variable) {
        assertThat(SecretSource.parse(text)).isEqualTo(new SecretSource(id, path, variable));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/b", "/a,b", "/a \"b\",c", "/a=b"})
    void anyPathCanBeWritten(String path) {
        assertThat(SecretSource.parse(SecretSource.file("a", path))).isEqualTo(new SecretSource("a", path, null));
    }

    @Test
    void whatIsWrongIsToldWithAnExample() {
        assertThatThrownBy(() -> SecretSource.parse("src=f"))
                .hasMessageContaining("the id is missing")
                .hasMessageContaining("id=npmrc,src=.npmrc");
        assertThatThrownBy(() -> SecretSource.parse("a")).hasMessageContaining("'a' is no field");
        assertThatThrownBy(() -> SecretSource.parse("id=a,file=b")).hasMessageContaining("no field 'file=b'");
        assertThatThrownBy(() -> SecretSource.parse("id=a,type=vault")).hasMessageContaining("no type 'vault'");
    }
}
