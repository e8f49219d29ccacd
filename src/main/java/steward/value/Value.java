package steward.value;

/// What a property can hold: an amount with its unit, a word of a closed list, a text or a colour.
public sealed interface Value permits Amount, Word, Text, Colour {

  /// The bare scalar that stands in an MQTT payload: `21.5`, `on`, `30,100`.
  String scalar();

  /// What a person reads: `21.5 °C`, `on`.
  String sentence();
}
