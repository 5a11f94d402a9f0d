-- The steps from an empty file to the present schema. A store’s `user_version` counts those that it has taken, so one that any store may
-- have taken is never edited: append another. SQLite keeps the text of each table, white space and comments included, and a store whose
-- text is another one is taken for damaged.
--
-- Columns that hold packed values come last, so that reading the ones before them stays on the first page of a row.

-- step tables
  PRAGMA application_id = 1667855479;

  CREATE TABLE runs (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'finished', 'abandoned')),
    online     INTEGER NOT NULL,            -- 1 until the run ends and says otherwise
    facts      TEXT,                        -- RunFacts, when finished
    result     BLOB                         -- Run, packed, when finished
  ) STRICT;
  CREATE INDEX runs_by_state ON runs (state);

  CREATE TABLE readings (
    subject      TEXT NOT NULL,
    sha256       TEXT NOT NULL,             -- of the bytes
    text_sha256  TEXT NOT NULL,
    content_type TEXT,
    url          TEXT NOT NULL,
    first_run    INTEGER NOT NULL REFERENCES runs (id),
    document     BLOB NOT NULL,             -- Document, packed
    bytes        BLOB NOT NULL,             -- packed
    UNIQUE (subject, sha256)
  ) STRICT;

  CREATE TABLE visits (
    id       INTEGER PRIMARY KEY,           -- the order in which they landed
    run      INTEGER NOT NULL REFERENCES runs (id),
    subject  TEXT NOT NULL,
    judged   INTEGER NOT NULL,              -- 1 when it carries a verdict other than 'unjudged'
    snapshot TEXT,
    visit    BLOB NOT NULL,                 -- Visit, packed
    UNIQUE (subject, run),
    FOREIGN KEY (subject, snapshot) REFERENCES readings (subject, sha256)
  ) STRICT;
  CREATE INDEX visits_of_run ON visits (run);
  CREATE INDEX visits_judged ON visits (subject, run) WHERE judged = 1;
  CREATE INDEX visits_read ON visits (subject, run) WHERE snapshot IS NOT NULL;

  CREATE TABLE lives (
    finding     TEXT NOT NULL,              -- id of the finding
    opened_in   INTEGER NOT NULL REFERENCES runs (id),
    fresh_in    INTEGER NOT NULL REFERENCES runs (id),
    resolved_in INTEGER REFERENCES runs (id),
    body        TEXT NOT NULL,              -- Finding
    PRIMARY KEY (finding, opened_in)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX lives_by_end ON lives (resolved_in);

  CREATE TABLE digests (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at TEXT NOT NULL,
    digest     BLOB NOT NULL                -- Digest, packed
  ) STRICT;

  CREATE TABLE deliveries (
    digest    INTEGER NOT NULL REFERENCES digests (id),
    recipient TEXT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent')),
    at        TEXT NOT NULL,
    detail    TEXT,
    PRIMARY KEY (digest, recipient)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deliveries_unsent ON deliveries (digest) WHERE state <> 'sent';

-- step memories
  CREATE TABLE memories (
    subject TEXT NOT NULL,
    run     INTEGER NOT NULL,
    memory  TEXT NOT NULL,                  -- SourceMemory after that run's visit
    PRIMARY KEY (subject, run),
    FOREIGN KEY (subject, run) REFERENCES visits (subject, run)
  ) STRICT;

-- step memories-of-before
-- Filled by a program: `fillMemories` in migrations.ts.

-- step digest-keys
  ALTER TABLE digests ADD COLUMN key TEXT;  -- the nights that it tells of; NULL in those of before
  CREATE UNIQUE INDEX digests_by_key ON digests (key);

-- step results-name-sources
-- A result names the sources whose visits hold its verdicts, which those who read it must know.

-- step held-verdicts
ALTER TABLE visits ADD COLUMN held_in INTEGER; -- the run whose visit holds the verdict, but for what this one says of it

-- step results-say-what-stands
-- A result says which of its sources are not known to stand, and which reports cite them.

-- step readers
  CREATE TABLE readers (
    recipient TEXT PRIMARY KEY,             -- as in deliveries
    first     TEXT NOT NULL,                -- when he was first thought of
    heeded    TEXT NOT NULL                 -- when his hour last came, and he was told what there was
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deliveries_of ON deliveries (recipient, digest);
  ALTER TABLE digests ADD COLUMN part INTEGER; -- 1 when it tells only what its readers asked for

-- step deflated-bytes
-- The bytes of a reading may be deflated, which those who read them must know.

-- step visits-rest-on-others
-- A visit says only what the one that holds it does not, and at rest its memory too; small values have another sum.

-- step read-in
  -- Two indexes by subject had a page written for nearly every visit each: two thirds of what a night on which nothing changed wrote.
  DROP INDEX visits_judged;
  DROP INDEX visits_read;
  ALTER TABLE visits ADD COLUMN read_in INTEGER; -- the latest run, up to this one, whose visit was read; 0 for none, NULL where nobody noted it
