/** Bus channels of this lib; the backplane puts the deployment's prefix in front. */
export const channels = {
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  inbox: (workspaceId: string) => `inbox:${workspaceId}`,
};
