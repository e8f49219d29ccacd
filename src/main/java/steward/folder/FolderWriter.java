package steward.folder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import steward.activity.Activity;
import steward.activity.text.ActivityWriter;
import steward.activity.text.GroupText;
import steward.activity.text.PlaceText;
import steward.folder.Layout.Kind;
import steward.rights.User;
import steward.store.PeopleJson;
import steward.store.ThingJson;
import steward.thing.Thing;
import steward.value.Bytes;
import steward.value.YamlLines;

/// Writes what a house is as files: the same house, the same bytes.
public final class FolderWriter {
  private static final String HEAD =
      """
      # A house, as 'steward export' writes it and 'steward import' reads it. No secrets are in it,
      # nor what happened. docs/export.md says what each file is.
      """;

  private final List<FolderFile> files = new ArrayList<>();

  private FolderWriter() {}

  /// The files of a house, in the order of their paths.
  public static List<FolderFile> write(Contents contents) {
    var writer = new FolderWriter();
    writer.files.add(
        new FolderFile(
            Layout.HOUSE, HEAD + YamlLines.write(Map.of(Layout.FORMAT_MEMBER, Layout.FORMAT))));
    contents.place().ifPresent(place -> writer.add(Layout.PLACE, PlaceText.write(place)));
    if (!contents.invariants().isEmpty())
      writer.add(Layout.INVARIANTS, Map.of("items", contents.invariants()));
    contents.users().forEach((id, one) -> writer.add(Kind.USER.path(id), user(one)));
    contents.things().forEach((id, one) -> writer.add(Kind.THING.path(id), thing(one)));
    contents.codes().forEach((id, one) -> writer.add(Kind.CODES.path(id), codes(one)));
    contents.callers().forEach((id, one) -> writer.add(Kind.CALLER.path(id), caller(one)));
    contents.groups().forEach((id, one) -> writer.add(Kind.GROUP.path(id), GroupText.write(one)));
    contents.activities().forEach((id, one) -> writer.add(Kind.ACTIVITY.path(id), activity(one)));
    contents
        .cases()
        .forEach((id, text) -> writer.files.add(new FolderFile(Kind.CASE.path(id), text)));
    contents
        .profiles()
        .forEach((id, text) -> writer.files.add(new FolderFile(Kind.PROFILE.path(id), text)));
    writer.files.sort(Comparator.comparing(FolderFile::path));
    return List.copyOf(writer.files);
  }

  private void add(String path, Map<?, ?> document) {
    files.add(new FolderFile(path, YamlLines.write(document)));
  }

  static Map<String, Object> thing(Thing thing) {
    return ThingJson.write(thing);
  }

  /// Without the moment at which it was made, which belongs to one house.
  static Map<String, Object> user(User user) {
    var document = new LinkedHashMap<String, Object>();
    document.put("id", user.id().value());
    document.putAll(PeopleJson.write(user));
    document.remove("since");
    return document;
  }

  /// As its owner wrote it: versions are counted by each house for itself.
  static Map<String, Object> activity(Activity activity) {
    Map<String, Object> document = ActivityWriter.write(activity);
    document.remove("version");
    if (activity.armed()) document.remove("armed");
    return document;
  }

  private static Map<String, Object> codes(Contents.Codes codes) {
    var kept = new TreeMap<String, Object>();
    codes.kept().forEach((name, bytes) -> kept.put(name, base64(bytes)));
    var document = new LinkedHashMap<String, Object>();
    document.put("device", codes.device());
    document.put("codes", kept);
    return document;
  }

  private static String base64(Bytes bytes) {
    return java.util.Base64.getEncoder().encodeToString(bytes.toArray());
  }

  static Map<String, Object> caller(Contents.CallerSheet caller) {
    var document = new LinkedHashMap<String, Object>();
    document.put("thing", caller.thing());
    document.put("hook", caller.hook());
    document.put("kind", caller.kind());
    document.put("proof", caller.proof());
    document.put("perform", caller.perform());
    return document;
  }
}
