package steward.rights;

import static steward.rights.Reach.ANYONE;
import static steward.rights.Reach.HOOK;
import static steward.rights.Reach.HOUSE;
import static steward.rights.Reach.MACHINE;
import static steward.rights.Reach.OWN;
import static steward.rights.Reach.PART;
import static steward.rights.Reach.SELF;
import static steward.rights.Reach.THING;
import static steward.rights.Reach.TOPIC;
import static steward.rights.Reach.VALUE;
import static steward.rights.Right.ATTACH;
import static steward.rights.Right.MANAGE;
import static steward.rights.Right.PEER;
import static steward.rights.Right.PERFORM;
import static steward.rights.Right.READ;
import static steward.rights.Right.WRITE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one table of rights: every operation of every face has a row, and what has no row is not
/// done.
///
/// `docs/access.md` shows it; a test holds both together and walks every row with every role.
public final class Rules {
  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  /// What an operation asks for.
  ///
  /// @param operation its name, the same on every face
  /// @param right that the caller's role must have
  /// @param reach on what it is decided
  /// @param fresh whether a code is asked for that is at most five minutes old
  /// @param says what it does, for people
  public record Row(String operation, Right right, Reach reach, boolean fresh, String says) {

    /// Whether its use is written to the audit log also when it is allowed: what changes something.
    /// What is open to anyone notes by itself what became of it.
    public boolean isAudited() {
      return reach != ANYONE && (right != READ || fresh);
    }
  }

  static {
    entrance();
    things();
    webhooks();
    activities();
    people();
    house();
    network();
    ways();
    profiles();
    ledger();
    otherFaces();
  }

  private Rules() {}

  public static List<Row> all() {
    return List.copyOf(ROWS.values());
  }

  public static Optional<Row> find(String operation) {
    return Optional.ofNullable(ROWS.get(operation));
  }

  /// @throws IllegalArgumentException if the operation has no row, which is a fault of the program
  public static Row row(String operation) {
    return find(operation)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the operation '" + operation + "' has no row in the table of rights"));
  }

  private static void entrance() {
    row("healthz", READ, ANYONE, "is alive and ready, in one word");
    row("claimPage", READ, ANYONE, "the page of the first contact, while nobody owns the house");
    row("claim", MANAGE, ANYONE, "become the owner of a house that has none, with its setup code");
    row("claimStatus", READ, ANYONE, "whether the house can be claimed now");
    row("reopenClaim", MANAGE, MACHINE, "make a new setup code");
    row("recover", MANAGE, MACHINE, "make a new client of a master when all are lost");
    row("unlock", MANAGE, MACHINE, "open people's secrets with their passphrase");
    row("signInPage", READ, ANYONE, "the page to sign in on");
    row("assets", READ, ANYONE, "scripts, styles and icons of the pages");
    row("authority", READ, ANYONE, "the house's own certificate authority, to install it");
    row("signIn", WRITE, ANYONE, "sign in with a client's id and code");
    row("getSession", READ, SELF, "who one is, and what one may do");
    row("signOut", WRITE, SELF, "end one's session");
    row("freshCode", WRITE, SELF, "enter a code once more, for what is dangerous");
    row("pages", READ, PART, "the pages");
    row("openApi", READ, PART, "the description of this API");
  }

