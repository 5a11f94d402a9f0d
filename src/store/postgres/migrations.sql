-- The steps from an empty schema to the tables of all reports, which mean what the embedded store’s do (../sqlite/migrations.sql).
-- One that any store may have taken is never edited: append another.
--
-- The first column of a table with rows of reports is `report`: a statement need not name the report, and cannot name another.

-- step record-01
  -- Bytes, once for all who have the same. Who refers to some does so by a foreign key.
  CREATE TABLE payloads (
    sha256 text PRIMARY KEY,                -- of the bytes before they were packed
    bytes  bytea NOT NULL                   -- packed
  );
  ALTER TABLE payloads ALTER bytes SET STORAGE EXTERNAL;

-- step record-02
  CREATE TABLE reports (
    name     text PRIMARY KEY,
    sources  text NOT NULL,                 -- path of its sources.json, for people
    private  boolean NOT NULL,
    added_at text NOT NULL,
    last_run text                           -- when the last finished run began
  );

  CREATE TABLE counters (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    name  text NOT NULL,
    value integer NOT NULL,
    PRIMARY KEY (report, name)
  );

  CREATE TABLE runs (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    id         integer NOT NULL,
    month      date NOT NULL,               -- that of its visits, never before that of an earlier run
    started_at text NOT NULL,
    state      text NOT NULL CHECK (state IN ('open', 'finished', 'abandoned')),
    online     boolean NOT NULL,            -- true until the run ends and says otherwise
    facts      text,
    result     bytea,                       -- NULL again when its visits are dropped
    PRIMARY KEY (report, id)
  );
  CREATE INDEX runs_by_state ON runs (report, state, id);

  CREATE TABLE readings (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    subject      text NOT NULL,
    sha256       text NOT NULL,             -- as the visit has it
    text_sha256  text NOT NULL,
    content_type text,
    url          text NOT NULL,
    first_run    integer NOT NULL,
    document     text NOT NULL REFERENCES payloads,
    bytes        text NOT NULL REFERENCES payloads,
    PRIMARY KEY (report, subject, sha256),
    FOREIGN KEY (report, first_run) REFERENCES runs
  );
  CREATE INDEX readings_by_document ON readings (document);
  CREATE INDEX readings_by_bytes ON readings (bytes);

  CREATE SEQUENCE landed;
  CREATE TABLE visits (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    month    date NOT NULL,
    run      integer NOT NULL,
    subject  text NOT NULL,
    landed   bigint NOT NULL DEFAULT nextval('landed'),
    judged   boolean NOT NULL,
    held_in  integer,
    snapshot text,
    visit    bytea NOT NULL,
    PRIMARY KEY (report, subject, month, run),
    FOREIGN KEY (report, run) REFERENCES runs,
    FOREIGN KEY (report, subject, snapshot) REFERENCES readings
  ) PARTITION BY RANGE (month);
  ALTER TABLE visits ALTER visit SET STORAGE EXTERNAL;
  CREATE INDEX visits_of_run ON visits (report, run, subject);

  CREATE TABLE memories (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    subject text NOT NULL,
    run     integer NOT NULL,
    former  text,                           -- the reading that it remembers besides
    memory  text NOT NULL,
    PRIMARY KEY (report, subject, run)
  );

  CREATE TABLE lives (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    finding     text COLLATE "C" NOT NULL,
    opened_in   integer NOT NULL,
    fresh_in    integer NOT NULL,
    resolved_in integer,
    body        text NOT NULL,
    PRIMARY KEY (report, finding, opened_in),
    FOREIGN KEY (report, opened_in) REFERENCES runs,
    FOREIGN KEY (report, fresh_in) REFERENCES runs,
    FOREIGN KEY (report, resolved_in) REFERENCES runs
  );
  CREATE INDEX lives_by_end ON lives (report, resolved_in);

  CREATE TABLE digests (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    id         integer NOT NULL,
    created_at text NOT NULL,
    key        text NOT NULL,
    part       boolean NOT NULL,
    digest     bytea NOT NULL,
    PRIMARY KEY (report, id),
    UNIQUE (report, key)
  );

  CREATE TABLE deliveries (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    digest    integer NOT NULL,
    recipient text COLLATE "C" NOT NULL,
    state     text NOT NULL CHECK (state IN ('pending', 'sending', 'sent')),
    at        text NOT NULL,
    detail    text,
    PRIMARY KEY (report, digest, recipient),
    FOREIGN KEY (report, digest) REFERENCES digests
  );
  CREATE INDEX deliveries_of ON deliveries (report, recipient, digest);

  CREATE TABLE readers (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    recipient text NOT NULL,
    first     text NOT NULL,
    heeded    text NOT NULL,
    PRIMARY KEY (report, recipient)
  );

  -- Takes away bytes to which nobody refers any more: a foreign key sees the rows of all reports, and tells of none.
  CREATE FUNCTION reclaim(unwanted text[]) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE one text;
  BEGIN
    FOREACH one IN ARRAY unwanted LOOP
      BEGIN
        DELETE FROM payloads WHERE sha256 = one;
      EXCEPTION WHEN foreign_key_violation THEN NULL;
      END;
    END LOOP;
  END $$;

  DO $$ DECLARE one text;
  BEGIN
    FOREACH one IN ARRAY ARRAY['deliveries', 'digests', 'readers', 'lives', 'memories', 'visits', 'readings', 'runs', 'counters'] LOOP
      EXECUTE format('CREATE POLICY own ON %I USING (report = current_setting(''citewatch.report''))', one);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
    END LOOP;
  END $$;
  CREATE POLICY own ON reports USING (name = current_setting('citewatch.report'));
  CREATE POLICY listed ON reports FOR SELECT USING (NOT private);
  ALTER TABLE reports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- step record-03
  -- How far each chain of a report's evidence had come when a run ended: noted here, it cannot be taken back there.
  CREATE TABLE tips (
    report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> ''),
    chain   text NOT NULL,                  -- SHA-256 of its first line
    n       integer NOT NULL,
    sha256  text NOT NULL,
    run     integer NOT NULL,
    at      text NOT NULL,
    machine text NOT NULL,
    folder  text NOT NULL,
    PRIMARY KEY (report, chain, n, sha256)
  );
  CREATE POLICY own ON tips USING (report = current_setting('citewatch.report'));
  ALTER TABLE tips ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- step record-04
  -- A visit says only what the one that holds it does not, and at rest its memory too; small values have another sum.
  SELECT;

