-- The sealed log: leaf numbers without a gap, the tree over them, signed checkpoints, what the log is searched by.
-- Each part of the migration ends with its own rights.
CREATE FUNCTION keep_to_clinic(names text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY names LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_clinic ON %I TO __app__ USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic())', name);
  END LOOP;
END $$;
-- The sealer works for all clinics, one after the other.
CREATE FUNCTION open_to_sealer(names text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY names LOOP
    EXECUTE format('CREATE POLICY sealer_seals ON %I TO __sealer__ USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;

-- What the log consists of is changed by nobody, but by the one function that carries out keeping times: it belongs to
-- the owner and says so for its own transaction; neither the app nor the sealer may delete a row by themselves.
CREATE OR REPLACE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'TRUNCATE' AND current_setting('enamel.keeping_times', true) = 'carried out'
     AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION 'The audit log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- ── the tree ────────────────────────────────────────────────────────────────────────────────────────────────
-- A clinic's log, and where its tree stands. A second one begins only where the database fell behind what had been given
-- out (a restored backup): the first stays as it is, and the second names it.
CREATE TABLE head (
  clinic_id   uuid NOT NULL,
  log         integer NOT NULL CHECK (log > 0),
  origin      text NOT NULL,
  opened_at   timestamptz NOT NULL,
  closed_at   timestamptz,
  size        bigint NOT NULL CHECK (size BETWEEN 0 AND 9007199254740991),
  levels      bytea[] NOT NULL,   -- the partial tile of each level, the lowest first
  root        bytea NOT NULL,
  signed_size bigint NOT NULL,    -- of the newest checkpoint; 0: none yet
  signed_at   timestamptz NOT NULL,
  -- The checkpoint given out that the log before could not reach any more.
  continues   text,
  PRIMARY KEY (clinic_id, log),
  CHECK (signed_size <= size)
);
CREATE UNIQUE INDEX head__open ON head (clinic_id) WHERE closed_at IS NULL;
CREATE INDEX head__unsigned ON head (signed_at) WHERE size > signed_size;

CREATE TABLE ledger (
  clinic_id  uuid NOT NULL,
  log        integer NOT NULL,
  leaf_index bigint NOT NULL,
  at         timestamptz NOT NULL,   -- of the event, so that its month is known
  event_id   uuid NOT NULL,
  leaf       bytea NOT NULL,
  PRIMARY KEY (clinic_id, log, leaf_index),
  UNIQUE (clinic_id, event_id)
);
-- Full tiles alone (C2SP tlog-tiles): 256 hashes.
CREATE TABLE tile (
  clinic_id uuid NOT NULL,
  log       integer NOT NULL,
  level     integer NOT NULL,
  idx       bigint NOT NULL,
  data      bytea NOT NULL CHECK (octet_length(data) = 8192),
  PRIMARY KEY (clinic_id, log, level, idx)
);
-- Never two roots for one size: the key refuses it.
CREATE TABLE checkpoint (
  clinic_id uuid NOT NULL,
  log       integer NOT NULL,
  size      bigint NOT NULL,
  root      bytea NOT NULL,
  at        timestamptz NOT NULL,
  note      text NOT NULL,
  PRIMARY KEY (clinic_id, log, size)
);
-- Checkpoints that left the house: whoever holds one can tell later whether the log still begins with it.
CREATE TABLE witness (
  clinic_id   uuid NOT NULL,
  id          uuid NOT NULL,
  log         integer NOT NULL,
  size        bigint NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('mailbox', 'outsider', 'export', 'proof', 'printed')),
  -- Whose hands it is in, in words: an address, a name.
  name        text NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, log, size) REFERENCES checkpoint
);
CREATE INDEX witness__at ON witness (clinic_id, at);
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ledger', 'tile', 'checkpoint', 'witness'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log()', name);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change_of_log()', name);
  END LOOP;
END $$;

