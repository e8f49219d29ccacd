/// The configuration: `steward.yaml`, the environment and the command line, read once into records.
@NullMarked
package steward.config;

import org.jspecify.annotations.NullMarked;