-- step record-05
  -- How the watch over a report fares, for connections of no report. last_run is when its last good run began.
  ALTER TABLE reports
    ADD COLUMN online boolean,                        -- whether the last night saw the web
    ADD COLUMN good text,                             -- what is told of the last good run, as JSON
    ADD COLUMN undelivered integer NOT NULL DEFAULT 0;
  ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE reports NO FORCE ROW LEVEL SECURITY;
  UPDATE reports SET
    last_run = (SELECT started_at FROM runs r WHERE r.report = name AND r.state = 'finished' AND r.online
      AND r.facts NOT LIKE '%"partOf":%' ORDER BY r.id DESC LIMIT 1),
    online = (SELECT r.online FROM runs r WHERE r.report = name AND r.state = 'finished'
      AND r.facts NOT LIKE '%"partOf":%' ORDER BY r.id DESC LIMIT 1);
  ALTER TABLE runs FORCE ROW LEVEL SECURITY;
  ALTER TABLE reports FORCE ROW LEVEL SECURITY;

-- step record-06
  -- When the watch over a report was ended and its history kept, for whoever adds it again.
  ALTER TABLE reports ADD COLUMN removed_at text;

-- step record-07
  -- Bytes show to whoever refers to them: a report by its readings (and those of no report by what hosts were asked, a step of the fleet's).
  -- Nobody changes any, and `reclaim` alone takes some away.
  CREATE POLICY read_own ON payloads FOR SELECT USING (
    sha256 = current_setting('citewatch.reclaimed', true)
    OR EXISTS (SELECT FROM readings r WHERE r.document = payloads.sha256)
    OR EXISTS (SELECT FROM readings r WHERE r.bytes = payloads.sha256));
  CREATE POLICY put ON payloads FOR INSERT WITH CHECK (true);
  CREATE POLICY reclaimed ON payloads FOR DELETE USING (sha256 = current_setting('citewatch.reclaimed', true));
  ALTER TABLE payloads ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE OR REPLACE FUNCTION reclaim(unwanted text[]) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE one text;
  BEGIN
    FOREACH one IN ARRAY unwanted LOOP
      PERFORM set_config('citewatch.reclaimed', one, true);
      BEGIN
        DELETE FROM payloads WHERE sha256 = one;
      EXCEPTION WHEN foreign_key_violation THEN NULL;
      END;
    END LOOP;
    PERFORM set_config('citewatch.reclaimed', '', true);
  END $$;
  -- Whoever tidies up for no report sees no visit any more: it looks without row-level security whether a month is empty, and locks others out.
  DO $$ DECLARE month regclass;
  BEGIN
    FOR month IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'visits'::regclass LOOP
      EXECUTE format('DROP POLICY IF EXISTS tidy ON %s', month);
    END LOOP;
  END $$;
