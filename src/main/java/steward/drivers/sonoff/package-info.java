/// SONOFF devices without their maker's cloud: DIY and LAN mode over HTTP and DNS-SD, stock
/// firmware of 2016 and 2017 pointed at this house, and which way is open for which device.
@NullMarked
package steward.drivers.sonoff;

import org.jspecify.annotations.NullMarked;
