-- What was made of budget policies while gateways ran; without a policy it was removed.
create table budget_change (
	name varchar(400) primary key,
	configured varchar(64) not null,
	policy text,
	changed_at timestamp with time zone default current_timestamp not null
);

-- How often that was changed: one row, which gateways ask for and changes lock.
create table budget_version (
	id integer primary key,
	version bigint not null,
	constraint budget_version_one check (id = 1)
);
insert into budget_version (id, version) values (1, 0);