  private static void things() {
    row("listThings", READ, PART, "things with their state");
    row("getThing", READ, THING, "one thing");
    row("getValue", READ, VALUE, "one value of a thing");
    row("getHistory", READ, THING, "measurements for a chart");
    row("listMessages", READ, THING, "the last raw messages of a device");
    row("perform", PERFORM, THING, "ask a thing to do something");
    row("learn", MANAGE, THING, true, "have a thing learn a code of a remote (a `perform` too)");
    row("getCommand", READ, THING, "a command and its outcome");
    row("renameThing", WRITE, HOUSE, "change name or room of a thing");
    row("removeThing", MANAGE, HOUSE, true, "remove a thing");
    row("addThing", MANAGE, HOUSE, true, "bring in a device by hand");
    row("listFamilies", READ, HOUSE, "families that can be entered by hand");
    row("listInbox", READ, HOUSE, "devices that were found and wait");
    row("accept", MANAGE, HOUSE, true, "accept a device");
    row("acceptMany", MANAGE, HOUSE, true, "accept many devices");
    row("lookForThings", MANAGE, HOUSE, true, "look for devices, or at an address");
    row("recordThing", MANAGE, HOUSE, true, "record a device's messages as a fixture");
    row("putSecrets", MANAGE, HOUSE, true, "enter the secrets of a device");
    row("waysOut", READ, HOUSE, "which way leads a SONOFF out of its maker's cloud");
    row("getFlash", READ, HOUSE, "how the replacing of a device's firmware stands");
    row("putImage", MANAGE, HOUSE, true, "hand in the firmware that a device shall get");
    row("flash", MANAGE, HOUSE, true, "replace the firmware of a device");
    row("setAside", MANAGE, HOUSE, true, "set a device aside");
    row("listGrades", READ, HOUSE, "what the security of each device is worth");
    row("getGrade", READ, HOUSE, "what a device's security is worth, and why");
    row("startGrade", MANAGE, HOUSE, true, "have a device asked what its security is worth");
    row("stopGrade", MANAGE, HOUSE, "stop asking a device");
    row("listMqttClients", MANAGE, HOUSE, "devices and bridges with MQTT names of their own");
    row("makeMqttClient", MANAGE, HOUSE, true, "make a name and password for a device or a bridge");
    row("removeMqttClient", MANAGE, HOUSE, true, "take the name of a device or a bridge away");
  }

  private static void webhooks() {
    row("listWebhooks", MANAGE, HOUSE, "webhooks, in and out");
    row("makeWebhook", MANAGE, HOUSE, true, "make a webhook, and show its secret once");
    row("rotateWebhook", MANAGE, HOUSE, true, "give a webhook another secret");
    row("removeWebhook", MANAGE, HOUSE, true, "take a webhook away");
    row("hookCall", PEER, HOOK, "call its own webhook");
    row("hookPerform", PEER, HOOK, "have done by it what was granted to it by name");
    row("hookOutcome", PEER, HOOK, "what became of its own call");
  }

  private static void activities() {
    row("listActivities", READ, HOUSE, "all activities");
    row("getActivity", READ, HOUSE, "one activity");
    row("putActivity", WRITE, OWN, "make or change an activity");
    row("deleteActivity", WRITE, OWN, "delete an activity");
    row("armActivity", WRITE, OWN, "arm or disarm an activity");
    row("startActivity", PERFORM, HOUSE, "start an activity now");
    row("undoActivity", PERFORM, HOUSE, "take back what an activity did");
    row("listActivityVersions", READ, HOUSE, "all versions of an activity");
    row("restoreActivity", WRITE, OWN, "make an older version of an activity the newest");
    row("adoptActivity", MANAGE, HOUSE, true, "become the owner of an activity");
    row("rawActivity", MANAGE, HOUSE, true, "have an activity publish, hear messages, learn codes");
    row("unlockingActivity", PERFORM, HOUSE, true, "write an activity that unlocks");
    row("listGroups", READ, HOUSE, "groups of things");
    row("getGroup", READ, HOUSE, "one group, and who is in it");
    row("putGroup", WRITE, HOUSE, "make or change a group");
    row("deleteGroup", WRITE, HOUSE, "delete a group");
    row("getPlace", READ, HOUSE, "where the house is, its modes and holidays");
    row("putPlace", MANAGE, HOUSE, true, "say where the house is, its modes and holidays");
    row("rehearseActivity", WRITE, OWN, "see what an activity would have done in the past");
    row("rehearsalProgress", WRITE, OWN, "how far the rehearsal of an activity has come");
    row("cancelRehearsal", WRITE, OWN, "end the rehearsal of an activity");
    row("whyNot", READ, HOUSE, "why an activity did not fire");
    row("keepCase", WRITE, OWN, "keep a span of the past as a case of an activity");
    row("listCases", READ, HOUSE, "the cases of the house");
    row("removeCase", WRITE, HOUSE, "take a case of the house away");
    row("runCases", READ, HOUSE, "hold the activities to the cases of the house");
    row("listFindings", READ, HOUSE, "what is wrong with the activities");
    row("checkActivity", READ, HOUSE, "what would be wrong with an activity");
    row("listReadyMade", READ, HOUSE, "ready-made activities, and who could take which part");
    row("fillReadyMade", READ, HOUSE, "a ready-made activity filled in, without keeping it");
    row("listInvariants", READ, HOUSE, "what the house forbids for good");
    row("putInvariants", MANAGE, HOUSE, true, "say what the house forbids for good");
  }

