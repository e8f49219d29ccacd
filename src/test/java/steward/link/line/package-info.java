/// Lines to devices over real sockets.
@NullMarked
package steward.link.line;

import org.jspecify.annotations.NullMarked;