-- ── what the log is searched by ─────────────────────────────────────────────────────────────────────────────
-- Filled by the sealer, off the path of the writing; may be made anew from event and event_pii at any time.
CREATE TABLE event_search (
  clinic_id   uuid NOT NULL,
  at          timestamptz NOT NULL,
  event_id    uuid NOT NULL,
  category    text NOT NULL,
  action      text NOT NULL,
  outcome     text NOT NULL,
  actor_id    uuid,
  target_id   uuid,
  patient_id  uuid,
  session_id  uuid,
  device_id   uuid,
  address     text,             -- erased together with its opening
  words       tsvector NOT NULL,
  PRIMARY KEY (clinic_id, at, event_id)
) PARTITION BY RANGE (at);
CREATE TABLE event_search_default PARTITION OF event_search DEFAULT;
CREATE INDEX event_search__category ON event_search (clinic_id, category, at, event_id);
CREATE INDEX event_search__action ON event_search (clinic_id, action, at, event_id);
CREATE INDEX event_search__actor ON event_search (clinic_id, actor_id, at, event_id) WHERE actor_id IS NOT NULL;
CREATE INDEX event_search__target ON event_search (clinic_id, target_id, at, event_id) WHERE target_id IS NOT NULL;
CREATE INDEX event_search__patient ON event_search (clinic_id, patient_id, at, event_id) WHERE patient_id IS NOT NULL;
CREATE INDEX event_search__session ON event_search (clinic_id, session_id, at, event_id) WHERE session_id IS NOT NULL;
CREATE INDEX event_search__device ON event_search (clinic_id, device_id, at, event_id) WHERE device_id IS NOT NULL;
CREATE INDEX event_search__address ON event_search (clinic_id, address, at, event_id) WHERE address IS NOT NULL;
CREATE INDEX event_search__words ON event_search USING gin (words) WITH (fastupdate = on);
-- How many an hour: what the chart and the numbers beside the filters are added up from.
CREATE TABLE event_count (
  clinic_id uuid NOT NULL,
  hour      timestamptz NOT NULL,
  category  text NOT NULL,
  action    text NOT NULL,
  actor_id  uuid NOT NULL,      -- the installation's id for nobody in particular
  n         integer NOT NULL CHECK (n > 0),
  PRIMARY KEY (clinic_id, hour, category, action, actor_id)
);

