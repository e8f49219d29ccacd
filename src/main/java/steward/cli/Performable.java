package steward.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import steward.value.Nearest;
import steward.value.Tree;

/// Whether what an activity names is there: its things, their properties and actions.
record Performable(Map<String, Tree> things) {

  Performable(List<Tree> things) {
    this(
        things.stream()
            .collect(
                Collectors.toMap(thing -> Part.text(thing, "id"), thing -> thing, (a, _) -> a)));
  }

  /// A fault each, as the steward's own `errors`.
  List<Tree> faults(Tree activity) {
    var faults = new ArrayList<Tree>();
    look(activity, faults);
    return faults;
  }

  private void look(Tree at, List<Tree> faults) {
    if (at.node() instanceof List) at.items().forEach(item -> look(item, faults));
    if (!(at.node() instanceof Map)) return;
    if (at.has("thing")) lookAtThing(at, faults);
    for (Object name : at.object().keySet()) look(at.get(String.valueOf(name)), faults);
  }

  private void lookAtThing(Tree at, List<Tree> faults) {
    Tree thing = things.get(Part.text(at, "thing"));
    if (thing == null) {
      faults.add(fault(at.get("thing"), "a thing of this house", things.keySet()));
      return;
    }
    for (var part : Map.of("property", "properties", "action", "actions").entrySet()) {
      List<String> known = Part.names(thing, part.getValue());
      if (at.has(part.getKey()) && !known.contains(Part.text(at, part.getKey()))) {
        String expected =
            "one of the %s of %s: %s"
                .formatted(part.getValue(), Part.text(thing, "id"), String.join(", ", known));
        faults.add(fault(at.get(part.getKey()), expected, known));
      }
    }
  }

  private static Tree fault(Tree at, String expected, java.util.Collection<String> known) {
    String got = Part.text(Tree.of(java.util.Collections.singletonMap("got", at.node())), "got");
    String hint = Nearest.to(got, known).map(near -> "; did you mean '" + near + "'?").orElse("");
    var fault = new LinkedHashMap<String, Object>();
    fault.put("at", at.at());
    fault.put("expected", expected);
    fault.put("got", "'" + got + "'" + hint);
    return Tree.of(fault);
  }
}
