package steward.network.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.driver.Way;
import steward.value.Bytes;

/// What a run would do with a device, before it does it.
///
/// @param why why it may not be done; empty where it may
/// @param left ports that are left alone, since the device's driver is there and it bears one
///   connection only
/// @param login the one documented login that a person may allow, by its title
public record ProbePlan(
    String host, List<Integer> ports, Set<Integer> left, boolean tls, String login, String why) {
  /// From the beginning of one connection to that of the next.
  static final Duration EACH = Duration.ofSeconds(1);

  /// A connection that says nothing for so long is over.
  static final Duration WITHIN = Duration.ofSeconds(3);

  /// Hellos to the one port of TLS, in all.
  private static final int HELLOS = 3;

  public ProbePlan {
    ports = List.copyOf(ports);
    left = Set.copyOf(left);
  }

  /// @param address where it was seen, where its binding does not say
  /// @param ports the well-known ones
  static ProbePlan of(
      Subject device,
      Facts facts,
      Optional<String> address,
      List<Integer> ports,
      boolean wasLoginTried,
      String why) {
    Optional<String> host = device.host().or(() -> address);
    var own = new LinkedHashSet<Integer>();
    for (Way.Door door : device.doors()) if (!(door instanceof Way.Door.Udp)) own.add(door.port());
    var all = new LinkedHashSet<Integer>();
    if (!facts.isGentle()) all.addAll(own);
    all.addAll(ports);
    Set<Integer> left = facts.isGentle() ? own : Set.of();
    all.removeAll(left);
    String login = wasLoginTried || own.isEmpty() ? "" : facts.login().map(Login::title).orElse("");
    String reason =
        why.isEmpty() && host.isEmpty() ? "nobody knows its address in the network" : why;
    return new ProbePlan(host.orElse(""), List.copyOf(all), left, !facts.isGentle(), login, reason);
  }

  public boolean may() {
    return why.isEmpty();
  }

  /// At most.
  public int connections() {
    return ports.size() + (tls ? HELLOS - 1 : 0) + (login.isEmpty() ? 0 : 1);
  }

  /// If all of them are answered; three times as long if none is.
  public int seconds() {
    return (int) (connections() * EACH.toSeconds());
  }

  /// What a person agrees to.
  public String sentence() {
    if (!may()) return "It is not asked: " + why + ".";
    var text = new StringBuilder();
    text.append("The steward opens at most ").append(connections());
    text.append(" connections to ").append(host);
    text.append(", one a second and never two at once: ").append(seconds());
    text.append(" seconds, three times as long if it stays silent.");
    text.append(" It reads the first page where there is one");
    if (tls) text.append(" and begins a TLS handshake at most ").append(HELLOS).append(" times");
    text.append("; it changes nothing, guesses no password,");
    text.append(" and stops at once where the thing answers slowly or not at all.");
    if (!left.isEmpty()) text.append(" The port that its driver uses is left alone.");
    return text.toString();
  }

  /// In order: its own ports, the others, and last the login.
  ///
  /// @param allowed whether a person allowed the one login
  List<Question> questions(Subject device, Facts facts, boolean allowed, Bytes seed) {
    var all = new ArrayList<Question>();
    for (int port : ports) all.add(question(device, port));
    if (allowed && !login.isEmpty()) {
      Optional<Integer> page =
          device.doors().stream()
              .filter(Way.Door.Http.class::isInstance)
              .map(Way.Door::port)
              .findFirst();
      facts
          .login()
          .ifPresent(
              one -> page.ifPresent(port -> all.add(new Question.OneLogin(port, one, seed))));
    }
    return all;
  }

  private Question question(Subject device, int port) {
    Optional<Way.Door> own = device.doors().stream().filter(d -> d.port() == port).findFirst();
    boolean isOwnPage =
        own.filter(d -> d instanceof Way.Door.Http http && http.tls() instanceof Way.Tls.None)
            .isPresent();
    boolean isOwnTls = own.filter(Way.Door.Http.class::isInstance).isPresent() && !isOwnPage;
    if (isOwnTls || Ports.isTls(port))
      return tls ? new Question.Hello(port, TlsHello.Offer.ONLY_12) : new Question.Knock(port);
    if (isOwnPage || Ports.isPage(port)) return new Question.FirstPage(port);
    return own.isPresent() ? new Question.Knock(port) : new Question.Greeting(port);
  }

  /// What is asked besides, once a port has shown TLS: for one port only.
  static List<Question> more(int port) {
    return List.of(
        new Question.Hello(port, TlsHello.Offer.BEST),
        new Question.Hello(port, TlsHello.Offer.ONLY_10));
  }
}
