package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.profile.TomlText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TomlTest {
  @ParameterizedTest
  @MethodSource("dev.provision.render.HostileStrings#all")
  void anyStringComesBackAsValueAndAsKey(String text) {
    String toml = Toml.key(text) + " = " + Toml.value(text) + "\n";

    assertThat(TomlText.parse(toml)).isEqualTo(Map.of(text, text));
  }

  @Test
  void scalars() {
    assertThat(Toml.value(20480)).isEqualTo("20480");
    assertThat(Toml.value(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    assertThat(Toml.value(1.5)).isEqualTo("1.5");
    assertThat(TomlText.parse("a = " + Toml.value(1e300))).isEqualTo(Map.of("a", 1e300));
  }

  /** An Ansible role wrote Python's {@code True} for years: linux-system-roles/podman#208. */
  @Test
  void booleansAreTomlsOwn() {
    assertThat(Toml.value(true)).isEqualTo("true");
    assertThat(Toml.value(false)).isEqualTo("false");
    assertThatThrownBy(() -> TomlText.parse("a = True")).hasMessageContaining("not TOML");
  }

  @Test
  void containersOfValues() {
    assertThat(Toml.value(List.of())).isEqualTo("[]");
    assertThat(Toml.value(List.of("a", 1L, Map.of("append", true))))
        .isEqualTo("[\"a\", 1, {append = true}]");
  }

  @Test
  void keysAreQuotedWhereTheyMustBe() {
    assertThat(Toml.key("docker_io-1")).isEqualTo("docker_io-1");
    assertThat(Toml.key("a.b")).isEqualTo("\"a.b\"");
    assertThat(Toml.key("")).isEqualTo("\"\"");
  }

  @Test
  void halfASurrogatePairAndStrangersAreRefused() {
    assertThatThrownBy(() -> Toml.value("\ud800")).hasMessageContaining("surrogate");
    assertThatThrownBy(() -> Toml.value(new Object())).hasMessageContaining("no such value");
  }

  @Test
  void aKeyGivenTwiceIsNotToml() {
    assertThatThrownBy(() -> TomlText.parse("a = 1\na = 2\n")).hasMessageContaining("not TOML");
    assertThatThrownBy(() -> TomlText.parse("[a]\nb = 1\n[a]\nb = 1\n"))
        .hasMessageContaining("not TOML");
  }
}
