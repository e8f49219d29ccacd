-- What is kept of the checks of a device. When its documented login was tried has a column of its
-- own: it holds also where the rest cannot be read.
create table grade (
  device text primary key,
  login_at integer,
  json text not null
) strict, without rowid;
