package steward.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.cli.Embedded;
import steward.cli.Exit;

/// One channel: the command that came with it, or a prompt for one after the other. Each runs on a
/// virtual thread of its own, which an interrupt or the end of the channel stops.
final class Conversation implements Command {
  static final int LINE_LENGTH_MAX = 8 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final int CLIENT_GONE = 255;

  private final Visits visits;
  private final Supplier<String> api;
  private final Optional<String> line;
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream err = OutputStream.nullOutputStream();
  private ExitCallback exit = (_, _, _) -> {};
  private volatile @Nullable Thread talking;
  private volatile @Nullable Thread running;
  private volatile boolean ended;

  /// @param api the address of the steward's own listener
  /// @param line the command, or empty for a prompt
  Conversation(Visits visits, Supplier<String> api, Optional<String> line) {
    this.visits = visits;
    this.api = api;
    this.line = line;
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    environment.addSignalListener((_, _) -> interrupt(), Signal.INT, Signal.TERM, Signal.HUP);
    talking = Thread.ofVirtual().name("ssh").start(() -> talk((CommandChannel) channel));
  }

  @Override
  public void destroy(ChannelSession channel) {
    ended = true;
    interrupt();
    Thread thread = talking;
    if (thread != null) thread.interrupt();
  }

  private void interrupt() {
    Thread thread = running;
    if (thread != null) thread.interrupt();
  }

  private void talk(CommandChannel channel) {
    int code = CLIENT_GONE;
    try {
      var opened = visits.of(channel.getSession());
      if (opened.isPresent()) code = talk(channel, opened.get());
      out.flush();
      err.flush();
    } catch (InterruptedException _) {
      code = Exit.INTERRUPTED.code();
    } catch (IOException _) {
      // The other side has gone.
    } catch (RuntimeException e) {
      LOG.warn("an SSH session failed", e);
    } finally {
      exit.onExit(code);
    }
  }

  private int talk(CommandChannel channel, Keys.Opened opened)
      throws IOException, InterruptedException {
    if (!channel.hasTerminal()) {
      var streams = streams(in, out, err, false, false);
      return line.isPresent()
          ? speak(opened, streams, line.get())
          : prompt(
              opened,
              streams(InputStream.nullInputStream(), out, err, false, false),
              new Lines.Piped(in));
    }
    var screen = new Terminal.Output(out);
    var terminal = new Terminal(in, screen, this::interrupt, line.isEmpty());
    // Both to one stream, as on any terminal: their order is what a person reads.
    var streams =
        streams(InputStream.nullInputStream(), screen, screen, channel.hasColours(), true);
    if (line.isPresent()) return speak(opened, streams, line.get());
    visits.notice(opened).ifPresent(streams.out()::println);
    return prompt(opened, streams, terminal);
  }

  private static Embedded.Streams streams(
      InputStream in, OutputStream out, OutputStream err, boolean colour, boolean live) {
    return new Embedded.Streams(
        in, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), colour, live);
  }

  /// Ends with the code of the last command, as shells do.
  private int prompt(Keys.Opened opened, Embedded.Streams streams, Lines lines)
      throws IOException, InterruptedException {
    int code = Exit.DONE.code();
    while (!ended) {
      Optional<String> typed = lines.next();
      if (typed.isEmpty()) return code;
      String text = typed.get().strip();
      if (text.equals("exit") || text.equals("quit") || text.equals("logout")) return code;
      if (!text.isEmpty()) code = speak(opened, streams, text);
    }
    return code;
  }

  private int speak(Keys.Opened opened, Embedded.Streams streams, String text)
      throws InterruptedException {
    if (text.length() > LINE_LENGTH_MAX)
      return complain(streams, "the line is longer than " + LINE_LENGTH_MAX + " characters");
    List<String> words;
    try {
      words = Words.of(text);
    } catch (IllegalArgumentException e) {
      return complain(streams, String.valueOf(e.getMessage()));
    }
    // What the hints say can be pasted.
    boolean named = !words.isEmpty() && words.getFirst().equals("steward");
    return run(opened, streams, named ? words.subList(1, words.size()) : words);
  }

  private static int complain(Embedded.Streams streams, String sentence) {
    streams.err().println("steward: " + sentence);
    return Exit.USAGE.code();
  }

  private int run(Keys.Opened opened, Embedded.Streams streams, List<String> words)
      throws InterruptedException {
    if (!visits.enter(opened.client())) {
      complain(
          streams, visits.limits().commands() + " commands of yours run already: end one of them");
      return Exit.NOT_TAKEN.code();
    }
    var code = new AtomicInteger(Exit.INTERRUPTED.code());
    var cli = new Embedded(new Embedded.Target(api.get(), opened.bearer()));
    Thread thread =
        Thread.ofVirtual()
            .name("ssh-command")
            .unstarted(() -> {
              try {
                code.set(cli.run(streams, words));
              } finally {
                visits.leave(opened.client());
              }
            });
    running = thread;
    thread.start();
    if (ended) thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } finally {
      running = null;
    }
    return code.get();
  }
}
