package steward.drivers.kasa;

import steward.driver.Driver;
import steward.driver.Input;
import steward.driver.Step;
import steward.thing.Message;

/// Drives one device: polls it, tells it what is wanted and looks whether it did so, one question
/// at a time. A device that speaks the old cipher is found again by KLAP when its firmware was
/// updated; never the other way round, which would be a way to take its protection away.
final class KasaDriver implements Driver<Talk> {
  private final Device device;

  KasaDriver(Device device) {
    this.device = device;
  }

  @Override
  public Talk start() {
    return Talk.start(device.reach());
  }

  /// 16 for the seed of a handshake, the others for the pace.
  @Override
  public int randomBytes() {
    return 32;
  }

  /// Both halves of the handshake: whoever has them can try passwords at leisure.
  @Override
  public boolean isSecret(Message message) {
    String name =
        switch (message) {
          case Message.HttpRequest request -> request.name();
          case Message.HttpResponse response -> response.name();
          default -> "";
        };
    return name.equals(Sender.GREET) || name.equals(Sender.PROVE);
  }

  @Override
  public Step<Talk> on(Talk talk, Input input) {
    return new Turn(device, talk, input.moment()).take(input);
  }
}
