package steward.config;

/// A TCP port on the loopback interface: 1 to 65535, 0 for any free one, -1 for none ("off").
public record Port(int number) {
  public static final Port OFF = new Port(-1);

  public Port {
    if (number < -1 || number > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535 or off, not " + number);
    }
  }

  public boolean isOn() {
    return number >= 0;
  }

  @Override
  public String toString() {
    return isOn() ? Integer.toString(number) : "off";
  }
}
