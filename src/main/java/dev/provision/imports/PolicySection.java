package dev.provision.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.containers.NamedText;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.policy.PolicyReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** policy.json; containers-policy.json(5). */
final class PolicySection implements Section {
  private static final String KEY = "policy";
  private static final String SYSTEM = "/etc/containers/policy.json";
  private static final String STORAGE = "containers-storage";
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public List<String> keys() {
    return List.of(
        "policy.default",
        "policy.allow",
        "policy.reject",
        "policy.signed",
        "policy.signed[].scope",
        "policy.signed[].type",
        "policy.signed[].key-paths",
        "policy.signed[].signed-prefix");
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    Optional<FoundFile> own = host.file(account.in(".config/containers/policy.json"));
    own.ifPresent(
        file ->
            sketch.fault(
                KEY,
                file.path(),
                "takes the place of " + SYSTEM + " for this account",
                "apply writes the same to " + SYSTEM + "; then remove this file"));
    Optional<FoundFile> file = own.or(() -> host.file(SYSTEM));
    if (file.isEmpty()) {
      sketch.fault(
          KEY,
          SYSTEM,
          "is not there, and podman pulls nothing without it",
          "everything is rejected here; add to policy.allow what runners may use");
    }
    new Verdicts(sketch)
        .put(file.flatMap(it -> sketch.text(it, KEY)).flatMap(text -> parsed(text, host, sketch)));
  }

  private static Optional<JsonNode> parsed(NamedText text, FoundHost host, Sketch sketch) {
    try {
      PolicyReader.read(text, host.podman());
      return Optional.of(JSON.readTree(text.text()));
    } catch (UnreadableException e) {
      sketch.fault(
          KEY,
          Faults.placeInJson(e, text),
          Faults.message(e),
          "podman refuses the file and every pull with it; nothing of it was taken, so everything"
              + " is rejected here: correct it and import again, or add to policy.allow");
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("read a moment ago", e);
    }
  }

  /** What is accepted, rejected and signed. */
  private static final class Verdicts {
    private final Map<String, List<String>> allow = new TreeMap<>();
    private final Map<String, List<String>> reject = new TreeMap<>();
    private final List<Map<String, Object>> signed = new ArrayList<>();
    private final Sketch sketch;

    Verdicts(Sketch sketch) {
      this.sketch = sketch;
    }

    /** Nothing is allowed where nothing could be read. */
    void put(Optional<JsonNode> policy) {
      boolean accepts = policy.map(it -> SignedScope.accepts(it.path("default"))).orElse(false);
      policy.ifPresent(it -> fallback(it.path("default"), accepts));
      policy.ifPresent(
          it ->
              it.path("transports")
                  .properties()
                  .forEach(
                      transport ->
                          transport
                              .getValue()
                              .properties()
                              .forEach(
                                  scope ->
                                      add(transport.getKey(), scope.getKey(), scope.getValue()))));
      openStorage(accepts, policy.isPresent());
      sketch.put("policy.default", accepts ? "accept" : "reject");
      sketch.put("policy.allow", allow);
      sketch.put("policy.reject", reject);
      sketch.put("policy.signed", signed);
      signed.stream()
          .map(Verdicts::podman)
          .max(Comparator.naturalOrder())
          .filter(it -> !it.isEmpty())
          .ifPresent(it -> sketch.put("packages.install.podman", it));
    }

    /**
     * Which one an entry needs: the host's took it, and a profile that takes older ones may not.
     */
    private static String podman(Map<String, Object> entry) {
      boolean sigstore = entry.get("type").equals("sigstoreSigned");
      boolean several = ((List<?>) entry.get("key-paths")).size() > 1;
      return sigstore && several ? "5.3" : sigstore || several ? "4.2" : "";
    }

    private void fallback(JsonNode requirements, boolean accepts) {
      if (!accepts && !SignedScope.rejects(requirements)) {
        sketch.fault(
            "policy.default",
            SYSTEM,
            "the default asks for signatures, which a profile says of scopes only",
            "everything is rejected here; name the scopes in policy.signed");
      }
    }

    private void add(String transport, String scope, JsonNode requirements) {
      if (SignedScope.accepts(requirements)) {
        allow.computeIfAbsent(transport, it -> new ArrayList<>()).add(scope);
      } else if (SignedScope.rejects(requirements)) {
        reject.computeIfAbsent(transport, it -> new ArrayList<>()).add(scope);
      } else {
        Optional<Map<String, Object>> entry =
            transport.equals("docker") ? SignedScope.of(scope, requirements) : Optional.empty();
        entry.ifPresent(signed::add);
        if (entry.isEmpty()) {
          reject.computeIfAbsent(transport, it -> new ArrayList<>()).add(scope);
          sketch.fault(
              "policy.signed",
              SYSTEM,
              transport
                  + " \""
                  + scope
                  + "\" asks for a signature that a profile cannot say: "
                  + requirements,
              "the scope is rejected here");
        }
      }
      if (transport.equals("docker-daemon")) {
        sketch.fault(
            KEY,
            SYSTEM,
            "docker-daemon concerns only podman pull docker-daemon:NAME; it does nothing for"
                + " docker's socket or for docker save",
            "remove it, unless somebody pulls from a docker engine");
      }
    }

    /** podman#19128. */
    private void openStorage(boolean accepts, boolean wasRead) {
      boolean open = allow.getOrDefault(STORAGE, List.of()).contains("");
      boolean closed = !accepts || reject.getOrDefault(STORAGE, List.of()).contains("");
      if (open || !closed) {
        return;
      }
      reject.getOrDefault(STORAGE, new ArrayList<>()).remove("");
      allow.computeIfAbsent(STORAGE, it -> new ArrayList<>()).add("");
      if (wasRead) {
        sketch.fault(
            "policy.allow",
            SYSTEM,
            "rejects local images, which breaks docker save, scanners and rebuilds from cache"
                + " (podman#19128)",
            STORAGE + " is allowed here, as a profile must");
      }
    }
  }
}
