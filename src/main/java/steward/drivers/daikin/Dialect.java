package steward.drivers.daikin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message.HttpRequest;
import steward.thing.Message.HttpResponse;
import steward.thing.Property;
import steward.value.Value;

/// One of the protocols that Daikin adapters speak. Stateless. A *page* is what one request reads.
interface Dialect {

  /// What a person reads.
  String title();

  int port();

  /// How long an answer may take.
  Duration within();

  /// The pages by which the dialect is recognised, in order.
  List<String> knock();

  /// The page that tells the settings of the unit.
  String control();

  /// The pages of every usual poll.
  List<String> often();

  /// The pages that change slowly.
  List<String> seldom();

  /// The pages that must be fresh to plan the action, and that show what came of it.
  List<String> pages(Action action);

  /// The page that is asked for where this one is not known.
  default String instead(String page) {
    return "";
  }

  /// The request for a page, without a name.
  HttpRequest request(String page);

  /// The request of a write, without a name.
  HttpRequest request(Plan.Write write);

  /// The answer to the request for a page.
  Said hear(String page, HttpResponse answer);

  /// The answer to a write.
  Said hearWrite(HttpResponse answer);

  /// The identity that the adapter claims, 12 hexadecimal figures in upper case; empty where it
  /// tells none.
  String mac(Picture picture);

  /// What this page says.
  List<Told> readings(String page, Picture picture);

  Plan plan(Action action, Picture picture);

  Traits traits(Picture picture);

  /// A value read from a page.
  ///
  /// @param isOld it may be what was measured when the unit last ran
  record Told(Property property, Value value, boolean isOld) {
    Told(Property property, Value value) {
      this(property, value, false);
    }
  }

  /// What the adapter and its unit are, as far as the pages tell.
  ///
  /// @param name the device's own name, or empty
  record Traits(
      String name,
      String model,
      String firmware,
      Set<Property> observes,
      Map<ActionKind, Ability> abilities) {
    public Traits {
      observes = Set.copyOf(observes);
      abilities = Map.copyOf(abilities);
    }
  }
}
