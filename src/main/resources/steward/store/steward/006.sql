-- Groups of things under one name, and where and what the house is: one row, whose number is 1.
create table thing_group (
  id text primary key,
  json text not null
) strict, without rowid;

create table place (
  number integer primary key check (number = 1),
  json text not null
) strict;
