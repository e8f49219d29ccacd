package steward.drivers.broadlink;

import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import steward.thing.Binding;
import steward.thing.Property;
import steward.value.Bytes;
import steward.value.Malformed;

/// What is known of a device, from its binding and from itself.
///
/// @param binding as its thing has it
/// @param type its number; nothing before it said so
/// @param measured what it was seen to measure
/// @param lamp it has a night light
/// @param dims how bright its night light is can be set
record Peer(
    Binding binding,
    String mac,
    int port,
    Optional<Integer> type,
    Model model,
    String name,
    String firmware,
    Set<Property> measured,
    boolean lamp,
    boolean dims,
    boolean senses) {
  static final String FAMILY = "broadlink";
  static final int PORT = 80;

  private static final int MAC_FIGURES = 12;

  /// @throws Malformed if a part of the binding is wrong
  static Peer of(Binding binding) {
    Optional<Integer> type = type(binding);
    Model model = model(binding, type);
    return new Peer(
        binding,
        mac(binding.part("mac")),
        port(binding),
        type,
        model,
        binding.part("name", ""),
        binding.part("firmware", ""),
        measured(binding),
        model == Model.SP3 || binding.part("lamp", "").equals("1"),
        binding.part("dims", "").equals("1"),
        true);
  }

  private static Model model(Binding binding, Optional<Integer> type) {
    String like = binding.part("like", "");
    if (like.isBlank()) return type.map(Model::of).orElse(Model.UNKNOWN);
    return Model.named(like)
        .orElseThrow(() ->
            new Malformed(
                "/binding/like", "one of " + String.join(", ", Model.words()), "'" + like + "'"));
  }

  private static Set<Property> measured(Binding binding) {
    var measured = new LinkedHashSet<Property>();
    for (String name : binding.part("measures", "").split(" ", -1))
      Property.named(name).filter(Offers.MEASURES::contains).ifPresent(measured::add);
    return Set.copyOf(measured);
  }

  static String mac(String text) {
    String figures = text.strip().replaceAll("[:.-]", "").toUpperCase(Locale.ROOT);
    if (figures.length() != MAC_FIGURES || !figures.matches("[0-9A-F]+"))
      throw new Malformed("/binding/mac", "12 figures such as A0:43:B0:11:22:33", "'" + text + "'");
    return figures;
  }

  static int port(Binding binding) {
    String port = binding.part("port", "");
    if (port.isBlank()) return PORT;
    if (port.matches("\\d{1,5}")) {
      int number = Integer.parseInt(port);
      if (number > 0 && number <= 65_535) return number;
    }
    throw new Malformed("/binding/port", "a port from 1 to 65535", "'" + port + "'");
  }

  private static Optional<Integer> type(Binding binding) {
    String type = binding.part("type", "").strip();
    if (type.isEmpty()) return Optional.empty();
    String figures = type.startsWith("0x") ? type.substring(2) : type;
    if (!figures.matches("[0-9a-fA-F]{1,4}"))
      throw new Malformed("/binding/type", "a type such as 520c", "'" + type + "'");
    return Optional.of(Integer.parseInt(figures, 16));
  }

  Bytes macBytes() {
    return Bytes.wrap(HexFormat.of().parseHex(mac));
  }

  /// As the device said at its hello; a model that a person chose stays.
  Peer told(Hello hello) {
    boolean chosen = !binding.part("like", "").isBlank();
    Model now = chosen || type.equals(Optional.of(hello.type())) ? model : Model.of(hello.type());
    String newName = hello.name().isBlank() ? name : hello.name();
    boolean light = lamp || now == Model.SP3;
    return new Peer(
        binding,
        mac,
        port,
        Optional.of(hello.type()),
        now,
        newName,
        firmware,
        measured,
        light,
        dims,
        senses);
  }

  Peer of(Model newModel) {
    return new Peer(
        binding, mac, port, type, newModel, name, firmware, measured, lamp, dims, senses);
  }

  Peer firmware(String newFirmware) {
    return new Peer(
        binding, mac, port, type, model, name, newFirmware, measured, lamp, dims, senses);
  }

  Peer measuring(Property property) {
    if (measured.contains(property)) return this;
    var more = new LinkedHashSet<>(measured);
    more.add(property);
    return new Peer(
        binding, mac, port, type, model, name, firmware, Set.copyOf(more), lamp, dims, senses);
  }

  Peer withLamp(boolean dimmable) {
    return new Peer(
        binding, mac, port, type, model, name, firmware, measured, true, dims || dimmable, senses);
  }

  /// It does not know the question for its sensors.
  Peer senseless() {
    return new Peer(binding, mac, port, type, model, name, firmware, measured, lamp, dims, false);
  }

  /// What is asked of it again and again, in this order.
  java.util.List<Request.Ask> polls() {
    return switch (model) {
      case RM, RM_PRO, RM4, RM4_PRO ->
          java.util.List.of(senses ? Request.Ask.SENSORS : Request.Ask.PRESENCE);
      case SP2, SP3, SP4, SP4B -> java.util.List.of(Request.Ask.STATE);
      case SP2S, SP3S -> java.util.List.of(Request.Ask.STATE, Request.Ask.METER);
      case SP1, UNKNOWN -> java.util.List.of(Request.Ask.PRESENCE);
    };
  }
}
