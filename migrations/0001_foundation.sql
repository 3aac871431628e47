-- Plain SQL, forward only, one transaction a file, run by the owner.
-- __app__ and __sealer__ stand for the roles <database>_app and <database>_sealer.
-- Times come from the program's clock as parameters: no now(), no time default.

-- Which clinic and which person the transaction speaks for: set by server/db with set_config(…, true).
CREATE FUNCTION current_clinic() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('enamel.clinic', true), '')::uuid;
CREATE FUNCTION current_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('enamel.person', true), '')::uuid;

-- ── the installation ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE installation (
  only_row           boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  key_fingerprint    text,
  clock_offset_ms    bigint NOT NULL DEFAULT 0,
  -- First run: the one-time link, the browser that opened it, and what was answered so far.
  setup_link_hash    bytea,
  setup_link_ends_at timestamptz,
  setup_browser_hash bytea,
  setup_draft        jsonb NOT NULL DEFAULT '{}',
  set_up_at          timestamptz
);
INSERT INTO installation DEFAULT VALUES;

-- ── clinics and people ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE clinic (
  id                  uuid PRIMARY KEY,
  name                text NOT NULL,
  country             text NOT NULL,
  zone                text NOT NULL,
  locale              text NOT NULL,
  state               text NOT NULL CHECK (state IN ('installation', 'active', 'closed')),
  two_factor          text NOT NULL DEFAULT 'recommended' CHECK (two_factor IN ('optional', 'recommended', 'required')),
  idle_minutes        integer NOT NULL DEFAULT 30 CHECK (idle_minutes BETWEEN 1 AND 240),
  absolute_hours      integer NOT NULL DEFAULT 12 CHECK (absolute_hours BETWEEN 1 AND 24),
  password_min_length integer NOT NULL DEFAULT 15 CHECK (password_min_length BETWEEN 8 AND 64),
  password_history    integer NOT NULL DEFAULT 5 CHECK (password_history BETWEEN 0 AND 24),
  revision            integer NOT NULL DEFAULT 1,
  created_at          timestamptz NOT NULL
);

-- The installation itself counts as a clinic and has a log of its own.
INSERT INTO clinic (id, name, country, zone, locale, state, created_at)
  VALUES ('00000000-0000-0000-0000-000000000000', 'Enamel', 'ZZ', 'UTC', 'en-GB', 'installation', '2026-01-01Z');

CREATE TABLE person (
  id                        uuid PRIMARY KEY,
  name                      text NOT NULL,
  -- The browser's form of dates and words, null: the clinic's.
  language                  text,
  backup_codes_made_at      timestamptz,
  backup_codes_confirmed_at timestamptz,
  created_at                timestamptz NOT NULL
);

CREATE TABLE person_email (
  person_id  uuid NOT NULL REFERENCES person,
  address    text NOT NULL,
  folded     text NOT NULL UNIQUE,
  signs_in   boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, folded)
);
CREATE UNIQUE INDEX person_email__one_signs_in ON person_email (person_id) WHERE signs_in;

CREATE TABLE membership (
  clinic_id uuid NOT NULL REFERENCES clinic,
  person_id uuid NOT NULL REFERENCES person,
  role      text NOT NULL CHECK (role IN ('OWNER', 'ADMIN', 'HR_MANAGER', 'DENTIST', 'HYGIENIST', 'THERAPIST',
                                          'NURSE', 'RECEPTIONIST', 'BILLING_STAFF', 'STAFF', 'VIEWER')),
  state     text NOT NULL CHECK (state IN ('invited', 'active', 'disabled', 'left')),
  joined_at timestamptz NOT NULL,
  left_at   timestamptz,
  revision  integer NOT NULL DEFAULT 1,
  PRIMARY KEY (clinic_id, person_id)
);
CREATE INDEX membership__person ON membership (person_id);

-- ── what somebody proves themselves with ─────────────────────────────────────────────────────────────────
CREATE TABLE password (
  person_id  uuid PRIMARY KEY REFERENCES person,
  hash       text NOT NULL,
  changed_at timestamptz NOT NULL,
  -- When it was compared with the lists of common passwords, null: never (it was set without being typed here).
  compared_at timestamptz
);
CREATE TABLE password_history (
  id        uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  hash      text NOT NULL,
  set_at    timestamptz NOT NULL
);
CREATE INDEX password_history__person ON password_history (person_id, set_at);

CREATE TABLE totp (
  person_id    uuid PRIMARY KEY REFERENCES person,
  secret       bytea NOT NULL,            -- sealed with the server key
  added_at     timestamptz NOT NULL,
  last_step    bigint NOT NULL,           -- RFC 6238 §5.2: a step is used once
  last_used_at timestamptz
);
CREATE TABLE backup_code (
  person_id uuid NOT NULL REFERENCES person,
  selector  text NOT NULL,
  hash      text NOT NULL,
  made_at   timestamptz NOT NULL,
  used_at   timestamptz,
  PRIMARY KEY (person_id, selector)
);

