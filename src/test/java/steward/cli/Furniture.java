package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import steward.hub.RunningHouse;

/// What a house is furnished with that has a part of every kind.
final class Furniture {
  private Furniture() {}

  static void asked(RunningHouse house, String method, String path, String body) {
    var reply = house.ask(method, path, body);
    assertThat(reply.status()).as(method + path + reply.text()).isBetween(200, 204);
  }

  static void into(RunningHouse house) {
    things(house);
    rules(house);
  }

  private static void things(RunningHouse house) {
    for (String name : List.of("lamp", "kettle"))
      asked(
          house,
          "POST",
          "/things",
          """
          {"family":"tasmota","binding":{"topic":"%1$s"},"id":"%1$s","name":"%1$s in the hall","room":"Hall"}\
          """
              .formatted(name));
    asked(
        house,
        "POST",
        "/things",
        """
        {"family":"plain","id":"pump","name":"Pump: “gärten” # 1","room":"Garden","binding":{"key":"pump",
         "observe.switch":"pump/state 1=on 0=off","perform.turn":"pump/set %"}}\
        """);
    asked(
        house,
        "PUT",
        "/place",
        """
        {"zone":"Europe/Zurich","latitude":47.37,"longitude":8.54,"height":408,"modes":["home","night"],
         "holidays":["2026-12-24"],"yearly":["--08-01"]}\
        """);
    asked(
        house,
        "PUT",
        "/groups/downstairs",
        "{\"name\":\"Downstairs\",\"members\":{\"room\":[\"Hall\",\"Garden\"],\"performs\":\"turn\"}}");
  }

  private static void rules(RunningHouse house) {
    asked(
        house,
        "PUT",
        "/invariants",
        "{\"items\":[{\"never\":{\"action\":\"unlock\",\"by\":\"cloud\"},\"sentence\":\"No cloud unlocks\"}]}");
    asked(
        house,
        "POST",
        "/users",
        """
        {"name":"Guest of ours","role":"guest","rooms":["Hall","Garden"],
         "times":[{"days":["sat","sun"],"from":"08:00","to":"22:00"}]}\
        """);
    asked(house, "POST", "/users", "{\"name\":\"Bea\",\"role\":\"resident\"}");
    asked(
        house,
        "PUT",
        "/activities/tea",
        """
        {"name":"Tea: at five","when":[{"at":"17:00","days":["sat"]}],"if":{"thing":"lamp","property":"switch","is":"on"},
         "perform":[{"things":{"group":"downstairs"},"action":"turn","to":"off"},{"wait":"5m"},
          {"thing":"kettle","action":"turn","to":"on"}],"quiet":"1h"}\
        """);
    asked(
        house,
        "PUT",
        "/activities/off",
        "{\"name\":\"Off\",\"armed\":false,\"perform\":[{\"thing\":\"lamp\",\"action\":\"turn\",\"to\":\"off\"}]}");
    String hue = house.get("/network/profiles/hue/file").text();
    asked(house, "POST", "/network/profiles", hue.replace("\"id\" : \"hue\"", "\"id\" : \"mine\""));
    asked(
        house,
        "POST",
        "/webhooks",
        """
        {"kind":"generic","id":"bell","name":"Bell","room":"Hall",
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}\
        """);
    asked(
        house,
        "POST",
        "/activities/tea/cases",
        "{\"name\":\"an-evening\",\"from\":\"%s\"}".formatted(Instant.now().minusSeconds(600)));
  }
}