  private static void people() {
    row("listUsers", READ, PART, "users: a master sees all, anybody else oneself");
    row("getUser", READ, OWN, "one user");
    row("addUser", MANAGE, HOUSE, true, "make a user");
    row("renameUser", WRITE, OWN, "change a user's name");
    row("changeUser", MANAGE, HOUSE, true, "change role, rooms, times, or suspend");
    row("removeUser", MANAGE, HOUSE, true, "delete a user");
    row("listNotices", READ, SELF, "what one was told; at the machine, what everybody was told");
    row("seeNotices", WRITE, SELF, "say that one saw what one was told");
    row("listPersons", READ, HOUSE, "the people whom activities can tell something");
    row("listWays", READ, PART, "the ways by which people are told");
    row("getReach", READ, OWN, "how a person is reached");
    row("putReach", WRITE, OWN, true, "say how a person is reached");
    row("testReach", PERFORM, OWN, "send a person a notification to try the ways");
    row("listClients", READ, PART, "clients: a master sees all, anybody else one's own");
    row("getClient", READ, OWN, "one client");
    row("addClient", WRITE, OWN, true, "make a client, and show its secrets once");
    row("renameClient", WRITE, OWN, "change a client's name");
    row("changeClient", MANAGE, HOUSE, true, "suspend a client, or let its certificate suffice");
    row("removeClient", WRITE, OWN, "revoke a client");
    row("renewRecovery", WRITE, OWN, true, "make new recovery codes");
    row("putSshKey", WRITE, OWN, true, "register an SSH key");
    row("removeSshKey", WRITE, OWN, "remove an SSH key");
    row("makeMqttPassword", WRITE, OWN, true, "make a client's password on the broker, shown once");
    row("removeMqttPassword", WRITE, OWN, "take a client's password on the broker away");
    row("makePackage", WRITE, OWN, true, "make a client's privacy package, once");
    row("clientRights", READ, OWN, "what a client may do, as a table");
    row("listSessions", READ, PART, "sessions: a master sees all, anybody else one's own");
    row("endSession", WRITE, OWN, "end a session");
  }

  private static void house() {
    row("getHouse", READ, PART, "name, time and rooms of the house");
    row("health", READ, HOUSE, "how the steward and its parts are");
    row("metrics", READ, HOUSE, "counters for Prometheus");
    row("listJournal", READ, PART, "what happened");
    row("getEntry", READ, PART, "one entry of the journal");
    row("why", READ, PART, "why something happened");
    row("stream", READ, PART, "live changes");
    row("listAudit", MANAGE, HOUSE, "the audit log");
    row("exportAudit", MANAGE, HOUSE, "the whole audit log, to keep elsewhere");
    row("listRights", READ, HOUSE, "the table of rights");
    row("exportHouse", MANAGE, HOUSE, "the whole house as readable files, without secrets");
    row("planImport", MANAGE, HOUSE, "what it would mean to bring in the files of a house");
    row("importHouse", MANAGE, HOUSE, true, "bring in the files of a house");
    row("lockSecrets", MANAGE, HOUSE, true, "a passphrase for people's secrets");
  }

  private static void ways() {
    row("readWifi", MANAGE, HOUSE, "the radio of the things, without its secrets");
    row("renewWifi", MANAGE, HOUSE, true, "a new name and passphrase for the radio of the things");
    row("wifiCard", MANAGE, HOUSE, true, "the card by which a thing joins the radio");
    row("addWifiKey", MANAGE, HOUSE, true, "a key of the radio for one thing, shown once");
    row("removeWifiKey", MANAGE, HOUSE, "end the key of one thing");
    row("showWifi", MANAGE, HOUSE, true, "show the name of the radio for a time");
    row("hideWifi", MANAGE, HOUSE, "hide the name of the radio");
    row("wifiFiles", MANAGE, HOUSE, true, "the radio's files, with its secrets");
    row("readVpn", MANAGE, HOUSE, "the tunnel from outside and its peers, without secrets");
    row("vpnFiles", MANAGE, HOUSE, true, "the tunnel's files, with its secrets");
    row("addVpn", WRITE, OWN, true, "let a client in from outside, its profile shown once");
    row("removeVpn", WRITE, OWN, "end the tunnel of a client");
  }

