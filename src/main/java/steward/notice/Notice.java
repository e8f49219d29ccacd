package steward.notice;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import steward.store.NoticeTable;
import steward.thing.Channel;
import steward.value.Text;
import steward.value.Tree;

/// What a person is told, and how far it came. Immutable.
///
/// @param id the number of the command that asked for it
/// @param person the id of the user
/// @param title what it is about: the activity, or the house; one line
/// @param text at most [#LENGTH_MAX] characters, in lines; free of what nobody sees
/// @param seen when a page of the person showed it and the person said so
/// @param fates by the ways that were asked for
public record Notice(
    long id,
    String person,
    Instant at,
    String title,
    String text,
    boolean urgent,
    Optional<Instant> seen,
    Map<Channel, Fate> fates) {
  public static final int LENGTH_MAX = Text.LENGTH_MAX;
  static final int TITLE_MAX = 80;

  public Notice {
    title = cut(Text.clean(title), TITLE_MAX);
    text = lines(text);
    var ordered = new EnumMap<Channel, Fate>(Channel.class);
    ordered.putAll(fates);
    fates = Collections.unmodifiableMap(ordered);
  }

  /// Parts of it may come from devices: each line is freed of controls and of marks that turn the
  /// direction.
  private static String lines(String text) {
    return cut(text.lines().map(Text::clean).collect(Collectors.joining("\n")), LENGTH_MAX);
  }

  /// Not through the middle of a character.
  private static String cut(String text, int max) {
    if (text.length() <= max) return text;
    int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end) + "…";
  }

  Notice with(Channel way, Fate fate) {
    var all = new EnumMap<Channel, Fate>(Channel.class);
    all.putAll(fates);
    all.put(way, fate);
    return new Notice(id, person, at, title, text, urgent, seen, all);
  }

  Notice seenAt(Instant now) {
    return new Notice(id, person, at, title, text, urgent, Optional.of(now), fates);
  }

  Fate fate(Channel way) {
    return fates.getOrDefault(way, Fate.NEW);
  }

  /// The lasting part, for the table.
  Map<String, Object> body() {
    var body = new LinkedHashMap<String, Object>();
    body.put("title", title);
    body.put("text", text);
    body.put("urgent", urgent);
    var ways = new LinkedHashMap<String, Object>();
    fates.forEach((way, fate) -> ways.put(way.label(), fate.json()));
    body.put("ways", ways);
    return body;
  }

  static Notice read(NoticeTable.Row row) {
    Tree body = row.body();
    var fates = new EnumMap<Channel, Fate>(Channel.class);
    Tree ways = body.get("ways");
    for (Channel way : Channel.values())
      ways.find(way.label()).ifPresent(fate -> fates.put(way, Fate.read(fate)));
    return new Notice(
        row.id(),
        row.person(),
        row.at(),
        body.get("title").text(),
        body.get("text").text(),
        body.get("urgent").truth(),
        row.seen(),
        fates);
  }
}
