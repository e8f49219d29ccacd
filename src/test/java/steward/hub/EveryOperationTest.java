package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.access.Claim;
import steward.access.Sessions;
import steward.api.People;
import steward.hub.RunningHouse.Reply;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.Grant;
import steward.rights.Reach;
import steward.rights.Role;
import steward.rights.Rules;
import steward.rights.Table;
import steward.rights.UserId;
import steward.value.Tree;

/// Every operation of the API, asked over a socket by every role, about objects that are its own
/// and about others: what comes back is what the table of rights says.
class EveryOperationTest {
  /// Open to strangers, or no answer that ends.
  private static final Set<String> ELSEWHERE =
      Set.of("signIn", "claim", "claimStatus", "authority");

  @TempDir Path home;

  private RunningHouse house;
  private People people;
  private int made;

  @BeforeEach
  void begin() {
    house = RunningHouse.on(home);
    for (String thing : List.of("mine", "other")) {
      String body =
          """
          {"family":"tasmota","binding":{"topic":"%1$s"},"id":"%1$s","room":"%1$s room"}\
          """
              .formatted(thing);
      assertThat(house.ask("POST", "/things", body).status()).isEqualTo(201);
    }
    house.close();
    // From here on whoever sits at the machine has to sign in too, as everybody.
    house = RunningHouse.on(home, "access.loopback=off");
    people = house.house.doorkeeper().people();
    String code = people.claim().offer().orElseThrow().code();
    var wish =
        new Claim.Wish(code, "Master", "Its client", ZoneId.of("Europe/Vienna"), Optional.empty());
    people.claim().claim(wish).join();
    for (Role role : Role.values()) {
      if (role == Role.MASTER || role == Role.DEVICE) continue;
      var grant = new Grant(Set.of("mine room"), List.of(), Set.of("mine/switch"));
      people.accounts().addUser(role.label(), role, grant).join();
    }
    people.accounts().addUser("Somebody", Role.RESIDENT, Grant.NONE).join();
  }

  @AfterEach
  void end() {
    house.close();
  }

  private Client newClient(String user) {
    return people
        .accounts()
        .addClient(new UserId(user), "Client " + made++, Client.Kind.BROWSER)
        .join()
        .client();
  }

  /// The client that a user asks with: its first.
  private Client client(String user) {
    var known = people.accounts().clients(new UserId(user));
    return known.isEmpty() ? newClient(user) : known.getFirst();
  }

  /// A client of a user that nobody asks with, so that it may be lost.
  private Client spare(String user) {
    client(user);
    var known = people.accounts().clients(new UserId(user));
    return known.size() > 1 ? known.getLast() : newClient(user);
  }

  /// The headers of a session of this role that gave no code of late.
  private String[] session(String role) {
    if (role.equals("stranger")) return new String[0];
    Client client = client(role);
    var opened = people.sessions().open(client, Sessions.Via.BROWSER, "test", false).join();
    return new String[] {"Authorization", "Bearer " + opened.token()};
  }

  /// A path with all its parts filled in: what belongs to this role, or to somebody else.
  private String path(String template, String role, boolean own) {
    String owner = own && !role.equals("stranger") ? role : "somebody";
    String path = template;
    if (template.startsWith("/things/") || template.startsWith("/mqtt/")) {
      path =
          path.replace("{id}", own ? "mine" : "other")
              .replace("{property}", own ? "switch" : "power");
    } else if (template.startsWith("/users/")) {
      path = path.replace("{id}", owner);
    } else if (template.startsWith("/clients/")) {
      path = path.replace("{id}", spare(owner).id().value());
    } else if (template.startsWith("/sessions/")) {
      var opened = people.sessions().open(spare(owner), Sessions.Via.BROWSER, "test", false).join();
      path = path.replace("{id}", opened.item().id());
    } else if (template.startsWith("/activities/")) {
      path = path.replace("{id}", "of-" + owner);
      putActivity(owner);
    } else if (template.startsWith("/ready-made/")) {
      path = path.replace("{id}", "light-at-night");
    } else if (template.startsWith("/groups/")) {
      path = path.replace("{id}", "nothing");
    } else if (template.startsWith("/commands/")) {
      path = path.replace("{id}", Long.toString(command(own ? "mine" : "other")));
    }
    return path.replace("{seq}", "1").replaceAll("\\{\\w+}", "nothing");
  }

  private void putActivity(String owner) {
    String body =
        "{\"name\":\"Theirs\",\"perform\":[{\"thing\":\"mine\",\"action\":\"turn\",\"to\":\"on\"}]}";
    String as = Set.of("master", "resident", "somebody").contains(owner) ? owner : "somebody";
    house.ask("PUT", "/activities/of-" + owner, body, session(as));
  }

