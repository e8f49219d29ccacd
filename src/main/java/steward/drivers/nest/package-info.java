/// Google Nest thermostats, through the Smart Device Management interface of Google.
@NullMarked
package steward.drivers.nest;

import org.jspecify.annotations.NullMarked;
