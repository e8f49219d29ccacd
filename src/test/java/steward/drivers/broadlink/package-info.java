/// Tests of the Broadlink family.
@NullMarked
package steward.drivers.broadlink;

import org.jspecify.annotations.NullMarked;
