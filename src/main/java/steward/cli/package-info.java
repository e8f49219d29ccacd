/// The command line: what a person types, asked of a running steward over its HTTP API. Starts
/// without the network stack of the hub, so that a command answers at once.
@NullMarked
package steward.cli;

import org.jspecify.annotations.NullMarked;
