/// Templates against the language that they come from, and against hostile ones.
@NullMarked
package steward.drivers.mqttdiscovery.template;

import org.jspecify.annotations.NullMarked;
