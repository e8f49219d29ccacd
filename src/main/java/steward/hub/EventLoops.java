package steward.hub;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import steward.network.Handshakes;

/// The event loops of the house: two are enough for a small board, and nothing is unpacked to disk.
final class EventLoops {
  private EventLoops() {}

  static Vertx make(Handshakes handshakes) {
    var options =
        new VertxOptions()
            .setEventLoopPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false));
    return Vertx.builder().with(options).withTransport(handshakes.transport()).build();
  }
}
