package steward.ssh;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.channel.RequestHandler.Result;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;

/// A channel that speaks commands and nothing else: requests for a subsystem, an agent, X11 or a
/// variable are refused, and a terminal is only remembered.
final class CommandChannel extends ChannelSession {
  private volatile boolean terminal;
  private volatile boolean dumb;

  CommandChannel() {
    super(List.of());
  }

  @Override
  protected Result handleInternalRequest(String type, boolean wantReply, Buffer buffer)
      throws IOException {
    return switch (type) {
      case "exec", "shell", "pty-req", "window-change", "signal", "break" ->
          super.handleInternalRequest(type, wantReply, buffer);
      default -> Result.ReplyFailure;
    };
  }

  @Override
  protected Result handlePtyReqParsed(
      String term, int columns, int rows, int width, int height, Map<PtyMode, Integer> modes) {
    terminal = true;
    dumb = term.isEmpty() || term.equals("dumb");
    return Result.ReplySuccess;
  }

  @Override
  protected Result handleWindowChangeParsed(int columns, int rows, int width, int height) {
    return Result.ReplySuccess;
  }

  /// Whether the other side has its terminal in raw mode, so that we echo and edit.
  boolean hasTerminal() {
    return terminal;
  }

  boolean hasColours() {
    return terminal && !dumb;
  }
}
