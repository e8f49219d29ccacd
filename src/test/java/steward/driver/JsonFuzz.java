package steward.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import steward.fuzz.FuzzTarget;
import steward.value.Bytes;

/// JSON of devices, read whole and by places: both find the same.
public final class JsonFuzz implements FuzzTarget {
  private static final Harvest<String> PLACES =
      new Harvest.Builder<String>()
          .want("power", "POWER")
          .want("signal", "Wifi", "Signal")
          .want("list", "list")
          .wrapper("StatusSTS")
          .ignore("Time")
          .build();

  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        "{\"POWER\":\"ON\",\"Wifi\":{\"Signal\":-62,\"x\":[1,2.5e3]},\"Time\":1}".getBytes(UTF_8),
        "{\"StatusSTS\":{\"POWER\":true,\"Wifi\":{\"Signal\":\"7\"}},\"list\":[null]}"
            .getBytes(UTF_8),
        "{\"list\":[[[{\"a\":\"\\u00fc\\ud83d\"}]]],\"Wifi\":1e400}".getBytes(UTF_8));
  }

  @Override
  public void take(byte[] input) {
    Bytes document = Bytes.wrap(input);
    Optional<Payload> whole = Payload.json(document);
    whole.ifPresent(payload -> walk(payload, 0));
    Optional<Harvest.Crop<String>> crop = PLACES.of(document);
    PLACES.of(document, "StatusSTS");
    crop.ifPresent(found -> {
      FuzzTarget.mustHold(found.found().size() <= Harvest.FOUND_MAX, "too much is found");
      FuzzTarget.mustHold(found.strangers().size() <= 20, "too many strangers");
      found.found().forEach(one -> walk(one.value(), 0));
    });
  }

  private static void walk(Payload payload, int depth) {
    FuzzTarget.mustHold(depth <= Payload.DEPTH_MAX, "it is too deep");
    payload.number().ifPresent(n -> FuzzTarget.mustHold(Double.isFinite(n), "no number: " + n));
    payload.text();
    payload.wholeOr(0);
    payload.isTrue();
    for (Payload item : payload.items()) walk(item, depth + 1);
    for (String name : payload.names()) walk(payload.at(name), depth + 1);
  }
}
