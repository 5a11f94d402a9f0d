/** The steps to the present tables of the fleet. By their names they come after those of the record, to whose payloads they refer. */
export const FLEET_STEPS: Readonly<Record<string, string>> = {
  'work-01': `
  -- What hosts are to be asked: one row a request that is wanted, however many want it.
  CREATE TABLE asks (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key      text NOT NULL,             -- digest of all that the request says, but for its validators
    night    timestamptz NOT NULL,      -- the asker's now
    host     text NOT NULL,
    origin   text NOT NULL,             -- whose breaker is heeded
    tag      text,                      -- digest of the validator sent, of which a 304 would speak
    ask      text NOT NULL,             -- JSON
    due      timestamptz NOT NULL DEFAULT '-infinity', -- not before, after a failure that may pass
    tries    int NOT NULL DEFAULT 0,    -- further ones, so far
    spent    text,                      -- what those have cost, as JSON
    status   int,                       -- of the answer; null where nothing usable came
    reply    text,                      -- JSON, without the bytes; null while it waits
    payload  text REFERENCES payloads   -- the bytes of its body
  );
  CREATE INDEX asks_by_key ON asks (key, night);
  CREATE INDEX asks_waiting ON asks (host, id) WHERE reply IS NULL;
  CREATE INDEX asks_by_payload ON asks (payload) WHERE payload IS NOT NULL;

  -- The latest body of each request, for which the validators stand that a 304 confirms.
  CREATE TABLE representations (
    key      text PRIMARY KEY,
    etag     text,                      -- digests of its validators, as in asks.tag
    modified text,
    reply    text NOT NULL,
    payload  text REFERENCES payloads,
    used     timestamptz NOT NULL       -- the last night in which the request was made
  );
  CREATE INDEX representations_by_payload ON representations (payload) WHERE payload IS NOT NULL;

  -- All that is owed to a host, whoever asks it next.
  CREATE TABLE lanes (
    host     text PRIMARY KEY,
    lease    bigint NOT NULL,           -- a higher number for each who takes it: writes of an earlier one are refused
    -- With an index on it, every beat of every heart would write that too.
    held     timestamptz,               -- by whom it is held until then at least; null when he has let go
    next     timestamptz NOT NULL DEFAULT '-infinity', -- no request before
    gap      double precision NOT NULL, -- milliseconds between two requests
    manners  text NOT NULL              -- what else is known of it tonight, as JSON
  );
  `,
  'work-02': `
  -- When it was first asked for, by the server's clock: how long it waits.
  ALTER TABLE asks ADD COLUMN since timestamptz NOT NULL DEFAULT clock_timestamp();
  `,
  'work-03': `
  -- What is asked says who cites what: it is for those alone who ask for all, on a connection of no report.
  DO $$ DECLARE one text;
  BEGIN
    FOREACH one IN ARRAY ARRAY['asks', 'representations', 'lanes'] LOOP
      EXECUTE format('CREATE POLICY of_none ON %I USING (current_setting(''citewatch.report'') = '''')', one);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
    END LOOP;
  END $$;
  `,
};
