-- The bulletin of the week can be switched off like the other mails.
alter table mail_refusals drop constraint mail_refusals_kind_check;
alter table mail_refusals add constraint mail_refusals_kind_check check (kind in ('digest', 'reminder', 'bulletin'));
