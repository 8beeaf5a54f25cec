package dev.provision.verify.answer;

import java.util.List;
import java.util.Optional;

/** The API's responses to the requests of one connection, in their order. */
public record ApiAnswer(List<HttpResponse> responses) {
  public ApiAnswer {
    responses = List.copyOf(responses);
  }

  /** Reads what the socket function printed. */
  public static ApiAnswer of(Reply reply) throws MalformedAnswerException {
    Optional<String> failure = reply.failure();
    if (failure.isPresent()) {
      throw new MalformedAnswerException(failure.get());
    }
    return new ApiAnswer(HttpResponse.readAll(reply.bytes()));
  }

  /** The response to the request at an index; it must be 200. */
  public HttpResponse ok(int index) throws MalformedAnswerException {
    if (index >= responses.size()) {
      throw new MalformedAnswerException("no response");
    }
    HttpResponse response = responses.get(index);
    if (response.status() != 200) {
      throw new MalformedAnswerException("HTTP " + response.status() + " " + response.text());
    }
    return response;
  }
}
