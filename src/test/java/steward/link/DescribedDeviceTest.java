package steward.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Offer;
import steward.driver.Step;
import steward.loop.HouseLoop;
import steward.loop.Time;
import steward.sample.SampleHouse;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;

/// A device tells what it is while somebody commands it: whoever drives it then carries it out.
class DescribedDeviceTest {
  private static final Message HELLO = new Message.Datagram(80, Bytes.utf8("hello"));
  private static final Message ORDER = new Message.Datagram(80, Bytes.utf8("do it"));

  private final SampleHouse house = new SampleHouse();
  private final Thing lamp = house.thing("lamp", Set.of(Property.SWITCH), ActionKind.TURN);
  private final Line line = new Line();
  private final DeviceLink<String> link =
      new DeviceLink<>(List.of(lamp), new Teller(), line, new Around());

  /// Tells of itself whenever it is greeted, and takes every command at once.
  private record Teller() implements Driver<String> {
    @Override
    public String start() {
      return "";
    }

    @Override
    public Step<String> on(String state, Input input) {
      return switch (input) {
        case Input.Came came ->
            Step.of(state, new Effect.Learnt(new Offer(udn(), "Lamp", List.of(), "")));
        case Input.Wanted wanted -> Step.of(state, new Effect.Send(ORDER));
        default -> Step.of(state);
      };
    }

    private static Udn udn() {
      return new Udn("sample:lamp");
    }
  }

  private static final class Line implements Carrier {
    final List<Message> sent = new ArrayList<>();

    @Override
    public void send(Message message) {
      sent.add(message);
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.empty();
    }

    @Override
    public Optional<String> host() {
      return Optional.of("");
    }

    @Override
    public void hangUp() {}

    @Override
    public void close() {}
  }

  private final class Around implements DeviceLink.Outside {
    @Override
    public HouseLoop loop() {
      return house.loop;
    }

    @Override
    public Time time() {
      return house.time;
    }

    @Override
    public Runnable later(Duration after, Runnable task) {
      return () -> {};
    }

    @Override
    public void count(String counter) {}

    @Override
    public void learnt(Offer offer) {}

    @Override
    public void keep(Udn device, String name, Bytes secret, boolean ofFamily) {}

    @Override
    public @Nullable String idOf(Udn udn) {
      return "lamp";
    }
  }

  @Test
  void a_command_waits_until_the_house_has_taken_in_what_the_device_told() {
    link.came(HELLO);
    link.want(7, lamp.udn(), Action.turnOn());
    link.want(7, lamp.udn(), Action.turnOn());
    assertThat(line.sent).isEmpty();

    house.turn();
    assertThat(line.sent).containsExactly(ORDER);
  }

  @Test
  void what_was_held_is_begun_once_though_the_house_asks_again_before_it_has_heard() {
    link.came(HELLO);
    link.want(7, lamp.udn(), Action.turnOn());
    var again =
        house.loop.query(_ -> true).thenRun(() -> link.want(7, lamp.udn(), Action.turnOn()));
    house.turn();
    assertThat(again).isCompleted();
    assertThat(line.sent).containsExactly(ORDER);

    link.want(7, lamp.udn(), Action.turnOn());
    assertThat(line.sent).as("it is asked again later").containsExactly(ORDER, ORDER);
  }

  @Test
  void whoever_drives_it_from_then_on_is_given_what_waited() {
    link.came(HELLO);
    link.want(7, lamp.udn(), Action.turnOn());
    link.want(8, lamp.udn(), Action.turnOn());
    link.withdraw(8);

    List<Input.Wanted> left = link.close();
    house.turn();
    assertThat(line.sent).isEmpty();
    var newer = new DeviceLink<>(List.of(lamp), new Teller(), line, new Around());
    newer.hand(left);
    assertThat(left).extracting(Input.Wanted::command).containsExactly(7L);
    assertThat(line.sent).containsExactly(ORDER);
  }
}
