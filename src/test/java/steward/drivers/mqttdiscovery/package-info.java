/// Conversations with devices that announce themselves over MQTT, hostile ones too.
@NullMarked
package steward.drivers.mqttdiscovery;

import org.jspecify.annotations.NullMarked;
