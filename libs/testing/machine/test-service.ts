export interface TestService {
  url: string;
  /** Ends it and removes what it wrote. */
  stop(): Promise<void>;
}
