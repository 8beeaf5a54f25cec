package dev.provision.verify.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyTest {

  @Test
  void outputAndErrors() {
    Reply reply = reply(0, "value\n\u001ewarning\n");
    assertThat(reply.failure()).isEmpty();
    assertThat(reply.text()).isEqualTo("value\n");
    assertThat(reply.value()).isEqualTo("value");
    assertThat(reply.errors()).isEqualTo("warning\n");
  }

  @Test
  void separatorsInTheOutputStayThere() {
    assertThat(reply(0, "a\u001eb\u001e").text()).isEqualTo("a\u001eb");
  }

  @Test
  void withoutASeparatorItIsCutOff() {
    assertThat(reply(0, "value\n").failure()).contains("the answer is cut off");
    assertThat(reply(127, "").failure()).contains("no step of the agent came up to answer");
  }

  @Test
  void timeIsUp() {
    assertThat(reply(124, "half\u001e").failure()).contains("ran out of time");
  }

  @Test
  void theReasonIsTheLineThatSaysError() {
    assertThat(
            reply(125, "\u001eCannot connect to Podman. Please …\nError: unable\nmore").failure())
        .contains("Error: unable");
    assertThat(reply(1, "\u001e\nfirst\nsecond").failure()).contains("first");
    assertThat(reply(1, "\u001e").failure()).contains("exit status 1");
  }

  private static Reply reply(int status, String text) {
    return Reply.of(new Answer(status, text.getBytes(StandardCharsets.UTF_8)));
  }
}
