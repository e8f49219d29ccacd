/// The CLI's commands over SSH, with the rights of the client whose key it is: no shell, no
/// forwarding, no files.
@NullMarked
package steward.ssh;

import org.jspecify.annotations.NullMarked;
