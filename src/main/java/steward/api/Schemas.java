package steward.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import steward.hook.Notice;
import steward.thing.ActionKind;
import steward.thing.Outcome;
import steward.thing.Quality;
import steward.thing.Status;

/// The JSON Schemas of the API's documents.
final class Schemas {
  private final Map<String, Object> all = new LinkedHashMap<>();

  private Schemas() {}

  static Map<String, Object> all() {
    var schemas = new Schemas();
    schemas.words();
    schemas.things();
    schemas.finds();
    schemas.sonoff();
    schemas.commands();
    schemas.activities();
    schemas.place();
    schemas.journal();
    schemas.house();
    schemas.folder();
    schemas.all.putAll(AccessSchemas.all());
    schemas.all.putAll(ProofSchemas.all());
    schemas.all.putAll(NetworkSchemas.all());
    schemas.all.putAll(GradeSchemas.all());
    schemas.all.putAll(WaysSchemas.all());
    schemas.all.putAll(ProfileSchemas.all());
    schemas.all.putAll(LedgerSchemas.all());
    return schemas.all;
  }

  private void object(String name, String members) {
    all.put(name, Schema.object(members));
  }

  private void list(String name, String item) {
    all.put(name, Schema.list(item));
  }

  private void words() {
    all.put("Quality", Schema.words(Arrays.stream(Quality.values()).map(Quality::label).toList()));
    all.put(
        "State",
        Schema.words(Arrays.stream(Status.State.values()).map(Status.State::label).toList()));
    all.put(
        "Outcome",
        Schema.words(Arrays.stream(Outcome.State.values()).map(Outcome.State::label).toList()));
    all.put(
        "ActionName",
        Schema.words(Arrays.stream(ActionKind.values()).map(ActionKind::label).toList()));
    all.put("EntryKind", Schema.words(StreamApi.kinds()));
    all.put("Colour", Schema.words(List.of("green", "orange", "red")));
    all.put("Direction", Schema.words(List.of("in", "out")));
    all.put("Missed", Schema.words(List.of("usual", "perform", "skip")));
    all.put("Again", Schema.words(List.of("ignore", "restart", "queue")));
  }

  private void things() {
    object("Value", "value! scalar?, unit text?, at text?, quality! Quality");
    object("Status", "state! State, reason! text, seen instant");
    object(
        "Thing",
        """
        id! id, number! whole, udn! text, kind! text, name! text, room! text, maker! text, model! text,
        firmware! text, family! text, status! Status, properties! {Value}, actions! {object}, unread [text],
        cloud Cloud\
        """);
    list("ThingList", "Thing");
    object("Rename", "name name, room name");
    object("ByHand", "family! text, binding! {text}, id id, name name, room name");
    object(
        "Message",
        """
        at! instant, direction! Direction, transport! text, address! text, body! text, retained truth,
        from text\
        """);
    list("MessageList", "Message");
    object("History", "property! text, unit! text, points! [[number]]");
    object(
        "Field",
        """
        name! text, title! text, required! truth, example! text, choices [text], secret truth,
        ofFamily truth\
        """);
    object("Cloud", "hosts! [text], leaves! text, barred text");
    object("Family", "name! text, title! text, binding! [Field], cloud Cloud");
    list("FamilyList", "Family");
  }

  private void finds() {
    object("Former", "id! id, name! name, room! name");
    object("Part", "udn! text, kind! text, name! text, former Former");
    object(
        "Found",
        """
        key! text, family! text, name! text, maker text, model text, firmware text, seen! instant,
        things! [Part], warning text?, claimants [text], moved Moved\
        """);
    list("InboxList", "Found");
    object("Accept", "id id, name name, room name, secrets {text}");
    object("DeviceSecrets", "secrets! {text}");
    object(
        "Recording", "title! text, byHand! {text}, offers! [text], steps! [object], left! [text]");
    object("Look", "host text, port whole, family text");
    object("Looking", "looking! text");
    object("Moved", "from! text, to! text, contested! truth");
    object("AcceptOne", "key! text, id id, name name, room name");
    object("AcceptMany", "items! [AcceptOne]");
  }

  private void sonoff() {
    object("WayOut", "way! text, title! text, fits! text, why! text, steps! [text]");
    object(
        "WaysOut",
        "model! text, firmware! text, best text?, ways! [WayOut], advice! [text], pairing! truth");
    object("ImagePart", "at! whole, bytes! text");
    object("ImageSoFar", "length! whole");
    object("StartFlash", "sha256! text, length! whole");
    object(
        "Flash",
        """
        thing! id, stage! text, sentence! text, sha256! text, length! whole, loaded! whole,
        over! truth, since! instant\
        """);
  }

