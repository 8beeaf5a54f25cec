package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HclTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "ado-runner => \"ado-runner\"",
        "a \"b\" \\ c => \"a \\\"b\\\" \\\\ c\"",
        "${var.key} %{ if x } $ % => \"$${var.key} %%{ if x } $ %\""
      })
  void nothingInATextIsAnExpression(String text, String hcl) {
    assertThat(Hcl.text(text)).isEqualTo(hcl);
  }
}
