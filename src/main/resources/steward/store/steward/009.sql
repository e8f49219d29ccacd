-- The stations of the closed network with what was decided about each, and the fence's plans: the one that was
-- confirmed last and the one that is tried.
create table station (
  hardware text primary key,
  standing text not null,
  thing text,
  place integer not null,
  first integer not null,
  last integer not null,
  json text not null
) strict, without rowid;

create table fence_plan (
  name text primary key,
  at integer not null,
  rows text not null
) strict, without rowid;
