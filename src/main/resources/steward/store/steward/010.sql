-- The ledger of what left the house: entries in blocks of compressed lines, chained by hash. `head`
-- is the chain's after the last entry of a block.
create table ledger_block (
  first integer primary key,
  last integer not null,
  at integer not null,
  day text not null,
  lines blob not null,
  head text not null
) strict;

create index ledger_block_day on ledger_block (day);
-- A day added up, made of its blocks.
create table ledger_day (
  day text primary key,
  lines blob not null
) strict;
-- The signed heads; they stay when a month is dropped.
create table ledger_head (
  seq integer primary key,
  day text not null,
  at integer not null,
  hash text not null,
  signature text not null
) strict;
-- How far the kernel's counts and the record of names were read, and the sealed key of the house.
create table ledger_mark (
  name text primary key,
  content blob not null
) strict, without rowid;
