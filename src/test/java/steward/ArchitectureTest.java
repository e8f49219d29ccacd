package steward;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/// The borders of the design: imports point inward (words, house, works, faces, hub), the middle is
/// pure, device families do not see each other, and sockets and SQL each have one place.
@AnalyzeClasses(packages = "steward", importOptions = ArchitectureTest.OnlyTheProgram.class)
final class ArchitectureTest {
  private static final String[] WORDS = {"steward.value..", "steward.thing.."};
  private static final String[] HOUSE = {
    "steward.driver..",
    "steward.state..",
    "steward.activity..",
    "steward.task..",
    "steward.place..",
    "steward.rights.."
  };
  private static final String[] DRIVERS = {"steward.drivers.."};
  private static final String[] WORKS = {
    "steward.loop..",
    "steward.link..",
    "steward.mqtt..",
    "steward.discovery..",
    "steward.network..",
    "steward.access..",
    "steward.store..",
    "steward.hook..",
    "steward.notice..",
    "steward.folder..",
    "steward.ready..",
    "steward.config..",
    "steward.oldtls..",
    "steward.netd..",
    "steward.health.."
  };
  private static final String[] FACES = {
    "steward.api..", "steward.web..", "steward.topics..", "steward.ssh..", "steward.cli.."
  };
  private static final String[] HUB = {"steward.sim..", "steward.hub.."};
  private static final String[] PURE = joined(WORDS, HOUSE, DRIVERS);

  @ArchTest
  static final ArchRule imports_point_inward =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("words")
          .definedBy(WORDS)
          .layer("house")
          .definedBy(HOUSE)
          .layer("drivers")
          .definedBy(DRIVERS)
          .layer("works")
          .definedBy(WORKS)
          .layer("faces")
          .definedBy(FACES)
          .layer("hub")
          .definedBy(HUB)
          .whereLayer("hub")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("faces")
          .mayOnlyBeAccessedByLayers("hub")
          .whereLayer("works")
          .mayOnlyBeAccessedByLayers("faces", "hub")
          .whereLayer("drivers")
          .mayOnlyBeAccessedByLayers("hub")
          .whereLayer("house")
          .mayOnlyBeAccessedByLayers("drivers", "works", "faces", "hub");

