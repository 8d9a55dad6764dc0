/** From where and with what somebody uses a session. */
export interface ClientDevice {
  address: string | null;
  /** As it was sent: anything at all. */
  userAgent: string | null;
}

const USER_AGENT_LENGTH = 300;

/** The columns of a session that tell of the device. */
export function deviceColumns({ address, userAgent }: ClientDevice): ClientDevice {
  return { address, userAgent: userAgent?.slice(0, USER_AGENT_LENGTH).replaceAll('\u0000', '') ?? null };
}
