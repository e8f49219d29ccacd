package steward.drivers.shelly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Pace;
import steward.driver.Payload;
import steward.driver.Step;
import steward.drivers.shelly.Conversation.Call;
import steward.drivers.shelly.Conversation.Line;
import steward.drivers.shelly.Conversation.Who;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Text;

/// One step of a conversation while it is being made. Confined to it.
final class Exchange {
  private static final Calls.Method WHO = new Calls.Method("Shelly.GetDeviceInfo", "{}");
  private static final Calls.Method STATUS = new Calls.Method("Shelly.GetStatus", "{}");

  private final ShellyDriver driver;
  private final Moment moment;
  private final List<Effect> effects = new ArrayList<>();
  private final SequencedMap<Integer, Call> open;
  private Line line;
  private Who who;
  private Shape shape;
  private Binding binding;
  private Pace pace;
  private int serial;
  private Optional<Digest.Challenge> frame;
  private Optional<Digest.Challenge> http;
  private String stood;

  Exchange(ShellyDriver driver, Conversation before, Moment moment) {
    this.driver = driver;
    this.moment = moment;
    open = new LinkedHashMap<>(before.open());
    line = before.line();
    who = before.who();
    shape = before.shape();
    binding = before.binding();
    pace = before.pace();
    serial = before.serial();
    frame = before.frame();
    http = before.http();
    stood = before.stood();
  }

  Step<Conversation> step() {
    return new Step<>(
        new Conversation(line, who, shape, binding, pace, serial, open, frame, http, stood),
        effects);
  }

  private void wake(String name, java.time.Duration after) {
    effects.add(new Effect.Wake(name, after));
  }

  // ---- the line

  void opened() {
    line = Line.DOWN;
    who = Who.UNASKED;
    open.clear();
    frame = Optional.empty();
    http = Optional.empty();
    stood = "";
    pace = Pace.of(ShellyDriver.SOCKET);
    wake(ShellyDriver.DIAL, pace.first(moment.random()));
  }

  void lost(String reason) {
    line = Line.DOWN;
    open.clear();
    stand(Status.State.ABSENT, reason);
  }

  void due(String name) {
    switch (name) {
      case ShellyDriver.DIAL -> {
        if (line == Line.SOCKET || line == Line.DIALLING) return;
        line = Line.DIALLING;
        effects.add(
            new Effect.Send(
                new Message.Dial(ShellyDriver.NAME, driver.port, ShellyDriver.PATH, "")));
      }
      case ShellyDriver.POLL -> poll();
      default -> {}
    }
  }

  void dialled(String name) {
    if (!name.equals(ShellyDriver.NAME)) return;
    line = Line.SOCKET;
    who = Who.UNASKED;
    // It was reached: how often it was not before counts no more.
    pace = Pace.of(ShellyDriver.SOCKET);
    poll();
  }

  void failed(Message.Failed failed) {
    if (failed.name().equals(ShellyDriver.NAME)) hungUp(failed);
    else number(failed.name()).ifPresent(id -> unanswered(id, failed));
  }

  private void hungUp(Message.Failed failed) {
    boolean wasOpen = line == Line.SOCKET;
    for (Call call : open.values()) {
      // It may have got it; whether it did cannot be told.
      if (call.blind()) effects.add(new Effect.Goes(call.wanted()));
    }
    open.clear();
    who = Who.UNASKED;
    if (!wasOpen && failed.why() == Message.Failed.Why.BROKEN) {
      // It is there and takes no further WebSocket.
      line = Line.HTTP;
      pace = Pace.of(ShellyDriver.HTTP);
      wake(ShellyDriver.DIAL, ShellyDriver.DIAL_AGAIN);
      poll();
      return;
    }
    line = Line.DOWN;
    pace = pace.failed();
    if (pace.isGone()) stand(Status.State.ABSENT, "cannot be reached: " + failed.reason());
    wake(ShellyDriver.DIAL, pace.wait(moment.random()));
  }

  private void unanswered(int id, Message.Failed failed) {
    Call call = open.remove(id);
    if (call == null) return;
    pace = pace.failed();
    if (call.wanted() != 0) {
      switch (failed.why()) {
        case UNREACHABLE, UNTRUSTED, FORBIDDEN ->
            refuse(call.wanted(), "it could not be reached: " + failed.reason());
        case LATE, BROKEN -> {
          if (call.blind()) effects.add(new Effect.Goes(call.wanted()));
        }
      }
    }
    if (pace.isGone()) {
      line = Line.DOWN;
      stand(Status.State.ABSENT, "does not answer: " + failed.reason());
      wake(ShellyDriver.DIAL, pace.wait(moment.random()));
    }
  }

