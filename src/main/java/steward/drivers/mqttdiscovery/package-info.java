/// Devices that announce themselves over MQTT in Home Assistant's discovery convention.
@NullMarked
package steward.drivers.mqttdiscovery;

import org.jspecify.annotations.NullMarked;
