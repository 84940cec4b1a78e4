-- What kinds of parent bag there are: how their codes look, how many children they hold, what those weigh.
-- A bag copies capacity and weights of its kind (0004), so that a commit reads one row and not two.
-- Locks nothing that exists.
create table bag_kinds (
  kind text collate "C" primary key check (kind ~ '^[A-Z][A-Z0-9]{0,9}$'),
  -- A code is the prefix and then exactly so many digits.
  prefix text collate "C" not null unique check (prefix ~ '^[A-Z][A-Z0-9]{0,9}-?$'),
  digits integer not null check (digits between 3 and 10),
  product text not null,
  capacity integer not null check (capacity between 1 and 500),
  child_weight_g integer not null check (child_weight_g between 0 and 1000000),
  expected_weight_g integer not null check (expected_weight_g between 0 and 100000000),
  constraint bag_kinds_codes_fit_into_bags check (char_length(prefix) + digits between 4 and 20)
);

insert into bag_kinds (kind, prefix, digits, product, capacity, child_weight_g, expected_weight_g) values
  ('SB', 'SB', 5, 'Mustard', 30, 1000, 30000),
  ('M444', 'M444-', 5, 'Moong', 15, 1000, 15000);
