package dev.provision.podman.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads and bodies as bytes. */
class ResponseTest {
  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** One byte for each read, as a slow line delivers. */
  private static InputStream dripping(String text) {
    return new InputStream() {
      private final InputStream in = bytes(text);

      @Override
      public int read() throws IOException {
        return in.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return in.read(buffer, offset, Math.min(1, length));
      }
    };
  }

  private static String body(InputStream in) throws IOException {
    return new String(
        ResponseBody.of(ResponseHead.read(in), in).readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void readsAHead() throws IOException {
    ResponseHead head =
        ResponseHead.read(
            bytes(
                "HTTP/1.1 404 Not Found\r\nX-Y:  a \r\nx-y: b\r\nEmpty:\nConnection: Close\r\n\r\n"));

    assertThat(head.status()).isEqualTo(404);
    assertThat(head.header("x-y")).hasValue("a, b");
    assertThat(head.header("empty")).hasValue("");
    assertThat(head.keepsAlive()).isFalse();
    assertThat(ResponseHead.read(bytes("HTTP/1.1 200\r\n\r\n")).keepsAlive()).isTrue();
    assertThat(ResponseHead.read(bytes("HTTP/1.0 200\r\n\r\n")).keepsAlive()).isFalse();
  }

  @Test
  void skipsInterimAnswers() throws IOException {
    String interim = "HTTP/1.1 100 Continue\r\n\r\n";
    assertThat(ResponseHead.read(bytes(interim + interim + "HTTP/1.1 200 OK\r\n\r\n")).status())
        .isEqualTo(200);
    assertThat(ResponseHead.read(bytes("HTTP/1.1 101 UPGRADED\r\n\r\n")).status()).isEqualTo(101);
    assertThatThrownBy(() -> ResponseHead.read(bytes(interim.repeat(100_000))))
        .hasMessageContaining("more than 64 KiB before the body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\r\nHTTP/1.1 200 OK\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\nna me: x\r\n\r\n",
      })
  void tellsWhatIsNoHead(String text) {
    assertThatThrownBy(() -> ResponseHead.read(bytes(text)))
        .isInstanceOf(MalformedResponseException.class);
  }

  @Test
  void headsAreNotEndless() {
    for (String flood : new String[] {"X: y\r\n", "x".repeat(1000)}) {
      assertThatThrownBy(
              () -> ResponseHead.read(bytes("HTTP/1.1 200 OK\r\n" + flood.repeat(100_000))))
          .hasMessageContaining("more than 64 KiB before the body");
    }
  }

  @Test
  void messagesCarryNoControlCharacters() {
    assertThatThrownBy(() -> ResponseHead.read(bytes("\u001b[2J##vso[x]\u009b\u0007\r\n")))
        .hasMessage("not HTTP: \"?[2J##vso[x]??\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "Content-Length: 5~~hello more => hello",
        "Content-Length: 0~~ => ''",
        "X: y~~until the end => until the end",
        "Transfer-Encoding: chunked~~5~hello~1;ext=1~!~0~~ => hello!",
        "Transfer-Encoding: CHUNKED~~0a ~0123456789~0~Trailer: x~~ => 0123456789",
      })
  void readsBodiesHoweverTheyCome(String text, String body) throws IOException {
    String response = "HTTP/1.1 200 OK\r\n" + text.replace("~", "\r\n");

    assertThat(body(bytes(response))).isEqualTo(body);
    assertThat(body(dripping(response))).isEqualTo(body);
  }

  @Test
  void someAnswersHaveNoBody() throws IOException {
    assertThat(body(bytes("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1"))).isEmpty();
    assertThat(body(bytes("HTTP/1.1 304 X\r\nContent-Length: 5\r\n\r\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5~~hell",
        "Transfer-Encoding: chunked~~5~hell",
        "Transfer-Encoding: chunked~~5~hello",
        "Transfer-Encoding: chunked~~5~hello~",
        "Transfer-Encoding: chunked~~5~hello~0~",
        "Transfer-Encoding: chunked~~",
      })
  void tellsThatABodyIsCutOff(String text) {
    assertThatThrownBy(() -> body(bytes("HTTP/1.1 200 OK\r\n" + text.replace("~", "\r\n"))))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1~~",
        "Content-Length: 1~Content-Length: 2~~ab",
        "Content-Length: 99999999999999999999~~",
        "Transfer-Encoding: gzip~~",
        "Transfer-Encoding: chunked~~xyz~",
        "Transfer-Encoding: chunked~~-1~",
        "Transfer-Encoding: chunked~~ffffffffffffffff~",
        "Transfer-Encoding: chunked~~2~hello~0~~",
      })
  void tellsWhatIsNoBody(String text) {
    assertThatThrownBy(() -> body(bytes("HTTP/1.1 200 OK\r\n" + text.replace("~", "\r\n"))))
        .isInstanceOf(MalformedResponseException.class);
  }

  @Test
  void knowsWhenTheConnectionIsFree() throws IOException {
    for (String text :
        new String[] {"Content-Length: 2~~ab", "Transfer-Encoding: chunked~~1~a~0~~"}) {
      InputStream in = bytes("HTTP/1.1 200 OK\r\n" + text.replace("~", "\r\n") + "next");
      ResponseBody body = ResponseBody.of(ResponseHead.read(in), in);
      assertThat(body.hasEnded()).isFalse();
      body.readAllBytes();
      assertThat(body.hasEnded()).isTrue();
      assertThat(in.readAllBytes()).asString().isEqualTo("next");
    }
    ResponseHead open = new ResponseHead(1, 200, java.util.Map.of());
    ResponseBody body = ResponseBody.of(open, bytes("rest"));
    body.readAllBytes();
    assertThat(body.hasEnded()).isFalse();
  }
}
