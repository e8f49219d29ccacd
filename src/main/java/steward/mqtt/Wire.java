package steward.mqtt;

/// The bytes under a connection. Confined to the broker's loop.
interface Wire {
  /// Sends the bytes and calls `written` on the loop when they have left, never when they could
  /// not.
  void write(byte[] bytes, Runnable written);

  void pause();

  void resume();

  /// Ends the connection after what was written.
  void end();

  /// Ends the connection at once, whatever still waits.
  void kill();
}
