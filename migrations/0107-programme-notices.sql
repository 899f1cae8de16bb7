-- That a coach shared what was seen at a session can be told on a device, by mail, or not.
alter table mail_refusals drop constraint mail_refusals_kind_check;
alter table mail_refusals add constraint mail_refusals_kind_check
  check (kind in ('digest', 'reminder', 'observation', 'bulletin'));
alter table device_wishes drop constraint device_wishes_kind_check;
alter table device_wishes add constraint device_wishes_kind_check check (kind in ('digest', 'reminder', 'observation'));
