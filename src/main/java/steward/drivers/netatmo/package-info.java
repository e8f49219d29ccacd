/// Netatmo: weather stations and thermostats, through the cloud of their maker.
@NullMarked
package steward.drivers.netatmo;

import org.jspecify.annotations.NullMarked;
