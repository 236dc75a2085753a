-- One immutable row for each attempt, and rows that correct them.
create table attempt_ledger (
	id uuid primary key,
	kind varchar(12) not null,
	corrects uuid,
	node_id varchar(32) not null,
	request_id varchar(512) not null,
	attempt integer not null,
	started_at timestamp with time zone not null,
	booked_at timestamp with time zone default current_timestamp not null,
	tenant varchar(200) not null,
	caller varchar(400) not null,
	end_user varchar(1000),
	route varchar(400),
	dialect varchar(40) not null,
	upstream_dialect varchar(40) not null,
	operation varchar(40) not null,
	requested_model varchar(1000),
	provider varchar(200) not null,
	model varchar(1000),
	served_model varchar(1000),
	credential varchar(200),
	tier varchar(100) not null,
	streamed boolean not null,
	outcome varchar(12) not null,
	reason varchar(400) not null,
	status integer not null,
	input_tokens bigint,
	cached_tokens bigint,
	cache_write_5m_tokens bigint,
	cache_write_1h_tokens bigint,
	audio_input_tokens bigint,
	image_input_tokens bigint,
	output_tokens bigint,
	reasoning_tokens bigint,
	audio_output_tokens bigint,
	image_output_tokens bigint,
	images bigint,
	web_searches bigint,
	estimated boolean not null,
	service_tier varchar(100),
	reported_nanos bigint,
	price_version varchar(200) not null,
	held_nanos bigint not null,
	cost_nanos bigint not null,
	baseline_nanos bigint,
	savings_nanos bigint,
	first_content_nanos bigint,
	total_nanos bigint,
	tags text not null,
	metadata text not null,
	accounts text not null
);
create index attempt_ledger_started on attempt_ledger (started_at, id);
create index attempt_ledger_tenant on attempt_ledger (tenant, started_at, id);
create index attempt_ledger_request on attempt_ledger (request_id);

-- The money of one account in one period. The largest limit stands for one never leased from.
create table allowance (
	account varchar(400) not null,
	period varchar(20) not null,
	limit_nanos bigint not null,
	spent_nanos bigint default 0 not null,
	leased_nanos bigint default 0 not null,
	wanted_by varchar(32),
	wanted_until timestamp with time zone,
	changed_at timestamp with time zone default current_timestamp not null,
	primary key (account, period),
	constraint allowance_leased check (leased_nanos >= 0)
);

-- What of it a node may spend without asking. Changed only while the allowance is locked.
create table lease (
	account varchar(400) not null,
	period varchar(20) not null,
	node_id varchar(32) not null,
	nanos bigint default 0 not null,
	written_off_nanos bigint default 0 not null,
	primary key (account, period, node_id),
	constraint lease_nanos check (nanos >= 0 and written_off_nanos >= 0)
);
create index lease_node on lease (node_id);

-- How far each node's journal has been booked.
create table journal_cursor (
	node_id varchar(32) primary key,
	segment bigint,
	place integer,
	seen_at timestamp with time zone default current_timestamp not null
);

-- What the predecessors of this gateway kept in a table of this name.
create view requests as
select id,
	started_at as "timestamp",
	'direct_completion' as workflow_name,
	coalesce(served_model, model, requested_model) as model,
	provider,
	input_tokens as prompt_tokens,
	output_tokens as completion_tokens,
	input_tokens + output_tokens as total_tokens,
	cast(cost_nanos as numeric(28, 9)) / 1000000000 as cost_usd,
	total_nanos / 1000000 as latency_ms,
	outcome = 'complete' as success,
	case when outcome = 'complete' then null else trim(both ' ' from outcome || ' ' || reason) end as error,
	request_id,
	tenant,
	caller,
	route
from attempt_ledger
where kind not in ('unattributed', 'returned');
