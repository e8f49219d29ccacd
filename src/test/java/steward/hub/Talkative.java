package steward.hub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/// All that the program can say in its log, at the finest level, for as long as this is open; but
/// for the libraries that are kept quiet at every level.
final class Talkative implements AutoCloseable {
  private static final String LEVEL = "org.slf4j.simpleLogger.log.";
  private static final List<String> QUIET = List.of("io.netty", "io.vertx", "org.apache.sshd");

  /// The first parts of names of loggers that are still to be made.
  private static final List<String> ALL = List.of("steward", "store", "org", "com", "tools", "net");

  private static final int TRACE = 0;

  /// How much each logger says that there was.
  private final Map<Object, Integer> before = new LinkedHashMap<>();

  Talkative() throws ReflectiveOperationException {
    for (String part : ALL) System.setProperty(LEVEL + part, "trace");
    for (String library : QUIET) System.setProperty(LEVEL + library, "warn");
    var factory = LoggerFactory.getILoggerFactory();
    var loggers = factory.getClass().getDeclaredField("loggerMap");
    loggers.setAccessible(true);
    for (var one : ((Map<?, ?>) loggers.get(factory)).entrySet()) {
      String name = String.valueOf(one.getKey());
      if (QUIET.stream().noneMatch(name::startsWith)) {
        before.put(one.getValue(), level(one.getValue()).getInt(one.getValue()));
        level(one.getValue()).setInt(one.getValue(), TRACE);
      }
    }
  }

  private static java.lang.reflect.Field level(Object logger) throws ReflectiveOperationException {
    var level = logger.getClass().getDeclaredField("currentLogLevel");
    level.setAccessible(true);
    return level;
  }

  @Override
  public void close() throws ReflectiveOperationException {
    for (String part : ALL) System.clearProperty(LEVEL + part);
    for (String library : QUIET) System.clearProperty(LEVEL + library);
    for (var one : before.entrySet()) level(one.getKey()).setInt(one.getKey(), one.getValue());
  }
}
