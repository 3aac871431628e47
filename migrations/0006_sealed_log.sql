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
  -- Checkpoints from before then are thinned out.
  thinned_to  timestamptz,
  -- Why the log before was not gone on with, and the checkpoint of it that others may hold.
  why         text CHECK (why IN ('behind', 'another', 'damaged')),
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
-- What comes after the order is compared within the index: who looks for what somebody hardly ever did, over years, must not
-- have every other row of theirs fetched.
CREATE INDEX event_search__actor ON event_search (clinic_id, actor_id, at, event_id, category, action) WHERE actor_id IS NOT NULL;
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
  RETURN right(clinic::text, 6) || '.';
-- Most lines hold nothing but ASCII. Of these log_words would give the same, in three times as long, and every event is sealed with its words.
CREATE FUNCTION log_search_words(clinic uuid, what text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF octet_length(what) = length(what) THEN
    RETURN (SELECT array_to_tsvector(coalesce(array_agg(log_word_prefix(clinic) || left(word, 60)), '{}'))
              FROM (SELECT word FROM string_to_table(regexp_replace(lower(what COLLATE "C"), '[^a-z0-9]+', ' ', 'g'), ' ') AS word
                     WHERE word <> '' LIMIT 4000) w);
  END IF;
  RETURN (SELECT array_to_tsvector(coalesce(array_agg(log_word_prefix(clinic) || word), '{}')) FROM log_words(what) AS word);
END $$;
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

-- ── what is taken out of the log ────────────────────────────────────────────────────────────────────────────
-- Who took what out, why and in which form. Up to 10,000 lines are made anew whenever they are saved; more are prepared, and kept in parts.
CREATE TABLE log_export (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  format     text NOT NULL CHECK (format IN ('csv', 'jsonl', 'fhir', 'ocsf', 'whole')),
  filters    jsonb NOT NULL,
  -- Of the filters: what happened since then, and before.
  since      timestamptz NOT NULL,
  until      timestamptz NOT NULL,
  reason     text NOT NULL,
  ordered_at timestamptz NOT NULL,
  ordered_by uuid NOT NULL REFERENCES person,
  state      text NOT NULL CHECK (state IN ('at_once', 'preparing', 'ready', 'failed', 'too_large')),
  -- Of one being prepared: so far.
  lines      bigint NOT NULL,
  bytes      bigint NOT NULL DEFAULT 0,
  -- How much of it is made.
  percent    integer NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
  -- Which work is at it: another that begins anew takes it away from the first.
  run        uuid,
  -- What it was begun with, and where the next work goes on; null: from the beginning.
  progress   jsonb,
  -- Since it last came further.
  tries      integer NOT NULL DEFAULT 0,
  ready_at   timestamptz,
  -- Until then it can be saved.
  kept_until timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, id)
);
CREATE INDEX log_export__ordered ON log_export (clinic_id, ordered_at);
CREATE TABLE log_export_part (
  clinic_id uuid NOT NULL REFERENCES clinic,
  export_id uuid NOT NULL,
  position  integer NOT NULL CHECK (position >= 0),
  content   bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 1048576),
  PRIMARY KEY (clinic_id, export_id, position),
  FOREIGN KEY (clinic_id, export_id) REFERENCES log_export ON DELETE CASCADE
);
GRANT SELECT, INSERT, UPDATE, DELETE ON log_export, log_export_part TO __app__;
SELECT keep_to_clinic(ARRAY['log_export', 'log_export_part']);

-- ── asking the log ──────────────────────────────────────────────────────────────────────────────────────────
-- Refusals and failures are few among what went well.
CREATE INDEX event_search__outcome ON event_search (clinic_id, outcome, at, event_id, actor_id, category, action) WHERE outcome <> 'ok';

-- The newest of the speaking clinic's events with these words. The owner's: under row-level security no index can be asked
-- for words, because their operator is not marked leakproof. So it names the clinic itself, and takes it from nobody.
CREATE FUNCTION log_with_words(
  asked tsquery, since timestamptz, until timestamptz, before_at timestamptz, before_id uuid, most integer,
  categories text[], actions text[], outcomes text[], actor uuid, target uuid, patient uuid, session uuid, device uuid, network text,
  left_out text
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
    || CASE WHEN left_out IS NULL THEN '' ELSE ' AND action <> $16' END
    || ' ORDER BY at DESC, event_id DESC LIMIT $6'
    USING asked, since, until, before_at, before_id, most, categories, actions, outcomes, actor, target, patient, session, device, network, left_out;
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
-- ── keeping times (features/keeping-times, decisions 115 and 116) ───────────────────────────────────────────
-- How long what is kept; no row: the default (log_months).
CREATE TABLE keeping_time (
  clinic_id     uuid NOT NULL REFERENCES clinic,
  kind          text NOT NULL CHECK (kind IN ('patient', 'decisions', 'details')),
  months        integer NOT NULL CHECK (months BETWEEN CASE kind WHEN 'details' THEN 3 ELSE 12 END AND 1200),
  -- A shorter time begins later: until then the one before holds.
  former_months integer NOT NULL CHECK (former_months BETWEEN CASE kind WHEN 'details' THEN 3 ELSE 12 END AND 1200),
  begins_at     timestamptz NOT NULL,
  reason        text NOT NULL,
  person_id     uuid NOT NULL REFERENCES person,
  changed_at    timestamptz NOT NULL,
  revision      integer NOT NULL,
  PRIMARY KEY (clinic_id, kind)
);
-- What a hold covers is erased by nothing while it holds. What it names is all asked for at once; naming nothing: the whole log.
CREATE TABLE legal_hold (
  clinic_id     uuid NOT NULL REFERENCES clinic,
  id            uuid NOT NULL,
  about_person  uuid,
  about_patient uuid,
  category      text CHECK (category IN ('auth', 'patient', 'clinical', 'financial', 'config', 'platform')),
  from_at       timestamptz,
  to_at         timestamptz,      -- not included
  reason        text NOT NULL,
  person_id     uuid NOT NULL REFERENCES person,
  placed_at     timestamptz NOT NULL,
  ends_at       timestamptz,      -- null: until somebody lifts it
  lifted_at     timestamptz,
  lifted_by     uuid REFERENCES person,
  lift_reason   text,
  -- What it covered was looked at once more since it ended.
  settled_at    timestamptz,
  PRIMARY KEY (clinic_id, id),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL)),
  CHECK (from_at < to_at)
);
CREATE INDEX legal_hold__unsettled ON legal_hold (clinic_id) WHERE settled_at IS NULL;
-- How far it was carried out: all before `until` was looked at, of the leaves below (log, size).
CREATE TABLE keeping_progress (
  clinic_id uuid NOT NULL REFERENCES clinic,
  kind      text NOT NULL,
  until     timestamptz NOT NULL,
  log       integer NOT NULL,
  size      bigint NOT NULL,
  PRIMARY KEY (clinic_id, kind)
);
-- What was erased, leaf by leaf: a missing row whose leaf stands in none of these was taken by somebody else. Each names
-- the sealed event that says the same, with a hash of the leaves.
CREATE TABLE log_erasure (
  clinic_id uuid NOT NULL REFERENCES clinic,
  id        uuid NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('patient', 'decisions', 'details', 'redaction')),
  log       integer NOT NULL,
  -- Where the tree stood.
  size      bigint NOT NULL,
  root      bytea NOT NULL,
  first_at  timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  rows      integer NOT NULL CHECK (rows > 0),
  leaves    int8multirange NOT NULL,
  -- Whose openings alone were erased, by field; empty: the whole rows.
  fields    text[] NOT NULL,
  -- Of what was asked to be erased: why it may be.
  basis     text,
  event_at  timestamptz,
  event_id  uuid,
  PRIMARY KEY (clinic_id, id)
);
CREATE INDEX log_erasure__first ON log_erasure (clinic_id, log, first_at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON log_erasure FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON log_erasure EXECUTE FUNCTION refuse_change_of_log();
-- Nothing is erased without the event that says so: looked at when the transaction ends.
CREATE FUNCTION refuse_silent_erasure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM log_erasure e WHERE e.clinic_id = NEW.clinic_id AND e.id = NEW.id AND e.event_id IS NULL) THEN
    RAISE EXCEPTION 'What is erased from the log leaves an event in it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER leaves_its_event AFTER INSERT ON log_erasure DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_silent_erasure();

