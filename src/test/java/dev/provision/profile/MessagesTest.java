package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values, paths and words show up in messages. */
class MessagesTest {
  @ParameterizedTest
  @CsvSource({
    "usr, user",
    "User, user",
    "unqualifed-search, unqualified-search",
    "unqualified_search, unqualified-search",
    "sehll, shell",
  })
  void findsTheNearestWord(String word, String nearest) {
    assertThat(Nearest.to(word, List.of("user", "shell", "unqualified-search"))).contains(nearest);
  }

  @Test
  void findsNothingFarAway() {
    assertThat(Nearest.to("completely-else", List.of("user", "shell"))).isEmpty();
    assertThat(Nearest.to("u".repeat(100_000), List.of("user"))).isEmpty();
    assertThat(Nearest.remedy("xyz", List.of("user", "shell"))).isEqualTo("use one of user, shell");
  }

  @Test
  void valuesAreVisibleAndShort() {
    assertThat(Quoted.value("a\"b\\c\n\u001b\u202e\ud83d\ude80\ud800"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\u001B\\u202E\ud83d\ude80\\uD800\"");
    assertThat(Quoted.value("x".repeat(1000))).hasSize(60 + 3 + " (1000 characters)".length());
    assertThat(Quoted.value("\ud83d\ude80".repeat(100))).contains("\ud83d\ude80…");
  }

  @Test
  void pathsQuoteWhatIsNoBareKey() {
    KeyPath path = KeyPath.of("kernel", "sysctl").key("net.ipv4.x").at(2).key("a b\n");

    assertThat(path).hasToString("kernel.sysctl.\"net.ipv4.x\"[2].\"a b\\n\"");
  }
}
