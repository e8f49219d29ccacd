/// The radio of the things: a hidden name and a passphrase that chance made, a key for each thing,
/// and the configuration of hostapd that the helper runs or a person takes elsewhere.
@NullMarked
package steward.network.wifi;

import org.jspecify.annotations.NullMarked;
