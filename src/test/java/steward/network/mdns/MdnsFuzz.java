package steward.network.mdns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import steward.fuzz.FuzzTarget;
import steward.thing.Message;

/// A packet of multicast DNS: what the announcer answers to it, and what the browser reads in it.
public final class MdnsFuzz implements FuzzTarget {
  private static final List<String> TYPES = List.of("_hue._tcp.local", "_shelly._tcp.local");
  private static final int ANSWER_MAX = 20_000;

  private final Answers answers =
      new Answers(
          List.of(new Announcer.Service("_ssh._tcp", 8889)),
          "Steward",
          List.of("uuid=1"),
          () -> Set.of("c-k3v9"),
          1);

  @Override
  public String name() {
    return "mdns";
  }

  @Override
  public List<byte[]> seeds() {
    Name instance = Name.of("Hue Bridge", "_hue", "_tcp", "local");
    var seeds = new ArrayList<byte[]>();
    seeds.add(Packet.question(List.of(Name.dotted("_ssh._tcp.local")), Entry.PTR));
    seeds.add(Packet.probe(answers.unique()));
    seeds.add(Packet.response(answers.announcement(List.of()), List.of()));
    seeds.add(
        Packet.response(
            List.of(Entry.pointer(Name.dotted("_hue._tcp.local"), instance)),
            List.of(
                Entry.service(instance, 443, Name.dotted("bridge.local")),
                Entry.text(instance, List.of("bridgeid=001788fffe09f2c4", "modelid=BSB002")))));
    // The instance points back to the type.
    String header = "000084000000000100000000";
    String type = "045f687565045f746370056c6f63616c00000c000100000078";
    seeds.add(HexFormat.of().parseHex(header + type + "00040178c00c"));
    return seeds;
  }

  @Override
  public void take(byte[] input) {
    try {
      Packet packet = Packet.read(input, input.length);
      if (packet.isResponse()) {
        answers.isDisputed(packet, List.of());
        for (Message.Service service : Services.in(packet, TYPES)) check(service, input);
      } else {
        var answer = answers.to(packet.questions(), packet.records(), List.of());
        byte[] said = Packet.response(answer.answers(), answer.further());
        FuzzTarget.mustHold(said.length <= ANSWER_MAX, "an answer of " + said.length);
        Packet.read(said, said.length);
      }
    } catch (Name.Malformed _) {
      // As it should be.
    }
  }

  private static void check(Message.Service service, byte[] input) {
    FuzzTarget.mustHold(TYPES.contains(service.type()), "nobody asked for " + service.type());
    FuzzTarget.mustHold(!service.instance().isEmpty(), "an instance without a name");
    int told = service.texts().stream().mapToInt(text -> text.length()).sum();
    FuzzTarget.mustHold(told <= input.length, "more text than was sent");
    FuzzTarget.mustHold(
        service.texts().stream().allMatch(text -> contains(input, text.toArray())),
        "a text that was not sent");
  }

  private static boolean contains(byte[] all, byte[] part) {
    for (int at = 0; at + part.length <= all.length; at++) {
      if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) return true;
    }
    return false;
  }
}
