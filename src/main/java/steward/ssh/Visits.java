package steward.ssh;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.Refusal;
import steward.access.SshKey;
import steward.network.Rates;
import steward.network.Source;

/// Who is connected: lets connections in up to the limits, finds the client of a key, and ends a
/// client's connections. Thread-safe.
///
/// A flood of strangers never keeps a registered client out: strangers push out one another, first
/// those of the address that has most.
final class Visits implements SessionListener, PublickeyAuthenticator {
  private static final Logger LOG = LoggerFactory.getLogger(Visits.class);

  /// Of how many addresses it is counted how often they connect.
  static final int ADDRESSES_MAX = 1_024;

  private static final AttributeKey<Offer> OFFER = new AttributeKey<>();

  /// The last key that a connection offered, and whose it is.
  private record Offer(SshKey key, String client) {}

  private final Keys keys;
  private final Limits limits;
  private final Rates rates;

  /// Oldest first.
  private final Map<Session, Visit> visits = new LinkedHashMap<>();

  private final Map<String, Integer> running = new HashMap<>();
  private final LongAdder opened = new LongAdder();
  private final LongAdder tooMany = new LongAdder();
  private final LongAdder tooOften = new LongAdder();
  private final LongAdder pushedOut = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final LongAdder commandsRefused = new LongAdder();

  Visits(Keys keys, Limits limits) {
    this.keys = keys;
    this.limits = limits;
    this.rates = new Rates(limits.burst(), limits.every(), ADDRESSES_MAX);
  }

  private static final class Visit {
    private final Session session;
    private final InetAddress from;
    private final Source source;
    private String client = "";
    private Keys.@Nullable Opened opened;

    Visit(Session session, InetAddress from) {
      this.session = session;
      this.from = from;
      this.source = Source.of(from);
    }

    boolean isStranger() {
      return client.isEmpty();
    }
  }

  @Override
  public void sessionCreated(Session session) {
    var address = session.getRemoteAddress();
    if (!(address instanceof InetSocketAddress internet) || !isLetIn(session, internet))
      session.close(true);
  }

  private boolean isLetIn(Session session, InetSocketAddress address) {
    if (!keys.isOpenTo(address.getAddress())) {
      closed.increment();
      return false;
    }
    var visit = new Visit(session, address.getAddress());
    if (!rates.take(visit.source, System.nanoTime())) {
      tooOften.increment();
      return false;
    }
    Optional<Visit> out;
    synchronized (this) {
      long same = visits.values().stream().filter(v -> v.source.equals(visit.source)).count();
      long strangers = visits.values().stream().filter(Visit::isStranger).count();
      boolean full = visits.size() >= limits.connections();
      if (same >= limits.perAddress() || (full && strangers == 0)) {
        tooMany.increment();
        return false;
      }
      out = full || strangers >= limits.strangers() ? crowd() : Optional.empty();
      out.ifPresent(one -> visits.remove(one.session));
      visits.put(session, visit);
    }
    out.ifPresent(one -> {
      pushedOut.increment();
      one.session.close(true);
    });
    return true;
  }

  /// The oldest stranger of the address that has most of them.
  private Optional<Visit> crowd() {
    var bySource = new LinkedHashMap<Source, List<Visit>>();
    for (Visit visit : visits.values()) {
      if (visit.isStranger())
        bySource.computeIfAbsent(visit.source, _ -> new ArrayList<>()).add(visit);
    }
    return bySource.values().stream().max(Comparator.comparingInt(List::size)).map(List::getFirst);
  }

  /// Called for keys that a client asks about, and again for the one it signs with; the library
  /// then checks the signature.
  @Override
  public boolean authenticate(String user, PublicKey key, ServerSession session) {
    try {
      var text = SshKey.read(PublicKeyEntry.toString(key));
      var client = keys.client(text);
      if (client.isEmpty()) {
        unknown.increment();
        return false;
      }
      session.setAttribute(OFFER, new Offer(text, client.get()));
      return true;
    } catch (Refusal | IllegalArgumentException _) {
      unknown.increment();
      return false;
    }
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.Authenticated) authenticated(session);
  }

  private void authenticated(Session session) {
    Offer offer = session.getAttribute(OFFER);
    Visit visit;
    synchronized (this) {
      visit = visits.get(session);
      // From here on, whoever revokes the client finds this connection.
      if (visit != null && offer != null) visit.client = offer.client();
    }
    var got =
        visit == null || offer == null
            ? Optional.<Keys.Opened>empty()
            : keys.open(offer.client(), offer.key(), visit.from);
    boolean stays = false;
    synchronized (this) {
      if (visit != null && got.isPresent() && visits.get(session) == visit) {
        visit.opened = got.get();
        stays = true;
      }
    }
    if (stays) {
      opened.increment();
      return;
    }
    got.ifPresent(Visits::end);
    session.close(true);
  }

  @Override
  public void sessionClosed(Session session) {
    Visit visit;
    synchronized (this) {
      visit = visits.remove(session);
    }
    if (visit == null) return;
    if (visit.opened != null) end(visit.opened);
    else if (visit.isStranger()) keys.refused(visit.from);
  }

  private static void end(Keys.Opened session) {
    try {
      session.closed().run();
    } catch (RuntimeException e) {
      LOG.warn("a session of {} was not closed in order", session.principal(), e);
    }
  }

  /// The session of a connection, once its client is known.
  synchronized Optional<Keys.Opened> of(Session session) {
    Visit visit = visits.get(session);
    return visit == null ? Optional.empty() : Optional.ofNullable(visit.opened);
  }

  /// What a client is to be told before its first command.
  Optional<String> notice(Keys.Opened opened) {
    return keys.notice(opened.client());
  }

  /// Ends a client's connections; they are closed when this returns, or at once after it.
  int disconnect(String client) {
    return close(visit -> visit.client.equals(client));
  }

  /// Ends the connection of a session at the API.
  void end(String session) {
    var _ = close(visit -> visit.opened != null && visit.opened.session().equals(session));
  }

  private int close(Predicate<Visit> which) {
    List<Session> ended;
    synchronized (this) {
      ended = visits.values().stream().filter(which).map(visit -> visit.session).toList();
    }
    ended.forEach(session -> session.close(true));
    return ended.size();
  }

  /// Takes one of a client's places for commands; who got one gives it back with [#leave].
  synchronized boolean enter(String client) {
    if (running.getOrDefault(client, 0) >= limits.commands()) {
      commandsRefused.increment();
      return false;
    }
    running.merge(client, 1, Integer::sum);
    return true;
  }

  synchronized void leave(String client) {
    running.computeIfPresent(client, (_, count) -> count > 1 ? count - 1 : null);
  }

  Limits limits() {
    return limits;
  }

  Map<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    synchronized (this) {
      counters.put("ssh.connections", (long) visits.size());
      counters.put("ssh.commands", running.values().stream().mapToLong(n -> n).sum());
    }
    counters.put("ssh.sessions", opened.sum());
    counters.put("ssh.refused.too-many", tooMany.sum());
    counters.put("ssh.refused.too-often", tooOften.sum());
    counters.put("ssh.refused.pushed-out", pushedOut.sum());
    counters.put("ssh.refused.keys", unknown.sum());
    counters.put("ssh.refused.commands", commandsRefused.sum());
    counters.put("ssh.refused.unclaimed", closed.sum());
    return counters;
  }
}
