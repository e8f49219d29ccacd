package steward.network;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The connections that doors with TLS have accepted and whose handshake is not done: bounded per
/// source and in all as [HalfOpen] says, from their first moment on.
///
/// The server tells of a connection only after its handshake, so they are counted where they are
/// accepted, which is in the transport that the event loops are made with. Thread-safe.
public final class Handshakes {
  private final Set<Integer> doors = ConcurrentHashMap.newKeySet();
  private final HalfOpen<Channel> open = new HalfOpen<>();
  private final Map<Ends, Channel> byEnds = new HashMap<>();
  private final LongAdder pushedOut = new LongAdder();

  /// By what one and the same connection is known on both sides of its handshake.
  private record Ends(String address, int port, int door) {
    /// Of a link-local address without its zone, which not everybody writes.
    static Ends of(String address, int port, int door) {
      int zone = address.indexOf('%');
      return new Ends(zone < 0 ? address : address.substring(0, zone), port, door);
    }
  }

  /// The usual transport, with an eye on what is accepted.
  public Transport transport() {
    return new Watched(new Nio(this));
  }

  /// Minds the connections of the door at this port, from now on.
  public void mind(int door) {
    doors.add(door);
  }

  /// The handshake of a connection is done, and it is counted elsewhere from now on.
  ///
  /// @param address of the other end, in figures
  /// @param port of the other end
  public void done(String address, int port, int door) {
    if (!doors.contains(door)) return;
    synchronized (this) {
      Channel channel = byEnds.remove(Ends.of(address, port, door));
      if (channel != null) Source.read(address).ifPresent(source -> open.remove(source, channel));
    }
  }

  private void accepted(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress there)
        || !(channel.localAddress() instanceof InetSocketAddress here)
        || !doors.contains(here.getPort())) return;
    var ends = Ends.of(there.getAddress().getHostAddress(), there.getPort(), here.getPort());
    Source source = Source.of(there.getAddress());
    Optional<Channel> out;
    synchronized (this) {
      byEnds.put(ends, channel);
      out = open.add(source, channel);
      out.ifPresent(this::drop);
    }
    channel.closeFuture().addListener(_ -> ended(source, ends, channel));
    out.ifPresent(gone -> {
      pushedOut.increment();
      var _ = gone.close();
    });
  }

  private void drop(Channel gone) {
    if (gone.remoteAddress() instanceof InetSocketAddress there)
      open.remove(Source.of(there.getAddress()), gone);
  }

  private synchronized void ended(Source source, Ends ends, Channel channel) {
    byEnds.remove(ends, channel);
    open.remove(source, channel);
  }

  public Map<String, Long> counters() {
    long now;
    synchronized (this) {
      now = open.size();
    }
    return Map.of("tls.handshakes", now, "tls.handshakes-pushed-out", pushedOut.sum());
  }

  private record Watched(io.vertx.core.spi.transport.Transport implementation)
      implements Transport {
    @Override
    public String name() {
      return "nio";
    }

    @Override
    public boolean available() {
      return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
      return null;
    }
  }

  private static final class Nio extends NioTransport {
    private final Handshakes handshakes;

    Nio(Handshakes handshakes) {
      this.handshakes = handshakes;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean isDomainSocket) {
      ChannelFactory<? extends ServerChannel> usual = super.serverChannelFactory(isDomainSocket);
      if (isDomainSocket) return usual;
      return () -> {
        ServerChannel server = usual.newChannel();
        server.pipeline().addFirst(new Eye(handshakes));
        return server;
      };
    }
  }

  /// Sees each connection that a listener accepts.
  private static final class Eye extends ChannelInboundHandlerAdapter {
    private final Handshakes handshakes;

    Eye(Handshakes handshakes) {
      this.handshakes = handshakes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      if (accepted instanceof Channel channel) handshakes.accepted(channel);
      context.fireChannelRead(accepted);
    }
  }
}
