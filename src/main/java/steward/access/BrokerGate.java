package steward.access;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import steward.driver.Family;
import steward.driver.TopicFilter;
import steward.mqtt.Admission;
import steward.mqtt.Peer;
import steward.mqtt.Verdict;
import steward.network.Source;
import steward.rights.Caller;
import steward.rights.Decision;
import steward.rights.Rules;
import steward.rights.Target;
import steward.value.Bytes;

/// The gate before the broker: who connects, and who publishes and hears what.
///
/// Whoever comes in by a name and password of [MqttClients] has the topics of that name. Without a
/// name only programs on this machine come in, by the doors on its loopback interface and if the
/// configuration lets them: they report and are asked as devices do, but not on topics of those
/// that have a name, and never on the steward's own. While nobody owns the house nobody else comes
/// in.
///
/// Programs of people come in by the name of their client, see [PeopleOnBroker], and hear and ask
/// what their user may.
///
/// Refusals are in the audit log; that a device connects is there when it comes from another
/// address than before. Messages that are allowed are not, since reporting is what devices do.
/// `publish` and `subscribe` belong to the broker's loop.
public final class BrokerGate implements Admission {
  /// How long a wrong password waits for its answer once its source has spent its tries.
  static final Duration SLOW = Duration.ofSeconds(3);

  /// Topics of clients without a name of which the verdict is remembered.
  private static final int REMEMBERED_MAX = 4_096;

  private static final int ADDRESSES_MAX = 4_096;
  private static final int TOPIC_SHOWN_MAX = 80;
  private static final String CONNECT = "mqttConnect";
  private static final String PUBLISH = "mqttPublish";
  private static final String SUBSCRIBE = "mqttSubscribe";
  private static final String SESSION = "mqttSession";
  private static final TopicFilter STEWARDS = new TopicFilter(TopicClaims.STEWARDS);
  private static final Verdict WRONG = new Verdict.WrongCredentials("name or password are wrong");
  private static final Verdict UNNAMED =
      new Verdict.Refused("a client needs its name and password here");
  private static final Verdict UNCLAIMED =
      new Verdict.Refused("nobody owns this house yet; claim it first");
  private static final Verdict FOREIGN = new Verdict.Refused("this is no topic of this client");
  private static final Verdict OF_THE_STEWARD =
      new Verdict.Refused("the steward's own topics are not for devices");
  private static final Verdict OWNED =
      new Verdict.Refused("this topic belongs to a client with a name of its own");

