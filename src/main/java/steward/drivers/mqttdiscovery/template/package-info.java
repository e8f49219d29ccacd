/// The part of the Jinja language that devices use to describe their messages, evaluated safely.
@NullMarked
package steward.drivers.mqttdiscovery.template;

import org.jspecify.annotations.NullMarked;
