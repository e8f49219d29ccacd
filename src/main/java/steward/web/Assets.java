package steward.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All files of the pages under one version, which is the hash of them all, and the documents that
/// name them. Read from the class path once. Immutable.
final class Assets {
  /// What the first page needs, in the order it is fetched.
  static final List<String> FIRST =
      List.of(
          "main.js",
          "house.js",
          "api.js",
          "stream.js",
          "leaf.js",
          "part.js",
          "icons.js",
          "words.js",
          "things.js",
          "outcome.js",
          "tile.js",
          "notices.js",
          "router.js",
          "pages/rooms.js");

  /// What a page fetches when it is opened.
  static final List<String> LATER =
      List.of(
          "entries.js",
          "choices.js",
          "controls.js",
          "members.js",
          "people.js",
          "reach.js",
          "nouns.js",
          "sentences.js",
          "spot.js",
          "moments.js",
          "group-namer.js",
          "selectors.js",
          "conditions.js",
          "triggers.js",
          "phrases.js",
          "tasks.js",
          "steps.js",
          "yaml.js",
          "zoned.js",
          "activity-tabs.js",
          "rehearsal.js",
          "kept-cases.js",
          "diff.js",
          "house-rule.js",
          "grammar.js",
          "completion.js",
          "activity-text.js",
          "draft.js",
          "history.js",
          "access.js",
          "grants.js",
          "clients.js",
          "fresh.js",
          "qr.js",
          "callers.js",
          "enrolment.js",
          "sessions.js",
          "mqtt.js",
          "cloud.js",
          "families.js",
          "finds.js",
          "wayout.js",
          "flash.js",
          "look.js",
          "secrets.js",
          "claim.js",
          "claim-words.js",
          "signin.js",
          "trust.js",
          "pages/thing.js",
          "pages/activities.js",
          "pages/activity.js",
          "pages/rehearse.js",
          "pages/past.js",
          "pages/versions.js",
          "pages/groups.js",
          "pages/group.js",
          "pages/place.js",
          "pages/house-rules.js",
          "pages/cases.js",
          "pages/ready-made.js",
          "pages/inbox.js",
          "pages/by-hand.js",
          "pages/journal.js",
          "pages/why.js",
          "pages/health.js",
          "pages/people.js",
          "pages/user.js",
          "pages/client.js",
          "pages/me.js",
          "pages/notices.js",
          "pages/audit.js",
          "pages/callers.js",
          "pages/rights.js",
          "network.js",
          "network-picture.js",
          "network-trial.js",
          "network-advice.js",
          "lanes.js",
          "station-ways.js",
          "mud-file.js",
          "thing-network.js",
          "grade.js",
          "ledger.js",
          "house-vpn.js",
          "pages/network.js",
          "pages/station.js",
          "pages/ledger.js",
          "pages/ledger-entries.js",
          "pages/statement.js",
          "pages/grades.js",
          "pages/wifi.js",
          "icon.svg",
          "manifest.webmanifest");

  static final List<String> STYLES =
      List.of(
          "tokens.css",
          "base.css",
          "rooms.css",
          "controls.css",
          "pages.css",
          "access.css",
          "activities.css",
          "notices.css",
          "network.css");

  /// What the pages for strangers are made of: they load nothing of the house.
  static final List<String> DOOR_STYLES =
      List.of("tokens.css", "base.css", "controls.css", "pages.css", "access.css");

  /// The page that all documents share; every other file is a part of them.
  static final String PAGE = "page.html";

  private static final String LIBRARIES = "META-INF/resources/";
  private static final String LIT = LIBRARIES + "_static/lit/3.3.3/";
  private static final String LIT_HTML = LIBRARIES + "_static/lit-html/3.3.3/";
  private static final String LIT_ELEMENT = LIBRARIES + "_static/lit-element/4.2.2/";
  private static final String REACTIVE = LIBRARIES + "_static/reactive-element/2.1.2/";
  private static final String CHART = LIBRARIES + "webjars/chart.js/4.5.1/dist/";

