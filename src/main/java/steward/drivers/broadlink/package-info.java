/// Broadlink blasters for infrared and radio remotes, and smart plugs: their own datagrams.
@NullMarked
package steward.drivers.broadlink;

import org.jspecify.annotations.NullMarked;
