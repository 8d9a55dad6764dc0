-- Who holds a conversation's row for long is that conversation's trouble: a batch gives up on it (55P03) and stores the others without it.
ALTER FUNCTION append_events SET lock_timeout = '1s';
