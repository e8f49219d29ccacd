package steward.drivers.mqttdiscovery.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.drivers.mqttdiscovery.template.Expression.Arguments;

/// Reads an expression by the precedences of Jinja: a filter binds tighter than arithmetic.
/// Confined to one reading.
final class ExpressionReader {
  private static final int DEPTH_MAX = 40;
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
  private static final Set<String> METHODS =
      Set.of(
          "split", "get", "format", "lower", "upper", "strip", "replace", "startswith", "endswith");

  private final List<Token> tokens;
  private final TemplateReader budget;
  private int at;
  private int depth;

  ExpressionReader(String source, TemplateReader budget) {
    this.tokens = Token.all(source);
    this.budget = budget;
  }

  Expression whole() {
    Expression expression = choice();
    if (peek().kind() != Token.Kind.END) throw new Broken("“" + peek().text() + "”");
    return expression;
  }

  /// A word that must come now, such as `set`.
  String name() {
    Token token = next();
    if (token.kind() != Token.Kind.NAME) throw new Broken("“" + token.text() + "” for a name");
    return token.text();
  }

  void expect(String text) {
    if (!accept(text)) throw new Broken("“" + peek().text() + "” where “" + text + "” is due");
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    return tokens.get(Math.min(at++, tokens.size() - 1));
  }

  private boolean accept(String text) {
    if (!peek().is(text)) return false;
    at++;
    return true;
  }

  private Expression made(Expression expression) {
    budget.spend();
    return expression;
  }

  private Expression choice() {
    if (++depth > DEPTH_MAX) throw new Broken("more than " + DEPTH_MAX + " levels of brackets");
    Expression then = or();
    while (accept("if")) {
      Expression condition = or();
      Expression otherwise = accept("else") ? choice() : null;
      then = made(new Expression.Choice(condition, then, otherwise));
    }
    depth--;
    return then;
  }

  private Expression or() {
    Expression left = and();
    while (accept("or")) left = made(new Expression.Binary("or", left, and()));
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (accept("and")) left = made(new Expression.Binary("and", left, not()));
    return left;
  }

  private Expression not() {
    int count = 0;
    while (accept("not")) count++;
    Expression of = comparison();
    for (int i = 0; i < count; i++) of = made(new Expression.Unary("not", of));
    return of;
  }

  private Expression comparison() {
    Expression left = sum();
    Expression all = left;
    boolean first = true;
    while (true) {
      String operator;
      if (COMPARISONS.contains(peek().text()) && peek().kind() == Token.Kind.SIGN) {
        operator = next().text();
      } else if (accept("in")) {
        operator = "in";
      } else if (peek().is("not") && tokens.get(at + 1).is("in")) {
        at += 2;
        operator = "not in";
      } else {
        return all;
      }
      Expression right = sum();
      Expression one = made(new Expression.Binary(operator, left, right));
      all = first ? one : made(new Expression.Binary("and", all, one));
      first = false;
      left = right;
    }
  }

  private Expression sum() {
    Expression left = joined();
    while (peek().is("+") || peek().is("-"))
      left = made(new Expression.Binary(next().text(), left, joined()));
    return left;
  }

  private Expression joined() {
    Expression left = product();
    while (accept("~")) left = made(new Expression.Binary("~", left, product()));
    return left;
  }

  private Expression product() {
    Expression left = unary(true);
    while (peek().is("*") || peek().is("/") || peek().is("//") || peek().is("%"))
      left = made(new Expression.Binary(next().text(), left, unary(true)));
    if (peek().is("**")) throw new Broken("powers");
    return left;
  }

  private Expression unary(boolean filtered) {
    Expression of;
    if (accept("-")) {
      if (++depth > DEPTH_MAX) throw new Broken("more than " + DEPTH_MAX + " signs");
      of = made(new Expression.Unary("-", unary(false)));
      depth--;
    } else {
      of = postfix(primary());
    }
    return filtered ? filters(of) : of;
  }

