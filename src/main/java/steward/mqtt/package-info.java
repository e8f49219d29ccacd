/// Our MQTT broker and client: packets, sessions, topics, retained messages, limits.
@NullMarked
package steward.mqtt;

import org.jspecify.annotations.NullMarked;