  /// Where each library file is served, and where its jar keeps it.
  private static final Map<String, String> LIBRARY_FILES =
      new TreeMap<>(
          Map.of(
              "lib/lit.js", LIT + "index.js",
              "lib/lit-html.js", LIT_HTML + "lit-html.js",
              "lib/is-server.js", LIT_HTML + "is-server.js",
              "lib/lit-element.js", LIT_ELEMENT + "lit-element.js",
              "lib/reactive-element.js", REACTIVE + "reactive-element.js",
              "lib/css-tag.js", REACTIVE + "css-tag.js",
              "lib/chart.js", CHART + "chart.umd.min.js"));

  /// Bare names as the libraries import each other.
  private static final Map<String, String> IMPORTS =
      new TreeMap<>(
          Map.of(
              "lit", "lib/lit.js",
              "lit-html", "lib/lit-html.js",
              "lit-html/is-server.js", "lib/is-server.js",
              "lit-element/lit-element.js", "lib/lit-element.js",
              "@lit/reactive-element", "lib/reactive-element.js"));

  private final Map<String, Asset> files;
  private final String version;
  private final String importMap;
  private final Map<Document, Asset> documents = new EnumMap<>(Document.class);

  private Assets(Map<String, Asset> files) {
    this.files = Map.copyOf(files);
    this.version = versionOf(files);
    this.importMap = importMapAt(base());
    String page = new String(bytes("steward/web/" + PAGE), StandardCharsets.UTF_8);
    for (Document document : Document.values()) documents.put(document, filled(document, page));
  }

  /// Reads every file; a missing one ends the start with its name.
  static Assets read() {
    var files = new LinkedHashMap<String, Asset>();
    for (var names : List.of(STYLES, FIRST, LATER)) {
      for (String name : names) files.put(name, own(name));
    }
    LIBRARY_FILES.forEach((name, path) -> files.put(name, Asset.of(typeOf(name), bytes(path))));
    return new Assets(files);
  }

  /// The path below which the files are served. It changes when any of them does.
  String base() {
    return "/ui/" + version;
  }

  /// A document with the paths of what it needs.
  Asset document(Document document) {
    return Objects.requireNonNull(documents.get(document));
  }

  Optional<Asset> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /// What the policy must allow beside files of our own: the inline import map, by its hash.
  String importMapHash() {
    return Asset.policyHash(importMap);
  }

  private static Asset own(String name) {
    return Asset.of(typeOf(name), bytes("steward/web/" + name));
  }

  private static byte[] bytes(String path) {
    try (var in = Assets.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) throw new IllegalStateException("the class path lacks " + path);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " from the class path", e);
    }
  }

  private static String versionOf(Map<String, Asset> files) {
    var all = new TreeMap<>(files).entrySet().stream();
    String hashes = all.map(e -> e.getKey() + ' ' + e.getValue().hash()).collect(lines());
    return Asset.of("text/plain", hashes).hash();
  }

  private static String importMapAt(String base) {
    return IMPORTS.entrySet().stream()
        .map(e -> "\"%s\":\"%s/%s\"".formatted(e.getKey(), base, e.getValue()))
        .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
  }

  private Asset filled(Document document, String page) {
    var libraries = LIBRARY_FILES.keySet().stream().filter(file -> !file.equals("lib/chart.js"));
    String preloads =
        Stream.concat(document.scripts().stream(), libraries)
            .map(this::preloadLink)
            .collect(lines());
    String text =
        document
            .into(page)
            .replace("{{styles}}", document.styles().stream().map(this::styleLink).collect(lines()))
            .replace("{{importmap}}", importMap)
            .replace("{{preloads}}", preloads)
            .replace("{{base}}", base());
    return Asset.of(typeOf(PAGE), text);
  }

  private String styleLink(String name) {
    return "<link rel=\"stylesheet\" href=\"%s/%s\">".formatted(base(), name);
  }

  private String preloadLink(String name) {
    return "<link rel=\"modulepreload\" href=\"%s/%s\">".formatted(base(), name);
  }

  private static Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n");
  }

  private static String typeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "html" -> "text/html; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "webmanifest" -> "application/manifest+json";
      default -> throw new IllegalStateException("no media type is known for " + name);
    };
  }
}
