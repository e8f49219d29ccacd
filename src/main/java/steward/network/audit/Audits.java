package steward.network.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;

/// The grades of all devices, and the one run that may go on. Thread-safe; its calls may block, so
/// they belong on virtual threads.
public final class Audits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Audits.class);
  private static final Duration COOL_DOWN = Duration.ofMinutes(10);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  /// How often a run that goes on is kept, in connections.
  private static final int KEEP_EACH = 10;

  private static final Comparator<Report> WORST_FIRST =
      Comparator.<Report, Boolean>comparing(report -> report.sold().letter().isEmpty())
          .thenComparingInt(report -> report.sold().points())
          .thenComparing(report -> report.device().id().value());

  private final Parts parts;
  private final Prober prober;
  private final Map<Udn, Kept> kept = new ConcurrentHashMap<>();
  private Optional<Going> going = Optional.empty();
  private boolean isClosed;

  /// What it is built on.
  ///
  /// @param seeds 16 random bytes each
  /// @param ports which are looked at on every device
  public record Parts(
      Devices devices,
      Watched watched,
      Memory memory,
      Touch touch,
      InstantSource clock,
      Supplier<Bytes> seeds,
      List<Integer> ports) {
    /// With the ports that devices are known to leave open.
    public static Parts usual(
        Devices devices,
        Watched watched,
        Memory memory,
        Touch touch,
        InstantSource clock,
        Supplier<Bytes> seeds) {
      return new Parts(devices, watched, memory, touch, clock, seeds, Ports.WELL_KNOWN);
    }
  }

  private record Going(Subject device, AtomicBoolean stop, Thread thread) {}

  /// It is not asked, and why, for people.
  public static final class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotNow(String why) {
      super(why);
    }
  }

  public Audits(Parts parts) {
    this(parts, time -> Thread.sleep(time));
  }

  Audits(Parts parts, Prober.Pause pause) {
    this.parts = parts;
    prober = new Prober(parts.touch(), parts.clock(), pause);
    kept.putAll(parts.memory().all());
    kept.replaceAll((_, one) -> forgotten(one));
  }

  /// A run that the last steward did not end is not gone on with.
  private static Kept forgotten(Kept one) {
    return one.run()
        .filter(Run::isRunning)
        .map(run -> run.with(Run.State.FORGOTTEN, run.at(), "The steward ended in the middle."))
        .map(run ->
            new Kept(
                one.ticked(), one.fragile(), one.fragileFirmware(), one.login(), Optional.of(run)))
        .orElse(one);
  }

  /// All devices that have a grade, or could have one: the worst first, those without one last.
  public List<Report> all() {
    Set<ThingId> ill = parts.devices().ill();
    return parts.devices().all().stream()
        .flatMap(one -> Families.of(one).map(facts -> report(one, facts, ill)).stream())
        .sorted(WORST_FIRST)
        .toList();
  }

  /// Of the device that carries this thing; empty where there is none that could have a grade.
  public Optional<Report> of(ThingId thing) {
    Set<ThingId> ill = parts.devices().ill();
    return parts
        .devices()
        .carrying(thing)
        .flatMap(one -> Families.of(one).map(facts -> report(one, facts, ill)));
  }

  private Kept kept(Subject device) {
    return kept.getOrDefault(device.udn(), Kept.NOTHING);
  }

  private Report report(Subject device, Facts facts, Set<ThingId> ill) {
    Kept known = kept(device);
    Seen seen = parts.watched().of(device.id());
    var findings =
        new Findings(device, facts, seen, known.run(), twin(device), parts.clock().instant()).all();
    Grade sold = Grade.sold(findings);
    Optional<Grade> enclosed = Grade.enclosed(findings, seen.fence());
    ProbePlan plan = plan(device, facts, seen, ill);
    return new Report(
        device,
        facts.title(),
        sold,
        enclosed,
        Report.standing(sold, enclosed),
        Report.advice(facts, sold, enclosed, findings, plan.may()),
        findings,
        plan,
        Watch.of(seen, parts.clock().instant()),
        known);
  }

  /// Another device that showed the same key.
  private Optional<String> twin(Subject device) {
    Optional<String> key = kept(device).run().flatMap(Run::key);
    if (key.isEmpty()) return Optional.empty();
    return parts.devices().all().stream()
        .filter(other -> !other.udn().equals(device.udn()))
        .filter(other -> kept(other).run().flatMap(Run::key).equals(key))
        .map(Subject::name)
        .findFirst();
  }

  private ProbePlan plan(Subject device, Facts facts, Seen seen, Set<ThingId> ill) {
    Kept known = kept(device);
    return ProbePlan.of(
        device,
        facts,
        seen.address(),
        parts.ports(),
        known.login().isPresent(),
        whyNot(device, known, ill));
  }

  private String whyNot(Subject device, Kept known, Set<ThingId> ill) {
    if (known.isFragile(device.firmware()))
      return "it was in trouble when it was asked, and its firmware is still the same";
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    var outside = new Spared.Outside(parts.devices().celsiusOutside(), parts.devices().latitude());
    Optional<String> spared = Spared.why(device, today, outside);
    if (spared.isPresent()) return spared.get();
    return ill.contains(device.id()) ? "it does not answer the house just now" : "";
  }

  /// Begins a run, after a person agreed to the plan.
  ///
  /// @param login whether the one documented login may be tried, once and never again
  /// @throws NotNow if the device is left alone, or a run goes on
  public synchronized Report start(ThingId thing, boolean login) {
    Subject device =
        parts.devices().carrying(thing).orElseThrow(() -> new NotNow("there is no such device"));
    Facts facts =
        Families.of(device).orElseThrow(() -> new NotNow("it is no device in the network"));
    if (isClosed) throw new NotNow("the steward stops");
    if (going.isPresent())
      throw new NotNow("one device is asked at a time, now " + going.get().device().name());
    Set<ThingId> ill = parts.devices().ill();
    ProbePlan plan = plan(device, facts, parts.watched().of(device.id()), ill);
    if (!plan.may()) throw new NotNow(plan.why());
    checkCooled(device);
    List<Question> questions = plan.questions(device, facts, login, parts.seeds().get());
    var stop = new AtomicBoolean();
    kept.put(device.udn(), kept(device).agreed());
    Thread thread =
        Thread.ofVirtual()
            .name("grade " + device.id().value())
            .unstarted(() -> run(device, plan, questions, stop));
    going = Optional.of(new Going(device, stop, thread));
    begun(device, plan);
    LOG.info("{} is asked: at most {} connections", device.id().value(), plan.connections());
    thread.start();
    return report(device, facts, ill);
  }

  private void checkCooled(Subject device) {
    Optional<Run> last = kept(device).run();
    boolean isWarm =
        last.isPresent()
            && last.get().at().plus(COOL_DOWN).isAfter(parts.clock().instant())
            && last.get().state() != Run.State.FORGOTTEN;
    if (isWarm) throw new NotNow("it was asked less than ten minutes ago");
  }

  private void begun(Subject device, ProbePlan plan) {
    var now = parts.clock().instant();
    var run =
        new Run(
            Run.State.RUNNING,
            now,
            now,
            plan.connections(),
            List.of(),
            List.of(),
            Optional.empty(),
            "It begins.");
    keep(device, kept(device).after(run, device.firmware()));
  }

  private void keep(Subject device, Kept now) {
    kept.put(device.udn(), now);
    var _ =
        parts
            .memory()
            .put(device.udn(), now)
            .whenComplete((_, fault) -> {
              if (fault != null)
                LOG.warn("the checks of {}: {}", device.id().value(), fault.getMessage());
            });
  }

  private void run(Subject device, ProbePlan plan, List<Question> questions, AtomicBoolean stop) {
    try {
      Run run =
          prober.run(
              new Prober.Case(
                  plan.host(),
                  questions,
                  plan.connections(),
                  () -> !parts.devices().ill().contains(device.id()),
                  stop::get,
                  () -> loginBegins(device),
                  now -> heard(device, now)));
      LOG.info(
          "{} was asked: {} connections, {}",
          device.id().value(),
          run.log().size(),
          run.state().label());
      keep(device, kept(device).after(run, device.firmware()));
    } catch (InterruptedException _) {
      ended(device, "The steward stops.");
    } catch (RuntimeException e) {
      LOG.warn("the checks of {} broke off", device.id().value(), e);
      ended(device, "The steward made a mistake; its log says which.");
    } finally {
      free();
    }
  }

  private synchronized void free() {
    going = Optional.empty();
  }

  private void ended(Subject device, String why) {
    Kept now = kept(device);
    now.run()
        .map(run -> run.with(Run.State.STOPPED, parts.clock().instant(), why))
        .ifPresent(run -> keep(device, now.after(run, device.firmware())));
  }

  /// Kept before it is tried: after a crash in between it is not tried again.
  private void loginBegins(Subject device) {
    Kept now = kept(device).tried(parts.clock().instant());
    kept.put(device.udn(), now);
    parts.memory().put(device.udn(), now).join();
  }

  private void heard(Subject device, Run run) {
    Kept now = kept(device).after(run, device.firmware());
    if (run.log().size() % KEEP_EACH == 0) keep(device, now);
    else kept.put(device.udn(), now);
  }

  /// Ends the run on the device that carries this thing, after the connection that is open.
  public synchronized void stop(ThingId thing) {
    Optional<Udn> device = parts.devices().carrying(thing).map(Subject::udn);
    going
        .filter(one -> device.filter(one.device().udn()::equals).isPresent())
        .ifPresent(one -> one.stop().set(true));
  }

  @Override
  public void close() {
    Optional<Going> last;
    synchronized (this) {
      isClosed = true;
      last = going;
    }
    if (last.isEmpty()) return;
    last.get().stop().set(true);
    last.get().thread().interrupt();
    try {
      last.get().thread().join(STOP_WITHIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
