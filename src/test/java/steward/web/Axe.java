package steward.web;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The accessibility rules of axe-core, asked in the page itself: its program is brought into a
/// document once, however often it is asked there. Of rooms and entries, which are all alike, the
/// first ones are asked. Confined to the test's thread.
public final class Axe {
  /// What another colour scheme or width may spoil: colours and the navigation, and nothing else.
  public static final List<String> OF_LOOKS =
      List.of("color-contrast", "link-name", "button-name", "landmark-unique", "aria-hidden-focus");

  private static final String PROGRAM = program();

  private static final String ASK =
      """
      async rules => {
        const options = { resultTypes: ['violations'], preload: false, iframes: false, ancestry: false };
        if (rules.length > 0) options.runOnly = { type: 'rule', values: rules };
        const exclude = [['.room ~ .room ~ .room ~ .room'], ['.entries li:nth-child(n + 20)']];
        const { violations } = await axe.run({ exclude }, options);
        return violations.map(rule => rule.id + ': ' + rule.nodes[0].html);
      }
      """;

  private Axe() {}

  /// What breaks a rule in this page as it stands, with the first element that does.
  public static List<String> violations(Page page) {
    return violations(page, List.of());
  }

  /// @param rules the ids of those that are asked; all of them where none is named
  public static List<String> violations(Page page, List<String> rules) {
    boolean isThere = (boolean) page.evaluate("() => 'axe' in globalThis");
    if (!isThere) page.evaluate(PROGRAM);
    var found = (List<?>) page.evaluate(ASK, rules);
    return found.stream().map(String::valueOf).toList();
  }

  /// The library's jar holds the program; a value at its end would be carried over for nothing.
  private static String program() {
    try (var file = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      var bytes = Objects.requireNonNull(file, "axe.min.js").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8) + ";true";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read axe.min.js", e);
    }
  }
}
