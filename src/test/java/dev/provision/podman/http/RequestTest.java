package dev.provision.podman.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests as bytes. */
class RequestTest {
  private static String text(Request request) throws IOException {
    var out = new ByteArrayOutputStream();
    request.writeTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void valuesAreData() {
    Request request =
        Request.get("/v4.0.0/libpod", "images", "a/b:c d?e#f%g\r\nX: y", "json")
            .with("q", "1&r=2 +\r\n/ż")
            .with("s", true);

    assertThat(request.target())
        .isEqualTo(
            "/v4.0.0/libpod/images/a%2Fb%3Ac%20d%3Fe%23f%25g%0D%0AX%3A%20y/json"
                + "?q=1%26r%3D2+%2B%0D%0A%2F%C5%BC&s=true");
  }

  @Test
  void messagesHaveNoParameters() {
    assertThat(Request.post("/r", "build").with("buildargs", "secret").toString())
        .isEqualTo("POST /r/build");
  }

  @Test
  void whatHasNothingToSendSaysSo() throws IOException {
    assertThat(text(Request.get("/x"))).isEqualTo("GET /x HTTP/1.1\r\nHost: podman\r\n\r\n");
    assertThat(text(Request.post("/x"))).contains("\r\nContent-Length: 0\r\n");
  }

  @Test
  void sendsInChunks() throws IOException {
    byte[] content = new byte[100_001];
    String text =
        text(
            Request.post("/x")
                .sending(
                    "application/x-tar",
                    out -> {
                      out.write('a');
                      out.write(content, 1, content.length - 1);
                    }));

    assertThat(text)
        .startsWith(
            "POST /x HTTP/1.1\r\nHost: podman\r\nContent-Type: application/x-tar\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n8000\r\na\0");
    var head = new ResponseHead(1, 200, Map.of("transfer-encoding", "chunked"));
    String body = text.substring(text.indexOf("\r\n\r\n") + 4);
    assertThat(
            ResponseBody.of(
                    head,
                    new java.io.ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)))
                .readAllBytes())
        .hasSize(content.length)
        .startsWith('a', 0, 0);
  }
}
