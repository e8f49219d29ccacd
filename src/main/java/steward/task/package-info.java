/// Commands on their way: from a task to one of six final outcomes.
@NullMarked
package steward.task;

import org.jspecify.annotations.NullMarked;
