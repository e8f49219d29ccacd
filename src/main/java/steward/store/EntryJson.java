package steward.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;
import steward.value.Word;

/// A journal entry as JSON, on disk and on the API. Times are kept in whole milliseconds.
///
/// On disk an entry is one line that also has `v` and `mono`, and leaves out what is empty. Readers
/// pass over members that they do not know. A body that cannot be understood becomes a note in its
/// place: the past stays readable.
public final class EntryJson {
  private static final byte[] DISK_HEAD = ascii("{\"v\":1,\"seq\":");
  private static final byte[] API_HEAD = ascii("{\"seq\":");
  private static final byte[] AT = ascii(",\"at\":");
  private static final byte[] MONO = ascii(",\"mono\":");
  private static final byte[] KIND = ascii(",\"kind\":\"");
  private static final byte[] SUBJECT = ascii("\",\"subject\":");
  private static final byte[] CAUSES = ascii(",\"causes\":");
  private static final byte[] INFERRED = ascii(",\"inferred\":");
  private static final byte[] PRINCIPAL = ascii(",\"principal\":");
  private static final byte[] BODY = ascii(",\"body\":");
  private static final byte[] PROPERTY = ascii("{\"property\":");
  private static final byte[] VALUE = ascii(",\"value\":");
  private static final byte[] UNIT = ascii(",\"unit\":\"");
  private static final byte[] QUALITY = ascii("\",\"quality\":\"");
  private static final byte[] QUALITY_ALONE = ascii(",\"quality\":\"");
  private static final byte[] END = ascii("\"}");

  private static final Map<String, Fact.Kind> KINDS =
      Arrays.stream(Fact.Kind.values())
          .collect(Collectors.toUnmodifiableMap(Fact.Kind::label, Function.identity()));
  private static final String[] LABELS =
      Arrays.stream(Fact.Kind.values()).map(Fact.Kind::label).toArray(String[]::new);

  private EntryJson() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// The kind with this label, such as `reading`.
  public static java.util.Optional<Fact.Kind> kind(String label) {
    return java.util.Optional.ofNullable(KINDS.get(label));
  }

  /// The entry as the API and the stream show it.
  public static String text(Entry entry) {
    var json = new JsonBytes(256);
    json.add(API_HEAD).number(entry.seq()).add(AT).instant(entry.at().toEpochMilli());
    common(json, entry);
    json.add(CAUSES).tree(entry.causes());
    json.add(INFERRED).tree(entry.inferred() == 0 ? null : entry.inferred());
    json.add(PRINCIPAL).text(entry.principal()).add(BODY);
    body(json, entry.fact());
    return json.raw('}').toString();
  }

  /// The same as [#text] as a document.
  public static Map<String, @Nullable Object> tree(Entry entry) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("seq", entry.seq());
    String at = new JsonBytes(32).instant(entry.at().toEpochMilli()).toString();
    json.put("at", at.substring(1, at.length() - 1));
    json.put("kind", entry.kind().label());
    json.put("subject", entry.subject());
    json.put("causes", entry.causes());
    json.put("inferred", entry.inferred() == 0 ? null : entry.inferred());
    json.put("principal", entry.principal());
    json.put("body", FactJson.write(entry.fact()));
    return json;
  }

  /// Adds the entry in its form on disk, without a line end.
  static void disk(JsonBytes json, Entry entry) {
    if (entry.version() == 1) json.add(DISK_HEAD);
    else json.raw("{\"v\":").number(entry.version()).raw(",\"seq\":");
    json.number(entry.seq()).add(AT).instant(entry.at().toEpochMilli());
    json.add(MONO).number(entry.mono());
    common(json, entry);
    if (!entry.causes().isEmpty()) json.add(CAUSES).tree(entry.causes());
    if (entry.inferred() != 0) json.add(INFERRED).number(entry.inferred());
    json.add(PRINCIPAL).text(entry.principal()).add(BODY);
    body(json, entry.fact());
    json.raw('}');
  }

  /// The part of a line that shows its kind and subject, as [#disk] writes it: to search without
  /// parsing.
  static byte[] mark(Fact.Kind kind) {
    return new JsonBytes(40).add(KIND).raw(kind.label()).add(SUBJECT).toArray();
  }

  static byte[] mark(String subject) {
    return new JsonBytes(80).add(SUBJECT).text(subject).toArray();
  }

  private static void common(JsonBytes json, Entry entry) {
    json.add(KIND).raw(LABELS[entry.kind().ordinal()]).add(SUBJECT).text(entry.subject());
  }

  private static void body(JsonBytes json, Fact fact) {
    if (fact instanceof Fact.Read read && !(read.value() instanceof Colour)) reading(json, read);
    else json.tree(FactJson.write(fact));
  }

  private static void reading(JsonBytes json, Fact.Read read) {
    json.add(PROPERTY).text(read.property().name()).add(VALUE);
    switch (read.value()) {
      case Amount(double number, var unit) ->
          json.number(number).add(UNIT).raw(unit.label()).add(QUALITY);
      case Word(String word) -> json.text(word).add(QUALITY_ALONE);
      case Text(String text) -> json.text(text).add(QUALITY_ALONE);
      case Colour _ -> throw new IllegalStateException("a colour is written as a document");
    }
    json.raw(read.quality().label()).add(END);
  }

  /// Reads an entry in either form. An entry whose body makes no sense to this steward becomes a
  /// note.
  ///
  /// @throws Malformed if it is no JSON, or has no number, time, kind or subject
  public static Entry read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  static Entry read(byte[] bytes, int from, int length) {
    Entry quick = ReadingLine.read(bytes, from, length);
    return quick != null ? quick : slow(JsonDocument.read(bytes, from, length));
  }

  private static Entry slow(Tree json) {
    long seq = (long) json.get("seq").number(1, 9e18);
    Instant at = at(json.get("at"));
    long mono = json.find("mono").map(m -> (long) m.number()).orElse(0L);
    int version = json.find("v").map(v -> v.whole(1, 1_000_000)).orElse(1);
    var causes = new ArrayList<Long>();
    if (json.has("causes")) {
      for (Tree cause : json.get("causes").items()) causes.add((long) cause.number());
    }
    long inferred = json.find("inferred").map(i -> (long) i.number()).orElse(0L);
    return new Entry(
        seq,
        at,
        mono,
        json.get("subject").text(),
        List.copyOf(causes),
        inferred,
        json.get("principal").text(),
        fact(json),
        version);
  }

  private static Instant at(Tree tree) {
    try {
      return Instant.parse(tree.text());
    } catch (java.time.DateTimeException e) {
      throw new Malformed(tree.at(), "an instant", tree.text());
    }
  }

  private static Fact fact(Tree json) {
    String label = json.get("kind").text();
    Fact.Kind kind = KINDS.get(label);
    if (kind == null) return new Fact.Noted("an entry of the unknown kind " + Text.clean(label));
    try {
      return FactJson.read(kind, json.get("body"));
    } catch (RuntimeException e) {
      // Written by a later version or before a property was renamed: what it said is lost, its
      // place is not.
      return new Fact.Noted(
          "an entry of the kind " + label + " that cannot be read: " + e.getMessage());
    }
  }
}
