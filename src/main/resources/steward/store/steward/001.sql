-- Things are never deleted: their ids and numbers are not given again.
create table thing (
  id text primary key,
  number integer not null unique,
  udn text not null,
  json text not null,
  removed integer not null default 0 check (removed in (0, 1))
) strict;

create unique index thing_udn on thing (udn) where removed = 0;

create table activity (
  id text primary key,
  version integer not null,
  json text not null
) strict;

-- Every version that ever stood, also of activities that were removed.
create table activity_version (
  id text not null,
  version integer not null,
  json text not null,
  primary key (id, version)
) strict, without rowid;

create table snapshot (
  id integer primary key autoincrement,
  seq integer not null,
  at integer not null,
  mono integer not null,
  semantics integer not null,
  length integer not null,
  body blob not null
) strict;

create table inbox_ignored (
  key text primary key
) strict, without rowid;

create table setting (
  key text primary key,
  value text not null
) strict, without rowid;
