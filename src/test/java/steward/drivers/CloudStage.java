package steward.drivers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import steward.driver.Effect;
import steward.driver.Family;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.thing.Action;
import steward.thing.Message;
import steward.value.Bytes;

/// A conversation with the driver of a cloud in which the test is the cloud: each request is
/// answered at once. Confined to its test.
public final class CloudStage {
  private static final Duration STEP = Duration.ofMillis(500);

  public final Talk<?> talk;
  public final List<Asked> asked = new ArrayList<>();
  public final List<Effect> effects = new ArrayList<>();
  private Function<Message.HttpRequest, Message> cloud;

  /// A request, and when it was made.
  public record Asked(Instant at, Message.HttpRequest request) {
    public String line() {
      return request.method() + " " + request.host() + request.path();
    }

    public String body() {
      return request.body().text();
    }
  }

  public CloudStage(
      Family family, Offer offer, Kept kept, Function<Message.HttpRequest, Message> cloud) {
    this.talk = Talk.with(family, offer, kept);
    this.cloud = cloud;
  }

  /// An answer in JSON.
  public static Message json(Message.HttpRequest to, int status, String body) {
    return new Message.HttpResponse(
        to.name(), status, Map.of("content-type", "application/json"), Bytes.utf8(body));
  }

  /// From now on the cloud behaves like this.
  public void cloud(Function<Message.HttpRequest, Message> newCloud) {
    cloud = newCloud;
  }

  public CloudStage open() {
    take(talk.opened());
    return pass(Duration.ofSeconds(2));
  }

  /// Lets time pass; what is asked meanwhile is answered.
  public CloudStage pass(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= STEP.toMillis())
      take(talk.pass(Duration.ofMillis(Math.min(left, STEP.toMillis()))));
    return this;
  }

  public CloudStage wants(int thing, Action action) {
    take(talk.wants(thing, action));
    return this;
  }

  /// Begins the notes anew.
  public CloudStage forget() {
    asked.clear();
    effects.clear();
    return this;
  }

  private void take(List<Effect> first) {
    var left = new ArrayDeque<>(List.of(first));
    while (!left.isEmpty()) {
      for (Effect effect : left.remove()) {
        effects.add(effect);
        if (!(effect instanceof Effect.Send(Message.HttpRequest request))) continue;
        asked.add(new Asked(talk.now(), request));
        Message answer = cloud.apply(request);
        if (!(answer instanceof Message.Opened)) left.add(talk.came(answer));
      }
    }
  }

  /// A request that is never answered: hand this back as its answer.
  public static Message never() {
    return new Message.Opened("never");
  }

  public List<String> lines() {
    return asked.stream().map(Asked::line).toList();
  }

  public <E extends Effect> List<E> all(Class<E> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// What was said last of how a thing stands.
  public String stood(int thing) {
    var udn = talk.things().get(thing).udn();
    return all(Effect.Stood.class).stream()
        .filter(stood -> stood.thing().equals(udn))
        .reduce((_, later) -> later)
        .map(stood -> stood.state().label() + " " + stood.reason())
        .orElse("");
  }

  /// The last value of a property of a thing, as a sentence.
  public String value(int thing, steward.thing.Property property) {
    var udn = talk.things().get(thing).udn();
    return all(Effect.Saw.class).stream()
        .map(Effect.Saw::reading)
        .filter(r -> r.thing().equals(udn) && r.property() == property)
        .reduce((_, later) -> later)
        .map(r -> r.value().sentence())
        .orElse("");
  }

  /// The most requests in any such time.
  public long most(Duration within) {
    long most = 0;
    for (Asked first : asked) {
      Instant end = first.at().plus(within);
      long count =
          asked.stream().filter(a -> !a.at().isBefore(first.at()) && a.at().isBefore(end)).count();
      most = Math.max(most, count);
    }
    return most;
  }
}
