/** Where trouble goes that no caller should see. Called at most once in a row for the same trouble of one connection. */
export type Report = (message: string, error: unknown) => void;
