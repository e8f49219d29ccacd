package steward.thing;

import org.jspecify.annotations.Nullable;
import steward.value.Text;

/// The unique device name: the family's lasting key of a thing, such as `tasmota:AABBCC`, never an
/// address.
///
/// A part of a device is a child with a slash: `tasmota:AABBCC/2`.
public record Udn(String value) {
  public Udn {
    if (value.isEmpty() || value.length() > 120 || value.indexOf(':') < 1) {
      throw new IllegalArgumentException(
          "a UDN looks like family:key with at most 120 characters, not '"
              + Text.clean(value)
              + "'");
    }
  }

  public String family() {
    return value.substring(0, value.indexOf(':'));
  }

  /// The device that carries this part; the same UDN for a device itself.
  public Udn root() {
    int slash = value.indexOf('/');
    return slash < 0 ? this : new Udn(value.substring(0, slash));
  }

  public Udn child(String part) {
    return new Udn(value + "/" + part);
  }

  // See ThingId.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Udn that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
