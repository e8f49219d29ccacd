package steward.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import steward.access.Refusal;
import steward.discovery.DiscoveryInbox;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Malformed;
import steward.value.Tree;

/// A hook that comes back from a house's folder, without its secret.
public record Returned(
    ThingId thing, Udn device, String hook, HookKind kind, Proof proof, List<Deed> deeds) {
  public Returned {
    deeds = List.copyOf(deeds);
  }

  /// @param perform what its calls may ask directly, as documents
  /// @param things those that there will be
  /// @throws Malformed if it cannot be
  public static Returned of(
      Thing thing,
      String hook,
      HookKind kind,
      String proof,
      List<Map<String, Object>> perform,
      Function<ThingId, Optional<Thing>> things) {
    var proves = Proof.labelled(proof);
    var wish =
        new Hooks.Wish(
            kind,
            new DiscoveryInbox.Naming("", "", ""),
            proves,
            Map.of(),
            perform.stream().map(deed -> deed(deed, things)).toList(),
            Optional.empty(),
            Optional.empty());
    if (proves.isEmpty()) throw new Malformed("/proof", "a proof of a caller", proof);
    try {
      Wishes.checkDeeds(wish, Wishes.proof(wish));
    } catch (Refusal refusal) {
      throw new Malformed(
          "/perform", "what a webhook may ask", String.valueOf(refusal.getMessage()));
    }
    return new Returned(thing.id(), thing.udn().root(), hook, kind, proves.get(), wish.deeds());
  }

  private static Deed deed(Map<String, Object> json, Function<ThingId, Optional<Thing>> things) {
    Tree tree = Tree.of(json);
    String id = tree.get("thing").text(ThingId.LENGTH_MAX);
    return Deed.read(
        tree,
        Optional.of(id)
            .filter(ThingId::isSlug)
            .flatMap(slug -> things.apply(new ThingId(slug)))
            .orElseThrow(() -> new Malformed("/perform", "a thing that there is", "'" + id + "'")));
  }
}
