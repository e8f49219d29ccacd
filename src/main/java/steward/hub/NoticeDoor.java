package steward.hub;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import steward.access.Accounts;
import steward.access.DeviceSecrets;
import steward.access.Gate;
import steward.activity.ActivityPrincipal;
import steward.config.Config;
import steward.config.MailServer;
import steward.link.DriverHost;
import steward.loop.HouseLoop;
import steward.network.Outgoing;
import steward.notice.Ntfy;
import steward.notice.Postbox;
import steward.notice.Reporting;
import steward.notice.Smtp;
import steward.rights.Caller;
import steward.rights.Role;
import steward.rights.User;
import steward.thing.Thing;
import steward.value.Bytes;
import steward.value.Malformed;

/// By which people are told, by the configuration of the house.
final class NoticeDoor {
  private static final Duration MAIL_WITHIN = Duration.ofSeconds(20);

  /// A shorter name of a thing or a room stands in many words.
  private static final int NAME_MIN = 3;

  private final Config config;
  private final DriverHost host;
  private final Gate gate;
  private final Accounts accounts;
  private final UnaryOperator<String> activityNames;

  /// @param activityNames the name of an activity by its id
  NoticeDoor(
      Config config, DriverHost host, Doorkeeper doorkeeper, UnaryOperator<String> activityNames) {
    this.config = config;
    this.host = host;
    this.gate = doorkeeper.gate();
    this.accounts = doorkeeper.people().accounts();
    this.activityNames = activityNames;
  }

  /// @throws IOException if the configuration names a server that may not be used
  Reporting open(
      String version,
      Vertx vertx,
      Outgoing outgoing,
      Storage storage,
      DeviceSecrets secrets,
      HouseLoop loop,
      BiFunction<Duration, Runnable, Runnable> later)
      throws IOException {
    var patience =
        new Postbox.Settings(InstantSource.system(), new SecureRandom(), later, Postbox.PAUSES);
    try {
      return new Reporting(
          new Reporting.Parts(
              vertx,
              outgoing,
              loop,
              host,
              host.directory(),
              storage,
              accounts,
              secrets,
              storage.db().notices(),
              this::title,
              this::obstacle),
          new Reporting.Servers(mail(storage), ntfy(version), patience));
    } catch (Malformed e) {
      throw new IOException(
          "notify.ntfy.server: expected https://HOST, or http:// to a host of the home network", e);
    }
  }

  private Optional<Smtp.Settings> mail(Storage storage) {
    Config.Notices notices = config.notices();
    if (notices.mail().isEmpty() || notices.from().isEmpty()) return Optional.empty();
    MailServer server = notices.mail().get();
    return Optional.of(
        new Smtp.Settings(
            server.host(),
            server.port(),
            server.tls(),
            server.user(),
            notices.passwordFile(),
            notices.mailCa(),
            notices.certificate().map(hex -> Bytes.wrap(HexFormat.of().parseHex(hex))),
            notices.from().get(),
            storage.houseId().toString(),
            MAIL_WITHIN));
  }

  private Optional<Ntfy.Settings> ntfy(String version) {
    Config.Notices notices = config.notices();
    return notices
        .ntfy()
        .map(url ->
            new Ntfy.Settings(url, notices.tokenFile(), notices.ntfyCa(), notices.link(), version));
  }

  /// An activity's name, else the house's.
  private String title(String principal) {
    return ActivityPrincipal.activity(principal)
        .map(activityNames)
        .orElseGet(() -> config.house().name());
  }

  /// A guest hears nothing of the rooms and things that it may not see.
  private Optional<String> obstacle(User person, String text) {
    if (person.role() != Role.GUEST) return Optional.empty();
    String said = text.toLowerCase(Locale.ROOT);
    var caller = new Caller.Acting(person, "notice");
    for (Thing thing : host.directory().things()) {
      if (!thing.isDevice() || gate.judge().sees(caller, thing, gate.now())) continue;
      for (String name : List.of(thing.name(), thing.room())) {
        if (name.length() >= NAME_MIN && said.contains(name.toLowerCase(Locale.ROOT)))
          return Optional.of(person.name() + " is a guest who may not see " + name);
      }
    }
    return Optional.empty();
  }
}
