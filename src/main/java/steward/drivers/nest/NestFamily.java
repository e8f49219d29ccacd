package steward.drivers.nest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Way;
import steward.driver.cloud.CloudDriver;
import steward.driver.cloud.SignIn;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Expectation;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Malformed;

/// Google Nest thermostats and what else of a Nest account measures or is asked like one, through
/// Google's cloud, where a house allows it. `docs/things/nest.md` is the owner's page.
///
/// A device is a Device Access project; what is in it are its parts. Source of names and limits:
/// Google's documentation of the Smart Device Management interface and of Pub/Sub.
public final class NestFamily implements Family {
  public static final String NAME = "nest";
  static final String PROJECT = "project";
  static final String CLIENT = "client";
  static final String SUBSCRIPTION = "subscription";

  private static final Way.Cloud CLOUD =
      new Way.Cloud(
          List.of(Cloud.TOKENS, Cloud.DEVICES, Cloud.EVENTS),
          "when this house is awake and how often it asks, its internet address, and every mode and"
              + " temperature that is wished of a thermostat (what the devices measure, Google has"
              + " already)");
  private static final Pattern PROJECTS = Pattern.compile("[0-9A-Za-z-]{6,40}");
  private static final Pattern CLIENTS = Pattern.compile("[0-9A-Za-z._-]{6,120}");
  private static final Pattern SUBSCRIPTIONS =
      Pattern.compile("projects/[a-z0-9.:-]{4,60}/subscriptions/[A-Za-z0-9._~%+-]{3,255}");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Google Nest";
  }

  @Override
  public Optional<Way.Cloud> cloud() {
    return Optional.of(CLOUD);
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field(
            PROJECT,
            "Project id at console.nest.google.com/device-access",
            true,
            "32c4c2bc-fe0d-461b-b51c-f3885afff2f0",
            List.of()),
        new Field(
            CLIENT, "OAuth client id", true, "1234-abcd.apps.googleusercontent.com", List.of()),
        new Field(
            SUBSCRIPTION,
            "Pub/Sub subscription, for events at once",
            false,
            "projects/my-house/subscriptions/steward",
            List.of()),
        Field.secret(SignIn.SECRET, "OAuth client secret", true, ""),
        Field.secret(SignIn.CODE, "Code that Google showed when you signed in", false, ""),
        Field.secret(SignIn.REFRESH, "Refresh token, where you have one already", false, ""));
  }

  @Override
  public Offer byHand(Binding given) {
    Binding binding =
        Binding.of(
            NAME,
            PROJECT,
            checked(given, PROJECT, PROJECTS, "the id of a Device Access project"),
            CLIENT,
            checked(given, CLIENT, CLIENTS, "an OAuth client id"));
    if (!given.part(SUBSCRIPTION, "").isBlank()) {
      String expected = "a subscription such as projects/my-house/subscriptions/steward";
      binding = binding.with(SUBSCRIPTION, checked(given, SUBSCRIPTION, SUBSCRIPTIONS, expected));
    }
    String name = given.part("name", "Google Nest");
    return new Offer(udn(binding), name, List.of(account(binding, name)), "");
  }

  private static String checked(Binding given, String part, Pattern form, String expected) {
    String text = given.part(part).strip();
    if (!form.matcher(text).matches())
      throw new Malformed("/binding/" + part, expected, "'" + text + "'");
    return text;
  }

  static Udn udn(Binding binding) {
    return new Udn(NAME + ":" + checked(binding, PROJECT, PROJECTS, "the id of a project"));
  }

  static Description account(Binding binding, String name) {
    return new Description(
        udn(binding),
        name,
        "/device/gateway/nest/account",
        "Google",
        "Device Access project",
        "unknown",
        binding,
        Set.of(),
        Map.of());
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    return driver(device, Kept.NOTHING);
  }

  @Override
  public Driver<?> driver(List<Thing> device, Kept kept) {
    Udn root = device.getFirst().udn().root();
    String name =
        device.stream()
            .filter(thing -> thing.udn().equals(root))
            .map(Thing::name)
            .findFirst()
            .orElse("Google Nest");
    return new CloudDriver<>(new Cloud(device.getFirst().binding(), name), device, kept);
  }

  @Override
  public Way way(List<Thing> device, Kept kept) {
    return CLOUD;
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    return Commands.expectation(action);
  }
}
