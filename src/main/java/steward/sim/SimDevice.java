package steward.sim;

import io.vertx.core.Context;
import steward.value.Bytes;

/// One device of a simulated house in the hands of a test. What is asked happens on the house's
/// context, soon. Thread-safe.
public final class SimDevice {
  private final Context context;
  private final Wire wire;

  SimDevice(Context context, Wire wire) {
    this.context = context;
    this.wire = wire;
  }

  public String id() {
    return wire.gadget().id();
  }

  public boolean isConnected() {
    return wire.isConnected();
  }

  /// Someone presses its button, opens its door, or tests its alarm.
  public void press() {
    run(() -> wire.gadget().press());
  }

  /// From now on it says that it obeys and does not; a home-made thing stops reporting.
  public void lie(boolean on) {
    run(() -> wire.gadget().lie(on));
  }

  /// It loses its network without a word and comes back after its back-off.
  public void drop() {
    run(wire::drop);
  }

  /// It loses its network and stays away until [#release].
  public void hold() {
    run(wire::hold);
  }

  public void release() {
    run(wire::release);
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

  private void run(Runnable action) {
    context.runOnContext(_ -> action.run());
  }
}
