-- How often a lease of this was refused, and up to which of these times a node has given back what it had to spare.
alter table allowance add column wants bigint default 0 not null;
alter table lease add column answered_wants bigint default 0 not null;
