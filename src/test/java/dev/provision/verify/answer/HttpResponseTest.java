package dev.provision.verify.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {
  private static final String PING =
      "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK";

  @Test
  void bodyOfAKnownLength() throws Exception {
    HttpResponse response = read(PING).get(0);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("OK");
    assertThat(response.header("api-version")).contains("1.41");
    assertThat(response.header("server")).isEmpty();
  }

  @Test
  void bodyInChunks() throws Exception {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "4\r\n{\"a\"\r\n9;x=y\r\n:\"b\",\r\n\"c\r\n0\r\nTrailer: t\r\n\r\n";
    assertThat(read(chunked).get(0).text()).isEqualTo("{\"a\":\"b\",\r\n\"c");
  }

  @Test
  void bodyUntilTheEnd() throws Exception {
    assertThat(read("HTTP/1.0 404 Not Found\r\n\r\nno such\n").get(0).text())
        .isEqualTo("no such\n");
  }

  @Test
  void manyOnOneConnection() throws Exception {
    String both = PING + "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 \r\n\r\n" + PING;
    assertThat(read(both)).extracting(HttpResponse::status).containsExactly(200, 204, 200);
  }

  @Test
  void nothingIsNoResponse() throws Exception {
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOK",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nOK",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nOK",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nOK",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 2\n\nOK",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA name: with blank\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nOK",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOKAY\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\nOK\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nOK\r\n0\r\n\r\n",
        "Emulate Docker CLI using podman.\r\n"
      })
  void whatIsMalformedIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedAnswerException.class);
  }

  @Test
  void everyBeginningOfAResponseIsRefusedOrEmpty() throws Exception {
    for (int length = 1; length < PING.length(); length++) {
      String beginning = PING.substring(0, length);
      assertThatThrownBy(() -> read(beginning)).isInstanceOf(MalformedAnswerException.class);
    }
  }

  @Test
  void noiseIsRefused() {
    var random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = PING.getBytes(StandardCharsets.US_ASCII);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try {
        HttpResponse.readAll(bytes);
      } catch (MalformedAnswerException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static List<HttpResponse> read(String text) throws MalformedAnswerException {
    return HttpResponse.readAll(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
