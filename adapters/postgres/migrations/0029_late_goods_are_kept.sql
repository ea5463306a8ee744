-- Why: goods that came when their price had long gone back to the buyer could only be matched or sent back. They may be kept, and the row says so.

alter table stray_parcels drop constraint stray_parcels_status_check;
alter table stray_parcels add constraint stray_parcels_status_check check (status in ('waiting', 'matched', 'sent_back', 'accepted'));
