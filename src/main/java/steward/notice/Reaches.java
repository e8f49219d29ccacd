package steward.notice;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.DeviceSecrets;
import steward.loop.PersonThing;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// How each person wishes to be reached, sealed on the disk. Thread-safe.
final class Reaches {
  private static final Logger LOG = LoggerFactory.getLogger(Reaches.class);
  private static final String NAME = "reach";

  private final DeviceSecrets secrets;
  private final Map<String, Reach> byUser = new ConcurrentHashMap<>();

  Reaches(DeviceSecrets secrets) {
    this.secrets = secrets;
  }

  Reach of(String user) {
    return byUser.computeIfAbsent(user, this::read);
  }

  private Reach read(String user) {
    return secrets
        .kept(PersonThing.udn(user))
        .get(NAME)
        .map(kept -> read(user, kept))
        .orElse(Reach.NONE);
  }

  private static Reach read(String user, Bytes kept) {
    try {
      return Reach.read(Tree.of(JsonMapper.shared().readValue(kept.unsafeArray(), Object.class)));
    } catch (JacksonException | Malformed _) {
      LOG.warn("how {} is reached cannot be read: it must be said again", user);
      return Reach.NONE;
    }
  }

  /// Counts from now on; done when it is on the disk.
  CompletableFuture<Void> put(String user, Reach reach) {
    byUser.put(user, reach);
    Udn owner = PersonThing.udn(user);
    byte[] text = JsonMapper.shared().writeValueAsBytes(reach.json());
    return secrets.put(owner.value(), NAME, Bytes.wrap(text));
  }

  void forget(String user) {
    byUser.remove(user);
    secrets.forget(PersonThing.udn(user));
  }
}