  @ArchTest
  static final ArchRule every_package_belongs_to_a_ring =
      classes()
          .should()
          .resideInAnyPackage(joined(WORDS, HOUSE, DRIVERS, WORKS, FACES, HUB))
          .because("a package outside the rings would escape every rule here: add it to its ring");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("steward.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule families_do_not_see_each_other =
      slices()
          .matching("steward.drivers.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  /// A driver translates: it needs words, a JSON reader and, for handshakes, ciphers. HTML is none
  /// of these, and neither is a log.
  @ArchTest
  static final ArchRule drivers_know_only_words_and_a_json_reader =
      classes()
          .that()
          .resideInAnyPackage(DRIVERS)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      joined(
                          WORDS,
                          DRIVERS,
                          "steward.driver..",
                          "java.lang..",
                          "java.util..",
                          "java.time..",
                          "java.math..",
                          "java.text..",
                          "java.security..",
                          "javax.crypto..",
                          "java.nio",
                          "java.nio.charset..",
                          "tools.jackson..",
                          "com.fasterxml.jackson.annotation..",
                          "org.bouncycastle.crypto..",
                          "org.jspecify.."))
                  .or(equivalentTo(java.io.IOException.class))
                  .or(equivalentTo(java.io.UncheckedIOException.class))
                  .or(DescribedPredicate.describe("arrays", JavaClass::isArray))
                  .or(DescribedPredicate.describe("primitives", JavaClass::isPrimitive)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_middle_has_no_works =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should(
              dependOnClassesThat(
                  resideInAnyPackage(
                          "java.net..",
                          "java.net.http..",
                          "java.nio.channels..",
                          "java.nio.file..",
                          "java.sql..",
                          "javax.sql..",
                          "javax.net..",
                          "java.util.concurrent..",
                          "java.util.logging..",
                          "java.lang.foreign..",
                          "io.vertx..",
                          "io.netty..",
                          "io.micrometer..",
                          "org.sqlite..",
                          "org.slf4j..")
                      .and(not(equivalentTo(java.net.URI.class)))
                      .and(not(equivalentTo(java.net.URISyntaxException.class)))
                      .and(not(equivalentTo(java.net.URLDecoder.class)))
                      .and(not(equivalentTo(java.net.URLEncoder.class)))
                      .and(not(equivalentTo(java.util.concurrent.TimeUnit.class)))))
          .because("state and activities are pure functions: no socket, disk, thread or log inside")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_middle_has_no_thread_and_no_chance =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should(
              dependOnClassesThat(
                  assignableTo(Thread.class)
                      .or(equivalentTo(java.util.Random.class))
                      .or(equivalentTo(java.util.random.RandomGenerator.class))
                      .or(equivalentTo(java.security.SecureRandom.class))
                      .or(equivalentTo(java.util.Timer.class))
                      .or(equivalentTo(java.io.File.class))
                      .or(assignableTo(java.io.FileInputStream.class))
                      .or(assignableTo(java.io.FileOutputStream.class))
                      .or(assignableTo(ProcessHandle.class))
                      .or(equivalentTo(ProcessBuilder.class))
                      .or(equivalentTo(Runtime.class))))
          .because("a replay of the same inputs must give the same outputs; chance is an input")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_middle_reads_no_clock =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .accessTargetWhere(accesses("java\\.time\\..*", "now"))
          .orShould()
          .accessTargetWhere(accesses("java\\.time\\.(Clock|InstantSource)", "system.*|tick.*"))
          .orShould()
          .accessTargetWhere(accesses("java\\.time\\.ZoneId", "systemDefault"))
          .orShould()
          .accessTargetWhere(
              accesses("java\\.lang\\.System", "currentTimeMillis|nanoTime|getenv|getPropert.*"))
          .orShould()
          .accessTargetWhere(accesses("java\\.(lang\\.(Strict)?Math|util\\.UUID)", "random.*"))
          .orShould()
          .accessTargetWhere(accesses("java\\.lang\\.System", "out|err|in"))
          .because("time, chance and settings arrive as inputs")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule only_the_store_knows_sql =
      noClasses()
          .that()
          .resideOutsideOfPackage("steward.store..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite.."))
          .allowEmptyShould(true);

  private static final Set<String> MAKERS =
      Set.of(
          "createNetClient",
          "createHttpClient",
          "httpClientBuilder",
          "createWebSocketClient",
          "webSocketClientBuilder",
          "createDatagramSocket");

  /// Four packages are not held to this. `netd` is another process that only listens. `cli` is
  /// another process, run by a person, that talks to the steward of this machine or the one named
  /// on its command line. `oldtls` is another process as well: it connects to the house's own Unix
  /// socket and to nothing else. `sim` plays the things and the people of a simulated house, and
  /// these dial the steward from outside.
  @ArchTest
  static final ArchRule only_the_network_makes_outgoing_sockets =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "steward.network..",
              "steward.cli..",
              "steward.oldtls..",
              "steward.sim..",
              "steward.netd..")
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "make a Vert.x client or datagram socket",
                  access ->
                      MAKERS.contains(access.getName())
                          && access.getTargetOwner().isAssignableTo("io.vertx.core.Vertx")))
          .orShould()
          .accessTargetWhere(
              accesses(
                  "io\\.vertx\\.(mqtt\\.MqttClient|ext\\.web\\.client\\.WebClient)", "create|wrap"))
          .orShould(dependOnClassesThat(equivalentTo(java.net.Socket.class)))
          .orShould(dependOnClassesThat(equivalentTo(java.net.DatagramSocket.class)))
          .orShould(dependOnClassesThat(equivalentTo(java.net.MulticastSocket.class)))
          .orShould(dependOnClassesThat(assignableTo(javax.net.SocketFactory.class)))
          .orShould(dependOnClassesThat(equivalentTo(java.nio.channels.DatagramChannel.class)))
          .orShould(dependOnClassesThat(belongTo(equivalentTo(java.net.http.HttpClient.class))))
          .orShould()
          .accessTargetWhere(
              accesses("java\\.nio\\.channels\\.(Asynchronous)?SocketChannel", "open"))
          .orShould()
          .accessTargetWhere(accesses("java\\.net\\.URL", "open.*"))
          .orShould(dependOnClassesThat(resideInAPackage("io.netty.bootstrap..")))
          .because("the fence is one place: ask network.Outgoing, which says to whom and how many")
          .allowEmptyShould(true);

  /// Whoever breaks its old TLS finds a program that has nothing and knows nothing.
  @ArchTest
  static final ArchRule the_process_for_old_tls_knows_nothing_of_the_house =
      classes()
          .that()
          .resideInAPackage("steward.oldtls..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("steward.oldtls..", "java..", "javax.net.ssl..", "org.jspecify..")
                  .or(DescribedPredicate.describe("arrays", JavaClass::isArray))
                  .or(DescribedPredicate.describe("primitives", JavaClass::isPrimitive)))
          .allowEmptyShould(true);

  /// The one program of the house with the rights of root: small enough to be read, and of the JDK.
  @ArchTest
  static final ArchRule the_root_helper_knows_nothing_of_the_house =
      classes()
          .that()
          .resideInAPackage("steward.netd..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("steward.netd..", "java..", "jdk.net..", "org.jspecify..")
                  .or(DescribedPredicate.describe("arrays", JavaClass::isArray))
                  .or(DescribedPredicate.describe("primitives", JavaClass::isPrimitive)))
          .allowEmptyShould(true);

  /// The steward shows and emits the helper's texts; what root does is for the helper alone.
  @ArchTest
  static final ArchRule only_the_fence_knows_the_root_helper =
      noClasses()
          .that()
          .resideOutsideOfPackages("steward.netd..", "steward.network.fence..")
          .should(dependOnClassesThat(resideInAPackage("steward.netd..")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule names_say_something =
      noClasses()
          .that()
          .areTopLevelClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Data|Info)")
          .because("a class that is hard to name wants to be parted")
          .allowEmptyShould(true);

  private static DescribedPredicate<JavaAccess<?>> accesses(String owner, String member) {
    return DescribedPredicate.describe(
        owner + "." + member,
        access ->
            access.getTargetOwner().getName().matches(owner) && access.getName().matches(member));
  }

  private static String[] joined(Object... parts) {
    return Arrays.stream(parts)
        .flatMap(part -> part instanceof String[] many ? Stream.of(many) : Stream.of((String) part))
        .toArray(String[]::new);
  }

  /// Leaves the tests out, wherever the build put their classes.
  static final class OnlyTheProgram implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("test-classes");
    }
  }
}
