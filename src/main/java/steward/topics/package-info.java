/// The house on MQTT: its things as topics below `steward/`, commands to them, and how they are
/// announced.
@NullMarked
package steward.topics;

import org.jspecify.annotations.NullMarked;
