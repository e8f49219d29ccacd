package steward.mqtt;

/// The two clocks of the broker, in milliseconds; tests move their own.
interface MqttTime {
  /// Never steps; its zero is arbitrary.
  long now();

  /// Milliseconds since 1970, for what must be told across a restart.
  long wall();

  MqttTime SYSTEM =
      new MqttTime() {
        @Override
        public long now() {
          return System.nanoTime() / 1_000_000;
        }

        @Override
        public long wall() {
          return System.currentTimeMillis();
        }
      };
}