-- In force then, in months.
CREATE FUNCTION log_months(clinic uuid, which text, then_at timestamptz) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT CASE WHEN k.begins_at <= then_at THEN k.months ELSE k.former_months END
                     FROM keeping_time k WHERE k.clinic_id = clinic AND k.kind = which),
                  CASE which WHEN 'details' THEN 12 ELSE 84 END)
$$;

-- Which personal fields say from where and by what somebody signed in.
CREATE FUNCTION log_detail_fields() RETURNS text[] LANGUAGE sql IMMUTABLE
  RETURN ARRAY['address', 'agent', 'country', 'provider', 'device_name'];
-- What explains the rows that are missing is never erased.
CREATE FUNCTION log_kept_actions() RETURNS text[] LANGUAGE sql IMMUTABLE
  RETURN ARRAY['log.rows_erased', 'event.redacted'];

-- The time that keeping is measured by: what the caller says, but never later than what the log itself has received, in the
-- clinic's or the installation's. Whoever may call the functions below cannot write there, and whoever writes cannot call.
CREATE FUNCTION log_time(clinic uuid, told timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  whose uuid[];
  times timestamptz[];
  ids uuid[];
  earliest timestamptz;
  latest timestamptz;
  received timestamptz;
BEGIN
  SELECT array_agg(w.clinic_id), array_agg(w.at), array_agg(w.event_id), min(w.at), max(w.at)
    INTO whose, times, ids, earliest, latest
    FROM unnest(ARRAY[clinic, '00000000-0000-0000-0000-000000000000']) AS c (id)
    CROSS JOIN LATERAL (
      (SELECT l.clinic_id, l.at, l.event_id FROM head h JOIN ledger l ON l.clinic_id = h.clinic_id AND l.log = h.log
        WHERE h.clinic_id = c.id AND h.closed_at IS NULL AND l.leaf_index >= h.size - 64 AND l.leaf_index < h.size)
      UNION ALL (SELECT o.clinic_id, o.at, o.event_id FROM outbox o WHERE o.clinic_id = c.id ORDER BY o.seq DESC LIMIT 64)) w;
  SELECT max(e.received_at) INTO received
    FROM unnest(whose, times, ids) AS w (clinic_id, at, event_id)
    CROSS JOIN LATERAL (SELECT x.received_at FROM event x
                         WHERE x.clinic_id = w.clinic_id AND x.at = w.at AND x.id = w.event_id AND x.at BETWEEN earliest AND latest
                           AND x.action <> ALL (log_kept_actions()) OFFSET 0) e;
  RETURN CASE WHEN received IS NOT NULL THEN least(told, received) END;
END $$;

-- Whether a hold covers an event with these.
CREATE FUNCTION log_held(clinic uuid, then_at timestamptz, actor uuid, target uuid, patient uuid, of_category text, happened timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM legal_hold h
                  WHERE h.clinic_id = clinic AND h.lifted_at IS NULL AND (h.ends_at IS NULL OR h.ends_at > then_at)
                    AND (h.about_person IS NULL OR h.about_person = actor OR h.about_person = target)
                    AND (h.about_patient IS NULL OR h.about_patient = patient OR h.about_patient = target)
                    AND (h.category IS NULL OR h.category = of_category)
                    AND (h.from_at IS NULL OR h.from_at <= happened) AND (h.to_at IS NULL OR happened < h.to_at))
$$;

-- What the event about an erasure says, field by field.
CREATE FUNCTION log_erasure_said(e log_erasure) RETURNS jsonb LANGUAGE sql STABLE SET TimeZone = 'UTC' AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'kind', e.kind, 'basis', e.basis, 'fields', nullif(array_to_string(e.fields, ', '), ''), 'rows', e.rows::text,
    'first', to_char(e.first_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'last', to_char(e.last_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'log', e.log::text, 'size', e.size::text, 'root', encode(e.root, 'base64'),
    'leaves', encode(sha256(convert_to(e.leaves::text, 'UTF8')), 'hex')))
$$;

-- One batch of what is past its keeping time in a clinic's log, at most of one month and of one log: whole rows of `patient`
-- and `decisions`, the openings of `details`. Only what has its leaf number, is older than the time in force, and is covered
-- by no hold. What the event about it must say; null: nothing is left to do. The transaction ends only with that event
-- (log_erasure_record).
CREATE FUNCTION log_erase(clinic uuid, which text, told timestamptz, erasure uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET TimeZone = 'UTC'
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  most CONSTANT integer := 20000;
  fields CONSTANT text[] := CASE which WHEN 'details' THEN log_detail_fields() ELSE '{}' END;
  categories CONSTANT text[] := CASE which WHEN 'patient' THEN ARRAY['patient', 'clinical', 'financial'] ELSE ARRAY['auth', 'config', 'platform'] END;
  measured timestamptz;
  edge timestamptz;
  progress keeping_progress;
  stands head;
  late timestamptz;
  lower_at timestamptz;
  upper_at timestamptz;
  holds boolean;
  done log_erasure;
  seen integer;
BEGIN
  IF which NOT IN ('patient', 'decisions', 'details') THEN RAISE EXCEPTION 'No kind of what is kept: %', which; END IF;
  -- Nobody places a hold while it goes on.
  PERFORM pg_advisory_xact_lock(hashtextextended('keeping ' || clinic::text, 0));
  measured := log_time(clinic, told);
  SELECT * INTO stands FROM head h WHERE h.clinic_id = clinic AND h.closed_at IS NULL;
  IF measured IS NULL OR NOT FOUND THEN RETURN NULL; END IF;
  PERFORM set_config('enamel.keeping_times', 'carried out', true);

  -- What a hold covered is looked at once more when it has ended.
  UPDATE legal_hold h SET settled_at = measured
   WHERE h.clinic_id = clinic AND h.settled_at IS NULL AND (h.lifted_at IS NOT NULL OR h.ends_at <= measured);
  IF FOUND THEN UPDATE keeping_progress k SET until = '-infinity' WHERE k.clinic_id = clinic; END IF;
  INSERT INTO keeping_progress (clinic_id, kind, until, log, size) VALUES (clinic, which, '-infinity', 0, 0) ON CONFLICT DO NOTHING;
  SELECT * INTO progress FROM keeping_progress k WHERE k.clinic_id = clinic AND k.kind = which;
  -- So is what came since then and is older.
  SELECT min(l.at) INTO late FROM ledger l WHERE l.clinic_id = clinic AND (l.log, l.leaf_index) >= (progress.log, progress.size);
  lower_at := least(progress.until, late);
  edge := measured - make_interval(months => log_months(clinic, which, measured));
  IF lower_at = '-infinity' THEN SELECT coalesce(min(e.at), edge) INTO lower_at FROM event e WHERE e.clinic_id = clinic; END IF;
  holds := EXISTS (SELECT FROM legal_hold h WHERE h.clinic_id = clinic AND h.settled_at IS NULL);

  WHILE lower_at < edge LOOP
    upper_at := least(date_trunc('month', lower_at) + interval '1 month', edge);
    WITH found AS MATERIALIZED (
      SELECT e.at, e.id, e.category, e.action, e.actor_id, l.log, l.leaf_index, p.doc
        FROM event e
        CROSS JOIN LATERAL (SELECT x.log, x.leaf_index FROM ledger x WHERE x.clinic_id = clinic AND x.event_id = e.id OFFSET 0) l
        LEFT JOIN LATERAL (SELECT convert_from(x.doc, 'UTF8')::jsonb AS doc FROM event_pii x
                            WHERE which = 'details' AND x.clinic_id = clinic AND x.at = e.at AND x.event_id = e.id
                              AND x.at >= lower_at AND x.at < upper_at OFFSET 0) p ON true
       WHERE e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at
         AND CASE which WHEN 'details' THEN p.doc ?| fields ELSE e.category = ANY (categories) AND e.action <> ALL (log_kept_actions()) END
         AND NOT (holds AND log_held(clinic, measured, e.actor_id, e.target_id, e.patient_id, e.category, e.at))
       ORDER BY e.at, e.id LIMIT most),
    mine AS MATERIALIZED (SELECT * FROM found f WHERE f.log = (SELECT g.log FROM found g ORDER BY g.at, g.id LIMIT 1)),
    -- The whole rows …
    rows_gone AS (
      DELETE FROM event e USING mine m
       WHERE which <> 'details' AND e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at AND e.at = m.at AND e.id = m.id),
    openings_gone AS (
      DELETE FROM event_pii e USING mine m
       WHERE which <> 'details' AND e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at AND e.at = m.at AND e.event_id = m.id),
    search_gone AS (
      DELETE FROM event_search e USING mine m
       WHERE which <> 'details' AND e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at AND e.at = m.at AND e.event_id = m.id),
    counted AS (
      SELECT date_trunc('hour', m.at, 'UTC') AS hour, m.category, m.action,
             coalesce(m.actor_id, '00000000-0000-0000-0000-000000000000') AS actor_id, count(*)::integer AS n
        FROM mine m WHERE which <> 'details' GROUP BY 1, 2, 3, 4),
    fewer AS (
      UPDATE event_count c SET n = c.n - k.n FROM counted k
       WHERE c.clinic_id = clinic AND (c.hour, c.category, c.action, c.actor_id) = (k.hour, k.category, k.action, k.actor_id) AND c.n > k.n),
    none_left AS (
      DELETE FROM event_count c USING counted k
       WHERE c.clinic_id = clinic AND (c.hour, c.category, c.action, c.actor_id) = (k.hour, k.category, k.action, k.actor_id) AND c.n <= k.n),
    -- … or the openings of these fields, and what they were found by.
    emptied AS (
      UPDATE event_pii e SET doc = convert_to((m.doc - fields)::text, 'UTF8') FROM mine m
       WHERE which = 'details' AND e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at AND e.at = m.at AND e.event_id = m.id),
    unfound AS (
      UPDATE event_search e
         SET address = NULL,
             words = log_searched_by(clinic, m.action, m.doc - fields)
        FROM mine m
       WHERE which = 'details' AND e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at AND e.at = m.at AND e.event_id = m.id)
    SELECT clinic, erasure, which, min(m.log), stands.size, stands.root, min(m.at), max(m.at), count(*)::integer,
           range_agg(int8range(m.leaf_index, m.leaf_index + 1)), fields, NULL, NULL, NULL
      INTO done FROM mine m;
    IF done.rows > 0 THEN
      -- The tree that the leaves stand in: of an older log, as it was left.
      IF done.log <> stands.log THEN
        SELECT h.size, h.root INTO done.size, done.root FROM head h WHERE h.clinic_id = clinic AND h.log = done.log;
      END IF;
      INSERT INTO log_erasure SELECT done.*;
      EXIT;
    END IF;
    lower_at := upper_at;
  END LOOP;
  UPDATE keeping_progress k SET until = lower_at, log = stands.log, size = stands.size WHERE k.clinic_id = clinic AND k.kind = which;
  PERFORM set_config('enamel.keeping_times', '', true);
  RETURN CASE WHEN done.rows > 0 THEN log_erasure_said(done) END;
END $$;

-- Which clinics have anything past its time, and of which kinds: asked for all of them in one statement, so that the daily run goes
-- to these alone. What it says is a guess on the safe side; log_erase judges for itself. Where nothing is due it notes how far
-- was looked at, as log_erase would.
CREATE FUNCTION log_due(told timestamptz) RETURNS TABLE (clinic uuid, kinds text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET TimeZone = 'UTC'
SET plan_cache_mode = force_custom_plan SET jit = off AS $$
BEGIN
  RETURN QUERY
  WITH of_each AS (
    SELECT h.clinic_id, h.log, h.size, k.kind, k.place, p.until, p.log AS seen_log, p.size AS seen_size, months.n AS months,
           told - make_interval(months => months.n) AS edge
      FROM head h
      CROSS JOIN unnest(ARRAY['details', 'patient', 'decisions']) WITH ORDINALITY AS k (kind, place)
      CROSS JOIN LATERAL (SELECT log_months(h.clinic_id, k.kind, told) AS n) months
      LEFT JOIN keeping_progress p ON p.clinic_id = h.clinic_id AND p.kind = k.kind
     WHERE h.closed_at IS NULL AND h.size > 0),
  from_when AS MATERIALIZED (
    SELECT o.*, coalesce(least(o.until, late.at), '-infinity') AS lower_at, least(told, newest.at) - make_interval(months => o.months) AS reached
      FROM of_each o
      -- What came since then, and is older; and how far the log itself has come.
      LEFT JOIN LATERAL (SELECT min(l.at) AS at FROM ledger l
                          WHERE l.clinic_id = o.clinic_id AND (l.log, l.leaf_index) >= (o.seen_log, o.seen_size)) late ON true
      LEFT JOIN LATERAL (SELECT l.at FROM ledger l WHERE l.clinic_id = o.clinic_id AND l.log = o.log AND l.leaf_index = o.size - 1) newest ON true),
  looked_at AS MATERIALIZED (
    SELECT f.*,
           -- What a hold covered is looked at once more when it has ended.
           EXISTS (SELECT FROM legal_hold h WHERE h.clinic_id = f.clinic_id AND h.settled_at IS NULL AND (h.lifted_at IS NOT NULL OR h.ends_at <= told) OFFSET 0)
           OR CASE f.kind
                WHEN 'details' THEN
                  EXISTS (SELECT FROM event_pii x WHERE x.clinic_id = f.clinic_id AND x.at >= f.lower_at AND x.at < f.edge
                             -- As bytes: what somebody made unreadable keeps no other clinic waiting.
                             AND EXISTS (SELECT FROM unnest(log_detail_fields()) AS n (field) WHERE position(convert_to('"' || n.field || '":', 'UTF8') IN x.doc) > 0)
                          OFFSET 0)
                ELSE
                  EXISTS (SELECT FROM event x WHERE x.clinic_id = f.clinic_id AND x.at >= f.lower_at AND x.at < f.edge
                             AND (x.category IN ('patient', 'clinical', 'financial')) = (f.kind = 'patient') AND x.action <> ALL (log_kept_actions()) OFFSET 0)
              END AS due
      FROM from_when f),
  noted AS (
    UPDATE keeping_progress k SET until = greatest(k.until, f.reached), log = f.log, size = f.size FROM looked_at f
     WHERE NOT f.due AND f.reached IS NOT NULL AND k.clinic_id = f.clinic_id AND k.kind = f.kind
       AND (k.until, k.log, k.size) = (f.until, f.seen_log, f.seen_size)),
  begun AS (
    INSERT INTO keeping_progress (clinic_id, kind, until, log, size)
    SELECT f.clinic_id, f.kind, f.reached, f.log, f.size FROM looked_at f WHERE NOT f.due AND f.until IS NULL AND f.reached IS NOT NULL
    ON CONFLICT DO NOTHING)
  SELECT f.clinic_id, array_agg(f.kind ORDER BY f.place) FROM looked_at f WHERE f.due GROUP BY f.clinic_id ORDER BY f.clinic_id;
END $$;

-- What the log can open of somebody, to be erased: of a member or a former one, or of a patient. Whose it is goes when it is done.
CREATE TABLE redaction (
  clinic_id     uuid NOT NULL REFERENCES clinic,
  id            uuid NOT NULL,
  about_person  uuid,
  about_patient uuid,
  basis         text NOT NULL CHECK (basis IN ('asked', 'mistake', 'authority')),
  reference     text NOT NULL,
  -- Lines of others that name them: the fields that go, by event. Written with the order alone, so the day passes for these too.
  others        jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(others) = 'object'),
  person_id     uuid NOT NULL REFERENCES person,
  ordered_at    timestamptz NOT NULL,
  begins_at     timestamptz NOT NULL CHECK (begins_at >= ordered_at + interval '24 hours'),
  withdrawn_at  timestamptz,
  -- All before was looked at; null: not begun.
  until         timestamptz,
  done_at       timestamptz,
  rows          integer NOT NULL,
  held          integer NOT NULL,
  PRIMARY KEY (clinic_id, id),
  CHECK (CASE WHEN withdrawn_at IS NULL AND done_at IS NULL THEN num_nonnulls(about_person, about_patient) = 1
              ELSE num_nonnulls(about_person, about_patient) = 0 END)
);
-- The day that an order waits is measured by what the log has received, as the erasing itself: whoever writes that it was ordered
-- yesterday waits from now on all the same. Clocks of two processes may differ by some minutes.
CREATE FUNCTION order_waits_from_now() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  received timestamptz := log_time(NEW.clinic_id, 'infinity');
BEGIN
  IF NEW.ordered_at < received - interval '10 minutes' THEN
    NEW.ordered_at := received;
    NEW.begins_at := greatest(NEW.begins_at, received + interval '24 hours');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ordered_now BEFORE INSERT ON redaction FOR EACH ROW EXECUTE FUNCTION order_waits_from_now();
CREATE INDEX redaction__open ON redaction (clinic_id) WHERE withdrawn_at IS NULL AND done_at IS NULL;

-- One batch of an order to erase: of what its person did the name and the details, of what was done to them, or to the patient,
-- everything but the name and the details of who did it; and what was chosen of lines of others. Lines that a hold covers stay, and are counted. As log_erase otherwise.
CREATE FUNCTION log_redact(clinic uuid, wanted uuid, told timestamptz, erasure uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET TimeZone = 'UTC'
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  most CONSTANT integer := 20000;
  of_actor CONSTANT text[] := ARRAY['actor_name'] || log_detail_fields();
  measured timestamptz;
  stands head;
  asked redaction;
  lower_at timestamptz;
  upper_at timestamptz;
  kept integer;
  done log_erasure;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('keeping ' || clinic::text, 0));
  measured := log_time(clinic, told);
  SELECT * INTO stands FROM head h WHERE h.clinic_id = clinic AND h.closed_at IS NULL;
  SELECT * INTO asked FROM redaction r
   WHERE r.clinic_id = clinic AND r.id = wanted AND r.withdrawn_at IS NULL AND r.done_at IS NULL AND r.begins_at <= measured FOR UPDATE;
  IF NOT FOUND OR stands.size IS NULL THEN RETURN NULL; END IF;
  PERFORM set_config('enamel.keeping_times', 'carried out', true);
  lower_at := asked.until;
  IF lower_at IS NULL THEN SELECT coalesce(min(e.at), measured) INTO lower_at FROM event e WHERE e.clinic_id = clinic; END IF;
  WHILE lower_at <= measured LOOP
    upper_at := date_trunc('month', lower_at) + interval '1 month';
    WITH about AS MATERIALIZED (
      SELECT e.at, e.id, e.action, l.log, l.leaf_index, p.doc,
             log_held(clinic, measured, e.actor_id, e.target_id, e.patient_id, e.category, e.at) AS held,
             ARRAY(SELECT k FROM jsonb_object_keys(p.doc) k
                    WHERE CASE WHEN k = ANY (of_actor) THEN e.actor_id = asked.about_person
                               ELSE e.target_id IN (asked.about_person, asked.about_patient) OR e.patient_id = asked.about_patient END
                       OR coalesce(asked.others -> e.id::text ? k, false)) AS gone
        FROM event e
        CROSS JOIN LATERAL (SELECT x.log, x.leaf_index FROM ledger x WHERE x.clinic_id = clinic AND x.event_id = e.id OFFSET 0) l
        CROSS JOIN LATERAL (SELECT convert_from(x.doc, 'UTF8')::jsonb AS doc FROM event_pii x
                             WHERE x.clinic_id = clinic AND x.at = e.at AND x.event_id = e.id AND x.at >= lower_at AND x.at < upper_at OFFSET 0) p
       WHERE e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at
         AND (e.actor_id = asked.about_person OR e.target_id IN (asked.about_person, asked.about_patient) OR e.patient_id = asked.about_patient
              OR (asked.others ? e.id::text AND e.action <> ALL (log_kept_actions())))),
    found AS MATERIALIZED (SELECT * FROM about a WHERE NOT a.held AND a.gone <> '{}' ORDER BY a.at, a.id LIMIT most),
    mine AS MATERIALIZED (SELECT * FROM found f WHERE f.log = (SELECT g.log FROM found g ORDER BY g.at, g.id LIMIT 1)),
    emptied AS (
      UPDATE event_pii e SET doc = convert_to((m.doc - m.gone)::text, 'UTF8') FROM mine m
       WHERE e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at AND e.at = m.at AND e.event_id = m.id),
    unfound AS (
      UPDATE event_search e
         SET address = left((m.doc - m.gone) -> 'address' ->> 'value', 200),
             words = log_searched_by(clinic, m.action, m.doc - m.gone)
        FROM mine m
       WHERE e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at AND e.at = m.at AND e.event_id = m.id)
    SELECT clinic, erasure, 'redaction', min(m.log), stands.size, stands.root, min(m.at), max(m.at), count(*)::integer,
           range_agg(int8range(m.leaf_index, m.leaf_index + 1)),
           ARRAY(SELECT DISTINCT k FROM mine n, unnest(n.gone) k ORDER BY 1), asked.basis, NULL, NULL
      INTO done FROM mine m;
    IF done.rows > 0 THEN
      IF done.log <> stands.log THEN
        SELECT h.size, h.root INTO done.size, done.root FROM head h WHERE h.clinic_id = clinic AND h.log = done.log;
      END IF;
      INSERT INTO log_erasure SELECT done.*;
      UPDATE redaction r SET until = lower_at, rows = r.rows + done.rows WHERE r.clinic_id = clinic AND r.id = wanted;
      PERFORM set_config('enamel.keeping_times', '', true);
      RETURN log_erasure_said(done);
    END IF;
    SELECT count(*) INTO kept FROM event e
     WHERE e.clinic_id = clinic AND e.at >= lower_at AND e.at < upper_at
       AND (e.actor_id = asked.about_person OR e.target_id IN (asked.about_person, asked.about_patient) OR e.patient_id = asked.about_patient
            OR asked.others ? e.id::text)
       AND log_held(clinic, measured, e.actor_id, e.target_id, e.patient_id, e.category, e.at);
    UPDATE redaction r SET held = r.held + kept WHERE r.clinic_id = clinic AND r.id = wanted;
    lower_at := upper_at;
  END LOOP;
  UPDATE redaction r SET done_at = measured, until = lower_at, about_person = NULL, about_patient = NULL
   WHERE r.clinic_id = clinic AND r.id = wanted;
  PERFORM set_config('enamel.keeping_times', '', true);
  RETURN NULL;
END $$;

-- Writes the event about an erasure of this transaction. It is taken only as it is: these fields with these values, each
-- committed to, nothing besides, the leaf of these bytes.
CREATE FUNCTION log_erasure_record(clinic uuid, erasure uuid, body bytea, leaf bytea, opening bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  done log_erasure;
  said jsonb := convert_from(body, 'UTF8')::jsonb;
  opened jsonb := convert_from(opening, 'UTF8')::jsonb;
  happened timestamptz;
BEGIN
  SELECT * INTO done FROM log_erasure e WHERE e.clinic_id = clinic AND e.id = erasure AND e.event_id IS NULL FOR UPDATE;
  IF NOT FOUND
     OR leaf IS DISTINCT FROM sha256('\x00'::bytea || body)
     OR said ->> 'v' IS DISTINCT FROM '1'
     OR said ->> 'clinic' IS DISTINCT FROM clinic::text
     OR said ->> 'source' IS DISTINCT FROM 'enamel'
     OR said ->> 'category' IS DISTINCT FROM 'platform'
     OR said ->> 'action' IS DISTINCT FROM (CASE done.kind WHEN 'redaction' THEN 'event.redacted' ELSE 'log.rows_erased' END)
     OR said ->> 'outcome' IS DISTINCT FROM 'ok'
     OR said ->> 'received_at' IS DISTINCT FROM said ->> 'at'
     OR said -> 'actor' IS DISTINCT FROM '{"kind": "system", "id": null}'::jsonb
     OR said -> 'target' IS DISTINCT FROM jsonb_build_object('type', 'erasure', 'id', erasure)
     OR coalesce(said ->> 'patient', said ->> 'session', said ->> 'device') IS NOT NULL
     OR (SELECT jsonb_object_agg(f.key, f.value ->> 'value') FROM jsonb_each(opened) f) IS DISTINCT FROM log_erasure_said(done)
     OR said -> 'personal' IS DISTINCT FROM
        (SELECT jsonb_object_agg(f.key, encode(sha256('\x02'::bytea || decode(f.value ->> 'salt', 'base64') || convert_to(f.key, 'UTF8')
                                                      || '\x00'::bytea || convert_to(f.value ->> 'value', 'UTF8')), 'base64'))
           FROM jsonb_each(opened) f)
  THEN RAISE EXCEPTION 'This event does not say what was erased' USING ERRCODE = 'check_violation'; END IF;
  happened := (said ->> 'at')::timestamptz;
  INSERT INTO event (clinic_id, at, id, received_at, source, category, action, outcome, actor_kind, target_type, target_id, body, leaf)
    VALUES (clinic, happened, (said ->> 'id')::uuid, happened, 'enamel', 'platform', said ->> 'action', 'ok', 'system', 'erasure', erasure, body, leaf);
  INSERT INTO event_pii (clinic_id, at, event_id, doc) VALUES (clinic, happened, (said ->> 'id')::uuid, opening);
  INSERT INTO outbox (clinic_id, at, event_id, leaf) VALUES (clinic, happened, (said ->> 'id')::uuid, leaf);
  PERFORM set_config('enamel.keeping_times', 'carried out', true);
  UPDATE log_erasure e SET event_at = happened, event_id = (said ->> 'id')::uuid WHERE e.clinic_id = clinic AND e.id = erasure;
  PERFORM set_config('enamel.keeping_times', '', true);
END $$;

-- Takes away the months that were emptied: the default partition never, and none that nobody's keeping time has reached. How many.
CREATE FUNCTION log_drop_empty_months() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET TimeZone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
  reached timestamptz := (SELECT max(until) FROM keeping_progress WHERE kind <> 'details');
  month text;
  parent text;
  taken boolean;
  dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(7263001);
  FOR month IN SELECT right(inhrelid::regclass::text, 7) FROM pg_inherits
                WHERE inhparent = 'event'::regclass AND inhrelid::regclass::text ~ '_\d{4}_\d\d$'
                  AND to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM')::timestamptz + interval '1 month' <= reached ORDER BY 1 LOOP
    -- Looked at without a lock first; then once more while nobody can write.
    FOR round IN 1 .. 2 LOOP
      taken := false;
      FOREACH parent IN ARRAY ARRAY['event', 'event_pii', 'event_search'] LOOP
        CONTINUE WHEN taken OR to_regclass('public.' || parent || '_' || month) IS NULL;
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', parent || '_' || month) INTO taken;
      END LOOP;
      EXIT WHEN taken;
      IF round = 1 THEN LOCK TABLE ONLY event, ONLY event_pii, ONLY event_search IN ACCESS EXCLUSIVE MODE; END IF;
    END LOOP;
    CONTINUE WHEN taken;
    FOREACH parent IN ARRAY ARRAY['event', 'event_pii', 'event_search'] LOOP
      EXECUTE format('DROP TABLE IF EXISTS public.%I', parent || '_' || month);
    END LOOP;
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
EXCEPTION WHEN lock_not_available THEN
  -- Somebody is at work on the log: another day.
  RETURN 0;
END $$;

DO $$
DECLARE mine regprocedure;
BEGIN
  FOR mine IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                 AND proname IN ('log_due', 'log_erase', 'log_redact', 'log_erasure_record', 'log_drop_empty_months', 'log_time', 'order_waits_from_now', 'refuse_silent_erasure') LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', mine);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION log_due, log_erase, log_redact, log_erasure_record, log_drop_empty_months, log_time TO __sealer__;
GRANT SELECT, INSERT, UPDATE ON keeping_time TO __app__;
GRANT SELECT, INSERT, UPDATE (lifted_at, lifted_by, lift_reason) ON legal_hold TO __app__;
GRANT SELECT, INSERT, UPDATE (withdrawn_at, about_person, about_patient) ON redaction TO __app__;
GRANT SELECT ON redaction TO __sealer__;
CREATE POLICY sealer_carries_out ON redaction FOR SELECT TO __sealer__ USING (true);
GRANT SELECT ON keeping_progress, log_erasure TO __app__;
SELECT keep_to_clinic(ARRAY['keeping_time', 'legal_hold', 'keeping_progress', 'log_erasure', 'redaction']);
-- ── numbers over years ──────────────────────────────────────────────────────────────────────────────────────
-- The same sums a month of UTC, so that nobody adds up seven years of hours. They follow event_count by themselves, in the
-- same transaction, whoever changes it: the sealer, keeping times, a repair.
CREATE TABLE event_count_month (
  clinic_id uuid NOT NULL,
  month     timestamptz NOT NULL,
  category  text NOT NULL,
  action    text NOT NULL,
  actor_id  uuid NOT NULL,
  n         integer NOT NULL CHECK (n >= 0),
  PRIMARY KEY (clinic_id, month, category, action, actor_id)
);
CREATE FUNCTION sum_hours_by_month() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO event_count_month AS m (clinic_id, month, category, action, actor_id, n)
    SELECT a.clinic_id, date_trunc('month', a.hour, 'UTC'), a.category, a.action, a.actor_id, sum(a.n) FROM added a
     GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (clinic_id, month, category, action, actor_id) DO UPDATE SET n = m.n + excluded.n;
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    UPDATE event_count_month m SET n = m.n + d.n
      FROM (SELECT c.clinic_id, date_trunc('month', c.hour, 'UTC') AS month, c.category, c.action, c.actor_id, sum(c.n) AS n
              FROM (SELECT clinic_id, hour, category, action, actor_id, n FROM added
                    UNION ALL SELECT clinic_id, hour, category, action, actor_id, -n FROM gone) c
             GROUP BY 1, 2, 3, 4, 5) d
     WHERE (m.clinic_id, m.month, m.category, m.action, m.actor_id) = (d.clinic_id, d.month, d.category, d.action, d.actor_id);
    RETURN NULL;
  END IF;
  UPDATE event_count_month m SET n = m.n - d.n
    FROM (SELECT g.clinic_id, date_trunc('month', g.hour, 'UTC') AS month, g.category, g.action, g.actor_id, sum(g.n) AS n FROM gone g
           GROUP BY 1, 2, 3, 4, 5) d
   WHERE (m.clinic_id, m.month, m.category, m.action, m.actor_id) = (d.clinic_id, d.month, d.category, d.action, d.actor_id);
  DELETE FROM event_count_month m USING gone g
   WHERE m.n = 0 AND m.clinic_id = g.clinic_id AND m.month = date_trunc('month', g.hour, 'UTC')
     AND (m.category, m.action, m.actor_id) = (g.category, g.action, g.actor_id);
  RETURN NULL;
END $$;
CREATE TRIGGER months_added AFTER INSERT ON event_count REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION sum_hours_by_month();
CREATE TRIGGER months_changed AFTER UPDATE ON event_count REFERENCING NEW TABLE AS added OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION sum_hours_by_month();
CREATE TRIGGER months_gone AFTER DELETE ON event_count REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION sum_hours_by_month();
REVOKE EXECUTE ON FUNCTION sum_hours_by_month FROM PUBLIC;
GRANT SELECT ON event_count_month TO __app__;
SELECT keep_to_clinic(ARRAY['event_count_month']);
-- ── the nightly check (features/audit-check) ────────────────────────────────────────────────────────────────
-- Where the last one of a clinic stood.
CREATE TABLE log_check (
  clinic_id   uuid PRIMARY KEY,
  checked_at  timestamptz NOT NULL,
  entries     bigint NOT NULL,
  leaves_read bigint NOT NULL,
  more        integer NOT NULL,   -- found besides what is kept
  logs        jsonb NOT NULL,     -- by number: size, root, the leaf with which the share of the old goes on
  rows_at     text,               -- where the walk through the rows goes on, to the microsecond
  rows_id     uuid
);
-- What does not hold: each once, until an Owner looked into it, and afterwards for who asks what it was.
CREATE TABLE log_finding (
  clinic_id  uuid NOT NULL,
  id         uuid NOT NULL,
  mark       text NOT NULL,       -- the same thing found in another night has the same
  problem    text NOT NULL,
  log        integer,
  leaf_index bigint,
  last_index bigint,
  event_id   uuid,
  event_at   timestamptz,
  what       text,
  found_at   timestamptz NOT NULL,
  looked_at  timestamptz,
  looked_by  uuid REFERENCES person,
  note       text,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, mark),
  CHECK ((looked_at IS NULL) = (looked_by IS NULL) AND (looked_at IS NULL) = (note IS NULL))
);
CREATE INDEX log_finding__open ON log_finding (clinic_id) WHERE looked_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON log_check, log_finding TO __app__;
SELECT keep_to_clinic(ARRAY['log_check', 'log_finding']);

-- ── what the sealer may besides ─────────────────────────────────────────────────────────────────────────────
-- A leaf is a hash: one of another length would make a tile that is none.
ALTER TABLE outbox ADD CHECK (octet_length(leaf) = 32);
ALTER TABLE ledger ADD CHECK (octet_length(leaf) = 32);
-- It orders what is due when a log was opened. It reads nothing of the calendar.
GRANT INSERT ON due TO __sealer__;
CREATE POLICY sealer_orders ON due FOR INSERT TO __sealer__ WITH CHECK (kind LIKE 'log.%');
-- What an opening holds, to be searched; nothing where it holds what jsonb cannot: a zero byte, half a character. What
-- somebody typed must not hold up the seal.
CREATE FUNCTION log_opened(doc bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN convert_from(doc, 'UTF8')::jsonb;
EXCEPTION WHEN data_exception THEN RETURN NULL;
END $$;
-- Of the checkpoints of that time one an hour is kept, the last, and every one that left the house. How many went.
CREATE INDEX checkpoint__at ON checkpoint (clinic_id, log, at);
CREATE INDEX witness__checkpoint ON witness (clinic_id, log, size);
CREATE FUNCTION thin_checkpoints(clinic uuid, which integer, since timestamptz, until timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE went integer;
BEGIN
  PERFORM set_config('enamel.keeping_times', 'carried out', true);
  DELETE FROM checkpoint c
   WHERE c.clinic_id = clinic AND c.log = which AND c.at >= since AND c.at < until
     AND c.size < (SELECT max(n.size) FROM checkpoint n WHERE n.clinic_id = clinic AND n.log = which AND n.at >= date_trunc('hour', c.at, 'UTC')
                                                          AND n.at < date_trunc('hour', c.at, 'UTC') + interval '1 hour')
     AND NOT EXISTS (SELECT FROM witness w WHERE w.clinic_id = clinic AND w.log = which AND w.size = c.size);
  GET DIAGNOSTICS went = ROW_COUNT;
  PERFORM set_config('enamel.keeping_times', '', true);
  RETURN went;
END $$;
REVOKE ALL ON FUNCTION thin_checkpoints FROM PUBLIC;
GRANT EXECUTE ON FUNCTION thin_checkpoints TO __sealer__;
-- ── outside copies (features/witnesses) ─────────────────────────────────────────────────────────────────────
-- To whom a checkpoint is mailed each day.
CREATE TABLE witness_address (
  clinic_id uuid NOT NULL REFERENCES clinic,
  kind      text NOT NULL CHECK (kind IN ('mailbox', 'outsider')),
  -- Who reads it there, in the clinic's words.
  name      text NOT NULL,
  address   text NOT NULL,
  named_at  timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, kind)
);
-- Checkpoints that are in the post: once the mail has gone it is a row of `witness`.
CREATE TABLE witness_mail (
  clinic_id uuid NOT NULL,
  mail_id   uuid NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('mailbox', 'outsider')),
  name      text NOT NULL,
  log       integer NOT NULL,
  size      bigint NOT NULL,
  PRIMARY KEY (clinic_id, mail_id),
  FOREIGN KEY (clinic_id, mail_id) REFERENCES mail ON DELETE CASCADE,
  FOREIGN KEY (clinic_id, log, size) REFERENCES checkpoint
);
GRANT SELECT, INSERT, UPDATE, DELETE ON witness_address TO __app__;
GRANT SELECT, INSERT, DELETE ON witness_mail TO __app__;
SELECT keep_to_clinic(ARRAY['witness_address', 'witness_mail']);

-- ── what is made from the log, made anew (features/audit-check) ─────────────────────────────────────────────
-- What an event is found by, from what its opening holds still.
CREATE FUNCTION log_searched_by(clinic uuid, action text, opened jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT log_search_words(clinic, left(concat_ws(' ', action, (SELECT string_agg(v.value ->> 'value', ' ') FROM jsonb_each(opened) v)), 50000))
$$;
-- Of these words those that are the same whatever the language of a server: it decides what the small letter of a letter is.
CREATE FUNCTION log_ascii_words(words tsvector) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(word ORDER BY word COLLATE "C"), '{}') FROM unnest(tsvector_to_array(words)) AS word WHERE word ~ '^[\x21-\x7e]*$'
$$;
-- The lines of these leaves of the speaking clinic, as its events make them; the owner's, since the app may not write them. It is
-- told which leaves and nothing that could stand in a line.
CREATE FUNCTION log_search_again(of_log integer, first bigint, past bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  earliest timestamptz;
  latest timestamptz;
BEGIN
  -- Neither the sealer nor keeping times write meanwhile.
  PERFORM FROM head h WHERE h.clinic_id = current_clinic() AND h.closed_at IS NULL FOR UPDATE;
  PERFORM pg_advisory_xact_lock(hashtextextended('keeping ' || current_clinic()::text, 0));
  SELECT min(l.at), max(l.at) INTO earliest, latest FROM ledger l
   WHERE l.clinic_id = current_clinic() AND l.log = of_log AND l.leaf_index >= first AND l.leaf_index < past;
  DELETE FROM event_search s USING ledger l
   WHERE l.clinic_id = current_clinic() AND l.log = of_log AND l.leaf_index >= first AND l.leaf_index < past
     AND s.clinic_id = current_clinic() AND s.at = l.at AND s.event_id = l.event_id AND s.at BETWEEN earliest AND latest;
  INSERT INTO event_search (clinic_id, at, event_id, category, action, outcome, actor_id, target_id, patient_id, session_id, device_id,
                            address, words)
  SELECT e.clinic_id, e.at, e.id, e.category, e.action, e.outcome, e.actor_id, e.target_id, e.patient_id, e.session_id, e.device_id,
         left(p.doc -> 'address' ->> 'value', 200), log_searched_by(e.clinic_id, e.action, p.doc)
    FROM ledger l
    JOIN event e ON e.clinic_id = current_clinic() AND e.at = l.at AND e.id = l.event_id AND e.at BETWEEN earliest AND latest
    LEFT JOIN LATERAL (SELECT log_opened(x.doc) AS doc FROM event_pii x
                        WHERE x.clinic_id = current_clinic() AND x.at = l.at AND x.event_id = l.event_id
                          AND x.at BETWEEN earliest AND latest OFFSET 0) p ON true
   WHERE l.clinic_id = current_clinic() AND l.log = of_log AND l.leaf_index >= first AND l.leaf_index < past;
END $$;
-- The sums of one month of the speaking clinic, from its hours.
CREATE FUNCTION log_count_month_again(of_month timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET TimeZone = 'UTC' AS $$
BEGIN
  PERFORM FROM head h WHERE h.clinic_id = current_clinic() AND h.closed_at IS NULL FOR UPDATE;
  PERFORM pg_advisory_xact_lock(hashtextextended('keeping ' || current_clinic()::text, 0));
  DELETE FROM event_count_month m WHERE m.clinic_id = current_clinic() AND m.month = of_month;
  INSERT INTO event_count_month (clinic_id, month, category, action, actor_id, n)
  SELECT c.clinic_id, of_month, c.category, c.action, c.actor_id, sum(c.n) FROM event_count c
   WHERE c.clinic_id = current_clinic() AND c.hour >= of_month AND c.hour < of_month + interval '1 month'
   GROUP BY 1, 3, 4, 5;
END $$;
-- How many there are in one hour of the speaking clinic, and then in its month.
CREATE FUNCTION log_count_again(of_hour timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  PERFORM FROM head h WHERE h.clinic_id = current_clinic() AND h.closed_at IS NULL FOR UPDATE;
  PERFORM pg_advisory_xact_lock(hashtextextended('keeping ' || current_clinic()::text, 0));
  -- First its month: what was counted wrongly may be more than the month had added up.
  DELETE FROM event_count_month m WHERE m.clinic_id = current_clinic() AND m.month = date_trunc('month', of_hour, 'UTC');
  DELETE FROM event_count c WHERE c.clinic_id = current_clinic() AND c.hour = of_hour;
  INSERT INTO event_count (clinic_id, hour, category, action, actor_id, n)
  SELECT e.clinic_id, of_hour, e.category, e.action, coalesce(e.actor_id, '00000000-0000-0000-0000-000000000000'), count(*)
    FROM event e
   WHERE e.clinic_id = current_clinic() AND e.at >= of_hour AND e.at < of_hour + interval '1 hour'
     AND NOT EXISTS (SELECT FROM outbox o WHERE o.clinic_id = e.clinic_id AND o.event_id = e.id AND o.at = e.at)
   GROUP BY 1, 3, 4, 5;
  PERFORM log_count_month_again(date_trunc('month', of_hour, 'UTC'));
END $$;
REVOKE EXECUTE ON FUNCTION log_search_again, log_count_again, log_count_month_again FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_search_again, log_count_again, log_count_month_again TO __app__;

-- ── who follows the log (server/jobs/follow-log.ts) ─────────────────────────────────────────────────────────
-- Whether these leaves are of these actions alone. More than a few are not looked through, nor is what was erased: then it is no.
CREATE FUNCTION log_says_only(clinic uuid, of_log integer, first bigint, past bigint, actions text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  earliest timestamptz;
  latest timestamptz;
  leaves integer;
BEGIN
  IF past - first > 32 THEN RETURN false; END IF;
  SELECT min(l.at), max(l.at), count(*) INTO earliest, latest, leaves FROM ledger l
   WHERE l.clinic_id = clinic AND l.log = of_log AND l.leaf_index >= first AND l.leaf_index < past;
  RETURN leaves = past - first
     AND leaves = (SELECT count(*) FROM ledger l
                     JOIN event e ON e.clinic_id = clinic AND e.at = l.at AND e.id = l.event_id AND e.at BETWEEN earliest AND latest
                    WHERE l.clinic_id = clinic AND l.log = of_log AND l.leaf_index >= first AND l.leaf_index < past
                      AND e.action = ANY (actions));
END $$;
REVOKE EXECUTE ON FUNCTION log_says_only FROM PUBLIC;

DROP FUNCTION open_to_sealer;
DROP FUNCTION keep_to_clinic;
