package steward.notice;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import steward.thing.Channel;
import steward.thing.ThingId;
import steward.value.Tree;

/// How a person wishes to be reached. Immutable.
///
/// Address and topic are nobody else's business: they are sealed on the disk, and leave the house
/// only to the owner's own servers.
///
/// @param mail the address; empty for none
/// @param topic of the owner's ntfy server; empty for none. Whoever knows it may be able to read it
/// @param phones things whose presence is the person's
/// @param things speakers, displays and webhooks by which the person is told, too
/// @param usual the ways where a message names none
public record Reach(
    String mail, String topic, List<ThingId> phones, List<ThingId> things, Set<Channel> usual) {
  public static final Reach NONE =
      new Reach("", "", List.of(), List.of(), EnumSet.allOf(Channel.class));
  static final int THINGS_MAX = 8;
  private static final int MAIL_MAX = 254;
  private static final Pattern MAIL =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+){0,10}");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Set<String> MEMBERS = Set.of("mail", "topic", "phones", "things", "usual");

  public Reach {
    phones = List.copyOf(phones);
    things = List.copyOf(things);
    usual = Set.copyOf(usual);
  }

  /// Reads what [#json] writes; what is left out is none.
  ///
  /// @throws steward.value.Malformed if a part is not what it must be
  public static Reach read(Tree tree) {
    tree.only(MEMBERS);
    return new Reach(
        like(tree, "mail", MAIL, MAIL_MAX, "a mail address such as ben@example.org"),
        like(tree, "topic", TOPIC, 64, "1 to 64 letters, digits, _ and -"),
        ids(tree, "phones"),
        ids(tree, "things"),
        usual(tree));
  }

  private static String like(Tree tree, String member, Pattern pattern, int max, String expected) {
    if (!tree.has(member)) return "";
    Tree at = tree.get(member);
    if (!(at.node() instanceof String text)) throw at.wrong(expected);
    if (!text.isEmpty() && (text.length() > max || !pattern.matcher(text).matches()))
      throw at.wrong(expected);
    return text;
  }

  private static List<ThingId> ids(Tree tree, String member) {
    var ids = new LinkedHashSet<ThingId>();
    for (Tree item : tree.find(member).map(Tree::items).orElse(List.of())) {
      String id = item.text(ThingId.LENGTH_MAX);
      if (!ThingId.isSlug(id)) throw item.wrong("the id of a thing");
      ids.add(new ThingId(id));
    }
    if (ids.size() > THINGS_MAX) throw tree.get(member).wrong("at most " + THINGS_MAX + " things");
    return List.copyOf(ids);
  }

  private static Set<Channel> usual(Tree tree) {
    if (!tree.has("usual")) return NONE.usual();
    var usual = EnumSet.noneOf(Channel.class);
    for (Tree item : tree.get("usual").items())
      usual.add(
          Channel.labelled(item.text(20))
              .orElseThrow(() -> item.wrong("one of " + String.join(", ", Channel.labels()))));
    return usual;
  }

  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("mail", mail);
    json.put("topic", topic);
    json.put("phones", phones.stream().map(ThingId::value).toList());
    json.put("things", things.stream().map(ThingId::value).toList());
    json.put("usual", usual.stream().sorted().map(Channel::label).toList());
    return json;
  }

  /// The ways that lead to the person, where the house has these servers.
  Set<Channel> ways(Set<Channel> servers) {
    var ways = EnumSet.of(Channel.PAGE);
    if (!mail.isEmpty() && servers.contains(Channel.MAIL)) ways.add(Channel.MAIL);
    if (!topic.isEmpty() && servers.contains(Channel.NTFY)) ways.add(Channel.NTFY);
    if (!things.isEmpty()) ways.add(Channel.THINGS);
    return ways;
  }

  /// Without address and topic.
  @Override
  public String toString() {
    return "Reach[" + ways(EnumSet.allOf(Channel.class)) + "]";
  }
}
