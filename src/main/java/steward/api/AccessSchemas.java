package steward.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.access.Sessions;
import steward.notice.Fate;
import steward.rights.Client;
import steward.rights.Right;
import steward.rights.Role;
import steward.rights.Table;
import steward.thing.Channel;

/// The JSON Schemas of the documents about people and rights.
final class AccessSchemas {
  private AccessSchemas() {}

  static Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    words(all);
    people(all);
    entrance(all);
    rights(all);
    return all;
  }

  private static void words(Map<String, Object> all) {
    all.put("Role", Schema.words(Arrays.stream(Role.values()).map(Role::label).toList()));
    all.put("Right", Schema.words(Arrays.stream(Right.values()).map(Right::label).toList()));
    all.put(
        "ClientKind",
        Schema.words(Arrays.stream(Client.Kind.values()).map(Client.Kind::label).toList()));
    all.put(
        "Via",
        Schema.words(Arrays.stream(Sessions.Via.values()).map(Sessions.Via::label).toList()));
    all.put(
        "Verdict",
        Schema.words(Arrays.stream(Table.Verdict.values()).map(Table.Verdict::word).toList()));
    all.put("Day", Schema.words(List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")));
  }

  private static void notices(Map<String, Object> all) {
    all.put("Channel", Schema.words(Channel.labels()));
    all.put(
        "FateState",
        Schema.words(Arrays.stream(Fate.State.values()).map(Fate.State::label).toList()));
    all.put("Fate", Schema.object("state! FateState, why text?, tries! whole, next text?"));
    all.put(
        "Notice",
        Schema.object(
            """
            id! whole, person! id, name! text, at! instant, title! text, text! text, urgent! truth,
            unseen! truth, seen text?, ways! {Fate}\
            """));
    all.put("NoticeList", Schema.list("Notice"));
    all.put("NoticeCount", Schema.object("unseen! whole, at! instant"));
    all.put("Seen", Schema.object("ids [whole], all truth"));
    all.put(
        "Person",
        Schema.object(
            """
            id! id, user! id, name! name, role! Role, suspended! truth, ways! [Channel], usual! [Channel],
            observes! [text], self! truth\
            """));
    all.put("PersonList", Schema.list("Person"));
    all.put("Way", Schema.object("way! Channel, title! text, there! truth, sleepingPhone! text"));
    all.put("WayList", Schema.list("Way"));
    String wish = "mail text, topic text, phones [id], things [id], usual [Channel]";
    all.put("ReachWish", Schema.object(wish));
    all.put("Reach", Schema.object("person! id, ways! [Channel], " + wish));
    all.put("ReachTest", Schema.object("by [Channel], urgent truth, text text"));
  }

  private static void people(Map<String, Object> all) {
    all.put("Times", Schema.object("days [Day], from! text, to! text"));
    all.put(
        "User",
        Schema.object(
            """
            id! id, name! name, role! Role, suspended! truth, rooms! [text], times! [Times],
            values! [text], since! instant, self! truth, clients! whole\
            """));
    all.put("UserList", Schema.list("User"));
    all.put(
        "NewUser",
        Schema.object("name! name, role! Role, rooms [text], times [Times], values [text]"));
    all.put(
        "UserChange",
        Schema.object(
            "name name, role Role, suspended truth, rooms [text], times [Times], values [text]"));
    notices(all);
    all.put("SshKey", Schema.object("type! text, fingerprint! text"));
    all.put("SshKeyLine", Schema.object("key! text"));
    all.put(
        "Client",
        Schema.object(
            """
            id! id, user! id, name! name, kind! ClientKind, suspended! truth,
            certificateSuffices! truth, certificate! text?, host! text?, sshKey! object?,
            packaged! truth, since! instant, seen! instant?, self! truth, sessions! whole\
            """));
    all.put("ClientList", Schema.list("Client"));
    all.put("NewClient", Schema.object("name! name, kind ClientKind"));
    all.put("ClientChange", Schema.object("name name, suspended truth, certificateSuffices truth"));
    all.put(
        "Enrolment",
        Schema.object(
            """
            secret! text, uri! text, qr! [text], link! text, linkQr! [text], recovery! [text]\
            """));
    all.put("Enrolled", Schema.object("client! Client, enrolment! Enrolment"));
    all.put("Recovery", Schema.object("recovery! [text]"));
    all.put("PackageWish", Schema.object("request text, password text, vpn truth, vpnKey text"));
    all.put(
        "Package",
        Schema.object(
            """
            client! id, host! text, pin! text, ports! object, authority! text,
            authorityFingerprint! text, certificate! text, certificateFingerprint! text,
            certificateUntil! instant, pkcs12! text?, knownHosts! text?, vpn! text?, steps! text\
            """));
  }

  private static void entrance(Map<String, Object> all) {
    all.put(
        "Session",
        Schema.object(
            """
            user! object?, client! object?, role! text, freshUntil! instant?, atMachine! truth,
            claimed! truth, may! [text]\
            """));
    all.put("SignIn", Schema.object("client text, code text, recovery text"));
    all.put("Code", Schema.object("code! text"));
    all.put(
        "SessionItem",
        Schema.object(
            """
            id! text, client! id, user! text, via! Via, since! instant, seen! instant,
            until instant, address! text, self! truth\
            """));
    all.put("SessionList", Schema.list("SessionItem"));
    all.put(
        "Claim",
        Schema.object(
            "code! text, user! name, client! name, zone! text, latitude number, longitude number"));
    all.put("Claimed", Schema.object("user! User, client! Client, enrolment! Enrolment"));
    all.put(
        "ClaimStatus",
        Schema.object("claimed! truth, open! truth, until! instant?, attached! truth"));
    all.put("Passphrase", Schema.object("passphrase! text"));
    all.put("Text", Map.of("type", "string"));
  }

  private static void rights(Map<String, Object> all) {
    String row = "operation! text, says! text, right! Right, reach! text, fresh! truth";
    all.put("RightRow", Schema.object(row + ", roles! {Verdict}"));
    all.put("RightList", Schema.list("RightRow"));
    all.put("ClientRight", Schema.object(row + ", verdict! Verdict"));
    all.put("ClientRightList", Schema.list("ClientRight"));
    all.put(
        "AuditEntry",
        Schema.object(
            """
            seq! whole, at! instant, principal! text, role! text, address! text, face! text,
            operation! text, target! text, verdict! text, reason! text, count! whole\
            """));
    all.put("AuditList", Schema.list("AuditEntry"));
  }
}
