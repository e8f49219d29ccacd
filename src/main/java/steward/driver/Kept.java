package steward.driver;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steward.value.Bytes;

/// The secrets that are kept for one device, by name: entered by a person, or handed over with
/// [Effect.Keep]; and the notes of [Effect.Remember]. Those of the device stand before those of its
/// family. Immutable.
///
/// Secrets never leave towards an address that has not proved itself, a log, a journal or a page.
public record Kept(Map<String, Bytes> secrets) {
  public static final Kept NOTHING = new Kept(Map.of());

  public Kept {
    secrets = Map.copyOf(secrets);
  }

  public Optional<Bytes> get(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  /// The secret as a text; empty where there is none.
  public String text(String name) {
    return get(name).map(Bytes::text).orElse("");
  }

  public Kept with(String name, Bytes secret) {
    var more = new TreeMap<>(secrets);
    if (secret.isEmpty()) more.remove(name);
    else more.put(name, secret);
    return new Kept(more);
  }

  /// Only the names.
  @Override
  public String toString() {
    return "Kept" + new TreeMap<>(secrets).keySet();
  }
}
