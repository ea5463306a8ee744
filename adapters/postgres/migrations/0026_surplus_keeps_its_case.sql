-- Why: what was too much in one case's parcel may be another's goods. Matched to that one, the row forgot in whose parcel they came.

alter table stray_parcels
  -- Null where the whole parcel is a stray, and where a server before this one recorded it: then `case_id` says it until the row is matched.
  add column surplus_of text collate "C";
