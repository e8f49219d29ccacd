package steward.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.access.Accounts;
import steward.access.BrokerGate;
import steward.access.Gate;
import steward.access.HouseTopics;
import steward.access.MqttClients;
import steward.access.MqttPasswords;
import steward.access.PeopleOnBroker;
import steward.access.Secrets;
import steward.rights.Judge;
import steward.store.StewardDb;

/// A gate with three hundred names in it, for the bench.
final class NamedBench implements AutoCloseable {
  private static final int NAMES = 300;

  private final StewardDb db;
  private final MqttClients clients;
  private final MqttPasswords passwords;

  NamedBench() throws IOException {
    Path folder = Files.createTempDirectory("mqtt-names");
    db = StewardDb.open(folder.resolve("steward.db"), InstantSource.system());
    var accounts =
        Accounts.open(folder, db.accounts(), Secrets.open(folder), InstantSource.system());
    passwords = MqttPasswords.open(db.mqttPasswords(), accounts, InstantSource.system());
    clients = MqttClients.open(db.mqttClients(), List.of(), InstantSource.system());
    for (int i = 0; i < NAMES; i++) clients.makeBridge("tele/thing" + i, Optional.empty()).join();
  }

  Admission gate() {
    var gate = new Gate(new Judge(() -> ZoneOffset.UTC), InstantSource.system(), _ -> {});
    var settings = new BrokerGate.Settings(true, Set.of("tcp"), List.of());
    var people =
        new PeopleOnBroker(
            gate, passwords, new HouseTopics("homeassistant", "bench"), _ -> Optional.empty());
    return new BrokerGate(gate, clients, people, settings, () -> true, (_, task) -> task.run());
  }

  String credentials() {
    var made = clients.makeBridge("bench", Optional.empty()).join();
    return "'" + made.item().name() + "' '" + made.password() + "'";
  }

  @Override
  public void close() {
    db.close();
  }
}