  private Expression filters(Expression first) {
    Expression of = first;
    while (true) {
      if (accept("|")) {
        String name = name();
        if (!Filters.isKnown(name)) throw new Broken("the filter “" + name + "”");
        Arguments arguments = accept("(") ? arguments() : Arguments.NONE;
        of = made(new Expression.Filter(of, name, arguments));
      } else if (accept("is")) {
        boolean negated = accept("not");
        String name = name();
        if (!Filters.CHECKS.contains(name)) throw new Broken("the test “" + name + "”");
        of = made(new Expression.Check(of, name, negated));
      } else {
        return of;
      }
    }
  }

  private Expression postfix(Expression first) {
    Expression of = first;
    while (true) {
      if (accept(".")) {
        Token token = next();
        if (token.kind() == Token.Kind.WHOLE) {
          of = made(new Expression.Item(of, new Expression.Literal(Long.valueOf(token.text()))));
          continue;
        }
        if (token.kind() != Token.Kind.NAME) throw new Broken("“." + token.text() + "”");
        if (accept("(")) {
          if (!METHODS.contains(token.text())) throw new Broken("“" + token.text() + "()”");
          of = made(new Expression.Method(of, token.text(), arguments()));
        } else {
          of = made(new Expression.Attribute(of, token.text()));
        }
      } else if (accept("[")) {
        of = subscript(of);
      } else if (peek().is("(")) {
        throw new Broken("the call of a function");
      } else {
        return of;
      }
    }
  }

  private Expression subscript(Expression of) {
    Expression from = peek().is(":") ? null : choice();
    if (from != null && accept("]")) return made(new Expression.Item(of, from));
    expect(":");
    Expression to = peek().is("]") ? null : choice();
    expect("]");
    return made(new Expression.Slice(of, from, to));
  }

  private Arguments arguments() {
    var plain = new ArrayList<Expression>();
    Map<String, Expression> named = new HashMap<>();
    while (!accept(")")) {
      if (peek().kind() == Token.Kind.NAME && tokens.get(at + 1).is("=")) {
        String name = name();
        expect("=");
        named.put(name, choice());
      } else {
        plain.add(choice());
      }
      if (!peek().is(")")) expect(",");
    }
    return new Arguments(plain, named);
  }

  private Expression primary() {
    Token token = next();
    return made(
        switch (token.kind()) {
          case TEXT -> new Expression.Literal(texts(token.text()));
          case WHOLE -> new Expression.Literal(Long.valueOf(token.text()));
          case FLOAT -> new Expression.Literal(Double.valueOf(token.text()));
          case NAME -> named(token.text());
          case SIGN -> bracketed(token.text());
          case END -> throw new Broken("an end where a value is due");
        });
  }

  /// Texts side by side are one text.
  private String texts(String first) {
    var text = new StringBuilder(first);
    while (peek().kind() == Token.Kind.TEXT) text.append(next().text());
    return text.toString();
  }

  private static Expression named(String name) {
    return switch (name) {
      case "true", "True" -> new Expression.Literal(true);
      case "false", "False" -> new Expression.Literal(false);
      case "none", "None" -> new Expression.Literal(Python.NONE);
      default -> new Expression.Name(name);
    };
  }

  private Expression bracketed(String sign) {
    return switch (sign) {
      case "(" -> {
        Expression inside = choice();
        if (peek().is(",")) throw new Broken("a tuple");
        expect(")");
        yield inside;
      }
      case "[" -> new Expression.Listing(listed("]"));
      case "{" -> table();
      default -> throw new Broken("“" + sign + "”");
    };
  }

  private List<Expression> listed(String end) {
    var items = new ArrayList<Expression>();
    while (!accept(end)) {
      items.add(choice());
      if (!peek().is(end)) expect(",");
    }
    return items;
  }

  private Expression table() {
    var keys = new ArrayList<Expression>();
    var values = new ArrayList<Expression>();
    while (!accept("}")) {
      keys.add(choice());
      expect(":");
      values.add(choice());
      if (!peek().is("}")) expect(",");
    }
    return new Expression.Table(keys, values);
  }
}
