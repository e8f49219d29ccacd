package steward.network.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import steward.network.fence.Lane;
import steward.value.Tree;

/// The access lists of a MUD file as ways out. Confined to one reading.
final class AclReader {
  private static final int LISTS_MAX = 16;
  private static final int ENTRIES_MAX = 60;
  private static final int NAME_MAX = 64;
  private static final Set<String> TYPES = Set.of("ipv4-acl-type", "ipv6-acl-type");
  private static final Set<String> PEERS =
      Set.of(
          "manufacturer",
          "same-manufacturer",
          "model",
          "local-networks",
          "controller",
          "my-controller");

  private final Map<String, Tree> lists = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private final List<String> notes;
  private final boolean isOurs;
  private final List<Passage> passages = new ArrayList<>();
  private final List<Lane.Knock> knocks = new ArrayList<>();
  private int entries;

  /// @param isOurs whether the file declares our extension
  /// @param notes where to put what is not done
  AclReader(Tree acls, boolean isOurs, List<String> notes) {
    this.notes = notes;
    this.isOurs = isOurs;
    Tree acl = acls.only(Set.of("acl")).get("acl");
    if (acl.items().size() > LISTS_MAX) throw acl.wrong("at most " + LISTS_MAX + " lists");
    for (Tree list : acl.items()) {
      list.only(Set.of("name", "type", "aces"));
      if (!TYPES.contains(list.get("type").text().replace("ietf-access-control-list:", "")))
        throw list.get("type").wrong("ipv4-acl-type or ipv6-acl-type");
      if (lists.put(list.get("name").text(NAME_MAX), list) != null)
        throw list.get("name").wrong("a name that no other list has");
    }
  }

  /// What the lists come to.
  record Found(List<Passage> passages, List<Lane.Knock> knocks) {
    static final Found NOTHING = new Found(List.of(), List.of());
  }

  /// @throws steward.value.Malformed with each entry that is refused
  Found read(List<Tree> from, List<Tree> to) {
    var faults = new Faults();
    for (Tree name : from) each(name, this::out, faults);
    for (Tree name : to) each(name, this::in, faults);
    for (Tree list : lists.values())
      if (!used.contains(list.get("name").text()))
        faults.check(() -> {
          throw list.get("name").wrong("a list that a policy of the file names");
        });
    faults.end();
    return new Found(List.copyOf(passages), knocks.stream().distinct().toList());
  }

  private void each(Tree name, Consumer<Tree> reads, Faults faults) {
    for (Tree ace : faults.or(List.<Tree>of(), () -> entriesOf(name)))
      faults.check(() -> {
        check(ace);
        reads.accept(ace);
      });
  }

  private List<Tree> entriesOf(Tree name) {
    Tree list = lists.get(name.text());
    if (list == null) throw name.wrong("the name of a list in this file");
    used.add(name.text());
    List<Tree> aces = list.get("aces").only(Set.of("ace")).get("ace").items();
    entries += aces.size();
    if (entries > ENTRIES_MAX)
      throw list.get("aces").wrong("at most " + ENTRIES_MAX + " entries in all");
    return aces;
  }

  private void check(Tree ace) {
    ace.only(Set.of("name", "matches", "actions", MudReader.WAY)).get("name").text(NAME_MAX);
    if (ace.has(MudReader.WAY) && !isOurs)
      throw ace.get(MudReader.WAY)
          .wrong("the extension '" + MudReader.EXTENSION + "' declared in extensions");
    Tree forwarding = ace.get("actions").only(Set.of("forwarding")).get("forwarding");
    if (!forwarding.text().replace("ietf-access-control-list:", "").equals("accept"))
      throw forwarding.wrong("accept: what is not accepted is refused anyway");
  }

  private void out(Tree ace) {
    var match = new Match(ace.get("matches"));
    if (match.isStartedOutside()) {
      notes.add("A way in from the Internet stands in the file: none is ever opened.");
      return;
    }
    if (match.hasPeer()) peer(ace, match, true);
    else take(match.passage(ace));
  }

  /// The second entry for the same way, such as that of IPv6, says nothing new.
  private void take(Passage one) {
    if (passages.stream().noneMatch(other -> other.lane().equals(one.lane()))) passages.add(one);
  }

  private void in(Tree ace) {
    var match = new Match(ace.get("matches"));
    if (match.hasPeer()) {
      peer(ace, match, false);
      return;
    }
    match.checkAnswer();
    if (match.isPinhole())
      notes.add("A way in from the Internet stands in the file: none is ever opened.");
  }

  private void peer(Tree ace, Match match, boolean isOut) {
    Tree peers = match.peers().only(PEERS);
    if (peers.object().size() != 1) throw peers.wrong("one of " + PEERS.stream().sorted().toList());
    if (ace.has(MudReader.WAY)) throw ace.get(MudReader.WAY).wrong("nothing beside " + peers.at());
    String peer = String.valueOf(peers.object().keySet().iterator().next());
    match.checkNameless();
    switch (peer) {
      case "my-controller" -> {
        if (isOut) match.knock().ifPresent(knocks::add);
      }
      case "controller" -> controller(peers.get(peer).text(MudReader.WORDS_MAX));
      case "local-networks" ->
          notes.add("The file asks for the home network: it gets the steward, and nothing else.");
      default ->
          notes.add(
              "The file asks for other things of its maker: things do not reach each other here.");
    }
  }

  private void controller(String name) {
    boolean isOurs = name.endsWith(":mud:dns") || name.endsWith(":mud:ntp");
    if (!isOurs)
      notes.add("The file asks for a controller of a kind that this house has not: it stays shut.");
  }
}
