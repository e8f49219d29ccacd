package steward.cli;

/// A line on standard error that counts the seconds of a wait, for a person who watches. Its thread
/// ends with it.
final class Progress implements AutoCloseable {
  private final Screen screen;
  private final Thread thread;

  private Progress(Screen screen, String what) {
    this.screen = screen;
    this.thread = Thread.ofPlatform().daemon().name("progress").unstarted(() -> count(what));
  }

  static Progress show(Screen screen, String what) {
    var progress = new Progress(screen, what);
    if (screen.live()) progress.thread.start();
    return progress;
  }

  private void count(String what) {
    try {
      for (int seconds = 1; ; seconds++) {
        Thread.sleep(1_000);
        screen.err().print("\r\u001b[K" + what + ", " + seconds + " s");
        screen.err().flush();
      }
    } catch (InterruptedException _) {
      screen.err().print("\r\u001b[K");
      screen.err().flush();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (screen.live()) thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
