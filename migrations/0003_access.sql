-- Access: what a clinic asks of a sign-in and from when, its devices and shared computers, idle times, passwords, places.

-- ── the clinic's rules ───────────────────────────────────────────────────────────────────────────────────
ALTER TABLE clinic
  -- Of a browser that is somebody's own; null: as everywhere.
  ADD COLUMN own_idle_minutes    integer CHECK (own_idle_minutes BETWEEN 1 AND 240),
  ADD COLUMN shared_idle_minutes integer NOT NULL DEFAULT 15 CHECK (shared_idle_minutes BETWEEN 1 AND 60),
  -- How names stand on the lock screen of a shared computer.
  ADD COLUMN lock_names          text NOT NULL DEFAULT 'full' CHECK (lock_names IN ('full', 'first', 'initials')),
  -- Whether any computer serves more than one person; null: nobody answered yet.
  ADD COLUMN shares_computers    boolean,
  ADD COLUMN shares_answered_at  timestamptz,
  ADD COLUMN shares_answered_by  uuid REFERENCES person,
  ADD COLUMN password_mixed_case boolean NOT NULL DEFAULT false,
  ADD COLUMN password_digit      boolean NOT NULL DEFAULT false,
  ADD COLUMN password_symbol     boolean NOT NULL DEFAULT false,
  -- New passwords may be compared with the range service of stolen ones.
  ADD COLUMN range_service       boolean NOT NULL DEFAULT false,
  ADD COLUMN password_rules_revision integer NOT NULL DEFAULT 1,
  ADD COLUMN allow_list_on       boolean NOT NULL DEFAULT false,
  ADD COLUMN allowed_networks    text[] NOT NULL DEFAULT '{}',
  -- What each of them is, in the same order; blank where nobody said.
  ADD COLUMN network_notes       text[] NOT NULL DEFAULT '{}' CHECK (cardinality(network_notes) = cardinality(allowed_networks)),
  -- Owners pass the list of networks.
  ADD COLUMN break_glass         boolean NOT NULL DEFAULT true,
  ADD COLUMN networks_revision   integer NOT NULL DEFAULT 1,
  ADD COLUMN networks_changed_at timestamptz,
  ADD COLUMN networks_changed_by uuid REFERENCES person,
  ADD COLUMN session_rules_revision   integer NOT NULL DEFAULT 1,
  ADD COLUMN session_rules_changed_at timestamptz,
  ADD COLUMN session_rules_changed_by uuid REFERENCES person,
  -- null: what the clinic's other rules ask for (15, or 12 once everybody has two factors).
  ALTER COLUMN password_min_length DROP NOT NULL,
  ALTER COLUMN password_min_length DROP DEFAULT;
UPDATE clinic SET password_min_length = NULL WHERE password_min_length = 15;

-- What is asked of a role, each rung from a date on. `since` is when the rung was first announced, and stays when it is
-- switched off and on again: no window opens twice.
CREATE TABLE role_rule (
  clinic_id         uuid NOT NULL REFERENCES clinic,
  role              text NOT NULL,
  two_factors       boolean NOT NULL DEFAULT false,
  two_factors_since timestamptz,
  two_factors_from  timestamptz,
  passkey           boolean NOT NULL DEFAULT false,
  passkey_since     timestamptz,
  passkey_from      timestamptz,
  PRIMARY KEY (clinic_id, role),
  CHECK (NOT two_factors OR (two_factors_since IS NOT NULL AND two_factors_from IS NOT NULL)),
  CHECK (NOT passkey OR (passkey_since IS NOT NULL AND passkey_from IS NOT NULL))
);
-- Where Required stood without a date it held at once.
INSERT INTO role_rule (clinic_id, role, two_factors, two_factors_since, two_factors_from)
  SELECT c.id, r.role, true, c.created_at, c.created_at FROM clinic c,
         unnest(ARRAY['OWNER', 'ADMIN', 'HR_MANAGER', 'DENTIST', 'HYGIENIST', 'THERAPIST', 'NURSE', 'RECEPTIONIST',
                      'BILLING_STAFF', 'STAFF', 'VIEWER']) AS r(role)
   WHERE c.two_factor = 'required';