  // ---- calling

  private void poll() {
    if (line == Line.DOWN || line == Line.DIALLING) return;
    // What was asked at the last poll is late by now.
    if (open.values().removeIf(Call::isPoll)) pace = pace.failed();
    if (pace.isGone()) {
      stand(Status.State.ABSENT, "does not answer any more");
      line = Line.DOWN;
      open.clear();
      effects.add(new Effect.Close("it does not answer any more"));
      wake(ShellyDriver.DIAL, pace.wait(moment.random()));
      return;
    }
    call(new Call(who == Who.OURS ? STATUS : WHO, 0, false, 0));
    wake(ShellyDriver.POLL, longer(pace.wait(moment.random())));
  }

  private static java.time.Duration longer(java.time.Duration wait) {
    // A poll that comes before an answer can would count it as late.
    return wait.compareTo(ShellyDriver.ANSWER_WITHIN) < 0 ? ShellyDriver.ANSWER_WITHIN : wait;
  }

  private void call(Call call) {
    int id = serial++;
    open.put(id, call);
    boolean hasPassword = !driver.password.isEmpty();
    if (line == Line.SOCKET) {
      // Nobody gets an answer to a challenge before it has said who it is.
      var asked = hasPassword && who == Who.OURS ? frame : Optional.<Digest.Challenge>empty();
      effects.add(
          new Effect.Send(
              new Message.WebSocketText(
                  ShellyDriver.NAME,
                  Frames.text(id, call.method(), asked, driver.password, moment))));
    } else {
      var asked = hasPassword ? http : Optional.<Digest.Challenge>empty();
      effects.add(new Effect.Send(Frames.request(driver, id, call.method(), asked, moment)));
      http = http.map(Digest.Challenge::used);
    }
  }

  private static Optional<Integer> number(String name) {
    return name.matches(ShellyDriver.NAME + ":\\d{1,9}")
        ? Optional.of(Integer.valueOf(name.substring(ShellyDriver.NAME.length() + 1)))
        : Optional.empty();
  }

  void wanted(Input.Wanted wanted) {
    long command = wanted.command();
    Optional<Calls.Method> method =
        Plan.of(driver.device, shape)
            .part(wanted.thing())
            .flatMap(part -> Calls.of(part, wanted.action()));
    if (who == Who.OTHER) {
      refuse(command, "another device answers at its address");
    } else if (method.isEmpty()) {
      refuse(command, "it cannot " + wanted.action().sentence());
    } else if (open.size() >= ShellyDriver.OPEN_MAX) {
      effects.add(new Effect.Unsent(command, "too many calls wait for its answer"));
    } else {
      boolean blind = Calls.expectation(wanted.action()) instanceof Expectation.Unobservable;
      if (blind) effects.add(new Effect.Waits(command));
      call(new Call(method.get(), command, blind, 0));
    }
  }

  private void refuse(long command, String why) {
    effects.add(new Effect.Answered(command, false, why));
  }

  // ---- what comes

  void said(String text) {
    if (line != Line.SOCKET) return;
    Optional<Payload> json =
        text.length() > Payload.BYTES_MAX ? Optional.empty() : Payload.json(Bytes.utf8(text));
    if (json.isEmpty()) {
      drop("a text that is no JSON");
      return;
    }
    Payload said = json.get();
    String method = said.at("method").textOr("");
    if (method.isEmpty()) {
      result(said.at("id").wholeOr(-1), said);
      return;
    }
    if (who != Who.OURS) return; // it has not said yet who it is
    switch (method) {
      case "NotifyStatus", "NotifyFullStatus" -> {
        pace = pace.answered();
        read(said.at("params"), method.equals("NotifyFullStatus"));
      }
      case "NotifyEvent" -> events(said.at("params").at("events").items());
      default -> drop("a notification of a kind that is not known");
    }
  }

  void answered(Message.HttpResponse answer) {
    Optional<Integer> id = number(answer.name());
    if (id.isEmpty() || !open.containsKey(id.get())) return;
    if (answer.status() == 401) {
      String asked = answer.headers().getOrDefault("www-authenticate", "");
      challenged(id.get(), Digest.ofHeader(asked), false);
      return;
    }
    Optional<Payload> json = Payload.json(answer.body());
    if (json.isEmpty() || answer.status() != 200 && json.get().at("error").isMissing()) {
      Call call = open.remove(id.get());
      pace = pace.failed();
      if (call != null && call.wanted() != 0)
        refuse(call.wanted(), "it answered " + answer.status() + " with nothing that can be read");
      if (call != null && call.isPoll())
        stand(Status.State.ERROR, "what it answers at its port cannot be read");
      return;
    }
    result(id.get(), json.get());
  }

