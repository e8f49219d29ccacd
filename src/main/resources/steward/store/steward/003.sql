-- Devices and bridges with a name of their own on the broker. Never deleted: a name is not given to another.
create table mqtt_client (
  name text primary key,
  kind text not null check (kind in ('device', 'bridge')),
  whose text not null,
  hash text not null,
  topics text not null,
  since integer not null,
  seen integer,
  removed integer not null default 0 check (removed in (0, 1))
) strict, without rowid;
