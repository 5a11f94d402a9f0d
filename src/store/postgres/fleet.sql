-- The tables of the fleet: what hosts are to be asked, and what is owed to each. Steps like those of migrations.sql, to whose payloads they refer.

-- step work-01
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

-- step work-02
  -- When it was first asked for, by the server's clock: how long it waits.
  ALTER TABLE asks ADD COLUMN since timestamptz NOT NULL DEFAULT clock_timestamp();

-- step work-03
  -- What is asked says who cites what: it is for those alone who ask for all, on a connection of no report.
  DO $$ DECLARE one text;
  BEGIN
    FOREACH one IN ARRAY ARRAY['asks', 'representations', 'lanes'] LOOP
      EXECUTE format('CREATE POLICY of_none ON %I USING (current_setting(''citewatch.report'') = '''')', one);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
    END LOOP;
  END $$;

-- step work-04
  -- The lanes are their own queue: when there is something to ask, and how much. Who walks one that has nothing finds that out.
  ALTER TABLE lanes ADD COLUMN due timestamptz NOT NULL DEFAULT '-infinity', ADD COLUMN backlog int NOT NULL DEFAULT 0;
  DROP SCHEMA IF EXISTS citewatch_queue CASCADE;

-- step work-05
  -- What waits is known by its key, so that two who store the same need no lock; a lane says what is asked in it, and a request who died of it.
  DELETE FROM asks a USING asks b WHERE a.key = b.key AND a.reply IS NULL AND b.reply IS NULL AND a.id > b.id;
  CREATE UNIQUE INDEX asks_waiting_by_key ON asks (key) WHERE reply IS NULL;
  CREATE INDEX asks_waiting_since ON asks (since) WHERE reply IS NULL;
  ALTER TABLE asks ADD COLUMN deaths int NOT NULL DEFAULT 0, ADD COLUMN answered timestamptz;
  CREATE INDEX asks_answered ON asks (answered, id) WHERE answered IS NOT NULL;
  ALTER TABLE lanes ADD COLUMN asking bigint;
  -- Of those that have something to ask: others are due never.
  CREATE INDEX lanes_due ON lanes (due) WHERE due < 'infinity';

-- step work-06
  -- What a schedule asks for each report: the night, and the digest that follows it. One of a kind waits for a report at a time.
  CREATE TABLE nights (
    report   text NOT NULL REFERENCES reports ON UPDATE CASCADE ON DELETE CASCADE,
    job      text NOT NULL CHECK (job IN ('check', 'digest')),
    night    timestamptz NOT NULL,      -- when it was due, by the server's clock
    state    text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
    attempts int NOT NULL DEFAULT 0,
    due      timestamptz NOT NULL DEFAULT '-infinity', -- not before, after one that failed
    held     timestamptz,               -- by whom it is held until then at least
    lease    bigint NOT NULL DEFAULT 0, -- a higher number for each who takes it
    PRIMARY KEY (report, job, night)
  );
  CREATE UNIQUE INDEX nights_waiting ON nights (report, job) WHERE state = 'waiting';
  CREATE POLICY of_none ON nights USING (current_setting('citewatch.report') = '');
  ALTER TABLE nights ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- step work-07
  -- To those of no report the bytes show of what hosts were asked.
  CREATE POLICY read_asked ON payloads FOR SELECT USING (
    EXISTS (SELECT FROM asks a WHERE a.payload = payloads.sha256)
    OR EXISTS (SELECT FROM representations r WHERE r.payload = payloads.sha256));
