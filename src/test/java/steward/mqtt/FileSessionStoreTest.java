package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The append-only file: what is written survives, torn ends are cut, a full disk is survived.
class FileSessionStoreTest {
  @TempDir Path folder;

  private final MqttMetrics metrics = new MqttMetrics();
  private final AtomicBoolean isDiskFull = new AtomicBoolean();

  private Path path() {
    return folder.resolve("mqtt.log");
  }

  private FileSessionStore store() {
    StoreLog.Pen pen =
        (to, bytes, at) -> {
          if (isDiskFull.get()) throw new IOException("No space left on device");
          StoreLog.PEN.write(to, bytes, at);
        };
    return new FileSessionStore(path(), java.time.Duration.ofMillis(20), 1L << 30, metrics, pen);
  }

  private static Map<StoreKey, byte[]> load(FileSessionStore store) throws IOException {
    Map<StoreKey, byte[]> all = new LinkedHashMap<>();
    store.load(all::put);
    return all;
  }

  private static boolean commit(FileSessionStore store) {
    var done = new CompletableFuture<Boolean>();
    store.commit(done::complete);
    return done.join();
  }

  private static byte[] value(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private void fill(int from, int to) throws IOException {
    try (var store = store()) {
      load(store);
      for (int i = from; i < to; i++) {
        store.put(StoreKey.retained("t/" + i), value("v" + i));
        assertThat(commit(store)).isTrue();
      }
    }
  }

  @Test
  void what_was_put_and_not_deleted_is_there_again_in_order() throws IOException {
    try (var store = store()) {
      assertThat(load(store)).isEmpty();
      for (int i = 0; i < 5; i++) store.put(StoreKey.delivery("c", i), value("v" + i));
      assertThat(commit(store)).isTrue();
      store.delete(StoreKey.delivery("c", 1));
      store.put(StoreKey.delivery("c", 0), value("again"));
      assertThat(commit(store)).isTrue();
    }
    try (var store = store()) {
      var all = load(store);
      assertThat(all.keySet()).extracting(StoreKey::number).containsExactly(2L, 3L, 4L, 0L);
      assertThat(all.get(StoreKey.delivery("c", 0))).isEqualTo(value("again"));
    }
  }

  @Test
  void an_end_torn_at_any_byte_costs_only_the_last_commit() throws IOException {
    fill(0, 3);
    byte[] whole = Files.readAllBytes(path());
    fill(3, 4);
    byte[] longer = Files.readAllBytes(path());
    for (int length = whole.length; length < longer.length; length++) {
      Files.write(path(), java.util.Arrays.copyOf(longer, length));
      try (var store = store()) {
        assertThat(load(store)).hasSize(3);
      }
      fill(3, 4);
      assertThat(Files.readAllBytes(path())).isEqualTo(longer);
    }
    assertThat(metrics.get(Counter.STORE_TORN_BYTES)).isPositive();
  }

  @Test
  void rubbish_behind_the_end_is_put_aside() throws IOException {
    fill(0, 3);
    Files.write(path(), new byte[] {0, 0, 0, 9, 1, 2, 3}, StandardOpenOption.APPEND);
    try (var store = store()) {
      assertThat(load(store)).hasSize(3);
    }
    assertThat(folder.resolve("mqtt.log.torn")).exists();
  }

  @Test
  void a_foreign_file_is_left_alone() throws IOException {
    Files.writeString(path(), "this is a letter, not a store");
    try (var store = store()) {
      assertThatThrownBy(() -> load(store)).hasMessageContaining("is not a store of MQTT sessions");
    }
    assertThat(path()).hasContent("this is a letter, not a store");
  }

  @Test
  void the_file_does_not_grow_with_what_is_no_longer_true() throws IOException {
    var payload = new byte[50_000];
    try (var store = store()) {
      load(store);
      for (int i = 0; i < 400; i++) {
        store.put(StoreKey.retained("t/" + i % 10), payload);
        commit(store);
      }
      Awaitility.await().until(() -> metrics.get(Counter.STORE_COMPACTIONS) > 0);
    }
    assertThat(Files.size(path())).isLessThan(6L << 20);
    try (var store = store()) {
      assertThat(load(store)).hasSize(10);
    }
  }

  @Test
  void a_full_disk_is_survived_and_nothing_of_it_is_lost_when_there_is_room_again()
      throws IOException {
    try (var store = store()) {
      load(store);
      store.put(StoreKey.retained("before"), value("1"));
      assertThat(commit(store)).isTrue();
      isDiskFull.set(true);
      store.put(StoreKey.retained("during"), value("2"));
      assertThat(commit(store)).isFalse();
      assertThat(store.accepts()).isFalse();
      isDiskFull.set(false);
      Awaitility.await().until(store::accepts);
    }
    try (var store = store()) {
      assertThat(load(store))
          .containsOnlyKeys(StoreKey.retained("before"), StoreKey.retained("during"));
    }
  }

  @Test
  void a_store_in_use_is_not_opened_twice() throws IOException {
    try (var store = store();
        var second = store()) {
      load(store);
      assertThatThrownBy(() -> load(second))
          .isInstanceOfAny(IOException.class, IllegalStateException.class);
    }
  }

  @Test
  void a_broker_with_a_full_disk_says_so_and_runs_on() throws IOException {
    try (var house = new BrokerHouse(BrokerHouse.LIMITS, Admission.loopbackOnly(), store());
        var five = RawClient.five(house.port(), "5");
        var four = RawClient.four(house.port(), "4")) {
      isDiskFull.set(true);
      five.send("33 'r' 0001 00 =x").expect("40 0001 97 (1F 'the message could not be stored')");
      five.send("33 'r' 0001 00 =y")
          .expect("40 0001 97 (1F 'the store does not take messages now')");
      four.send("33 'r' 0002 =z").expectNothing();
      five.send("82 0001 00 'live' 01").expect("90 0001 00 01");
      four.send("32 'live' 0003 =x").expect("40 0003");
      five.expect("32 'live' 0001 00 =x");
      isDiskFull.set(false);
      Awaitility.await().untilAsserted(() -> five.send("33 'r' 0004 00 =w").expect("40 0004"));
      assertThat(house.count(Counter.STORE_REFUSALS)).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void everything_that_was_promised_is_there_after_a_restart() throws IOException {
    try (var house = new BrokerHouse(BrokerHouse.LIMITS, Admission.loopbackOnly(), store())) {
      try (var sub = new RawClient(house.port())) {
        sub.send("10 'MQTT' 05 02 0000 (11 00000E10) 'kept'").read();
        sub.send("82 0001 (0B 07) 'a/+' 02 '$share/g/s' 01").expect("90 0001 00 02 01");
      }
      try (var pub = RawClient.five(house.port(), "p")) {
        pub.send("34 'a/1' 0001 (26 'k' 'v') =two")
            .expect("50 0001")
            .send("62 0001")
            .expect("70 0001");
        pub.send("32 'a/2' 0002 00 =one")
            .expect("40 0002")
            .send("33 'r' 0003 00 =kept")
            .expect("40 0003");
        pub.send("33 'steward/x' 0004 00 =derived")
            .expect("40 0004")
            .send("31 'q0' 00 =zero")
            .expectNothing();
      }
    }
    try (var house = new BrokerHouse(BrokerHouse.LIMITS, Admission.loopbackOnly(), store())) {
      try (var sub = new RawClient(house.port())) {
        sub.send("10 'MQTT' 05 00 0000 (11 00000E10) 'kept'");
        assertThat(sub.read()[2]).isEqualTo((byte) 1);
        sub.expect("3C 'a/1' 0001 (26 'k' 'v' 0B 07) =two").expect("3A 'a/2' 0002 (0B 07) =one");
        sub.send("50 0001").expect("62 0001").send("40 0002");
        house.broker.publish(
            new steward.thing.Message.Publish("a/3", steward.value.Bytes.utf8("new"), 1, false));
        sub.expect("32 'a/3' 0003 (0B 07) =new");
        sub.send("82 0002 00 '#' 00").expect("90 0002 00 00");
        assertThat(sub.read().length + sub.read().length).isPositive();
        sub.expectNothing();
      }
    }
    try (var house = new BrokerHouse(BrokerHouse.LIMITS, Admission.loopbackOnly(), store());
        var sub = new RawClient(house.port())) {
      sub.send("10 'MQTT' 05 00 0000 (11 00000E10) 'kept'").read();
      sub.expect("62 0001").expect("3A 'a/3' 0003 (0B 07) =new").send("70 0001").expectNothing();
    }
  }
}