  private void result(int id, Payload said) {
    Call call = open.get(id);
    if (call == null) return;
    pace = pace.answered();
    Payload error = said.at("error");
    if (error.isObject() && error.at("code").wholeOr(0) == 401) {
      challenged(id, Digest.ofFrame(error.at("message").textOr("")), true);
      return;
    }
    open.remove(id);
    if (error.isObject()) {
      if (call.wanted() != 0) refuse(call.wanted(), Calls.words(error));
      else stand(Status.State.ERROR, Calls.words(error));
    } else if (!said.at("result").isObject()) {
      // `null` is a result too, but only of what has none.
      if (call.wanted() != 0 && said.names().contains("result")) took(call);
      else drop("an answer without a result");
    } else if (call.wanted() != 0) {
      took(call);
    } else if (call.method().equals(WHO)) {
      who(said.at("result"));
    } else {
      present();
      read(said.at("result"), true);
    }
  }

  private void took(Call call) {
    if (call.blind()) effects.add(new Effect.Goes(call.wanted()));
    else effects.add(new Effect.Answered(call.wanted(), true, "it took the call"));
    pace = pace.hurried();
    wake(ShellyDriver.POLL, pace.wait(moment.random()));
  }

  private void who(Payload result) {
    String mac = result.at("mac").textOr("").toUpperCase(Locale.ROOT);
    if (!mac.equals(driver.mac)) {
      who = Who.OTHER;
      stand(Status.State.ERROR, "another device answers at its address: " + shown(mac));
      return;
    }
    who = Who.OURS;
    call(new Call(STATUS, 0, false, 0));
    String firmware = shown(result.at("ver").textOr(""));
    String app = shown(result.at("app").textOr(""));
    Binding told = binding;
    if (!app.isEmpty()) told = told.with("app", app);
    if (!firmware.isEmpty()) told = told.with("firmware", firmware);
    if (!told.equals(binding)) teach(told);
  }

  private void teach(Binding told) {
    binding = told;
    effects.add(new Effect.Learnt(Plan.of(driver.device, shape).offer(told, "")));
  }

  private void challenged(int id, Optional<Digest.Challenge> asked, boolean onSocket) {
    Call call = open.remove(id);
    if (call == null) return;
    String why = "";
    if (asked.isEmpty()) why = "it asks for a password in a way that is not known";
    else if (!asked.get().isOf(driver.mac))
      why = "it asks for a password in the name of another device, so it gets none";
    else if (driver.password.isEmpty()) why = "it wants a password: enter it with this thing";
    else if (call.tries() >= 2) why = "it does not take our password";
    if (!why.isEmpty()) {
      stand(Status.State.ERROR, why);
      if (call.wanted() != 0) refuse(call.wanted(), why);
      return;
    }
    if (onSocket) frame = asked;
    else http = asked;
    call(call.again());
  }

  private void read(Payload status, boolean whole) {
    if (whole) learn(Shape.of(status));
    Report.Read read = Report.of(status, Plan.of(driver.device, shape), moment.at());
    for (Reading reading : read.readings())
      if (driver.accepted.contains(reading.thing())) effects.add(new Effect.Saw(reading));
    for (String sentence : read.dropped()) drop(sentence);
  }

  private void learn(Shape now) {
    if (now.equals(shape)) return;
    shape = now;
    teach(binding.with("has", shape.text()));
  }

  private void events(List<Payload> events) {
    for (Reading press : Presses.of(events, Plan.of(driver.device, shape), moment.at()))
      if (driver.accepted.contains(press.thing())) effects.add(new Effect.Saw(press));
  }

  // ---- standing

  private void present() {
    stand(
        Status.State.PRESENT,
        line == Line.SOCKET ? "connected" : "answers, and bears no further WebSocket");
  }

  private void stand(Status.State state, String reason) {
    String now = state.label() + " " + reason;
    if (now.equals(stood)) return;
    stood = now;
    for (Udn thing : driver.accepted) effects.add(new Effect.Stood(thing, state, reason));
  }

  private void drop(String sentence) {
    effects.add(new Effect.Dropped(sentence));
  }

  private static String shown(String text) {
    return Text.clean(text.length() > 60 ? text.substring(0, 60) + "…" : text);
  }
}
