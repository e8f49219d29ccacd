package steward.hook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.Refusal;
import steward.access.Refusal.Why;
import steward.access.Secrets;
import steward.discovery.DiscoveryInbox;
import steward.driver.Family;
import steward.link.DriverHost;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.store.WebhookRow;
import steward.store.WebhookTable;
import steward.thing.Binding;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Malformed;

/// The webhooks of the house: made, known again, given another secret, taken away. Thread-safe.
///
/// Each is a thing. What is asked is answered from memory; changes are made one at a time on
/// virtual threads and are on the disk before they count.
public final class Hooks implements Targets {
  public static final int HOOKS_MAX = 100;
  public static final int DEEDS_MAX = 20;
  private static final Duration CALLED_EVERY = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

  private final WebhookTable table;
  private final Secrets secrets;
  private final DriverHost host;
  private final DiscoveryInbox inbox;
  private final HouseLoop loop;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile Map<String, Hook> byId = Map.of();

  /// What a person wishes.
  ///
  /// @param proof the usual one of the kind if there is none
  /// @param sheet lines of the sheet
  /// @param secret one that the other side made, for signatures
  /// @param target the address to send to, for a hook that sends
  public record Wish(
      HookKind kind,
      DiscoveryInbox.Naming naming,
      Optional<Proof> proof,
      Map<String, String> sheet,
      List<Deed> deeds,
      Optional<String> secret,
      Optional<String> target) {
    public Wish {
      sheet = Map.copyOf(sheet);
      deeds = List.copyOf(deeds);
    }

    /// Without secrets.
    @Override
    public String toString() {
      return "Wish[" + kind + "]";
    }
  }

  /// A hook with its secret, which is shown once; empty where the other side made it.
  public record Made(Hook hook, String secret) {
    /// The path to be called; with the secret where it belongs there.
    public String path() {
      String path = "/hook/" + hook.id();
      return hook.proof() == Proof.PATH ? path + "/" + secret : path;
    }

    /// Without the secret.
    @Override
    public String toString() {
      return "Made[" + hook.thing() + "]";
    }
  }

  private Hooks(
      WebhookTable table,
      Secrets secrets,
      DriverHost host,
      DiscoveryInbox inbox,
      HouseLoop loop,
      InstantSource clock) {
    this.table = table;
    this.secrets = secrets;
    this.host = host;
    this.inbox = inbox;
    this.loop = loop;
    this.clock = clock;
  }

  /// Reads which there are. Blocks.
  public static Hooks open(
      WebhookTable table,
      Secrets secrets,
      DriverHost host,
      DiscoveryInbox inbox,
      HouseLoop loop,
      InstantSource clock) {
    var hooks = new Hooks(table, secrets, host, inbox, loop, clock);
    for (WebhookRow row : table.all()) {
      try {
        hooks.set(row);
      } catch (RuntimeException e) {
        LOG.warn("the webhook {} cannot be read and is off: {}", row.thing(), e.getMessage());
      }
    }
    return hooks;
  }

  private void set(WebhookRow row) {
    var all = new LinkedHashMap<>(byId);
    all.put(row.id(), Hook.of(row));
    byId = Map.copyOf(all);
  }

