-- Why: a storm or a lockdown holds up one province; an extension of times says which, by the code the order facts carry. Null = everywhere.

alter table time_extensions add column region text collate "C";
