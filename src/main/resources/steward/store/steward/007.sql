-- What people were told, newest last, until it is old; the number is that of the command.
create table notice (
  id integer primary key,
  person text not null,
  at integer not null,
  seen integer,
  json text not null
) strict;

create index notice_of_person on notice (person, id);
