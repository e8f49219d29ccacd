package steward.drivers.daikin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steward.driver.Payload;
import steward.value.Bytes;

/// The trees of dsiot: an answer laid flat as `e_1002/e_3001/p_01` = value, and a write folded from
/// the same. Nodes are found by their names, never by their place. Source: the fact sheet, 7.
final class DsiotTree {
  static final int LEAVES_MAX = 2_000;
  private static final int READ = 2000;
  private static final int WRITTEN = 2004;
  private static final int VALUE_MAX = 500;

  private DsiotTree() {}

  /// Whether the document is an answer of dsiot at all, with what it refused.
  record Answer(Map<String, String> leaves, List<Integer> refusals, int items) {}

  /// Reads `responses`; nothing where there are none.
  static Optional<Answer> read(Bytes body) {
    Optional<Payload> json = Payload.json(body);
    if (json.isEmpty() || !json.get().at("responses").isList()) return Optional.empty();
    var leaves = new LinkedHashMap<String, String>();
    var refusals = new ArrayList<Integer>();
    List<Payload> items = json.get().at("responses").items();
    for (Payload item : items) {
      int code = item.at("rsc").wholeOr(0);
      if (code != READ && code != WRITTEN) refusals.add(code);
      else lay(item.at("pc"), root(item.at("pc").at("pn").textOr("")), leaves, 0);
    }
    return Optional.of(new Answer(leaves, List.copyOf(refusals), items.size()));
  }

  /// The two status trees have their own roots inside; the others are told apart by their name.
  private static String root(String name) {
    return name.equals("dgc_status") ? "" : name;
  }

  private static void lay(Payload node, String path, Map<String, String> leaves, int depth) {
    if (leaves.size() >= LEAVES_MAX || depth > Payload.DEPTH_MAX) return;
    Payload value = node.at("pv");
    if (!path.isEmpty() && !value.isMissing()) {
      String text = value.isList() ? list(value) : value.textOr("");
      if (!text.isEmpty() && text.length() <= VALUE_MAX) leaves.putIfAbsent(path, text);
    }
    for (Payload child : node.at("pch").isList() ? node.at("pch").items() : List.<Payload>of()) {
      String name = child.at("pn").textOr("");
      if (!name.isEmpty() && name.length() <= 40)
        lay(child, path.isEmpty() ? name : path + "/" + name, leaves, depth + 1);
    }
  }

  private static String list(Payload value) {
    var text = new StringBuilder();
    for (Payload one : value.items()) {
      if (text.length() > VALUE_MAX) break;
      text.append(text.isEmpty() ? "" : "/").append(one.textOr("-"));
    }
    return text.toString();
  }

  /// The body of a write of these leaves: one request for each of the two units that is meant.
  static String write(Map<String, String> leaves) {
    var requests = new ArrayList<String>();
    for (String root : List.of("e_1002", "e_1003")) {
      var nested = new TreeMap<String, Object>();
      leaves.forEach((path, value) -> {
        if (path.startsWith(root + "/")) nest(nested, List.of(path.split("/", -1)), value);
      });
      if (nested.isEmpty()) continue;
      String to = root.equals("e_1002") ? "adr_0100" : "adr_0200";
      requests.add(
          "{\"op\":3,\"pc\":{\"pn\":\"dgc_status\",\"pch\":"
              + children(nested)
              + "},\"to\":\"/dsiot/edge/"
              + to
              + ".dgc_status\"}");
    }
    return "{\"requests\":[" + String.join(",", requests) + "]}";
  }

  private static void nest(Map<String, Object> node, List<String> path, String value) {
    if (path.size() == 1) {
      node.put(path.getFirst(), value);
      return;
    }
    @SuppressWarnings("unchecked")
    var child =
        (Map<String, Object>)
            node.computeIfAbsent(path.getFirst(), _ -> new TreeMap<String, Object>());
    nest(child, path.subList(1, path.size()), value);
  }

  /// Names and values are our own words and hexadecimal figures: nothing in them needs an escape.
  private static String children(Map<?, ?> nodes) {
    var texts = new ArrayList<String>();
    nodes.forEach((name, node) ->
        texts.add(
            "{\"pn\":\""
                + name
                + "\","
                + (node instanceof Map<?, ?> inner
                    ? "\"pch\":" + children(inner)
                    : "\"pv\":\"" + node + "\"")
                + "}"));
    return "[" + String.join(",", texts) + "]";
  }
}