  private <T> CompletableFuture<T> inTurn(Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          turn.lock();
          try {
            return work.get();
          } finally {
            turn.unlock();
          }
        },
        Thread::startVirtualThread);
  }

  @Override
  public Optional<Hook> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public Optional<Hook> sending(Udn device) {
    return byId.values().stream()
        .filter(hook -> hook.isOut() && hook.device().equals(device))
        .findFirst();
  }

  /// All of them, the oldest first.
  public List<Hook> all() {
    return byId.values().stream().sorted(java.util.Comparator.comparing(Hook::since)).toList();
  }

  private Optional<Hook> named(String thing) {
    return byId.values().stream().filter(hook -> hook.row().thing().equals(thing)).findFirst();
  }

  /// Makes a hook and its thing.
  ///
  /// Fails with [Malformed] or [Refusal] if the wish cannot be fulfilled.
  public CompletableFuture<Made> make(Wish wish, String principal) {
    return inTurn(() -> made(wish, principal));
  }

  private Made made(Wish wish, String principal) {
    if (byId.size() >= HOOKS_MAX)
      throw new Refusal(Why.LIMIT, "There are " + HOOKS_MAX + " webhooks already.");
    boolean isOut = wish.target().isPresent();
    Proof proof = isOut ? Wishes.outProof(wish) : Wishes.proof(wish);
    if (isOut && !wish.deeds().isEmpty())
      throw new Malformed("/perform", "nothing: this hook sends", "a list");
    Wishes.checkDeeds(wish, proof);
    String secret = Wishes.secret(wish, proof, isOut);
    String id = Signatures.id();
    Thing thing = thing(wish, id, isOut, principal);
    var row =
        new WebhookRow(
            id,
            thing.id().value(),
            thing.udn().root().value(),
            isOut,
            wish.kind().label(),
            proof.label(),
            proof.isSigned() || secret.isEmpty() ? "" : Signatures.sha256(secret),
            proof.isSigned() && !secret.isEmpty() ? sealed(Credentials.purpose(id), secret) : "",
            wish.target().map(to -> sealed(Credentials.targetPurpose(id), to)).orElse(""),
            wish.deeds().stream().map(Deed::text).toList(),
            clock.instant(),
            Optional.empty(),
            "");
    table.put(row).join();
    set(row);
    return new Made(Hook.of(row), wish.secret().isPresent() ? "" : secret);
  }

  /// Brings a hook back under the address that it had. Nobody knows its secret, so that it cannot
  /// be called before it is given another.
  ///
  /// Fails with [Refusal] if there are too many, or it is there.
  public CompletableFuture<Hook> bring(Returned back) {
    return inTurn(() -> {
      if (byId.size() >= HOOKS_MAX)
        throw new Refusal(Why.LIMIT, "There are " + HOOKS_MAX + " webhooks already.");
      if (byId.containsKey(back.hook()) || named(back.thing().value()).isPresent())
        throw new Refusal(Why.TAKEN, "The webhook " + back.thing() + " is there already.");
      String secret = Signatures.secret(back.proof());
      boolean isSigned = back.proof().isSigned();
      var row =
          new WebhookRow(
              back.hook(),
              back.thing().value(),
              back.device().value(),
              false,
              back.kind().label(),
              back.proof().label(),
              isSigned ? "" : Signatures.sha256(secret),
              isSigned ? sealed(Credentials.purpose(back.hook()), secret) : "",
              "",
              back.deeds().stream().map(Deed::text).toList(),
              clock.instant(),
              Optional.empty(),
              "");
      table.put(row).join();
      set(row);
      return Hook.of(row);
    });
  }

  private String sealed(String purpose, String secret) {
    return secrets.seal(Secrets.Kind.DEVICE, purpose, secret.getBytes(StandardCharsets.UTF_8));
  }

  /// The thing of the hook: a new one, or the phone that is there already by way of the broker.
  private Thing thing(Wish wish, String id, boolean isOut, String principal) {
    String family = isOut ? "webhook" : wish.kind().family();
    var parts = new java.util.TreeMap<>(wish.sheet());
    if (family.equals("webhook")) {
      parts.put("hook", id);
      parts.put("kind", wish.kind().label());
      if (isOut) {
        parts.put("direction", "out");
        parts.put("host", Endpoint.read(wish.target().orElseThrow()).host());
      }
    }
    var binding = new Binding(family, parts);
    Family known =
        host.family(family)
            .orElseThrow(() -> new Refusal(Why.UNKNOWN, "This steward knows no " + family + "."));
    Udn device = known.byHand(binding).device();
    Optional<Thing> there = host.directory().thing(device);
    if (there.isPresent()) {
      if (byId.values().stream().anyMatch(hook -> hook.device().equals(device)))
        throw new Refusal(Why.TAKEN, "This device has a webhook already.");
      return there.get();
    }
    return inbox.byHand(binding, wish.naming(), principal).join().getFirst();
  }

  /// Gives a hook another secret; the older one is void at once.
  ///
  /// Fails with [Refusal] if there is no such hook, or it has no secret of ours.
  public CompletableFuture<Made> rotate(String thing) {
    return inTurn(() -> {
      Hook hook =
          named(thing).orElseThrow(() -> new Refusal(Why.UNKNOWN, "There is no such webhook."));
      if (hook.isOut() && !hook.proof().isSigned())
        throw new Refusal(
            Why.MALFORMED, "Its secret is a part of its address: remove it, and make another.");
      String secret = Signatures.secret(hook.proof());
      WebhookRow row =
          hook.proof().isSigned()
              ? hook.row().withSecret("", sealed(Credentials.purpose(hook.id()), secret))
              : hook.row().withSecret(Signatures.sha256(secret), "");
      table.put(row).join();
      set(row);
      return new Made(Hook.of(row), secret);
    });
  }

  /// Takes a hook away; its calls end at once. Its thing goes with it, unless it is also reached
  /// otherwise.
  ///
  /// @return false if there is none
  public CompletableFuture<Boolean> remove(String thing, String principal) {
    return inTurn(() -> {
      Optional<Hook> hook = named(thing);
      if (hook.isEmpty()) return false;
      drop(hook.get());
      if (hook.get().device().family().equals("webhook"))
        loop.ask(new Fact.ThingGone(), thing, principal).join();
      return true;
    });
  }

  private void drop(Hook hook) {
    var all = new LinkedHashMap<>(byId);
    all.remove(hook.id());
    byId = Map.copyOf(all);
    table.remove(hook.id()).join();
  }

  @Override
  public void off(Hook hook, String why) {
    var _ =
        inTurn(() -> {
          if (find(hook.id()).isEmpty()) return false;
          WebhookRow row = hook.row().off(why);
          set(row);
          table.put(row).join();
          return true;
        });
  }

  /// It was called just now.
  void called(Hook hook) {
    Instant now = clock.instant();
    boolean isNews =
        hook.called()
            .map(at -> Duration.between(at, now).abs().compareTo(CALLED_EVERY) > 0)
            .orElse(true);
    if (!isNews) return;
    var _ =
        inTurn(() -> {
          Optional<Hook> still = find(hook.id());
          if (still.isEmpty()) return false;
          WebhookRow row = still.get().row().calledAt(now);
          set(row);
          table.put(row).join();
          return true;
        });
  }

  /// Follows what the house takes, on the house thread: a thing that is removed takes its hook with
  /// it.
  public void follow(Entry entry) {
    if (!(entry.fact() instanceof Fact.ThingGone)) return;
    var gone = new ArrayList<Hook>();
    var id = new ThingId(entry.subject());
    byId.values()
        .forEach(hook -> {
          if (hook.thing().equals(id)) gone.add(hook);
        });
    for (Hook hook : gone) {
      var _ =
          inTurn(() -> {
            drop(hook);
            return true;
          });
    }
  }

  @Override
  public Optional<Endpoint> endpoint(Hook hook) {
    return secrets
        .unseal(Secrets.Kind.DEVICE, Credentials.targetPurpose(hook.id()), hook.row().target())
        .map(bytes -> Endpoint.read(new String(bytes, StandardCharsets.UTF_8)));
  }

  @Override
  public Optional<String> secret(Hook hook) {
    return credentials().secret(hook);
  }

  Credentials credentials() {
    return new Credentials(secrets);
  }
}
