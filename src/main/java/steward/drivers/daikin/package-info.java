/// Daikin: the Wi-Fi adapters of split and ducted air conditioners, spoken to on the home network
/// in each of their five protocols.
@NullMarked
package steward.drivers.daikin;

import org.jspecify.annotations.NullMarked;
