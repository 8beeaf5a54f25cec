package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Expressions;
import dev.provision.lint.expression.Scope;
import dev.provision.lint.expression.Value;
import dev.provision.lint.yaml.YamlScalar;

/** A scalar of a file, in its scope. */
public record Field(String file, YamlScalar scalar, Scope scope) {

  public Value value() {
    return Expressions.resolve(scalar.text(), scope);
  }

  /** As it is written. */
  public String raw() {
    return scalar.text();
  }

  public Spot spot() {
    return new Spot(file, scalar.place());
  }

  /** Where one of its characters is. */
  public Spot spot(int offset) {
    return new Spot(file, scalar.at(offset));
  }
}
