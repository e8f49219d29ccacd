-- The password of a person's client on the broker, as its SHA-256. It goes with the client.
create table mqtt_password (
  client text primary key,
  hash text not null,
  since integer not null
) strict, without rowid;