ALTER TABLE membership
  -- 24 hours in which the rules of second factors are not asked of this person; at most one in 30 days.
  ADD COLUMN grace_ends_at      timestamptz,
  ADD COLUMN grace_given_at     timestamptz,
  ADD COLUMN grace_given_by     uuid REFERENCES person,
  ADD COLUMN grace_reason       text,
  ADD COLUMN away_until         timestamptz,
  -- A colleague took the second factor back: until another is set up nothing else is reached in this clinic.
  ADD COLUMN renew_factor_since timestamptz,
  -- "I use a password manager and no password twice", said once a year.
  ADD COLUMN password_stated_at timestamptz,
  -- Whether one of their devices can keep a passkey; null: not asked yet.
  ADD COLUMN passkey_devices    text CHECK (passkey_devices IN ('can', 'cannot')),
  ADD COLUMN passkey_answered_at timestamptz,
  -- When adding a passkey was last offered after a sign-in.
  ADD COLUMN passkey_offered_at timestamptz,
  -- "Not now" to that.
  ADD COLUMN passkey_declined_at timestamptz;

-- Found on a list of stolen passwords after it was set: it opens nothing alone and must be changed.
ALTER TABLE password ADD COLUMN known_at timestamptz;

-- When its person was first verified with it (WebAuthn L3 §6.1, UV). Null: made by the browser of itself right after a
-- password sign-in, and not used since; it is no factor yet.
ALTER TABLE passkey ADD COLUMN verified_at timestamptz;
UPDATE passkey SET verified_at = added_at;

ALTER TABLE session
  -- Its page told how many seconds the sign-in took, by this way.
  ADD COLUMN timed_method text CHECK (timed_method IN ('passkey', 'app', 'backup_code', 'password')),
  -- One proof more than the password, for setting up a factor after the date: a device known before, a code sent to their
  -- own mail, a code from an Admin beside them.
  ADD COLUMN vouched_at   timestamptz,
  ADD COLUMN vouched_by   text CHECK (vouched_by IN ('known_device', 'mail_code', 'beside_code', 'recovery_link')),
  -- own: a browser its person calls their own. shared: serves several people, also while nobody has answered whether it does.
  ADD COLUMN device_class text NOT NULL DEFAULT 'other' CHECK (device_class IN ('own', 'other', 'shared')),
  -- The name of the shared computer.
  ADD COLUMN device_name  text,
  ADD COLUMN locked_at    timestamptz,
  -- Failures in a row before its password was right; a half sign-in carries them to its second step.
  ADD COLUMN failures_before integer NOT NULL DEFAULT 0,
  -- That its second step failed, or never came, was told.
  ADD COLUMN half_told_at timestamptz,
  -- Where its person was last seen, since it began elsewhere; null: where it began.
  ADD COLUMN last_address text,
  -- When it first passed the list of networks because its person is an Owner.
  ADD COLUMN break_glass_at timestamptz;
-- Who was at a browser, whoever they are.
CREATE INDEX session__of_device ON session (device_id);

