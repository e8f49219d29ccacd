package steward.drivers.daikin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Property;
import steward.thing.Status;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Word;

/// A conversation with one adapter, in which the test plays the adapter. Confined to its test.
final class Stage {
  static final DaikinFamily FAMILY = new DaikinFamily();
  static final String MAC = "A0B1C2D3E4F5";
  static final String BASIC =
      "ret=OK,type=aircon,reg=eu,ver=1_2_54,pow=1,err=0,name=%4b%c3%bc%63%68%65,lpw_flag=0,"
          + "adp_kind=3,mac=A0B1C2D3E4F5,en_hol=0,ssid1=a, b,radio1=-40";
  static final String CONTROL =
      "ret=OK,pow=1,mode=2,adv=,stemp=M,shum=50,dt1=24.0,dt2=M,dt3=23.5,dt4=21.0,dh1=AUTO,dh2=50,"
          + "dh3=0,dh4=0,f_rate=A,f_dir=0,dfr1=5,dfr2=5,dfr3=B,dfr4=4,dfd1=0,dfd2=0,dfd3=2,dfd4=1,"
          + "alert=255";
  static final String COOL = CONTROL.replace("mode=2", "mode=3").replace("stemp=M", "stemp=24.0");

  final Talk<?> talk;
  private Optional<Message.HttpRequest> asked = Optional.empty();

  private Stage(Talk<?> talk) {
    this.talk = talk;
  }

  static Offer byHand() {
    return FAMILY.byHand(Binding.of("daikin", "host", "192.0.2.7", "mac", MAC));
  }

  static Stage with(Map<String, String> secrets) {
    var kept = new TreeMap<String, Bytes>();
    secrets.forEach((name, text) -> kept.put(name, Bytes.utf8(text)));
    var stage = new Stage(Talk.with(FAMILY, byHand(), new Kept(kept)));
    stage.talk.opened();
    return stage;
  }

  /// A classic adapter that was found and has told everything once.
  static Stage classic() {
    Stage stage = with(Map.of());
    stage.talk.next();
    stage.says(404, "");
    stage.says(BASIC);
    stage.says(CONTROL);
    stage.says("ret=OK,htemp=25.5,hhum=-,otemp=21.0,err=0,cmpfreq=40");
    stage.says("ret=OK,model=0C11,s_fdir=3,en_spmode=7");
    stage.says("ret=OK,today_runtime=3,datas=5700/4000/6100/3900/2200/3400/400");
    stage.says("ret=OK,en_hol=0");
    return stage;
  }

  /// The request that waits for its answer.
  Message.HttpRequest asked() {
    look();
    return asked.orElseThrow(() -> new AssertionError("nothing is asked: " + talk.effects()));
  }

  private void look() {
    talk.sent().stream()
        .filter(Message.HttpRequest.class::isInstance)
        .map(Message.HttpRequest.class::cast)
        .reduce((_, last) -> last)
        .ifPresent(last -> asked = Optional.of(last));
  }

  /// What is asked, such as `GET :80/common/basic_info`.
  String path() {
    Message.HttpRequest asked = asked();
    return asked.method() + " :" + asked.port() + asked.path();
  }

  boolean isQuiet() {
    return talk.sent().isEmpty();
  }

  List<Effect> says(String body) {
    return says(200, body);
  }

  List<Effect> says(int status, String body) {
    talk.came(new Message.HttpResponse(asked().name(), status, Map.of(), Bytes.utf8(body)));
    look();
    return talk.effects();
  }

  List<Effect> fails(Why why) {
    talk.came(new Message.Failed(asked().name(), why, "as the test wants it"));
    look();
    return talk.effects();
  }

  /// What was said of how it stands, last.
  String stood() {
    return talk.effects().stream()
        .filter(Effect.Stood.class::isInstance)
        .map(effect ->
            ((Effect.Stood) effect).state().label() + ": " + ((Effect.Stood) effect).reason())
        .reduce("", (_, last) -> last);
  }

  boolean isPresent() {
    return stood().startsWith(Status.State.PRESENT.label());
  }

  /// Of the answers to commands, the last.
  String answer() {
    return talk.effects().stream()
        .map(effect ->
            switch (effect) {
              case Effect.Answered(_, boolean accepted, String reason) ->
                  (accepted ? "accepted: " : "refused: ") + reason;
              case Effect.Unsent(_, String why) -> "unsent: " + why;
              default -> "";
            })
        .filter(text -> !text.isEmpty())
        .reduce("", (_, last) -> last);
  }

  String saw(Property property) {
    return talk.saw(property).map(value -> value.scalar()).orElse("");
  }

  static Action put(ActionKind kind, String word) {
    return new Action.Put(kind, new Word(word));
  }

  static Action goal(double celsius) {
    return new Action.Put(ActionKind.HEAT, Amount.celsius(celsius));
  }
}