CREATE TABLE device (
  id            uuid PRIMARY KEY,
  token_hash    bytea NOT NULL UNIQUE,
  browser       text NOT NULL,
  system        text NOT NULL,
  first_seen_at timestamptz NOT NULL
);

-- A question that waits for its answer; one purpose, one session, used once.
CREATE TABLE challenge (
  id         uuid PRIMARY KEY,
  person_id  uuid NOT NULL REFERENCES person,
  session_id uuid NOT NULL,
  purpose    text NOT NULL CHECK (purpose IN ('totp.enrol')),
  secret     bytea NOT NULL,              -- sealed with the server key
  ends_at    timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE UNIQUE INDEX challenge__open ON challenge (session_id, purpose) WHERE used_at IS NULL;

-- Failures in a row, by a hash of what they are counted for.
CREATE TABLE throttle (
  key           text PRIMARY KEY,
  kind          text NOT NULL CHECK (kind IN ('account', 'network')),
  failures      integer NOT NULL,
  last_at       timestamptz NOT NULL,
  blocked_until timestamptz,
  -- The attempt that was let through last: tells a burst's requests apart.
  turn          uuid NOT NULL
);
CREATE INDEX throttle__last ON throttle (last_at);

CREATE TABLE session (
  clinic_id        uuid NOT NULL REFERENCES clinic,
  id               uuid NOT NULL,
  person_id        uuid NOT NULL REFERENCES person,
  device_id        uuid NOT NULL REFERENCES device,
  token_hash       bytea NOT NULL UNIQUE,
  -- The token before the last renewal: good for a few seconds, for requests that were already under way.
  former_hash      bytea UNIQUE,
  former_ends_at   timestamptz,
  state            text NOT NULL CHECK (state IN ('half', 'enrolling', 'full', 'locked', 'ended')),
  ended_why        text,
  ended_at         timestamptz,
  password_at      timestamptz,
  code_at          timestamptz,
  passkey_at       timestamptz,
  confirmed_until  timestamptz,
  address          text NOT NULL,
  browser          text NOT NULL,
  system           text NOT NULL,
  started_at       timestamptz NOT NULL,
  last_activity_at timestamptz NOT NULL,
  ends_at          timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, id),
  CHECK ((state = 'ended') = (ended_why IS NOT NULL))
);
CREATE INDEX session__person ON session (clinic_id, person_id) WHERE state <> 'ended';
CREATE INDEX session__device ON session (person_id, device_id);

-- ── the checklist: what an Owner states where Enamel cannot measure yet ──────────────────────────────────
CREATE TABLE statement (
  clinic_id    uuid NOT NULL REFERENCES clinic,
  id           uuid NOT NULL,
  step         integer NOT NULL CHECK (step BETWEEN 1 AND 10),
  person_id    uuid NOT NULL REFERENCES person,
  note         text NOT NULL,
  stated_at    timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX statement__one_a_step ON statement (clinic_id, step) WHERE withdrawn_at IS NULL;

-- ── mail and work later ──────────────────────────────────────────────────────────────────────────────────
CREATE TABLE mail (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  person_id  uuid NOT NULL REFERENCES person,
  cause      text NOT NULL,
  address    text NOT NULL,
  template   text NOT NULL,
  language   text NOT NULL,
  "values"   jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at    timestamptz,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, person_id, cause, address)
);

CREATE TABLE due (
  clinic_id uuid NOT NULL REFERENCES clinic,
  kind      text NOT NULL,
  key       text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, kind, key)
);
CREATE INDEX due__at ON due (at);

-- ── the log ──────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE event (
  clinic_id   uuid NOT NULL,
  at          timestamptz NOT NULL,
  id          uuid NOT NULL,
  received_at timestamptz NOT NULL,
  source      text NOT NULL,
  category    text NOT NULL CHECK (category IN ('auth', 'patient', 'clinical', 'financial', 'config', 'platform')),
  action      text NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('ok', 'refused', 'failed')),
  actor_kind  text NOT NULL CHECK (actor_kind IN ('person', 'system', 'key', 'link', 'nobody')),
  actor_id    uuid,
  target_type text,
  target_id   uuid,
  patient_id  uuid,
  session_id  uuid,
  device_id   uuid,
  body        bytea NOT NULL,   -- RFC 8785 JSON, the exact bytes that are hashed
  leaf        bytea NOT NULL,   -- SHA-256(0x00 || body), RFC 6962 §2.1
  PRIMARY KEY (clinic_id, at, id)
) PARTITION BY RANGE (at);
CREATE TABLE event_default PARTITION OF event DEFAULT;

CREATE TABLE event_pii (
  clinic_id uuid NOT NULL,
  at        timestamptz NOT NULL,
  event_id  uuid NOT NULL,
  doc       bytea NOT NULL,     -- {field: {salt, value}}: what opens the body's commitments
  PRIMARY KEY (clinic_id, at, event_id)
) PARTITION BY RANGE (at);
CREATE TABLE event_pii_default PARTITION OF event_pii DEFAULT;