-- Idle minutes of a session, by what its browser is.
CREATE FUNCTION idle_minutes_of(device_class text, elsewhere integer, own integer, shared integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE device_class WHEN 'shared' THEN shared WHEN 'own' THEN coalesce(own, elsewhere) ELSE elsewhere END;

-- When a session is over if nobody does anything: idle, or its longest time; a locked one is kept until the latter.
CREATE FUNCTION session_over_at(s session, c clinic) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN (s).state = 'locked' THEN (s).ends_at ELSE least((s).ends_at, (s).last_activity_at + make_interval(mins =>
    idle_minutes_of((s).device_class, (c).idle_minutes, (c).own_idle_minutes, (c).shared_idle_minutes))) END;

-- ── codes and links ──────────────────────────────────────────────────────────────────────────────────────
-- A short code that vouches for somebody who sets up a factor: to their own mail, or from an Admin beside them.
CREATE TABLE one_time_code (
  clinic_id uuid NOT NULL REFERENCES clinic,
  id        uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES person,
  purpose   text NOT NULL CHECK (purpose IN ('enrol.mail', 'enrol.beside')),
  hash      text NOT NULL,
  made_at   timestamptz NOT NULL,
  made_by   uuid REFERENCES person,
  ends_at   timestamptz NOT NULL,
  tries     integer NOT NULL DEFAULT 0,
  used_at   timestamptz,
  PRIMARY KEY (clinic_id, id)
);
CREATE INDEX one_time_code__person ON one_time_code (clinic_id, person_id, purpose, made_at);

ALTER TABLE one_time_link DROP CONSTRAINT one_time_link_purpose_check,
  ADD CONSTRAINT one_time_link_purpose_check CHECK (purpose IN ('owner.recover', 'password.forgot', 'sign_in.not_me')),
  -- What it is about, the clinic among it: ids and words of closed lists only.
  ADD COLUMN about jsonb;
CREATE INDEX one_time_link__made ON one_time_link (person_id, purpose, made_at);

ALTER TABLE mail
  -- What only the mail itself may hold, such as a link that works once: sealed with the server key, gone once it is sent.
  ADD COLUMN sealed bytea,
  -- Another way than the clinic's of the day, sealed likewise: the server that was in use when this was ordered.
  ADD COLUMN way    bytea;

-- ── known devices and shared computers ───────────────────────────────────────────────────────────────────
CREATE TABLE known_device (
  person_id  uuid NOT NULL REFERENCES person,
  device_id  uuid NOT NULL REFERENCES device,
  known_at   timestamptz NOT NULL,
  last_at    timestamptz NOT NULL,
  -- By two factors; else by the password of somebody who had no other.
  proven     boolean NOT NULL,
  -- Its person says that nobody else uses it.
  own        boolean NOT NULL DEFAULT false,
  -- Given by its person; null: browser and system.
  name       text,
  -- The person took it off their list.
  forgotten_at timestamptz,
  PRIMARY KEY (person_id, device_id)
);
CREATE INDEX known_device__device ON known_device (device_id);
-- Known so far is who signed in fully from there; a half sign-in never had confirmed_until.
INSERT INTO known_device (person_id, device_id, known_at, last_at, proven)
  SELECT s.person_id, s.device_id, min(s.started_at), max(s.last_activity_at),
         bool_or(s.code_at IS NOT NULL OR s.passkey_at IS NOT NULL)
    FROM session s WHERE s.confirmed_until IS NOT NULL GROUP BY s.person_id, s.device_id;

CREATE TABLE shared_computer (
  clinic_id uuid NOT NULL REFERENCES clinic,
  id        uuid NOT NULL,
  device_id uuid NOT NULL REFERENCES device,
  name      text NOT NULL,
  place     text NOT NULL,
  marked_at timestamptz NOT NULL,
  marked_by uuid NOT NULL REFERENCES person,
  ended_at  timestamptz,
  revision  integer NOT NULL DEFAULT 1,
  PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX shared_computer__device ON shared_computer (device_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX shared_computer__name ON shared_computer (clinic_id, lower(name)) WHERE ended_at IS NULL;

-- Ten minutes to type it at the browser that becomes a shared computer.
CREATE TABLE shared_computer_code (
  clinic_id          uuid NOT NULL REFERENCES clinic,
  id                 uuid NOT NULL,
  code_hash          bytea NOT NULL UNIQUE,
  -- The computer that is marked again, null: a new one.
  shared_computer_id uuid,
  name               text NOT NULL,
  place              text NOT NULL,
  made_at            timestamptz NOT NULL,
  made_by            uuid NOT NULL REFERENCES person,
  ends_at            timestamptz NOT NULL,
  used_at            timestamptz,
  PRIMARY KEY (clinic_id, id)
);

-- A browser on which a second person signed in within 12 hours: until somebody answers, it counts as shared.
CREATE TABLE shared_offer (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  device_id   uuid NOT NULL REFERENCES device,
  seen_at     timestamptz NOT NULL,
  answer      text CHECK (answer IN ('shared', 'not_shared')),
  answered_at timestamptz,
  answered_by uuid REFERENCES person,
  PRIMARY KEY (clinic_id, device_id)
);

-- Who may unlock a shared computer in this shift: signed in with both factors there, and not over.
CREATE TABLE shift_entry (
  clinic_id          uuid NOT NULL REFERENCES clinic,
  shared_computer_id uuid NOT NULL,
  person_id          uuid NOT NULL REFERENCES person,
  session_id         uuid NOT NULL,
  joined_at          timestamptz NOT NULL,
  ends_at            timestamptz NOT NULL,
  -- Wrong proofs in a row.
  tries              integer NOT NULL DEFAULT 0,
  ended_at           timestamptz,
  ended_why          text,
  PRIMARY KEY (clinic_id, shared_computer_id, person_id),
  FOREIGN KEY (clinic_id, shared_computer_id) REFERENCES shared_computer
);

-- What somebody proves themselves with changed, whoever changed it and in whichever clinic: they sign in fully next time.
CREATE FUNCTION leave_shifts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM shift_entry WHERE person_id = coalesce(NEW.person_id, OLD.person_id);
  RETURN NULL;
END $$;
CREATE TRIGGER leave_shifts AFTER INSERT OR DELETE OR UPDATE OF changed_at ON password FOR EACH ROW EXECUTE FUNCTION leave_shifts();
CREATE TRIGGER leave_shifts AFTER INSERT OR DELETE OR UPDATE OF secret ON totp FOR EACH ROW EXECUTE FUNCTION leave_shifts();
CREATE TRIGGER leave_shifts AFTER INSERT OR DELETE ON passkey FOR EACH ROW EXECUTE FUNCTION leave_shifts();

-- Six digits of this person on the shared computers of this clinic; opens nothing else.
CREATE TABLE pin (
  clinic_id uuid NOT NULL REFERENCES clinic,
  person_id uuid NOT NULL REFERENCES person,
  hash      text NOT NULL,
  set_at    timestamptz NOT NULL,
  -- Wrong ones in a row, over all computers.
  tries     integer NOT NULL DEFAULT 0,
  closed_at timestamptz,
  PRIMARY KEY (clinic_id, person_id)
);

-- What somebody had typed when the screen locked, sealed with the server key, for the same person and device alone.
CREATE TABLE draft (
  clinic_id uuid NOT NULL REFERENCES clinic,
  person_id uuid NOT NULL REFERENCES person,
  device_id uuid NOT NULL REFERENCES device,
  form      text NOT NULL,
  sealed    bytea NOT NULL,
  saved_at  timestamptz NOT NULL,
  ends_at   timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, person_id, device_id, form)
);
CREATE INDEX draft__ends ON draft (ends_at);

-- ── where from, how long, how many ───────────────────────────────────────────────────────────────────────
-- Countries and providers somebody signed in from: what is new is told.
CREATE TABLE sign_in_place (
  person_id uuid NOT NULL REFERENCES person,
  kind      text NOT NULL CHECK (kind IN ('country', 'provider')),
  value     text NOT NULL,
  first_at  timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  PRIMARY KEY (person_id, kind, value)
);

-- Seconds from opening the sign-in page to being in: counts by week, nobody's name.
CREATE TABLE sign_in_seconds (
  clinic_id uuid NOT NULL REFERENCES clinic,
  -- Monday of the week, in the clinic's zone: 2026-11-16.
  week      text NOT NULL CHECK (week ~ '^\d{4}-\d\d-\d\d$'),
  method    text NOT NULL,
  seconds   integer NOT NULL,
  count     integer NOT NULL,
  PRIMARY KEY (clinic_id, week, method, seconds)
);

-- How many of a role have a passkey, of those who have a device that can: one row a day.
CREATE TABLE passkey_adoption (
  clinic_id    uuid NOT NULL REFERENCES clinic,
  day          text NOT NULL CHECK (day ~ '^\d{4}-\d\d-\d\d$'),
  role         text NOT NULL,
  people       integer NOT NULL,
  able         integer NOT NULL,
  with_passkey integer NOT NULL,
  PRIMARY KEY (clinic_id, day, role)
);

-- ── rights and row-level security ────────────────────────────────────────────────────────────────────────
GRANT SELECT, INSERT, UPDATE ON role_rule, one_time_code, known_device, shared_computer, shared_computer_code, shared_offer,
  shift_entry, sign_in_place, sign_in_seconds, passkey_adoption TO __app__;
GRANT SELECT, INSERT, UPDATE, DELETE ON pin, draft TO __app__;
GRANT DELETE ON sign_in_place TO __app__;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['role_rule', 'one_time_code', 'shared_computer', 'shared_computer_code', 'shared_offer', 'shift_entry',
                              'sign_in_seconds', 'passkey_adoption'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_clinic ON %I TO __app__ USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic())', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['known_device', 'sign_in_place'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_person ON %I TO __app__ USING (person_id = current_person()) WITH CHECK (person_id = current_person())', name);
  END LOOP;
  -- Of one person in one clinic.
  FOREACH name IN ARRAY ARRAY['pin', 'draft'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_both ON %I TO __app__ USING (clinic_id = current_clinic() AND person_id = current_person()) WITH CHECK (clinic_id = current_clinic() AND person_id = current_person())', name);
  END LOOP;
END $$;
