-- Users and clients are never deleted: their ids are not given again. Of a removed client nothing but its id stays.
create table user (
  id text primary key,
  json text not null,
  removed integer not null default 0 check (removed in (0, 1))
) strict, without rowid;

create table client (
  id text primary key,
  user text not null,
  json text not null,
  secret_hash text unique,
  totp text not null,
  step integer not null default 0,
  seen integer,
  removed integer not null default 0 check (removed in (0, 1))
) strict, without rowid;

create index client_user on client (user);

create table recovery (
  client text not null,
  number integer not null,
  hash text not null,
  used integer,
  primary key (client, number)
) strict, without rowid;

create table session (
  hash text primary key,
  id text not null unique,
  client text not null,
  via text not null,
  since integer not null,
  seen integer not null,
  until integer,
  address text not null
) strict, without rowid;

create index session_client on session (client);

create table device_cookie (
  hash text primary key,
  client text not null,
  since integer not null,
  until integer not null
) strict, without rowid;

create index device_cookie_client on device_cookie (client);

create table audit (
  seq integer primary key autoincrement,
  at integer not null,
  principal text not null,
  role text not null,
  address text not null,
  face text not null,
  operation text not null,
  target text not null,
  verdict text not null,
  reason text not null,
  count integer not null
) strict;

create index audit_at on audit (at);
create index audit_verdict on audit (verdict, seq);
