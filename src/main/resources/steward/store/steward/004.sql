-- Secrets of devices, sealed. The owner is a device's UDN, or a family's name.
create table device_secret (
  owner text not null,
  name text not null,
  sealed text not null,
  primary key (owner, name)
) strict, without rowid;
