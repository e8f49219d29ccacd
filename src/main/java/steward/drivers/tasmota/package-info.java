/// Tasmota: open firmware on switches, plugs, lamps, shutters, fans and sensors, spoken to over
/// MQTT.
@NullMarked
package steward.drivers.tasmota;

import org.jspecify.annotations.NullMarked;
