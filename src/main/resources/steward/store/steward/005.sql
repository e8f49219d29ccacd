-- Webhooks. Never deleted: an id is not given again. Secrets are hashed, or sealed where they must be known to check a signature.
create table webhook (
  id text primary key,
  thing text not null,
  device text not null,
  direction text not null check (direction in ('in', 'out')),
  kind text not null,
  proof text not null,
  hash text not null,
  sealed text not null,
  target text not null,
  grants text not null,
  since integer not null,
  called integer,
  off text not null default '',
  removed integer not null default 0 check (removed in (0, 1))
) strict, without rowid;

-- What was delivered of late, so that a repeat is known again after a restart, and what it caused.
create table webhook_call (
  hook text not null,
  key text not null,
  call text not null,
  at integer not null,
  entries text not null default '',
  primary key (hook, key)
) strict, without rowid;

create index webhook_call_by_call on webhook_call (call);
create index webhook_call_by_time on webhook_call (hook, at);
