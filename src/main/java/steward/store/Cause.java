package steward.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Says in words why the disk refused.
final class Cause {
  private Cause() {}

  static String of(Throwable e) {
    return switch (e) {
      case NoSuchFileException gone -> gone.getFile() + " is gone";
      case AccessDeniedException denied -> denied.getFile() + " may not be written";
      case FileSystemException fault when fault.getReason() != null ->
          fault.getFile() + ": " + fault.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
