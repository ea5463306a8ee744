-- Why: a check holds where its answer is null. A leg without an amount made the sum null, so a posting that does not balance could be written.

create or replace function is_balanced(accounts text[], parties text[], amounts bigint[]) returns boolean
language plpgsql immutable strict parallel safe as $$
declare
  total numeric := 0;
  amount bigint;
begin
  foreach amount in array amounts loop
    total := total + amount;
  end loop;
  return coalesce(total = 0, false) and cardinality(amounts) > 1 and cardinality(accounts) = cardinality(amounts)
    and cardinality(parties) = cardinality(amounts) and array_position(accounts, null) is null and array_position(parties, null) is null;
end $$;
