/// Things on MQTT that an owner describes on a sheet: topics, words and factors, no conditions.
@NullMarked
package steward.drivers.plain;

import org.jspecify.annotations.NullMarked;
