/// Tests of the house on MQTT.
@NullMarked
package steward.topics;

import org.jspecify.annotations.NullMarked;
