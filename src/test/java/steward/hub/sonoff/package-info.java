/// Stories of what SONOFF devices need beyond their driver.
@NullMarked
package steward.hub.sonoff;

import org.jspecify.annotations.NullMarked;