  private long command(String thing) {
    Reply reply =
        house.ask(
            "POST",
            "/things/" + thing + "/perform",
            "{\"action\":\"turn\",\"to\":\"on\"}",
            session("master"));
    return (long) reply.json().get("id").number();
  }

  @Test
  void every_operation_answers_each_role_as_the_table_says() {
    var differences = new ArrayList<String>();
    var walked = new TreeSet<String>();
    Tree paths = house.ask("GET", "/openapi.json", "", session("master")).json().get("paths");
    for (var one : paths.object().entrySet()) {
      String template = String.valueOf(one.getKey());
      for (var method : ((Map<?, ?>) one.getValue()).entrySet()) {
        String operation = String.valueOf(((Map<?, ?>) method.getValue()).get("operationId"));
        if (ELSEWHERE.contains(operation)) continue;
        walked.add(operation);
        String verb = String.valueOf(method.getKey()).toUpperCase(java.util.Locale.ROOT);
        for (String role : List.of("master", "resident", "guest", "monitor", "cloud", "stranger")) {
          for (boolean own : List.of(true, false)) {
            String difference = difference(verb, template, operation, role, own);
            if (!difference.isEmpty()) differences.add(difference);
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(walked).hasSizeGreaterThan(50);
    var rowsOfOtherFaces = new TreeSet<>(Rules.all().stream().map(Rules.Row::operation).toList());
    rowsOfOtherFaces.removeAll(walked);
    assertThat(rowsOfOtherFaces)
        .as("rows that no operation of the API has")
        .isSubsetOf(
            Set.of(
                "healthz",
                "claimPage",
                "claim",
                "claimStatus",
                "signInPage",
                "assets",
                "authority",
                "signIn",
                "pages",
                "openApi",
                "metrics",
                "stream",
                "changeUser",
                "changeClient",
                "learn",
                "hookCall",
                "hookPerform",
                "hookOutcome",
                "rawActivity",
                "unlockingActivity",
                "mqttConnect",
                "mqttPublish",
                "mqttSession",
                "mqttSubscribe",
                "sshSession"));
  }

  @Test
  void to_learn_takes_the_right_to_manage_by_perform_and_by_an_activity() {
    String learn = "{\"action\":\"learn\",\"text\":\"tv/power\"}";
    String activity =
        "{\"name\":\"Lesson\",\"perform\":[{\"thing\":\"mine\"," + learn.substring(1) + "]}";
    for (String role : List.of("resident", "guest", "monitor", "cloud", "stranger")) {
      Reply asked = house.ask("POST", "/things/mine/perform", learn, session(role));
      Reply put = house.ask("PUT", "/activities/lesson", activity, session(role));
      for (Reply reply : List.of(asked, put)) {
        assertThat(reply.status()).as(role + reply.text()).isIn(401, 403, 404, 422);
        assertThat(reply.text()).as(role).doesNotContain("fresh-code");
      }
      if (role.equals("resident")) assertThat(asked.text()).contains("needs the right to manage");
    }
    Reply asked = house.ask("POST", "/things/mine/perform", learn, session("master"));
    assertThat(asked.text()).contains("/problems/fresh-code");
    Reply performed =
        house.ask(
            "POST",
            "/things/mine/perform",
            "{\"action\":\"turn\",\"to\":\"on\"}",
            session("resident"));
    assertThat(performed.status()).as(performed.text()).isIn(200, 202);
  }

  private String difference(
      String verb, String template, String operation, String role, boolean own) {
    Rules.Row row = Rules.row(operation);
    String path = path(template, role, own);
    Reply reply = house.ask(verb, path, verb.equals("GET") ? "" : "{}", session(role));
    boolean isFreshAsked = reply.text().contains("/problems/fresh-code");
    boolean isRefused =
        reply.status() == 401
            || reply.status() == 403 && !isFreshAsked
            || reply.status() == 404 && reply.text().contains("of this name for you");
    boolean expected = allowed(row, role, own);
    boolean isRight = expected ? !isRefused && isFreshAsked == row.fresh() : isRefused;
    return isRight
        ? ""
        : "%s %s (%s) by %s about %s: expected %s, got %d %s"
            .formatted(
                verb,
                path,
                operation,
                role,
                own ? "its own" : "another's",
                expected ? "yes" : "no",
                reply.status(),
                reply.text());
  }

  private boolean allowed(Rules.Row row, String role, boolean own) {
    Table.Verdict verdict =
        role.equals("stranger")
            ? Table.verdict(Caller.stranger(), row)
            : Table.verdict(
                new Caller.Known(
                    people.accounts().user(new UserId(role)).orElseThrow(),
                    people.accounts().clients(new UserId(role)).getFirst(),
                    Optional.empty()),
                row);
    return switch (verdict) {
      case YES -> true;
      case NO -> false;
      case OWN -> own || row.reach() != Reach.OWN;
      case ROOMS, GRANTED -> own;
    };
  }
}
