package steward.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// The keyboard of a client whose terminal is in raw mode: echoes, lets a line be corrected, and
/// stops the running command on Ctrl-C. A thread of its own reads, so that Ctrl-C is heard at once;
/// it ends with the channel.
final class Terminal implements Lines {
  private static final String PROMPT = "steward> ";
  private static final int AHEAD_MAX = 64;
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int BACKSPACE = 8;
  private static final int CTRL_U = 21;
  private static final int ESCAPE = 27;
  private static final int DELETE = 127;

  private final InputStream in;
  private final OutputStream out;
  private final Runnable interrupt;
  private final boolean prompts;

  /// What was typed ahead; at the limit a line is answered with a bell and lost.
  private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(AHEAD_MAX);

  private final byte[] line = new byte[Conversation.LINE_LENGTH_MAX];
  private int length;
  private boolean carriage;
  private volatile boolean waiting;

  /// @param prompts whether lines are read at all, or only Ctrl-C
  Terminal(InputStream in, OutputStream out, Runnable interrupt, boolean prompts) {
    this.in = in;
    this.out = out;
    this.interrupt = interrupt;
    this.prompts = prompts;
    Thread.ofVirtual().name("ssh-keyboard").start(this::read);
  }

  @Override
  public Optional<String> next() throws IOException, InterruptedException {
    write(PROMPT);
    waiting = true;
    try {
      return lines.take();
    } finally {
      waiting = false;
    }
  }

  private void read() {
    try {
      for (int c = in.read(); c >= 0; c = in.read()) key(c);
      lines.put(Optional.empty());
    } catch (IOException _) {
      // The channel has ended, and the conversation with it.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void key(int c) throws IOException {
    boolean afterReturn = carriage;
    carriage = c == '\r';
    if (c == CTRL_C) stop();
    else if (!prompts) return;
    else if (c == '\r' || (c == '\n' && !afterReturn)) enter();
    else if (c == CTRL_D && length == 0) end();
    else if (c == BACKSPACE || c == DELETE) erase();
    else if (c == CTRL_U) while (length > 0) erase();
    else if (c == ESCAPE) skipSequence();
    else if (c >= ' ') add(c);
  }

  private void stop() throws IOException {
    length = 0;
    write(waiting ? "^C\n" + PROMPT : "^C\n");
    interrupt.run();
  }

  private void enter() throws IOException {
    write("\n");
    String text = new String(line, 0, length, UTF_8);
    length = 0;
    if (!lines.offer(Optional.of(text))) write("\u0007");
  }

  private void end() throws IOException {
    write("\n");
    if (!lines.offer(Optional.empty())) write("\u0007");
  }

  private void erase() throws IOException {
    if (length == 0) return;
    length--;
    while (length > 0 && (line[length] & 0xc0) == 0x80) length--;
    write("\b \b");
  }

  private void add(int c) throws IOException {
    if (length >= line.length) {
      write("\u0007");
      return;
    }
    line[length++] = (byte) c;
    out.write(c);
    out.flush();
  }

  /// Arrow keys and the like do nothing.
  private void skipSequence() throws IOException {
    int c = in.read();
    if (c != '[' && c != 'O') return;
    for (c = in.read(); c >= 0 && (c < 0x40 || c > 0x7e); c = in.read()) {
      if (c == CTRL_C) {
        stop();
        return;
      }
    }
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  /// To a terminal in raw mode, where a new line has to say so. Thread-safe.
  static final class Output extends FilterOutputStream {
    Output(OutputStream out) {
      super(out);
    }

    @Override
    public synchronized void write(int c) throws IOException {
      if (c == '\n') out.write('\r');
      out.write(c);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
      byte[] raw = new byte[2 * count];
      int length = 0;
      for (int i = from; i < from + count; i++) {
        if (bytes[i] == '\n') raw[length++] = '\r';
        raw[length++] = bytes[i];
      }
      out.write(Arrays.copyOf(raw, length));
    }

    @Override
    public synchronized void flush() throws IOException {
      out.flush();
    }
  }
}
