-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "created_by_id" UUID;

-- AlterTable
ALTER TABLE "invitations" ADD COLUMN     "invited_by_id" UUID;

-- AlterTable
ALTER TABLE "password_resets" ADD COLUMN     "issued_by_id" UUID;

-- AlterTable
ALTER TABLE "visitors" ADD COLUMN     "merged_into_id" UUID;

-- What every visitor who comes in is compared with: the bans of addresses that are in force, and none that were lifted.
CREATE INDEX bans_by_address_idx ON bans (workspace_id) WHERE lifted_at IS NULL AND address IS NOT NULL;
