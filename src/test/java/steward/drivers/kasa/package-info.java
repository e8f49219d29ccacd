/// Checks of the translators of TP-Link Kasa and Tapo devices.
@NullMarked
package steward.drivers.kasa;

import org.jspecify.annotations.NullMarked;
