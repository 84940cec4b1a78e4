-- Totals that pages show at once: exact = stats + what stat_deltas still holds. Commits only insert deltas (one counter
-- row that all commits update would cost six times as much); one instance folds them into stats every few seconds.
-- hour is the hour in which it happened, or -infinity for a total of all time. Locks nothing that exists.
create table stats (
  stat text collate "C" not null,
  area text collate "C" not null default '',
  hour timestamptz not null default '-infinity',
  total bigint not null,
  primary key (stat, area, hour)
);

create table stat_deltas (
  stat text collate "C" not null,
  area text collate "C" not null default '',
  hour timestamptz not null default '-infinity',
  delta bigint not null
);
