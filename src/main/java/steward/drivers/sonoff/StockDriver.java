package steward.drivers.sonoff;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Driver;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Step;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.Udn;

/// Speaks with one stock device of firmware 1.0 to 1.5 that calls this house in place of its cloud.
/// Immutable.
///
/// Its connection is named by whoever took it: [Message.Opened] begins it, [Message.Failed] ends
/// it. The driver asks for a new one with [Message.Dial] when it begins, for one that was open
/// before has a key of its session that nobody here knows.
final class StockDriver implements Driver<StockDriver.State> {
  static final String LATE = "late";
  static final String FIRST = "first";

  /// A device reports its state by itself soon after it came in.
  static final Duration FIRST_WITHIN = Duration.ofSeconds(10);

  private static final int KEY_BYTES = 16;

  final Learning.Device device;
  final Kept kept;
  private final State start;

  /// Where the conversation stands.
  ///
  /// @param line the name of its connection; empty for none
  /// @param on what each part last said
  /// @param commands what was sent for a command of the house, by its sequence
  /// @param heard whether it reported its state since it came in
  /// @param wished whether what it does when power returns was asked for since then
  /// @param lost how many requests were not answered, one after the other
  /// @param stood the last sentence about it, with its state
  record State(
      String line,
      Optional<StockSession> session,
      Learning.Lore lore,
      Map<Udn, Boolean> on,
      Map<String, Long> commands,
      boolean heard,
      boolean wished,
      int lost,
      String stood) {
    State {
      on = Map.copyOf(on);
      commands = Map.copyOf(commands);
    }
  }

  StockDriver(List<Thing> things, Kept kept) {
    device = Learning.Device.of(things);
    this.kept = kept;
    var shape = Shape.of(device.binding().part("has", ""));
    var lore =
        new Learning.Lore(
            Binds.Mode.STOCK, shape, things.getFirst().firmware(), Commands.Last.UNKNOWN, Map.of());
    start = new State("", Optional.empty(), lore, Map.of(), Map.of(), false, false, 0, "");
  }

  @Override
  public State start() {
    return start;
  }

  @Override
  public int randomBytes() {
    return KEY_BYTES;
  }

  /// Its key is in what it says.
  @Override
  public boolean isPrivate() {
    return true;
  }

  @Override
  public Step<State> on(State state, Input input) {
    var turn = new StockTurn(this, state, input.moment());
    switch (input) {
      case Input.Opened _ -> turn.opened();
      case Input.Came(Message.Opened(String line), _) -> turn.began(line);
      case Input.Came(Message.WebSocketText(String line, String text), _) -> turn.said(line, text);
      case Input.Came(Message.Failed failed, _) -> turn.ended(failed);
      case Input.Came _ -> {}
      case Input.Lost(String reason, _) -> turn.lost(reason);
      case Input.Due(String name, _) -> turn.due(name);
      case Input.Wanted wanted -> turn.wanted(wanted);
      case Input.Withdrawn _ -> {}
    }
    return turn.step();
  }
}
