package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a part of a pipeline has from the parts around it.
 *
 * @param elsewhere whether it runs on a machine that is no Linux, or on none
 * @param inContainer whether it runs in a container; empty where that is unknown
 * @param containers of the resources, by name
 */
record Frame(
    Source source,
    Scope scope,
    boolean elsewhere,
    Optional<Boolean> inContainer,
    Optional<Container> container,
    Map<String, Container> containers) {

  static Frame of(Source source, Scope scope) {
    return new Frame(source, scope, false, Optional.of(false), Optional.empty(), new HashMap<>());
  }

  Frame in(Source other, Scope itsScope) {
    return new Frame(other, itsScope, elsewhere, inContainer, container, containers);
  }

  Frame with(Scope other) {
    return in(source, other);
  }

  Frame elsewhere(boolean so) {
    return new Frame(source, scope, so, inContainer, container, containers);
  }

  Frame within(Optional<Boolean> known, Optional<Container> which) {
    return new Frame(source, scope, elsewhere, known, which, containers);
  }
}
