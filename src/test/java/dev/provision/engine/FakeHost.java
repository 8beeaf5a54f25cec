package dev.provision.engine;

import dev.provision.testing.SaidAnswers;
import dev.provision.transport.Conversation;
import dev.provision.transport.Conversation.Reply;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A fake: follows the orders of an apply as {@code transaction.sh} does, answers facts from a table
 * and does nothing. It shows what is ordered when, which a real host cannot be stopped to show.
 */
final class FakeHost implements Transport {
  private static final String FIELD = "\u001f";

  /** What is answered to the facts of a function, the last one for ever after. */
  final Map<String, Deque<String>> answers = new HashMap<>();

  /** Everything ordered: functions of steps, {@code ask}, {@code commit} and {@code end}. */
  final List<String> ordered = new ArrayList<>();

  /** Records before the first order is taken. */
  final List<String> greeting = new ArrayList<>(List.of("ready"));

  String failingFunction = "";
  String uncheckedFunction = "";
  String cutAt = "";

  private Conversation conversation;
  private boolean over;

  void answer(String function, String... texts) {
    answers.put(function, new ArrayDeque<>(List.of(texts)));
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    throw new AssertionError("an apply is one conversation");
  }

  @Override
  public Outcome converse(Script script, Conversation partner) {
    conversation = partner;
    greeting.forEach(this::say);
    if (!over) {
      say("end");
    }
    return new Outcome(0, "", "");
  }

  private void say(String line) {
    Reply reply = conversation.heard(line);
    for (String order : new String(reply.bytes(), StandardCharsets.UTF_8).split("\n")) {
      if (!order.isEmpty() && !over) {
        follow(order.split(" "));
      }
    }
    if (reply.last() && !over) {
      over = true;
      ordered.add("end");
      say("undone");
      say("end");
    }
  }

  private void follow(String[] order) {
    switch (order[0]) {
      case "orders", "content" -> {}
      case "step" -> step(decoded(order[1]).split(FIELD));
      case "ask" -> {
        ordered.add("ask");
        cut("ask");
        say("asked");
        String nonce = decoded(order[4]).strip();
        say(SaidAnswers.record(nonce, payload(decoded(order[1]), nonce)));
        say("answered");
      }
      case "commit" -> {
        ordered.add("commit");
        over = true;
        say("committed" + FIELD + "7");
        say("end");
      }
      default -> throw new AssertionError("no such order: " + order[0]);
    }
  }

  private void step(String[] call) {
    ordered.add(call[1]);
    cut(call[1]);
    say("step" + FIELD + call[0]);
    if (call[1].equals(uncheckedFunction)) {
      say("unchecked" + FIELD + call[0] + FIELD + base64("no program\n"));
    }
    if (call[1].equals(failingFunction)) {
      over = true;
      say("failed" + FIELD + call[0] + FIELD + base64("it did not work\n"));
      say("undone");
      say("end");
    }
  }

  private void cut(String at) {
    if (at.equals(cutAt)) {
      throw new UnreachableException("fake: the connection was lost");
    }
  }

  private String payload(String calls, String nonce) {
    var text = new StringBuilder("\n" + nonce + "\n");
    for (String line : calls.strip().split("\n")) {
      String[] call = line.split(FIELD);
      String answer = answerTo(call[1], Arrays.asList(call));
      text.append(answer).append('\n').append(nonce).append(FIELD).append(call[0]);
      text.append(FIELD).append(answer.isEmpty() ? 1 : 0).append('\n');
    }
    return text.toString();
  }

  private String answerTo(String function, List<String> call) {
    Deque<String> texts = answers.getOrDefault(function, new ArrayDeque<>(List.of("")));
    return texts.size() > 1 ? texts.poll() : texts.peek();
  }

  private static String decoded(String word) {
    return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}
}
