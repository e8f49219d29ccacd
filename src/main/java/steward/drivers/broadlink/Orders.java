package steward.drivers.broadlink;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import steward.thing.Action;
import steward.value.Bytes;

/// What requests look like on the wire.
final class Orders {
  private static final int SP2_LENGTH = 16;
  private static final int SP2_STATE = 1;
  private static final int SP2_SET = 2;
  private static final int SP2_METER = 4;
  private static final int FIRMWARE = 0x68;
  private static final int LIGHT_BIT = 2;
  private static final Bytes SP3_METER =
      Bytes.wrap(HexFormat.of().parseHex("0800fe0105010000002d"));
  private static final Bytes AUTHENTICATION = makeAuthentication();

  private Orders() {}

  /// @param repeatable asking again while no answer came does no harm
  record Out(int command, Bytes payload, boolean repeatable) {
    static Out of(Bytes payload) {
      return new Out(Packet.COMMAND, payload, true);
    }
  }

  /// Who we are, in a form that every model takes; devices do not check it.
  static Bytes authentication() {
    return AUTHENTICATION;
  }

  private static Bytes makeAuthentication() {
    byte[] payload = new byte[0x50];
    java.util.Arrays.fill(payload, 0x04, 0x14, (byte) 0x31);
    payload[0x1e] = 1;
    payload[0x2d] = 1;
    byte[] name = "Test 1".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, payload, 0x30, name.length);
    return Bytes.wrap(payload);
  }

  /// Whether the answer of the device is all that will ever be known of it: then it counts as sent
  /// only when that came.
  static boolean isBlind(Work work, Request request) {
    return switch (request) {
      case Request.Emit _ -> true;
      case Request.Put put ->
          work.peer.model() == Model.SP1
              || put.action().equals(new Action.Turn(Action.Turn.To.TOGGLE));
      case Request.Learn _ -> false;
      case Request.Ask _ -> false;
    };
  }

  /// Nothing where there is nothing to send, which has then been told.
  static Optional<Out> of(Work work, Request request) {
    return switch (request) {
      case Request.Ask ask -> ask(work, ask);
      case Request.Put put -> put(work, put);
      case Request.Emit emit -> emit(work, emit);
      case Request.Learn learn ->
          Optional.of(Out.of(frame(work, learn.radio() ? Frame.SWEEP : Frame.LEARN)));
    };
  }

  private static Bytes frame(Work work, int operation) {
    return work.peer.model().frame().wrap(operation, Bytes.EMPTY);
  }

  private static Optional<Out> ask(Work work, Request.Ask ask) {
    Model model = work.peer.model();
    return switch (ask) {
      case PRESENCE -> {
        // It said hello just now.
        work.present();
        yield Optional.empty();
      }
      case FIRMWARE -> Optional.of(Out.of(Bytes.wrap(new byte[] {FIRMWARE})));
      case SENSORS ->
          Optional.of(
              Out.of(frame(work, model.frame() == Frame.NEW ? Frame.SENSORS : Frame.STATE)));
      case STATE ->
          Optional.of(Out.of(model.isSp4() ? Sp4.get(model == Model.SP4B) : sp2(SP2_STATE, 0)));
      case METER -> Optional.of(Out.of(model == Model.SP3S ? SP3_METER : sp2(SP2_METER, 0)));
      case FETCH -> Optional.of(Out.of(frame(work, Frame.FETCH)));
      case FOUND -> Optional.of(Out.of(frame(work, Frame.FOUND)));
      case PACKET -> Optional.of(Out.of(packet(work)));
      case CANCEL -> Optional.of(Out.of(frame(work, Frame.CANCEL)));
    };
  }

  private static Bytes packet(Work work) {
    int frequency = work.lesson.map(Talk.Lesson::kilohertz).orElse(0);
    byte[] told = new byte[frequency == 0 ? 0 : 4];
    if (frequency != 0) LittleEndian.put32(told, 0, frequency);
    return work.peer.model().frame().wrap(Frame.PACKET, Bytes.wrap(told));
  }

  private static Bytes sp2(int operation, int value) {
    byte[] payload = new byte[SP2_LENGTH];
    payload[0] = (byte) operation;
    payload[4] = (byte) value;
    return Bytes.wrap(payload);
  }

  private static Optional<Out> emit(Work work, Request.Emit emit) {
    Optional<Code> code = work.codes.get(emit.name());
    if (code.isEmpty()) work.unsent(emit.command(), work.codes.unknown(emit.name().toString()));
    return code.map(found ->
        new Out(
            Packet.COMMAND,
            work.peer.model().frame().wrap(Frame.SEND, found.bytes()),
            emit.repeatable()));
  }

  private static Optional<Out> put(Work work, Request.Put put) {
    boolean light = Offers.isLight(put.thing());
    if (put.action() instanceof Action.Put dim)
      return Optional.of(sp4(work, "{\"ntlbrightness\":" + Math.round(dim.number()) + "}"));
    Optional<Boolean> now = light ? work.plug.light() : work.plug.relay();
    Optional<Boolean> other = light ? work.plug.relay() : work.plug.light();
    boolean needsOther = work.peer.model() == Model.SP3 && other.isEmpty();
    boolean toggles = isToggle(put);
    if (needsOther || toggles && now.isEmpty()) {
      work.unsent(put.command(), "its state could not be read before");
      return Optional.empty();
    }
    boolean on = toggles ? !now.orElseThrow() : put.action().equals(Action.turnOn());
    return Optional.of(turn(work, on, light, other.orElse(false)));
  }

  static boolean isToggle(Request.Put put) {
    return put.action().equals(new Action.Turn(Action.Turn.To.TOGGLE));
  }

  private static Out turn(Work work, boolean on, boolean light, boolean other) {
    int value = on ? 1 : 0;
    return switch (work.peer.model()) {
      case SP1 -> new Out(Packet.SP1_POWER, Bytes.wrap(new byte[] {(byte) value, 0, 0, 0}), true);
      case SP4, SP4B -> sp4(work, "{\"" + (light ? "ntlight" : "pwr") + "\":" + value + "}");
      case SP3 -> {
        int bits = light ? value * LIGHT_BIT + (other ? 1 : 0) : value + (other ? LIGHT_BIT : 0);
        yield Out.of(sp2(SP2_SET, bits));
      }
      case SP2, SP2S, SP3S, RM, RM_PRO, RM4, RM4_PRO, UNKNOWN -> Out.of(sp2(SP2_SET, value));
    };
  }

  private static Out sp4(Work work, String json) {
    return Out.of(Sp4.set(json, work.peer.model() == Model.SP4B));
  }
}
