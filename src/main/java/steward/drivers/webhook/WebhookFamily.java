package steward.drivers.webhook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.driver.Doorway;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Way;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Expectation;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Malformed;

/// Webhooks as things: one that is called observes what the calls tell; one that sends performs
/// `notify`. `docs/things/webhook.md` has the form of every line.
public final class WebhookFamily implements Family {
  public static final String NAME = "webhook";

  /// The part that says whether the hook sends; its value then is `out`.
  public static final String DIRECTION = "direction";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Webhook (made with its secret by ‘steward webhooks add’)";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field(
            "hook", "Id of the hook, as ‘steward webhooks’ shows it", true, "k7…", List.of()));
  }

  @Override
  public Offer byHand(Binding binding) {
    String id = binding.part("hook");
    if (!id.matches("[a-z0-9]{10,40}"))
      throw new Malformed("/binding/hook", "the id of a webhook", "'" + id + "'");
    Udn udn = new Udn(NAME + ":" + id);
    String name = binding.part("name", "Webhook");
    Description description =
        isOut(binding) ? out(udn, name, binding, Target.read(binding)) : in(udn, name, binding);
    return new Offer(udn, name, List.of(description), "");
  }

  private static boolean isOut(Binding binding) {
    return binding.part(DIRECTION, "in").equals("out");
  }

  private static Description in(Udn udn, String name, Binding binding) {
    Sheet sheet = Sheet.read(binding);
    Set<Property> observes = new LinkedHashSet<>();
    observes.add(Property.CALLED);
    sheet.lines().forEach(line -> observes.add(line.property()));
    return new Description(
        udn,
        name,
        "/device/sensor/webhook/" + sheet.kind().label(),
        sheet.kind().maker(),
        "Webhook, called",
        "unknown",
        binding,
        observes,
        Map.of());
  }

  private static Description out(Udn udn, String name, Binding binding, Target target) {
    return new Description(
        udn,
        name,
        "/device/indicator/webhook/" + target.label(),
        target.host(),
        "Webhook, sending",
        "unknown",
        binding,
        Set.of(),
        Map.of(ActionKind.NOTIFY, Ability.of(ActionKind.NOTIFY)));
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    Thing thing = device.getFirst();
    return isOut(thing.binding())
        ? new OutboundDriver(thing.udn(), Target.read(thing.binding()))
        : new InboundDriver(thing.udn(), Sheet.read(thing.binding()));
  }

  @Override
  public Way way(List<Thing> device, Kept kept) {
    return new Way.None();
  }

  @Override
  public Set<Doorway> knocks(List<Thing> device) {
    return isOut(device.getFirst().binding()) ? Set.of() : Set.of(Doorway.WEBHOOKS);
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    return isOut(thing.binding())
        ? Target.read(thing.binding()).expectation()
        : new Expectation.Unobservable("a webhook that is called performs nothing");
  }
}
