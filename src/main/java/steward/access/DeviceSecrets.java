package steward.access;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.driver.Kept;
import steward.link.Keeper;
import steward.store.DeviceSecretTable;
import steward.thing.Udn;
import steward.value.Bytes;

/// The secrets of devices: entered by people, or handed over by devices. Sealed on the disk, open
/// in memory. Thread-safe.
public final class DeviceSecrets implements Keeper {
  /// Further secrets of one owner are refused.
  public static final int SECRETS_MAX = 500;

  public static final int NAME_LENGTH_MAX = 120;
  public static final int SECRET_BYTES_MAX = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(DeviceSecrets.class);

  private final Secrets secrets;
  private final DeviceSecretTable table;
  private final ConcurrentMap<String, Map<String, Bytes>> byOwner = new ConcurrentHashMap<>();

  private DeviceSecrets(Secrets secrets, DeviceSecretTable table) {
    this.secrets = secrets;
    this.table = table;
  }

  /// Reads those that are there; one that does not open is left out and said.
  public static DeviceSecrets open(Secrets secrets, DeviceSecretTable table) {
    var opened = new DeviceSecrets(secrets, table);
    for (DeviceSecretTable.Row row : table.all()) {
      var secret =
          secrets.unseal(Secrets.Kind.DEVICE, purpose(row.owner(), row.name()), row.sealed());
      if (secret.isPresent()) {
        opened.remember(row.owner(), row.name(), Bytes.wrap(secret.get()));
      } else {
        LOG.warn(
            "the secret {} of {} does not open with keys/device.key: enter it again",
            row.name(),
            row.owner());
      }
    }
    return opened;
  }

  private static String purpose(String owner, String name) {
    return "secret " + name + " of " + owner;
  }

  private void remember(String owner, String name, Bytes secret) {
    byOwner.compute(
        owner,
        (_, older) -> {
          var newer = older == null ? new TreeMap<String, Bytes>() : new TreeMap<>(older);
          if (secret.isEmpty()) newer.remove(name);
          else newer.put(name, secret);
          return newer.isEmpty() ? null : Map.copyOf(newer);
        });
  }

  @Override
  public Kept kept(Udn device) {
    var all = new TreeMap<>(byOwner.getOrDefault(device.family(), Map.of()));
    all.putAll(byOwner.getOrDefault(device.root().value(), Map.of()));
    return new Kept(all);
  }

  /// The names of what is kept for a device itself, for a page.
  public List<String> names(Udn device) {
    return byOwner.getOrDefault(device.root().value(), Map.of()).keySet().stream()
        .sorted()
        .toList();
  }

  /// Everything that is kept of one owner that is no device, such as the house's own radio.
  public Map<String, Bytes> of(String owner) {
    return byOwner.getOrDefault(owner, Map.of());
  }

  @Override
  public void keep(Udn device, String name, Bytes secret, boolean ofFamily) {
    var _ =
        put(ofFamily ? device.family() : device.root().value(), name, secret)
            .whenComplete((_, fault) -> {
              if (fault != null) LOG.warn("a secret of {} is not kept", device.root(), fault);
            });
  }

  /// Keeps a secret of a device or, by its name, of a family; an empty one removes it. Completes
  /// when it is on the disk; from this moment on it is given to those who ask.
  ///
  /// Fails with [Refusal] if there are too many or it is too long.
  public CompletableFuture<Void> put(String owner, String name, Bytes secret) {
    Map<String, Bytes> known = byOwner.getOrDefault(owner, Map.of());
    if (secret.isEmpty()) {
      remember(owner, name, secret);
      return table.remove(owner, name);
    }
    boolean tooMany = known.size() >= SECRETS_MAX && !known.containsKey(name);
    if (tooMany || name.length() > NAME_LENGTH_MAX || secret.length() > SECRET_BYTES_MAX) {
      return CompletableFuture.failedFuture(
          new Refusal(
              Refusal.Why.LIMIT,
              "Of one device at most %d secrets of %d bytes are kept."
                  .formatted(SECRETS_MAX, SECRET_BYTES_MAX)));
    }
    if (known.containsKey(name) && secret.equals(known.getOrDefault(name, Bytes.EMPTY)))
      return CompletableFuture.completedFuture(null);
    remember(owner, name, secret);
    String sealed = secrets.seal(Secrets.Kind.DEVICE, purpose(owner, name), secret.toArray());
    return table.put(new DeviceSecretTable.Row(owner, name, sealed));
  }

  @Override
  public void forget(Udn device) {
    String owner = device.root().value();
    if (byOwner.remove(owner) == null) return;
    var _ =
        table
            .removeAll(owner)
            .whenComplete((_, fault) -> {
              if (fault != null) LOG.warn("the secrets of {} are not removed", owner, fault);
            });
  }
}