  private static void network() {
    row("getNetwork", READ, HOUSE, "how the closed network is");
    row("listStations", READ, HOUSE, "every station on the network of the things");
    row("getStation", READ, HOUSE, "one station on it");
    row("networkChange", READ, HOUSE, "what applying the fence would do");
    row("networkAdvice", MANAGE, HOUSE, "files and steps for the closed network");
    row("changeStation", MANAGE, HOUSE, true, "decide about a station and its lanes");
    row("forgetStation", MANAGE, HOUSE, true, "forget a station");
    row("openWindow", MANAGE, HOUSE, true, "open a window for a new thing, or close it");
    row("learnStation", MANAGE, HOUSE, true, "watch what a thing wants of the Internet");
    row("cutStation", MANAGE, HOUSE, true, "cut a thing off from the Internet for a time");
    row("applyNetwork", MANAGE, HOUSE, true, "try the fence for a minute");
    row("confirmNetwork", MANAGE, HOUSE, true, "keep the fence that is tried");
    row("networkAgain", MANAGE, HOUSE, true, "put the confirmed fence in force once more");
    row("networkBack", MANAGE, HOUSE, true, "put back the fence that was before");
  }

  private static void profiles() {
    row("listProfiles", READ, HOUSE, "what each kind of thing may reach");
    row("getProfile", READ, HOUSE, "what one kind of thing may reach");
    row("getProfileFile", READ, HOUSE, "a profile as a MUD file");
    row("checkProfile", READ, HOUSE, "what a MUD file would come to, without keeping it");
    row("addProfile", MANAGE, HOUSE, true, "hand in a MUD file");
    row("removeProfile", MANAGE, HOUSE, true, "take a profile of the owner away");
    row("stationProfile", MANAGE, HOUSE, "a station's profile, and what it was seen to want");
    row("chooseProfile", MANAGE, HOUSE, true, "say which profile a station has");
    row("learntProfile", MANAGE, HOUSE, "a station's ways out as a MUD file");
    row("settleProfile", MANAGE, HOUSE, true, "say that what a station wanted so far is known");
    row("cutWords", READ, HOUSE, "what stops and what goes on when a station is cut off");
    row("listWishes", MANAGE, HOUSE, "what stations want that they did not before");
  }

  private static void ledger() {
    row("getLedger", READ, HOUSE, "how much left the house, and what was refused");
    row("getLedgerStation", MANAGE, HOUSE, "where one station went");
    row("listLedgerEntries", MANAGE, HOUSE, "every entry of the ledger");
    row("getStatement", MANAGE, HOUSE, "a month of the ledger in words");
    row("exportStatement", MANAGE, HOUSE, "a month of the ledger, to keep elsewhere");
    row("getLedgerKey", READ, HOUSE, "the public key of the ledger");
  }

  private static void otherFaces() {
    row("mqttConnect", ATTACH, TOPIC, "connect to the broker as a device");
    row("mqttPublish", ATTACH, TOPIC, "report on the topics of its own things");
    row("mqttSubscribe", ATTACH, TOPIC, "hear the commands of its own things");
    row("mqttSession", READ, SELF, "the house's own topics over MQTT, each with its own row");
    row("sshSession", READ, SELF, "the CLI's commands over SSH, each with its own row");
  }

  private static void row(String operation, Right right, Reach reach, String says) {
    row(operation, right, reach, false, says);
  }

  private static void row(String operation, Right right, Reach reach, boolean fresh, String says) {
    if (ROWS.put(operation, new Row(operation, right, reach, fresh, says)) != null)
      throw new IllegalStateException("the operation '" + operation + "' has two rows");
  }
}
