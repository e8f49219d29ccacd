package steward.drivers.sonoff;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.driver.Driver;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Pace;
import steward.driver.Step;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.Udn;

/// Speaks with one device in DIY or LAN mode: what it announces by DNS-SD is its state, what it is
/// asked over HTTP proves that it is there. Immutable.
///
/// One connection at a time, since a second one is reset; after a reset the same is asked again 100
/// ms later, ten times at most. An announcement can be forged by anybody on the network, so one in
/// clear that changes something makes the driver ask the device itself.
final class SonoffDriver implements Driver<Conversation> {
  static final Pace.Rhythm RHYTHM =
      new Pace.Rhythm(Duration.ofSeconds(60), Duration.ofSeconds(1), 3, Duration.ofMinutes(2));

  /// Between two requests.
  static final Duration PAUSE = Duration.ofMillis(200);

  static final Duration AFTER_RESET = Duration.ofMillis(100);
  static final int RESETS_MAX = 10;

  /// Some answers take 5 s.
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  /// A request that neither came back nor failed by then never will.
  static final Duration STUCK_AFTER = Duration.ofSeconds(30);

  static final String POLL = "poll";
  static final String AGAIN = "again";
  static final String STUCK = "stuck";

  final Udn device;
  final Binding binding;
  final Binds binds;
  final Set<Udn> accepted;
  final Optional<LanCipher> cipher;
  private final Conversation start;

  SonoffDriver(List<Thing> things, Kept kept) {
    Thing first = things.getFirst();
    device = first.udn().root();
    binding = first.binding();
    binds = Binds.of(binding);
    accepted = new LinkedHashSet<>(things.stream().map(Thing::udn).toList());
    String key = kept.text(Binds.KEY).strip();
    cipher = key.isEmpty() ? Optional.empty() : Optional.of(LanCipher.of(key));
    start = Conversation.start(binds, Shape.of(binding.part("has", "")), first.firmware());
  }

  @Override
  public Conversation start() {
    return start;
  }

  /// Four for the rhythm, sixteen to encrypt with.
  @Override
  public int randomBytes() {
    return 4 + LanCipher.IV_LENGTH;
  }

  @Override
  public Step<Conversation> on(Conversation state, Input input) {
    var exchange = new Exchange(this, state, input.moment());
    switch (input) {
      case Input.Opened _ -> exchange.opened();
      case Input.Came(Message.Seen(_, _, Message.Service service), _) ->
          exchange.announced(service);
      case Input.Came(Message.Service service, _) -> exchange.announced(service);
      case Input.Came(Message.HttpResponse answer, _) -> exchange.answered(answer);
      case Input.Came(Message.Failed failed, _) -> exchange.failed(failed);
      case Input.Came _ -> {}
      case Input.Lost(String reason, _) -> exchange.lost(reason);
      case Input.Due(String name, _) -> exchange.due(name);
      case Input.Wanted wanted -> exchange.wanted(wanted);
      case Input.Withdrawn(long command, _) -> exchange.withdrawn(command);
    }
    return exchange.step();
  }
}