CREATE TABLE outbox (
  seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clinic_id uuid NOT NULL,
  at        timestamptz NOT NULL,
  event_id  uuid NOT NULL,
  leaf      bytea NOT NULL
);
CREATE INDEX outbox__clinic ON outbox (clinic_id, seq);

-- Repeats of one refusal within a minute wait here and become one event with a count.
CREATE TABLE refusal_repeat (
  clinic_id uuid NOT NULL REFERENCES clinic,
  key       text NOT NULL,
  ends_at   timestamptz NOT NULL,
  count     integer NOT NULL,
  last_at   timestamptz,
  event     jsonb NOT NULL,
  PRIMARY KEY (clinic_id, key)
);

CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON event_pii FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON event EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON event_pii EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON event_default EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON event_pii_default EXECUTE FUNCTION refuse_change_of_log();

-- Makes the months from that of `first` on, `months` of them. A month whose rows already lie in the default
-- partition stays there: no write ever fails for want of a month.
CREATE FUNCTION ensure_event_months(first timestamptz, months integer) RETURNS integer
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
    FOREACH parent IN ARRAY ARRAY['event', 'event_pii'] LOOP
      child := parent || to_char(opens, '"_"YYYY"_"MM');
      CONTINUE WHEN to_regclass('public.' || child) IS NOT NULL;
      EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE at >= $1 AND at < $2)', parent || '_default') INTO taken USING opens, closes;
      CONTINUE WHEN taken;
      EXECUTE format('CREATE TABLE public.%I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent, opens, closes);
      EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.%I EXECUTE FUNCTION refuse_change_of_log()', child);
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION ensure_event_months FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_event_months TO __app__, __sealer__;

-- ── rights and row-level security ────────────────────────────────────────────────────────────────────────
GRANT USAGE ON SCHEMA public TO __app__, __sealer__;

GRANT SELECT, INSERT, UPDATE ON clinic, person, person_email, membership, password, totp, session, statement, mail TO __app__;
GRANT SELECT, INSERT, UPDATE, DELETE ON password_history, backup_code, challenge, due, refusal_repeat, throttle TO __app__;
GRANT SELECT, INSERT ON device TO __app__;
GRANT SELECT ON installation TO __app__, __sealer__;
GRANT UPDATE (clock_offset_ms, setup_link_hash, setup_link_ends_at, setup_browser_hash, setup_draft, set_up_at) ON installation TO __app__;
GRANT DELETE ON totp TO __app__;
GRANT SELECT, INSERT ON event, event_pii TO __app__;
GRANT INSERT ON outbox TO __app__;
GRANT SELECT ON event, event_pii, outbox TO __sealer__;
GRANT DELETE ON outbox TO __sealer__;

-- Rows of a clinic are seen and written only in a transaction that speaks for that clinic.
ALTER TABLE clinic ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON clinic TO __app__ USING (id = current_clinic()) WITH CHECK (id = current_clinic());
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['membership', 'session', 'statement', 'mail', 'due', 'refusal_repeat', 'event', 'event_pii', 'outbox'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_clinic ON %I TO __app__ USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic())', name);
  END LOOP;
  -- What proves a person is seen and written only in a transaction that speaks for that person.
  FOREACH name IN ARRAY ARRAY['password', 'password_history', 'totp', 'backup_code', 'challenge'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_person ON %I TO __app__ USING (person_id = current_person()) WITH CHECK (person_id = current_person())', name);
  END LOOP;
END $$;
CREATE POLICY sealer_reads ON event FOR SELECT TO __sealer__ USING (true);
CREATE POLICY sealer_reads ON event_pii FOR SELECT TO __sealer__ USING (true);
CREATE POLICY sealer_takes ON outbox TO __sealer__ USING (true);

-- People are seen by themselves and by their clinics, and written by themselves.
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen_by_clinic ON person FOR SELECT TO __app__
  USING (id = current_person() OR EXISTS (SELECT FROM membership m WHERE m.clinic_id = current_clinic() AND m.person_id = person.id));
CREATE POLICY written_by_self ON person FOR INSERT TO __app__ WITH CHECK (id = current_person());
CREATE POLICY changed_by_self ON person FOR UPDATE TO __app__ USING (id = current_person()) WITH CHECK (id = current_person());
ALTER TABLE person_email ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen_by_clinic ON person_email FOR SELECT TO __app__
  USING (person_id = current_person() OR EXISTS (SELECT FROM membership m WHERE m.clinic_id = current_clinic() AND m.person_id = person_email.person_id));
CREATE POLICY written_by_self ON person_email FOR INSERT TO __app__ WITH CHECK (person_id = current_person());
CREATE POLICY changed_by_self ON person_email FOR UPDATE TO __app__ USING (person_id = current_person()) WITH CHECK (person_id = current_person());
