package steward.drivers.mqttdiscovery.template;

import java.util.List;

/// A piece of a template. Immutable.
sealed interface Statement {

  /// What stands outside of all braces.
  record Plain(String text) implements Statement {}

  /// `{{ … }}`.
  record Put(Expression expression) implements Statement {}

  /// `{% set name = … %}`.
  record Set(String name, Expression expression) implements Statement {}

  /// `{% if %}` with its `elif` and `else`.
  record If(List<Branch> branches, List<Statement> otherwise) implements Statement {
    public If {
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// A condition and what it leads to.
  record Branch(Expression condition, List<Statement> body) {
    public Branch {
      body = List.copyOf(body);
    }
  }
}
