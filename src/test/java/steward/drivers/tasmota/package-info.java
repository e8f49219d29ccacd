/// Conversations with Tasmota devices, hostile ones too.
@NullMarked
package steward.drivers.tasmota;

import org.jspecify.annotations.NullMarked;
