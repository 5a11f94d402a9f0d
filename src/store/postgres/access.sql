-- Who sees what in the tables of the records and of the fleet: steps like those of migrations.sql.
--
-- Whoever may change the lanes acts for every report (an operator). In a store that is not protected that is everybody; `reports protect`
-- (protect.ts) takes the right from all but the operators.

-- step access-01
  -- A private report is its login's, and none of what is its own has an address or a number that others could work out from a guess.
  ALTER TABLE reports
    ADD COLUMN login text,                            -- who added it, where it is private
    ADD COLUMN salt uuid NOT NULL DEFAULT gen_random_uuid();
  -- Those of before are of whoever owned the tables.
  ALTER TABLE reports NO FORCE ROW LEVEL SECURITY;
  UPDATE reports SET login = (SELECT tableowner FROM pg_tables WHERE schemaname = 'citewatch' AND tablename = 'reports') WHERE private;
  ALTER TABLE reports FORCE ROW LEVEL SECURITY;
  ALTER TABLE asks ADD COLUMN login text;             -- who asks, where the answer is his alone

  CREATE FUNCTION operates() RETURNS boolean LANGUAGE sql STABLE
  RETURN has_table_privilege(session_user, 'citewatch.lanes', 'UPDATE');

  -- The report that a connection was opened for, where it is there and its login may act for it; empty for none.
  CREATE FUNCTION me() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, citewatch, pg_temp
  RETURN CASE
    WHEN operates() OR current_setting('citewatch.report', true) = '' THEN current_setting('citewatch.report', true)
    WHEN EXISTS (
      SELECT FROM reports WHERE name = current_setting('citewatch.report', true) AND (NOT private OR login = session_user))
    THEN current_setting('citewatch.report', true) END;

  DO $$ DECLARE one text;
  BEGIN
    FOREACH one IN ARRAY ARRAY['deliveries', 'digests', 'readers', 'lives', 'memories', 'visits', 'readings', 'runs', 'counters', 'tips'] LOOP
      EXECUTE format('ALTER POLICY own ON %I USING (report = (SELECT me()))', one);
    END LOOP;
    FOREACH one IN ARRAY ARRAY['representations', 'lanes', 'nights'] LOOP
      EXECUTE format('ALTER POLICY of_none ON %I USING ((SELECT me()) = '''')', one);
    END LOOP;
  END $$;
  -- Not by me(), which reads this table.
  ALTER POLICY own ON reports
    USING (name = current_setting('citewatch.report', true) AND (NOT private OR login = session_user OR (SELECT operates())))
    WITH CHECK (NOT private OR login = session_user OR (SELECT operates()));
  ALTER POLICY of_none ON asks USING ((SELECT me()) = '' AND (login IS NULL OR login = session_user OR (SELECT operates())));
  -- Whoever tidies up takes away lanes at rest only.
  CREATE POLICY at_rest ON lanes AS RESTRICTIVE FOR DELETE USING (due = 'infinity' AND greatest(next, held) <= clock_timestamp());

  -- What only the owner of the tables may do, for everybody who keeps reports.

  -- Adds the report that a connection was opened for; false where it is watched already. Whoever could add rows himself, and have a condition
  -- asked of those that have their names (ON CONFLICT), would read rows that are hidden from him.
  CREATE FUNCTION enter_report(lies text, is_private boolean, entered text) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, citewatch, pg_temp AS $$
  BEGIN
    INSERT INTO reports (name, sources, private, added_at, login)
    VALUES (current_setting('citewatch.report'), lies, is_private, entered, CASE WHEN is_private THEN session_user END)
    ON CONFLICT (name) DO UPDATE
    SET sources = excluded.sources, private = excluded.private, added_at = excluded.added_at, removed_at = NULL,
      login = excluded.login, salt = excluded.salt
    WHERE reports.removed_at IS NOT NULL AND (NOT reports.private OR reports.login = session_user OR operates());
    IF NOT FOUND AND me() IS NULL THEN
      RAISE insufficient_privilege USING MESSAGE = 'row-level security: the name is of a report of another login';
    END IF;
    RETURN FOUND;
  END $$;

  -- Makes the lanes due of requests that were stored.
  CREATE FUNCTION wake(asked bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, citewatch, pg_temp
  BEGIN ATOMIC
    INSERT INTO lanes AS l (host, lease, gap, manners, due, backlog)
    SELECT host, 0, 0, '', '-infinity', count(*) FROM asks WHERE id = ANY (asked) GROUP BY host ORDER BY host
    ON CONFLICT (host) DO UPDATE SET due = excluded.due, backlog = l.backlog + excluded.backlog;
  END;

  -- Makes the table for the visits of a month where there is none, whoever else does so now.
  CREATE FUNCTION make_month(first date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, citewatch, pg_temp AS $$
  DECLARE month text := to_char(first, '"visits_"YYYY_MM');
  BEGIN
    first := date_trunc('month', first);
    -- Of the rows of the catalogue: that `to_regclass` found nothing a connection remembers, while another makes it.
    IF EXISTS (SELECT FROM pg_class WHERE relname = month AND relnamespace = 'citewatch'::regnamespace) THEN RETURN; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('citewatch months', 0));
    IF EXISTS (SELECT FROM pg_class WHERE relname = month AND relnamespace = 'citewatch'::regnamespace) THEN RETURN; END IF;
    EXECUTE format('CREATE TABLE citewatch.%I PARTITION OF visits FOR VALUES FROM (%L) TO (%L)', month, first, first + interval '1 month');
    -- Asked for by its own name, a month shows nothing to anybody.
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', month);
  END $$;

  -- Drops the tables of months before one that hold no visit.
  CREATE FUNCTION drop_empty_months(before date) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, citewatch, pg_temp SET lock_timeout = '2s' AS $$
  DECLARE month name; is_kept boolean;
  BEGIN
    FOR month IN
      SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'visits'::regclass AND c.relname < to_char(before, '"visits_"YYYY_MM') ORDER BY c.relname
    LOOP
      -- In the order of everybody else, who would have to wait behind one that waits long.
      EXECUTE format('LOCK TABLE ONLY visits, ONLY %I IN ACCESS EXCLUSIVE MODE', month);
      -- Nobody else sees this: the table is locked, and row-level security holds again at the end.
      EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', month);
      EXECUTE format('SELECT EXISTS (SELECT FROM %I)', month) INTO is_kept;
      EXECUTE format(CASE WHEN is_kept THEN 'ALTER TABLE %I FORCE ROW LEVEL SECURITY' ELSE 'DROP TABLE %I' END, month);
    END LOOP;
  END $$;
