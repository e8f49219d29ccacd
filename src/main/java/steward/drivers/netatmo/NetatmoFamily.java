package steward.drivers.netatmo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Way;
import steward.driver.cloud.CloudDriver;
import steward.driver.cloud.SignIn;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Expectation;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Malformed;

/// Netatmo weather stations and thermostats, which have no door at home: through the maker's cloud,
/// where a house allows it. `docs/things/netatmo.md` is the owner's page.
///
/// A device is an account, by the client id of the app that its owner made at Netatmo; modules and
/// rooms are its parts. The documented interface (dev.netatmo.com) is the source of names and
/// limits.
public final class NetatmoFamily implements Family {
  public static final String NAME = "netatmo";
  static final String CLIENT = "client";

  private static final Way.Cloud CLOUD =
      new Way.Cloud(
          List.of(Cloud.HOST),
          "when this house is awake and how often it asks, its internet address, and every"
              + " temperature that is wished for a room (what the devices measure, Netatmo has"
              + " already)");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Netatmo";
  }

  @Override
  public Optional<Way.Cloud> cloud() {
    return Optional.of(CLOUD);
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field(
            CLIENT,
            "Client id of your app at dev.netatmo.com",
            true,
            "60f0c1d2e3a4b5c6d7e8f901",
            List.of()),
        Field.secret(SignIn.SECRET, "Client secret of your app", true, ""),
        Field.secret(
            SignIn.REFRESH, "Refresh token, made with the token generator of your app", true, ""));
  }

  @Override
  public Offer byHand(Binding given) {
    Binding binding = Binding.of(NAME, CLIENT, client(given));
    return new Offer(
        udn(binding),
        given.part("name", "Netatmo"),
        List.of(account(binding, given.part("name", "Netatmo"))),
        "");
  }

  static Udn udn(Binding binding) {
    return new Udn(NAME + ":" + client(binding));
  }

  private static String client(Binding binding) {
    String client = binding.part(CLIENT).strip();
    if (!client.matches("[0-9a-zA-Z_-]{6,64}"))
      throw new Malformed("/binding/client", "the client id of an app", "'" + client + "'");
    return client;
  }

  static Description account(Binding binding, String name) {
    return new Description(
        udn(binding),
        name,
        "/device/gateway/netatmo/account",
        "Netatmo",
        "Account",
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
    Thing first = device.getFirst();
    String name =
        device.stream()
            .filter(thing -> thing.udn().equals(first.udn().root()))
            .map(Thing::name)
            .findFirst()
            .orElse("Netatmo");
    return new CloudDriver<>(new Cloud(first.binding(), name), device, kept);
  }

  @Override
  public Way way(List<Thing> device, Kept kept) {
    return CLOUD;
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    if (action instanceof Action.Put put) {
      if (put.kind() == ActionKind.HEAT) return Rooms.heated(put);
      if (put.kind() == ActionKind.MODE) return Rooms.switched(put);
    }
    return new Expectation.Unobservable("a thing of Netatmo does not do that");
  }
}
