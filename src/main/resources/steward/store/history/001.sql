create table series (
  id integer primary key,
  thing text not null,
  property text not null,
  unique (thing, property)
) strict;

-- Which parts of a day (in UTC, counted from 1970) there are. Part 0 holds the whole day once it was put together.
create table part (
  day integer not null,
  part integer not null,
  primary key (day, part)
) strict, without rowid;

-- Measurements of one series in one part, packed. Ordered by time first: what is new is written side by side.
create table piece (
  day integer not null,
  part integer not null,
  series integer not null references series (id),
  body blob not null,
  primary key (day, part, series)
) strict, without rowid;

-- The hours of a day: count, least, sum and greatest of each, for charts of many months.
create table hours (
  day integer not null,
  series integer not null references series (id),
  body blob not null,
  primary key (day, series)
) strict, without rowid;

create table mark (
  name text primary key,
  value integer not null
) strict, without rowid;
