package steward.drivers.mqttdiscovery.template;

import java.util.ArrayList;
import java.util.List;
import steward.drivers.mqttdiscovery.template.Statement.Branch;

/// Cuts a template into its pieces and reads each. Confined to one reading.
final class TemplateReader {
  /// More pieces and operations than this make a template too large.
  private static final int NODES_MAX = 800;

  private static final int DEPTH_MAX = 20;

  private final String source;
  private int at;
  private int spent;
  private int depth;

  /// The statement that ended a body: its word and what followed it.
  private String endWord = "";

  private String endRest = "";

  TemplateReader(String source) {
    this.source = source;
  }

  void spend() {
    if (++spent > NODES_MAX) throw new Broken("more than " + NODES_MAX + " operations");
  }

  List<Statement> whole() {
    List<Statement> body = body();
    if (!endWord.isEmpty()) throw new Broken("“" + endWord + "” without its “if”");
    return body;
  }

  private List<Statement> body() {
    if (++depth > DEPTH_MAX)
      throw new Broken("more than " + DEPTH_MAX + " conditions in each other");
    var body = new ArrayList<Statement>();
    endWord = "";
    while (at < source.length()) {
      int open = nextOpening();
      boolean trims = open + 2 < source.length() && source.charAt(open + 2) == '-';
      String text = source.substring(at, open);
      plain(body, trims ? text.stripTrailing() : text);
      at = open;
      if (at >= source.length()) break;
      String inside = inside();
      spend();
      switch (inside.charAt(0)) {
        case '{' ->
            body.add(new Statement.Put(new ExpressionReader(inside.substring(1), this).whole()));
        case '%' -> {
          if (statement(inside.substring(1).strip(), body)) {
            depth--;
            return body;
          }
        }
        default -> {} // a comment
      }
    }
    depth--;
    return body;
  }

  private void plain(List<Statement> body, String text) {
    String kept = swallow ? text.stripLeading() : text;
    swallow = false;
    if (!kept.isEmpty()) body.add(new Statement.Plain(kept));
  }

  /// The last braces ended with a minus: white space after them is none.
  private boolean swallow;

  private int nextOpening() {
    for (int i = at; i + 1 < source.length(); i++) {
      char second = source.charAt(i + 1);
      if (source.charAt(i) == '{' && (second == '{' || second == '%' || second == '#')) return i;
    }
    return source.length();
  }

  /// What stands inside the braces here, with the sign of their kind before it.
  private String inside() {
    char kind = source.charAt(at + 1);
    int end = end(kind, at + 2);
    String inside = source.substring(at + 2, end);
    at = end + 2;
    if (inside.startsWith("-") || inside.startsWith("+")) inside = inside.substring(1);
    swallow = inside.endsWith("-");
    if (swallow) inside = inside.substring(0, inside.length() - 1);
    return kind + inside;
  }

  /// Where the braces close, leaving out texts and tables within them.
  private int end(char kind, int from) {
    char first = kind == '{' ? '}' : kind;
    int tables = 0;
    char quote = 0;
    for (int i = from; i + 1 < source.length(); i++) {
      char c = source.charAt(i);
      if (kind == '#') {
        if (c == '#' && source.charAt(i + 1) == '}') return i;
      } else if (quote != 0) {
        if (c == '\\') i++;
        else if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == first && source.charAt(i + 1) == '}' && tables == 0) {
        return i;
      } else if (c == '{') {
        tables++;
      } else if (c == '}') {
        tables--;
      }
    }
    throw new Broken("braces that do not close");
  }

  /// Whether the statement ends the body that it stands in.
  private boolean statement(String text, List<Statement> body) {
    int space = 0;
    while (space < text.length() && Character.isLetter(text.charAt(space))) space++;
    String word = text.substring(0, space);
    String rest = text.substring(space);
    return switch (word) {
      case "set" -> {
        body.add(set(rest));
        yield false;
      }
      case "if" -> {
        body.add(conditions(rest));
        yield false;
      }
      case "elif", "else", "endif" -> {
        endWord = word;
        endRest = rest;
        yield true;
      }
      default -> throw new Broken("the statement “" + (word.isEmpty() ? text : word) + "”");
    };
  }

  private Statement set(String rest) {
    var reader = new ExpressionReader(rest, this);
    String name = reader.name();
    reader.expect("=");
    return new Statement.Set(name, reader.whole());
  }

  private Statement conditions(String rest) {
    var branches = new ArrayList<Branch>();
    String condition = rest;
    while (true) {
      Expression when = new ExpressionReader(condition, this).whole();
      branches.add(new Branch(when, body()));
      if (endWord.equals("elif")) {
        condition = endRest;
        continue;
      }
      List<Statement> otherwise = endWord.equals("else") ? body() : List.of();
      if (!endWord.equals("endif")) throw new Broken("an “if” without its “endif”");
      endWord = "";
      return new Statement.If(branches, otherwise);
    }
  }
}
