insert into step values ('two');