  private final Gate gate;
  private final MqttClients clients;
  private final PeopleOnBroker people;
  private final Settings settings;
  private final BooleanSupplier claimed;
  private final BiConsumer<Duration, Runnable> later;
  private final GuessBudget budget = new GuessBudget();
  private final Map<String, Source> addresses =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
          return size() > ADDRESSES_MAX;
        }
      };
  private final BridgeAnnouncements announcements;
  private final Map<String, Verdict> remembered = new HashMap<>();
  private OwnedTopics rememberedOf = new OwnedTopics(List.of());

  /// What the configuration says.
  ///
  /// @param anonymous whether programs on this machine need no name
  /// @param localDoors the names of the doors on the loopback interface without TLS
  /// @param families whose devices announce themselves
  public record Settings(boolean anonymous, Set<String> localDoors, List<Family> families) {
    public Settings {
      families = List.copyOf(families);
      localDoors = Set.copyOf(localDoors);
    }
  }

  /// @param claimed whether the house has an owner
  /// @param later runs a task after a time
  public BrokerGate(
      Gate gate,
      MqttClients clients,
      PeopleOnBroker people,
      Settings settings,
      BooleanSupplier claimed,
      BiConsumer<Duration, Runnable> later) {
    this.gate = gate;
    this.clients = clients;
    this.people = people;
    announcements = new BridgeAnnouncements(settings.families());
    this.settings = settings;
    this.claimed = claimed;
    this.later = later;
  }

  @Override
  public Future<Verdict> connect(Candidate candidate) {
    Peer peer = candidate.peer();
    boolean isLocal = settings.localDoors.contains(peer.door()) && peer.isLoopback();
    if (!isLocal && !claimed.getAsBoolean()) return refused(peer, UNCLAIMED);
    boolean isNamed = candidate.hasPassword() || !peer.user().isEmpty();
    if (isNamed) return named(candidate);
    return isLocal && settings.anonymous
        ? Future.succeededFuture(Verdict.allowed())
        : refused(peer, UNNAMED);
  }

  private Future<Verdict> refused(Peer peer, Verdict verdict) {
    note(Caller.stranger(), peer, CONNECT, "broker", verdict.sentence());
    return Future.succeededFuture(verdict);
  }

  private Future<Verdict> named(Candidate candidate) {
    Peer peer = candidate.peer();
    if (PeopleOnBroker.isName(peer.user())) return person(candidate);
    Optional<MqttClients.Known> known =
        clients.authenticate(peer.user(), candidate.password().unsafeArray());
    if (known.isEmpty()) return wrong(peer);
    var caller = new Caller.Attached(peer.user());
    for (String operation : List.of(CONNECT, PUBLISH, SUBSCRIBE)) {
      Decision decision =
          gate.judge().decide(caller, Rules.row(operation), Target.house(), gate.now());
      if (!decision.isAllowed()) return refused(peer, FOREIGN);
    }
    came(caller, peer, CONNECT);
    clients.seen(known.get());
    return Future.succeededFuture(Verdict.allowed());
  }

  private void came(Caller caller, Peer peer, String operation) {
    if (!peer.source().equals(addresses.put(peer.user(), peer.source())))
      gate.note(asking(caller, peer), operation, "broker", Decision.allowed().label(), "");
  }

  private Future<Verdict> person(Candidate candidate) {
    Peer peer = candidate.peer();
    Optional<Caller.Known> known =
        people.passwords().authenticate(peer.user(), candidate.password().unsafeArray());
    if (known.isEmpty()) return wrong(peer);
    Decision decision =
        gate.judge().decide(known.get(), Rules.row(SESSION), Target.house(), gate.now());
    if (!decision.isAllowed()) return refused(peer, FOREIGN);
    came(known.get(), peer, SESSION);
    people.passwords().seen(known.get());
    return Future.succeededFuture(Verdict.allowed());
  }

  private Future<Verdict> wrong(Peer peer) {
    // What was typed as a name may be a password.
    note(Caller.stranger(), peer, CONNECT, "broker", WRONG.sentence());
    if (budget.take(peer.source().name(), gate.now())) return Future.succeededFuture(WRONG);
    Promise<Verdict> answer = Promise.promise();
    later.accept(SLOW, () -> answer.complete(WRONG));
    return answer.future();
  }

  @Override
  public Verdict publish(Peer peer, String topic, boolean retain) {
    boolean isPerson = PeopleOnBroker.isName(peer.user());
    Verdict verdict =
        isPerson
            ? people.publish(peer, topic, retain)
            : people.isOwn(topic)
                ? OF_THE_STEWARD
                : peer.user().isEmpty() ? unnamed(topic) : named(peer, topic);
    if (!verdict.isAllowed()) refusedTopic(peer, PUBLISH, topic, verdict);
    return verdict;
  }

  /// A bridge announces its devices where they all do, and what counts is of which it tells.
  @Override
  public Verdict publish(Peer peer, String topic, boolean retain, Bytes payload) {
    Optional<String> prefix =
        peer.user().isEmpty() || people.isOwn(topic) || !announcements.isPlace(topic)
            ? Optional.empty()
            : clients.find(peer.user()).flatMap(MqttClients.Known::prefix);
    if (prefix.isEmpty()) return publish(peer, topic, retain);
    Verdict verdict = announcements.announced(peer.user(), prefix.get(), topic, payload);
    if (!verdict.isAllowed()) refusedTopic(peer, PUBLISH, topic, verdict);
    return verdict;
  }

  private Verdict named(Peer peer, String topic) {
    boolean may =
        clients.find(peer.user()).filter(known -> known.rights().mayPublish(topic)).isPresent();
    return may ? Verdict.allowed() : FOREIGN;
  }

  private Verdict unnamed(String topic) {
    OwnedTopics owned = clients.owned();
    if (owned != rememberedOf) {
      remembered.clear();
      rememberedOf = owned;
    }
    Verdict verdict = remembered.get(topic);
    if (verdict != null) return verdict;
    verdict = unnamed(topic, owned);
    if (remembered.size() >= REMEMBERED_MAX) remembered.clear();
    remembered.put(topic, verdict);
    return verdict;
  }

  private static Verdict unnamed(String topic, OwnedTopics owned) {
    if (STEWARDS.matches(topic)) return OF_THE_STEWARD;
    return owned.has(topic) ? OWNED : Verdict.allowed();
  }

  @Override
  public Verdict subscribe(Peer peer, String filter) {
    Verdict verdict;
    if (PeopleOnBroker.isName(peer.user())) {
      verdict = people.subscribe(peer, filter);
    } else if (peer.user().isEmpty()) {
      boolean isHidden = STEWARDS.meets(filter) && !filter.equals(HouseTopics.CLAIMED);
      verdict = isHidden ? OF_THE_STEWARD : Verdict.allowed();
    } else {
      boolean may = clients.find(peer.user()).filter(known -> mayHear(known, filter)).isPresent();
      verdict = may ? Verdict.allowed() : FOREIGN;
    }
    if (!verdict.isAllowed()) refusedTopic(peer, SUBSCRIBE, filter, verdict);
    return verdict;
  }

  @Override
  public boolean hears(String user, String topic) {
    return people.hears(user, topic);
  }

  private boolean mayHear(MqttClients.Known known, String filter) {
    boolean isTold = known.prefix().isPresent() && announcements.isGreeting(filter);
    return isTold || known.rights().mayHear(filter);
  }

  private void refusedTopic(Peer peer, String operation, String topic, Verdict verdict) {
    String name = peer.user().isEmpty() ? MqttClients.ANONYMOUS : peer.user();
    String shown = topic.length() <= TOPIC_SHOWN_MAX ? topic : topic.substring(0, TOPIC_SHOWN_MAX);
    Caller caller = PeopleOnBroker.isName(name) ? people.caller(name) : new Caller.Attached(name);
    note(caller, peer, operation, "topic/" + shown, verdict.sentence());
  }

  private void note(Caller caller, Peer peer, String operation, String target, String why) {
    gate.note(asking(caller, peer), operation, target, new Decision.Forbidden(why).label(), why);
  }

  private static Gate.Asking asking(Caller caller, Peer peer) {
    return new Gate.Asking(caller, Gate.Face.MQTT, peer.host());
  }
}
