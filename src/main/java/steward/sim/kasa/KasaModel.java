package steward.sim.kasa;

/// The devices that are played.
public enum KasaModel {
  /// A plug with a meter that counts in volts and kilowatt-hours.
  HS110_OLD("HS110(EU)", "1.0", Look.PLUG, Meter.WHOLE, Speech.XOR, true),
  /// The same with a meter that counts in thousandths.
  HS110_NEW("HS110(EU)", "4.0", Look.PLUG, Meter.THOUSANDTHS, Speech.XOR, false),
  /// A strip of six outlets, each with a meter.
  HS300("HS300(US)", "1.0", Look.STRIP, Meter.THOUSANDTHS, Speech.XOR, false),
  /// A wall dimmer.
  HS220("HS220(US)", "1.0", Look.DIMMER, Meter.NONE, Speech.XOR, true),
  /// A bulb of all colours.
  KL130("KL130(EU)", "1.0", Look.BULB, Meter.POWER_ONLY, Speech.XOR, false),
  /// A plug with the first firmware that asks for an account.
  HS100_KLAP("HS100(UK)", "4.1", Look.PLUG, Meter.NONE, Speech.KLAP_1, true),
  /// A plug that speaks Kasa's dialect with the newer hashes.
  EP25_KLAP("EP25(US)", "2.6", Look.PLUG, Meter.THOUSANDTHS, Speech.KLAP_2, true),
  /// A strip of six outlets behind KLAP.
  HS300_KLAP("HS300(US)", "2.0", Look.STRIP, Meter.THOUSANDTHS, Speech.KLAP_2, true),
  /// A Tapo plug with a meter.
  P110("P110", "1.0", Look.PLUG, Meter.USAGE, Speech.TAPO, true),
  /// A Tapo bulb of all colours.
  L530("L530", "1.0", Look.BULB, Meter.NONE, Speech.TAPO, true);

  private final String model;
  private final String hardware;
  private final Look look;
  private final Meter meter;
  private final Speech speech;
  private final boolean closes;

  KasaModel(String model, String hardware, Look look, Meter meter, Speech speech, boolean closes) {
    this.model = model;
    this.hardware = hardware;
    this.look = look;
    this.meter = meter;
    this.speech = speech;
    this.closes = closes;
  }

  /// What it is.
  enum Look {
    PLUG,
    STRIP,
    DIMMER,
    BULB
  }

  /// In which shape it tells what it measures.
  enum Meter {
    NONE,
    WHOLE,
    THOUSANDTHS,
    POWER_ONLY,
    USAGE
  }

  /// How it is spoken to.
  enum Speech {
    XOR,
    /// Kasa's dialect, hashes of version 1.
    KLAP_1,
    /// Kasa's dialect, hashes of version 2.
    KLAP_2,
    /// Tapo's dialect, hashes of version 2.
    TAPO
  }

  String model() {
    return model;
  }

  String hardware() {
    return hardware;
  }

  Look look() {
    return look;
  }

  Meter meter() {
    return meter;
  }

  Speech speech() {
    return speech;
  }

  /// It closes a connection after its answer.
  boolean closes() {
    return closes;
  }

  int outlets() {
    return look == Look.STRIP ? 6 : 1;
  }
}
