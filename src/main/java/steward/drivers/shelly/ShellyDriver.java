package steward.drivers.shelly;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
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

/// Speaks with one device over a WebSocket, on which it notifies what changes, or over HTTP where
/// it bears no further WebSocket (it bears six). Immutable.
///
/// Who it is comes first, in a question that needs no password; a password is answered for only to
/// a device of our name.
final class ShellyDriver implements Driver<Conversation> {
  /// It notifies by itself; asking proves that it is there.
  static final Pace.Rhythm SOCKET =
      new Pace.Rhythm(Duration.ofSeconds(60), Duration.ofSeconds(1), 2, Duration.ofMinutes(2));

  static final Pace.Rhythm HTTP =
      new Pace.Rhythm(Duration.ofSeconds(10), Duration.ofSeconds(1), 3, Duration.ofMinutes(2));

  static final Duration ANSWER_WITHIN = Duration.ofSeconds(6);

  /// After this time on HTTP it is tried again whether there is a WebSocket free.
  static final Duration DIAL_AGAIN = Duration.ofMinutes(5);

  static final int OPEN_MAX = 16;
  static final String NAME = "rpc";
  static final String PATH = "/rpc";
  static final String DIAL = "dial";
  static final String POLL = "poll";

  final Udn device;
  final Binding binding;
  final String mac;
  final int port;
  final String password;
  final Set<Udn> accepted;

  ShellyDriver(List<Thing> things, Kept kept) {
    Thing first = things.getFirst();
    device = first.udn().root();
    binding = first.binding();
    mac = ShellyFamily.mac(binding);
    port = ShellyFamily.port(binding);
    password = kept.text(ShellyFamily.PASSWORD);
    accepted = new LinkedHashSet<>(things.stream().map(Thing::udn).toList());
  }

  @Override
  public Conversation start() {
    return Conversation.start(ShellyFamily.shape(binding), binding);
  }

  /// Four for the rhythm, eight for the digest.
  @Override
  public int randomBytes() {
    return 12;
  }

  @Override
  public Step<Conversation> on(Conversation state, Input input) {
    var exchange = new Exchange(this, state, input.moment());
    switch (input) {
      case Input.Opened _ -> exchange.opened();
      case Input.Came(Message.Opened(String name), _) -> exchange.dialled(name);
      case Input.Came(Message.WebSocketText(_, String text), _) -> exchange.said(text);
      case Input.Came(Message.HttpResponse answer, _) -> exchange.answered(answer);
      case Input.Came(Message.Failed failed, _) -> exchange.failed(failed);
      case Input.Came _ -> {}
      case Input.Lost(String reason, _) -> exchange.lost(reason);
      case Input.Due(String name, _) -> exchange.due(name);
      case Input.Wanted wanted -> exchange.wanted(wanted);
      case Input.Withdrawn _ -> {}
    }
    return exchange.step();
  }

  /// Without the password.
  @Override
  public String toString() {
    return "ShellyDriver[" + device + "]";
  }
}