-- The words of a text as they are kept and as they are asked for: without accents and case, parted by what is no letter
-- and no digit in any script. The ranges are written out, so that it is the same whatever the locale of a server.
-- Short enough for a lexeme, and few enough for a tsvector.
CREATE FUNCTION log_plain_words(what text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT left(word, 60)
    FROM regexp_split_to_table(
           translate(
             lower(regexp_replace(normalize(what, NFKD),
               -- Accents of Latin, Greek and Cyrillic; vowel points of Hebrew and Arabic and the line that stretches a word; of kana.
               '[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u200b-\u200f\u3099\u309a]', '', 'g')),
             'øłđħıŧ', 'oldhit'),
           '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02c2-\u02df\u037e\u0387\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u1680\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3007-\u3020\u3030\u30a0\u30fb\ufe30-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+') AS word
   WHERE word <> '' LIMIT 4000
$$;
-- Scripts that put no space between words (Chinese, Japanese, Thai) are kept by every two characters that stand together.
CREATE FUNCTION log_runs(word text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT run FROM regexp_split_to_table(
    regexp_replace(word, '([\u0e00-\u0e7f\u3005-\u3006\u3031-\u3035\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)', ' \1 ', 'g'), ' ') AS run
   WHERE run <> ''
$$;
CREATE FUNCTION log_words(what text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT part FROM log_plain_words(what) AS word
   CROSS JOIN LATERAL (
     SELECT word WHERE word !~ '[\u0e00-\u0e7f\u3005-\U0003ffff]'
     UNION ALL
     SELECT CASE WHEN run ~ '^[\u0e00-\u0e7f\u3005-\U0003ffff]' THEN substr(run, place, 2) ELSE run END
       FROM log_runs(word) AS run,
            generate_series(1, CASE WHEN run ~ '^[\u0e00-\u0e7f\u3005-\U0003ffff]' THEN length(run) ELSE 1 END) AS place
      WHERE word ~ '[\u0e00-\u0e7f\u3005-\U0003ffff]') AS parts (part)
$$;
-- One index holds the words of all clinics: each word begins with part of its clinic's id, so that nobody's search walks
-- through what others wrote.
CREATE FUNCTION log_word_prefix(clinic uuid) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT right(clinic::text, 6) || '.' $$;
CREATE FUNCTION log_search_words(clinic uuid, what text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT array_to_tsvector(coalesce(array_agg(log_word_prefix(clinic) || word), '{}')) FROM log_words(what) AS word
$$;
-- What somebody typed: each word has to be there, its beginning is enough. Null when there is no word in it. A single letter
-- is a whole word: half the log begins with it.
CREATE FUNCTION log_asked_words(clinic uuid, what text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT string_agg(DISTINCT quote_literal(log_word_prefix(clinic) || part) || CASE WHEN whole THEN '' ELSE ':*' END, ' & ')::tsquery
    FROM log_plain_words(what) AS word, log_runs(word) AS run
   CROSS JOIN LATERAL (
     SELECT run AS part, length(run) < 2 AS whole WHERE run !~ '^[\u0e00-\u0e7f\u3005-\U0003ffff]'
     UNION ALL SELECT run, false WHERE run ~ '^[\u0e00-\u0e7f\u3005-\U0003ffff]' AND length(run) = 1
     UNION ALL SELECT substr(run, place, 2), true FROM generate_series(1, length(run) - 1) AS place
      WHERE run ~ '^[\u0e00-\u0e7f\u3005-\U0003ffff]') AS parts
$$;

-- The months of event_search are made with those of the log; and those that are there already get theirs now.
CREATE OR REPLACE FUNCTION ensure_event_months(first timestamptz, months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET TimeZone = 'UTC' AS $$
DECLARE
  made integer := 0;
  opens timestamptz;
  closes timestamptz;
  parent text;
  child text;
  taken boolean;
BEGIN
  IF months NOT BETWEEN 1 AND 400 THEN RAISE EXCEPTION 'months must be 1 to 400'; END IF;
  PERFORM pg_advisory_xact_lock(7263001);
  FOR i IN 0 .. months - 1 LOOP
    opens := date_trunc('month', first) + make_interval(months => i);
    closes := opens + interval '1 month';
    FOREACH parent IN ARRAY ARRAY['event', 'event_pii', 'event_search'] LOOP
      child := parent || to_char(opens, '"_"YYYY"_"MM');
      CONTINUE WHEN to_regclass('public.' || child) IS NOT NULL;
      EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE at >= $1 AND at < $2)', parent || '_default') INTO taken USING opens, closes;
      CONTINUE WHEN taken;
      EXECUTE format('CREATE TABLE public.%I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent, opens, closes);
      IF parent <> 'event_search' THEN
        EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.%I EXECUTE FUNCTION refuse_change_of_log()', child);
      END IF;
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
SELECT ensure_event_months(to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM')::timestamptz, 1)
  FROM pg_inherits WHERE inhparent = 'event'::regclass AND inhrelid::regclass::text ~ '_\d{4}_\d\d$';

GRANT SELECT, INSERT, UPDATE ON head TO __sealer__;
GRANT SELECT, INSERT ON ledger, tile, checkpoint, witness TO __sealer__;
GRANT SELECT, INSERT, UPDATE, DELETE ON event_search, event_count TO __sealer__;
GRANT SELECT ON head, ledger, tile, checkpoint, witness, event_search, event_count, outbox TO __app__;
GRANT INSERT ON witness TO __app__;
GRANT SELECT ON clinic TO __sealer__;
SELECT keep_to_clinic(ARRAY['head', 'ledger', 'tile', 'checkpoint', 'witness', 'event_search', 'event_count']);
SELECT open_to_sealer(ARRAY['head', 'ledger', 'tile', 'checkpoint', 'witness', 'event_search', 'event_count']);
CREATE POLICY sealer_reads ON clinic FOR SELECT TO __sealer__ USING (true);

-- Who follows the log looks at the leaves that are numbered, not at the queue for the seal. All look once more from the beginning.
DELETE FROM log_follower;
ALTER TABLE log_follower RENAME COLUMN seq TO size;
ALTER TABLE log_follower ADD COLUMN log integer NOT NULL;

-- ── asking the log ──────────────────────────────────────────────────────────────────────────────────────────
-- Refusals and failures are few among what went well; counts of a person or an action are added up over years.
CREATE INDEX event_search__outcome ON event_search (clinic_id, outcome, at, event_id) WHERE outcome <> 'ok';

-- The newest of the speaking clinic's events with these words. The owner's: under row-level security no index can be asked
-- for words, because their operator is not marked leakproof. So it names the clinic itself, and takes it from nobody.
CREATE FUNCTION log_with_words(
  asked tsquery, since timestamptz, until timestamptz, before_at timestamptz, before_id uuid, most integer,
  categories text[], actions text[], outcomes text[], actor uuid, target uuid, patient uuid, session uuid, device uuid, network text
) RETURNS SETOF event_search LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET jit = off AS $$
BEGIN
  RETURN QUERY EXECUTE 'SELECT * FROM event_search WHERE clinic_id = current_clinic() AND words @@ $1 AND at >= $2 AND at < $3'
    || CASE WHEN before_at IS NULL THEN '' ELSE ' AND (at, event_id) < ($4, $5)' END
    || CASE WHEN categories IS NULL THEN '' ELSE ' AND category = ANY ($7)' END
    || CASE WHEN actions IS NULL THEN '' ELSE ' AND action = ANY ($8)' END
    || CASE WHEN outcomes IS NULL THEN '' ELSE ' AND outcome = ANY ($9)' END
    || CASE WHEN actor IS NULL THEN '' ELSE ' AND actor_id = $10' END
    || CASE WHEN target IS NULL THEN '' ELSE ' AND target_id = $11' END
    || CASE WHEN patient IS NULL THEN '' ELSE ' AND patient_id = $12' END
    || CASE WHEN session IS NULL THEN '' ELSE ' AND session_id = $13' END
    || CASE WHEN device IS NULL THEN '' ELSE ' AND device_id = $14' END
    || CASE WHEN network IS NULL THEN '' ELSE ' AND address = $15' END
    || ' ORDER BY at DESC, event_id DESC LIMIT $6'
    USING asked, since, until, before_at, before_id, most, categories, actions, outcomes, actor, target, patient, session, device, network;
END $$;
REVOKE EXECUTE ON FUNCTION log_with_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_with_words TO __app__;

-- Filters that somebody saved for themselves, as they stand in an address.
CREATE TABLE log_view (
  clinic_id uuid NOT NULL REFERENCES clinic,
  id        uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES person,
  name      text NOT NULL,
  filters   jsonb NOT NULL,
  PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX log_view__name ON log_view (clinic_id, person_id, lower(name));
-- Who was recorded as a reader of the log, until when, and of what: by the hash of what was asked for.
CREATE TABLE log_reading (
  clinic_id uuid NOT NULL REFERENCES clinic,
  person_id uuid NOT NULL REFERENCES person,
  what      text NOT NULL,
  until     timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, person_id, what)
);
GRANT SELECT, INSERT, DELETE ON log_view TO __app__;
GRANT SELECT, INSERT, UPDATE, DELETE ON log_reading TO __app__;
SELECT keep_to_clinic(ARRAY['log_view', 'log_reading']);

DROP FUNCTION open_to_sealer;
DROP FUNCTION keep_to_clinic;
