package steward.network.mdns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/// What the steward says when it is asked: its services, its host name, and a client's own name,
/// which is answered but never announced. Pure but for the supplier.
final class Answers {
  private static final Name DOMAIN = Name.of("local");
  private static final Name ALL_SERVICES = Name.dotted("_services._dns-sd._udp.local");
  private static final String CLIENT_PREFIX = "c-";

  private final List<Announcer.Service> services;
  private final String name;
  private final List<String> text;
  private final Supplier<Set<String>> clientNames;

  /// Which of several stewards on one network this is: 1 for the only one.
  private final int number;

  Answers(
      List<Announcer.Service> services,
      String name,
      List<String> text,
      Supplier<Set<String>> clientNames,
      int number) {
    this.services = services;
    this.name = name;
    this.text = text;
    this.clientNames = clientNames;
    this.number = number;
  }

  Answers numbered(int other) {
    return new Answers(services, name, text, clientNames, other);
  }

  int number() {
    return number;
  }

  Name host() {
    return DOMAIN.under(number == 1 ? "steward" : "steward-" + number);
  }

  /// The names that only one on a network may have.
  List<Name> unique() {
    var names = new ArrayList<Name>();
    names.add(host());
    services.forEach(service -> names.add(instance(service)));
    return names;
  }

  private static Name kind(Announcer.Service service) {
    int dot = service.type().indexOf('.');
    return new Name(
        List.of(service.type().substring(0, dot), service.type().substring(dot + 1), "local"));
  }

  private Name instance(Announcer.Service service) {
    return kind(service).under(number == 1 ? name : name + " (" + number + ")");
  }

  /// All that is told unasked, with the addresses of one network.
  List<Entry> announcement(List<InetAddress> addresses) {
    var all = new ArrayList<Entry>();
    for (Announcer.Service service : services) {
      all.add(Entry.pointer(kind(service), instance(service)));
      all.addAll(of(service));
    }
    all.addAll(addresses(host(), addresses));
    return all;
  }

  private List<Entry> of(Announcer.Service service) {
    Name instance = instance(service);
    return List.of(Entry.service(instance, service.port(), host()), Entry.text(instance, text));
  }

  private static List<Entry> addresses(Name host, List<InetAddress> addresses) {
    return addresses.stream().map(address -> Entry.address(host, address)).toList();
  }

  /// What answers one question, and what will be asked next.
  record Answer(List<Entry> answers, List<Entry> further) {}

  Answer to(List<Packet.Question> questions, List<Entry> known, List<InetAddress> addresses) {
    var answers = new LinkedHashSet<Entry>();
    var further = new LinkedHashSet<Entry>();
    for (Packet.Question question : questions) one(question, addresses, answers, further);
    answers.removeIf(
        entry -> known.stream().anyMatch(k -> k.ttl() >= entry.ttl() / 2 && k.says(entry)));
    further.removeAll(answers);
    return new Answer(List.copyOf(answers), answers.isEmpty() ? List.of() : List.copyOf(further));
  }

  private void one(
      Packet.Question question,
      List<InetAddress> addresses,
      Set<Entry> answers,
      Set<Entry> further) {
    Name asked = question.name();
    boolean asksPointers = question.asksFor(Entry.PTR);
    for (Announcer.Service service : services) {
      if (asksPointers && asked.is(ALL_SERVICES))
        answers.add(Entry.pointer(ALL_SERVICES, kind(service)));
      if (asksPointers && asked.is(kind(service))) {
        answers.add(Entry.pointer(kind(service), instance(service)));
        further.addAll(of(service));
        further.addAll(addresses(host(), addresses));
      }
      if (asked.is(instance(service))) {
        of(service).stream().filter(e -> question.asksFor(e.type())).forEach(answers::add);
        further.addAll(addresses(host(), addresses));
      }
    }
    if (asked.is(host()) || isClient(asked)) host(question, addresses, answers, further);
  }

  private static void host(
      Packet.Question question,
      List<InetAddress> addresses,
      Set<Entry> answers,
      Set<Entry> further) {
    List<Entry> all = addresses(question.name(), addresses);
    List<Entry> fitting = all.stream().filter(e -> question.asksFor(e.type())).toList();
    answers.addAll(fitting);
    if (fitting.isEmpty() && (question.type() == Entry.A || question.type() == Entry.AAAA)) {
      List<Integer> types = all.stream().map(Entry::type).distinct().toList();
      answers.add(Entry.only(question.name(), types));
    }
    further.addAll(all);
  }

  private boolean isClient(Name asked) {
    if (asked.labels().size() != 2) return false;
    String label = asked.labels().getFirst().toLowerCase(Locale.ROOT);
    if (!label.startsWith(CLIENT_PREFIX) || !asked.is(DOMAIN.under(label))) return false;
    Set<String> names = clientNames.get();
    return names.contains(label) || names.contains(label + ".local");
  }

  /// Whether a response of somebody else claims one of our names for itself.
  boolean isDisputed(Packet response, List<InetAddress> addresses) {
    List<Name> ours = unique();
    List<Entry> said = announcement(addresses);
    return response.records().stream()
        .filter(entry -> entry.ttl() > 0 && (entry.isAddress() || entry.type() == Entry.SRV))
        .filter(entry -> ours.stream().anyMatch(entry.name()::is))
        .anyMatch(entry -> said.stream().noneMatch(entry::says));
  }
}
