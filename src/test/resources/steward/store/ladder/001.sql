create table step (name text not null) strict;
insert into step values ('one');
