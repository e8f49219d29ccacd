insert into step values ('three');
