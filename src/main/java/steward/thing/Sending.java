package steward.thing;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.value.Tree;

/// How a message goes to a person. A thing that is told something has no choice: [#USUAL].
///
/// @param by the ways that are asked for; none for those that the person usually has
/// @param urgent whether it may break the silence of a phone
public record Sending(Set<Channel> by, boolean urgent) {
  public static final Sending USUAL = new Sending(Set.of(), false);

  public Sending {
    var ordered = EnumSet.noneOf(Channel.class);
    ordered.addAll(by);
    by = Collections.unmodifiableSet(ordered);
  }

  /// Reads the members `by` and `urgent`, as far as they are there.
  ///
  /// @param known the ways from which may be chosen
  public static Sending read(Tree tree, Set<Channel> known) {
    var by = EnumSet.noneOf(Channel.class);
    var labels = known.stream().map(Channel::label).toList();
    tree.find("by")
        .ifPresent(list -> {
          List<Tree> items = list.node() instanceof List ? list.items() : List.of(list);
          for (Tree item : items) {
            by.add(
                Channel.labelled(item.text(20))
                    .filter(known::contains)
                    .orElseThrow(() -> item.wrong("one of " + String.join(", ", labels))));
          }
        });
    boolean urgent = tree.find("urgent").map(Tree::truth).orElse(false);
    return by.isEmpty() && !urgent ? USUAL : new Sending(by, urgent);
  }

  /// The members as [#read] takes them; none for the usual.
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    if (!by.isEmpty()) json.put("by", by.stream().map(Channel::label).toList());
    if (urgent) json.put("urgent", true);
    return json;
  }

  /// ` by mail and ntfy, urgently`; an empty text for the usual.
  public String sentence() {
    var names = by.stream().map(Channel::title).toList();
    String ways =
        names.isEmpty()
            ? ""
            : " by "
                + (names.size() < 2
                    ? names.getFirst()
                    : String.join(", ", names.subList(0, names.size() - 1))
                        + " and "
                        + names.getLast());
    return ways + (urgent ? ", urgently" : "");
  }
}