  private void commands() {
    object(
        "Action",
        """
        action! ActionName, to scalar, level number, hue number, saturation number, mireds number,
        text text\
        """);
    object(
        "Command",
        """
        id! whole, thing! id, action object, outcome! Outcome, reason! text, since! instant,
        cause whole?\
        """);
  }

  private void activities() {
    object(
        "Activity",
        """
        id id, name! name, armed truth, version whole, owner text, when [object], if object,
        perform! [object], until object, missed Missed, again Again, quiet text, words text,
        problem text?, last object, findings [Finding]\
        """);
    list("ActivityList", "Activity");
    object("ReadyChoice", "fill! text, name! text, room! text");
    object(
        "ReadySlot",
        "name! text, says! text, many! truth, can! text, default scalar, choices! [ReadyChoice]");
    object("ReadyMade", "id! id, name! text, says! text, possible! truth, slots! [ReadySlot]");
    list("ReadyMadeList", "ReadyMade");
    object("FillReadyMade", "fill! {text}");
    object("FilledReadyMade", "activity! object, words! text, yaml! text, findings! [Finding]");
    object("Arm", "armed! truth");
    object("RestoreVersion", "version! whole");
    object("UndoFiring", "firing whole");
    object("FiringUndone", "firing! whole, seq! whole");
    object("Group", "id id, name! name, members! object, things [id], usedBy [GroupUser]");
    object("GroupUser", "kind! text, id! text, name! text");
    list("GroupList", "Group");
    object(
        "Place",
        """
        zone! text, latitude number, longitude number, height number, modes [text], holidays [text],
        yearly [text], today PlaceToday\
        """);
  }

  private void place() {
    object("PlaceToday", "day! text, holiday! truth, sun! [SunMoment]");
    object("SunMoment", "phase! text, at! instant");
  }

  private void journal() {
    object(
        "Entry",
        """
        seq! whole, at! instant, kind! EntryKind, subject! text, causes! [whole], inferred whole?,
        principal! text, body! object, sentence text\
        """);
    list("EntryList", "Entry");
    object("Why", "seq! whole, sentence! text, chain! [Entry]");
  }

  private void folder() {
    object("FolderFile", "path! text, text! text");
    object("HouseFolder", "files! [FolderFile], left! [text]");
    object("ImportFolder", "files! [FolderFile], force truth, disarmed truth");
    object("ImportItem", "kind! text, id! text, new! truth, sentence! text");
    object(
        "ImportPlan",
        "items! [ImportItem], doubts! [Fault], notes! [text], same! whole, done! truth");
  }

  private void house() {
    object(
        "House",
        """
        name! text, zone! text, time! instant, version! text, rooms! [text], things! whole,
        demo! truth\
        """);
    object("HealthPart", "name! text, state! Colour, sentence! text");
    object(
        "Health",
        """
        state! Colour, seq! whole, since! instant, parts! [HealthPart], counters! {whole},
        notes! [object]\
        """);
    object(
        "MqttClient",
        "name! text, kind! text, things! [text], prefix text?, since! instant, seen instant?");
    list("MqttClientList", "MqttClient");
    object("MakeMqttClient", "thing id, prefix text, name text");
    object("MqttPorts", "mqtts whole?, mqtt whole?");
    object(
        "MqttClientMade", "name! text, password! text, host! text, ports! MqttPorts, setup! text");
    object("MqttPasswordMade", "name! text, password! text, host! text, ports! MqttPorts");
    all.put("Way", Schema.words(List.of("in", "out")));
    object(
        "WebhookCalls",
        """
        taken! whole, repeated! whole, refused! whole, why text?, refusedAt instant?,
        lastHour! whole\
        """);
    all.put(
        "NoticeState",
        Schema.words(Stream.of(Notice.State.values()).map(Notice.State::label).toList()));
    object(
        "Notice",
        """
        command! whole, at! instant, state! NoticeState, tries! whole, why text?, next instant?\
        """);
    object(
        "Webhook",
        """
        thing! id, direction! Way, kind! text, proof! text, path text?, perform! [object],
        since! instant, called instant?, off text?, calls WebhookCalls, port whole?,
        notices [Notice]\
        """);
    list("WebhookList", "Webhook");
    object(
        "MakeWebhook",
        """
        kind! text, id id, name name, room name, proof text, observe {text}, sheet {text},
        perform [object], secret text, target text\
        """);
    object("WebhookMade", "webhook! Webhook, secret text?, path text?, port whole?, setup! text");
    object("Fault", "at! text, expected! text, got! text, line whole, column whole, shown text");
    object(
        "Problem",
        "type! text, title! text, status! whole, detail! text, errors [Fault], findings [Finding]");
  }
}
