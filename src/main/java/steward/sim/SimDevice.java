package steward.sim;

import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// One device of a simulated house in the hands of a test. What is asked happens on the house's
/// context, soon. Thread-safe.
public final class SimDevice {
  private final Context context;
  private static final long AWAY_MS = 10_000;

  private final Wire wire;
  private final Gadget.@Nullable Part part;

  SimDevice(Context context, Wire wire) {
    this(context, wire, null);
  }

  /// @param part the device, where it is one behind the gateway at the end of the wire
  SimDevice(Context context, Wire wire, Gadget.@Nullable Part part) {
    this.context = context;
    this.wire = wire;
    this.part = part;
  }

  public String id() {
    return part == null ? wire.gadget().id() : part.id();
  }

  public boolean isConnected() {
    return wire.isConnected();
  }

  /// Someone presses its button, opens its door, or tests its alarm.
  public void press() {
    run(() -> {
      if (part == null) wire.gadget().press();
      else part.press();
    });
  }

  /// From now on it says that it obeys and does not; a home-made thing stops reporting.
  public void lie(boolean on) {
    run(() -> {
      if (part == null) wire.gadget().lie(on);
      else part.lie(on);
    });
  }

  /// It loses its network without a word and comes back after its back-off.
  public void drop() {
    run(() -> {
      if (part == null) {
        wire.drop();
      } else {
        part.lose(true);
        wire.timeline().after(AWAY_MS, () -> part.lose(false));
      }
    });
  }

  /// It loses its network and stays away until [#release].
  public void hold() {
    run(() -> lose(true));
  }

  public void release() {
    run(() -> lose(false));
  }

  /// It keeps its socket and says no more: only the keep-alive finds out.
  public void hang() {
    run(wire::hang);
  }

  /// It publishes anything at all.
  public void say(String topic, String payload, boolean retained) {
    run(() -> wire.say(topic, payload, retained));
  }

  /// It publishes bytes that need not be text.
  public void say(String topic, Bytes payload) {
    run(() -> wire.say(topic, payload));
  }

  private void lose(boolean isLost) {
    if (part != null) part.lose(isLost);
    else if (isLost) wire.hold();
    else wire.release();
  }

  private void run(Runnable action) {
    context.runOnContext(_ -> action.run());
  }
}
