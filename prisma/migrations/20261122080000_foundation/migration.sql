
-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'supervisor', 'agent');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('visitor', 'agent', 'bot', 'integration', 'system');

-- CreateEnum
CREATE TYPE "conversation_status" AS ENUM ('waiting', 'open', 'closed');

-- CreateEnum
CREATE TYPE "audience" AS ENUM ('public', 'agents');

-- CreateTable
CREATE TABLE "log_epoch" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "epoch" UUID NOT NULL,

    CONSTRAINT "log_epoch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sites" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "allowed_origins" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sites_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agents" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL DEFAULT 'agent',
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "agents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_sessions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "agent_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visitors" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "visitors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visitor_sessions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "visitor_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "status" "conversation_status" NOT NULL DEFAULT 'waiting',
    "assignee_id" UUID,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "last_public_seq" INTEGER NOT NULL DEFAULT 0,
    "last_message_seq" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_event_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "prev_public_seq" INTEGER NOT NULL,
    "audience" "audience" NOT NULL,
    "type" TEXT NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID NOT NULL,
    "actor_name" TEXT,
    "client_id" UUID NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("conversation_id","seq")
);

-- CreateTable
CREATE TABLE "receipts" (
    "conversation_id" UUID NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID NOT NULL,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "read" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "receipts_pkey" PRIMARY KEY ("conversation_id","actor_kind","actor_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sites_public_key_key" ON "sites"("public_key");

-- CreateIndex
CREATE INDEX "sites_workspace_id_idx" ON "sites"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "agents_email_key" ON "agents"("email");

-- CreateIndex
CREATE INDEX "agents_workspace_id_idx" ON "agents"("workspace_id");

-- CreateIndex
CREATE INDEX "agent_sessions_workspace_id_agent_id_idx" ON "agent_sessions"("workspace_id", "agent_id");

-- CreateIndex
CREATE INDEX "visitors_workspace_id_site_id_idx" ON "visitors"("workspace_id", "site_id");

-- CreateIndex
CREATE INDEX "visitor_sessions_workspace_id_visitor_id_idx" ON "visitor_sessions"("workspace_id", "visitor_id");

-- CreateIndex
CREATE INDEX "conversations_workspace_id_last_event_at_id_idx" ON "conversations"("workspace_id", "last_event_at", "id");

-- CreateIndex
CREATE INDEX "conversations_workspace_id_assignee_id_last_event_at_id_idx" ON "conversations"("workspace_id", "assignee_id", "last_event_at", "id");

-- CreateIndex
CREATE INDEX "conversations_workspace_id_visitor_id_last_event_at_id_idx" ON "conversations"("workspace_id", "visitor_id", "last_event_at", "id");

-- CreateIndex
CREATE INDEX "conversations_workspace_id_status_last_event_at_id_idx" ON "conversations"("workspace_id", "status", "last_event_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "conversations_workspace_id_visitor_id_client_id_key" ON "conversations"("workspace_id", "visitor_id", "client_id");

-- CreateIndex
CREATE UNIQUE INDEX "events_conversation_id_actor_id_client_id_key" ON "events"("conversation_id", "actor_id", "client_id");

-- AddForeignKey
ALTER TABLE "sites" ADD CONSTRAINT "sites_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agents" ADD CONSTRAINT "agents_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_sessions" ADD CONSTRAINT "agent_sessions_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "sites"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visitor_sessions" ADD CONSTRAINT "visitor_sessions_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "visitors"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "sites"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "visitors"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "agents"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

ALTER TABLE "log_epoch" ADD CONSTRAINT "log_epoch_is_one_row" CHECK ("id" = 1);
INSERT INTO "log_epoch" ("epoch") VALUES (gen_random_uuid());

-- A conversation's row is rewritten by every append: leave room for the new version on its page (HOT), and clean up early.
ALTER TABLE "conversations" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- append_events: the only way into a log. One call is one batch; arrays have one element per input.
--
-- Guarantees: seq is 1, 2, 3 … per conversation without gaps, in commit order and in the order of the inputs; an input whose
-- (conversation, actor, client) is stored already, or earlier in the batch, stores nothing and gets the first one's answer; an
-- input that is refused does not touch its neighbours. Batches of several instances cannot deadlock: rows are locked in id order.
-- Asks for: an event that changes the state (assigned, closed, reopened) is the only one of its conversation in its batch.
--
-- visitor_ids: null for those who may write to every conversation of their workspace.
-- expected_seqs: null, or the last seq the log must still have, for those who decided by what they had read.
-- outcome: stored | duplicate | not_found | closed | not_closed | moved; seq, prev_public_seq and at are null unless stored or duplicate.
CREATE FUNCTION append_events(
  conversation_ids uuid[],
  workspace_ids uuid[],
  visitor_ids uuid[],
  types text[],
  audiences audience[],
  actor_kinds actor_kind[],
  actor_ids uuid[],
  actor_names text[],
  client_ids uuid[],
  bodies jsonb[],
  expected_seqs integer[]
) RETURNS TABLE (ord bigint, outcome text, seq integer, prev_public_seq integer, at timestamptz)
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
  committed_at timestamptz(3);
BEGIN
  PERFORM 1 FROM conversations c WHERE c.id = ANY (conversation_ids) ORDER BY c.id FOR NO KEY UPDATE;
  committed_at := clock_timestamp();

  -- A second statement, hence a snapshot taken after the locks: it sees what a racing copy has committed meanwhile.
  RETURN QUERY
  WITH input AS (
    SELECT *
    FROM unnest(conversation_ids, workspace_ids, visitor_ids, types, audiences, actor_kinds, actor_ids, actor_names, client_ids, bodies, expected_seqs)
      WITH ORDINALITY AS i (conversation_id, workspace_id, visitor_id, type, audience, actor_kind, actor_id, actor_name, client_id, body, expected_seq, ord)
  ), judged AS (
    SELECT i.*, c.last_seq, c.last_public_seq, known.seq AS known_seq, known.prev_public_seq AS known_prev, known.at AS known_at,
      CASE
        WHEN c.status IS NULL THEN 'not_found'
        WHEN known.seq IS NOT NULL THEN 'duplicate'
        WHEN i.type = 'conversation.reopened' AND c.status <> 'closed' THEN 'not_closed'
        WHEN i.type NOT IN ('conversation.reopened', 'note.added') AND c.status = 'closed' THEN 'closed'
        WHEN i.expected_seq <> c.last_seq THEN 'moved'
        WHEN row_number() OVER (PARTITION BY i.conversation_id, i.actor_id, i.client_id ORDER BY i.ord) > 1 THEN 'duplicate'
        ELSE 'stored'
      END AS outcome
    FROM input i
    -- LIMIT keeps these index look-ups, whatever the planner believes about the size of the tables.
    LEFT JOIN LATERAL (
      SELECT * FROM conversations c
      WHERE c.id = i.conversation_id AND c.workspace_id = i.workspace_id AND (i.visitor_id IS NULL OR c.visitor_id = i.visitor_id)
      LIMIT 1
    ) c ON true
    LEFT JOIN LATERAL (
      SELECT e.seq, e.prev_public_seq, e.at FROM events e
      WHERE e.conversation_id = c.id AND e.actor_id = i.actor_id AND e.client_id = i.client_id
      LIMIT 1
    ) known ON true
  ), numbered AS (
    SELECT j.*, (j.last_seq + row_number() OVER by_conversation)::integer AS new_seq
    FROM judged j
    WHERE j.outcome = 'stored'
    WINDOW by_conversation AS (PARTITION BY j.conversation_id ORDER BY j.ord)
  ), stored AS (
    INSERT INTO events (conversation_id, seq, prev_public_seq, audience, type, actor_kind, actor_id, actor_name, client_id, body, at)
    SELECT n.conversation_id, n.new_seq,
      coalesce(
        max(n.new_seq) FILTER (WHERE n.audience = 'public')
          OVER (PARTITION BY n.conversation_id ORDER BY n.ord ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        n.last_public_seq),
      n.audience, n.type, n.actor_kind, n.actor_id, n.actor_name, n.client_id, n.body, committed_at
    FROM numbered n
    RETURNING events.conversation_id, events.actor_id, events.client_id, events.seq, events.prev_public_seq, events.at
  ), change AS (
    SELECT n.conversation_id,
      max(n.new_seq) AS last_seq,
      max(n.new_seq) FILTER (WHERE n.audience = 'public') AS last_public_seq,
      max(n.new_seq) FILTER (WHERE n.type = 'message.created') AS last_message_seq,
      bool_or(n.actor_kind <> 'visitor' AND n.type = 'message.created') AS is_answered,
      bool_or(n.type = 'conversation.assigned') AS is_assigned,
      bool_or(n.type = 'conversation.closed') AS is_closed,
      bool_or(n.type = 'conversation.reopened') AS is_reopened,
      max(n.body -> 'assignee' ->> 'id')::uuid AS assignee_id
    FROM numbered n
    GROUP BY n.conversation_id
  ), counted AS (
    UPDATE conversations c
    SET last_seq = change.last_seq,
      last_public_seq = coalesce(change.last_public_seq, c.last_public_seq),
      last_message_seq = coalesce(change.last_message_seq, c.last_message_seq),
      assignee_id = CASE WHEN change.is_assigned THEN change.assignee_id ELSE c.assignee_id END,
      status = CASE
        WHEN change.is_closed THEN 'closed'::conversation_status
        WHEN change.is_reopened THEN CASE WHEN c.assignee_id IS NULL THEN 'waiting' ELSE 'open' END::conversation_status
        WHEN c.status = 'waiting' AND (change.is_answered OR change.assignee_id IS NOT NULL) THEN 'open'
        ELSE c.status
      END,
      last_event_at = CASE WHEN committed_at >= c.last_event_at + interval '15 seconds' THEN committed_at ELSE c.last_event_at END
    FROM change
    WHERE c.id = change.conversation_id
  )
  SELECT j.ord, j.outcome, coalesce(s.seq, j.known_seq), coalesce(s.prev_public_seq, j.known_prev), coalesce(s.at, j.known_at)
  FROM judged j
  LEFT JOIN stored s
    ON j.outcome IN ('stored', 'duplicate')
    AND s.conversation_id = j.conversation_id AND s.actor_id = j.actor_id AND s.client_id = j.client_id
  ORDER BY j.ord;
END
$$;

-- Idle conversations are looked for across workspaces, by the worker.
CREATE INDEX "conversations_idle_idx" ON "conversations" ("last_event_at") WHERE "status" <> 'closed';
