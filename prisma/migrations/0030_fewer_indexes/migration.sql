-- Lines of the outbox are taken by topic and id (outbox_open), and papers by their key: nothing asks for this order any more,
-- and every act paid for it twice.
DROP INDEX outbox_unsent;
-- A person's letter of the day belongs to no campaign.
DROP INDEX announcement_campaign;
CREATE INDEX announcement_campaign ON announcement (campaign_id, kind) WHERE campaign_id IS NOT NULL;
