-- The ten steps as the home: files behind statements, what is signed off, who looks after a step, how the number moved.
-- Each part of the migration ends with its own rights.
CREATE FUNCTION keep_to_clinic(names text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY names LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_clinic ON %I TO __app__ USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic())', name);
  END LOOP;
END $$;

-- ── files (data.md: in the database, so that every process and one backup see them) ─────────────────────────
CREATE TABLE file (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  id          uuid NOT NULL,
  name        text NOT NULL,
  -- What its first bytes say it is; one of a short list.
  type        text NOT NULL,
  bytes       integer NOT NULL CHECK (bytes BETWEEN 1 AND 26214400),
  sha256      bytea NOT NULL,
  uploaded_at timestamptz NOT NULL,
  uploaded_by uuid NOT NULL REFERENCES person,
  PRIMARY KEY (clinic_id, id)
);
-- Parts of 1 MiB, the last one shorter.
CREATE TABLE file_part (
  clinic_id uuid NOT NULL REFERENCES clinic,
  file_id   uuid NOT NULL,
  position  integer NOT NULL,
  content   bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 1048576),
  PRIMARY KEY (clinic_id, file_id, position),
  FOREIGN KEY (clinic_id, file_id) REFERENCES file
);
GRANT SELECT, INSERT, DELETE ON file, file_part TO __app__;
SELECT keep_to_clinic(ARRAY['file', 'file_part']);
-- On its way here, part by part: a file only once it is whole and its bytes are what its name says.
CREATE TABLE file_upload (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  name       text NOT NULL,
  bytes      integer NOT NULL CHECK (bytes BETWEEN 1 AND 26214400),
  started_at timestamptz NOT NULL,
  started_by uuid NOT NULL REFERENCES person,
  PRIMARY KEY (clinic_id, id)
);
CREATE TABLE file_upload_part (
  clinic_id uuid NOT NULL REFERENCES clinic,
  upload_id uuid NOT NULL,
  position  integer NOT NULL CHECK (position BETWEEN 0 AND 24),
  content   bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 1048576),
  PRIMARY KEY (clinic_id, upload_id, position),
  FOREIGN KEY (clinic_id, upload_id) REFERENCES file_upload ON DELETE CASCADE
);
GRANT SELECT, INSERT, DELETE ON file_upload, file_upload_part TO __app__;
SELECT keep_to_clinic(ARRAY['file_upload', 'file_upload_part']);

-- ── the ten steps ───────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE statement
  ADD COLUMN file_id uuid,
  ADD FOREIGN KEY (clinic_id, file_id) REFERENCES file;
-- An Owner's word that a step does not apply, or that its risk is taken: always for a time.
CREATE TABLE step_exception (
  clinic_id    uuid NOT NULL REFERENCES clinic,
  id           uuid NOT NULL,
  step         integer NOT NULL CHECK (step BETWEEN 1 AND 10),
  kind         text NOT NULL CHECK (kind IN ('not_applicable', 'risk_accepted')),
  reason       text NOT NULL,
  signed_by    uuid NOT NULL REFERENCES person,
  signed_at    timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (clinic_id, id),
  CHECK (ends_at > signed_at)
);
CREATE UNIQUE INDEX step_exception__one_a_step ON step_exception (clinic_id, step) WHERE withdrawn_at IS NULL;
-- Who looks after a step and gets its reminders; without a row the Owners do.
CREATE TABLE step_keeper (
  clinic_id uuid NOT NULL REFERENCES clinic,
  step      integer NOT NULL CHECK (step BETWEEN 1 AND 10),
  keeper_id uuid REFERENCES person,
  deputy_id uuid REFERENCES person,
  revision  integer NOT NULL DEFAULT 1,
  PRIMARY KEY (clinic_id, step)
);
GRANT SELECT, INSERT, UPDATE ON step_exception, step_keeper TO __app__;
SELECT keep_to_clinic(ARRAY['step_exception', 'step_keeper']);

-- ── opening hours, closed days, public holidays ─────────────────────────────────────────────────────────────
CREATE TABLE opening_hours (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  id          uuid NOT NULL,
  -- Null: of every place that has none of its own.
  location_id uuid,
  -- Seven lists of {opens, closes}, Monday first, in the clinic's own time; null: nobody said.
  week        jsonb,
  -- The part of the country whose holidays are proposed; empty: the whole.
  part        text NOT NULL DEFAULT '',
  -- The years whose public holidays somebody chose.
  years       integer[] NOT NULL DEFAULT '{}',
  revision    integer NOT NULL DEFAULT 1,
  PRIMARY KEY (clinic_id, id),
  UNIQUE NULLS NOT DISTINCT (clinic_id, location_id),
  FOREIGN KEY (clinic_id, location_id) REFERENCES location
);
CREATE TABLE closed_day (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  id          uuid NOT NULL,
  -- Null: at every place; of a holiday: at every place without hours of its own.
  location_id uuid,
  -- Days of the clinic's calendar, both ends included.
  first_day   text NOT NULL CHECK (first_day ~ '^\d{4}-\d\d-\d\d$'),
  last_day    text NOT NULL CHECK (last_day ~ '^\d{4}-\d\d-\d\d$'),
  reason      text NOT NULL DEFAULT '',
  -- The key of a public holiday; null: closed by the clinic itself.
  holiday     text,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, location_id) REFERENCES location,
  CHECK (first_day <= last_day)
);
CREATE INDEX closed_day__last ON closed_day (clinic_id, last_day);
GRANT SELECT, INSERT, UPDATE, DELETE ON opening_hours TO __app__;
GRANT SELECT, INSERT, DELETE ON closed_day TO __app__;
SELECT keep_to_clinic(ARRAY['opening_hours', 'closed_day']);

-- ── guided setup ────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE guided_setup (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  -- Steps that were answered without anything to show for it, or left for later.
  answered    text[] NOT NULL DEFAULT '{}',
  skipped     text[] NOT NULL DEFAULT '{}',
  -- Gone through to its end, or put away by hand: Home speaks of it no longer.
  finished_at timestamptz,
  put_away_at timestamptz,
  PRIMARY KEY (clinic_id)
);
GRANT SELECT, INSERT, UPDATE ON guided_setup TO __app__;
SELECT keep_to_clinic(ARRAY['guided_setup']);
-- ── reminders ───────────────────────────────────────────────────────────────────────────────────────────────
-- Something that is due and that nobody is told of until a day.
CREATE TABLE reminder_put_off (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  cadence    text NOT NULL,
  -- As the cadence names it: another one when it comes round again.
  key        text NOT NULL,
  -- The first day on which it is told of again.
  until_on   text NOT NULL CHECK (until_on ~ '^\d{4}-\d\d-\d\d$'),
  reason     text NOT NULL,
  put_off_by uuid NOT NULL REFERENCES person,
  put_off_at timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, cadence, key)
);
-- A person's calendar of what is due, read by whoever has its link.
CREATE TABLE calendar_link (
  clinic_id    uuid NOT NULL REFERENCES clinic,
  person_id    uuid NOT NULL REFERENCES person,
  token_hash   bytea NOT NULL UNIQUE,
  made_at      timestamptz NOT NULL,
  -- To the hour; null: no calendar asked for it yet.
  last_read_at timestamptz,
  PRIMARY KEY (clinic_id, person_id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON reminder_put_off, calendar_link TO __app__;
SELECT keep_to_clinic(ARRAY['reminder_put_off', 'calendar_link']);
-- ── how the number moved ────────────────────────────────────────────────────────────────────────────────────
-- Who follows the log: the last outbox row of a clinic for which work was ordered. The ticker's alone.
CREATE TABLE log_follower (
  clinic_id uuid NOT NULL REFERENCES clinic,
  kind      text NOT NULL,
  seq       bigint NOT NULL,
  PRIMARY KEY (clinic_id, kind)
);
-- The steps as the last look found them. Of two looks that overlap the second sees by the revision that it has to look again.
CREATE TABLE score_state (
  clinic_id    uuid NOT NULL REFERENCES clinic,
  revision     integer NOT NULL,
  began_at     timestamptz NOT NULL,
  began_number integer NOT NULL,
  looked_at    timestamptz NOT NULL,
  standing     jsonb NOT NULL,
  PRIMARY KEY (clinic_id)
);
-- One row a line that moved; line 0 is what is held back. The changes of all rows add up to that of the number.
CREATE TABLE score_change (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  at         timestamptz NOT NULL,
  line       integer NOT NULL CHECK (line BETWEEN 0 AND 10),
  before     integer NOT NULL,
  after      integer NOT NULL,
  how_before text NOT NULL,
  how_after  text NOT NULL,
  -- The number once all rows of this moment are counted.
  number     integer NOT NULL,
  -- event: the newest one that moves it. half, gone, exception_over: time passed. looked: found without either.
  cause      text NOT NULL CHECK (cause IN ('event', 'half', 'gone', 'exception_over', 'looked')),
  event_id   uuid,
  action     text,
  actor_kind text,
  actor_id   uuid,
  PRIMARY KEY (clinic_id, id),
  CHECK ((cause = 'event') = (event_id IS NOT NULL AND action IS NOT NULL AND actor_kind IS NOT NULL))
);
CREATE INDEX score_change__at ON score_change (clinic_id, at);
GRANT SELECT, INSERT, UPDATE ON score_state TO __app__;
GRANT SELECT, INSERT ON score_change TO __app__;
SELECT keep_to_clinic(ARRAY['log_follower', 'score_state', 'score_change']);

-- ── law ─────────────────────────────────────────────────────────────────────────────────────────────────────
-- What the clinic's country leaves open: of which states it is and its patients are, whether it works for the NHS.
CREATE TABLE clinic_law (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  revision   integer NOT NULL,
  states     text[] NOT NULL DEFAULT '{}',
  nhs        boolean,
  changed_at timestamptz NOT NULL,
  changed_by uuid NOT NULL REFERENCES person,
  PRIMARY KEY (clinic_id)
);
GRANT SELECT, INSERT, UPDATE ON clinic_law TO __app__;
SELECT keep_to_clinic(ARRAY['clinic_law']);

-- ── the checklist looks through itself, each night ─────────────────────────────────────────────────────────
CREATE TABLE self_check (
  clinic_id  uuid PRIMARY KEY REFERENCES clinic,
  checked_at timestamptz NOT NULL,
  -- [{kind, step, values, since}]: what was found, and since which night.
  findings   jsonb NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON self_check TO __app__;
SELECT keep_to_clinic(ARRAY['self_check']);
-- ── the proof folder, and who outside may read it ───────────────────────────────────────────────────────────
CREATE TABLE proof_folder (
  clinic_id    uuid NOT NULL REFERENCES clinic,
  id           uuid NOT NULL,
  made_at      timestamptz NOT NULL,
  made_by      uuid NOT NULL REFERENCES person,
  -- SHA-256 of what it says, without when it was made: the same for two folders that say the same.
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  bytes        integer NOT NULL CHECK (bytes BETWEEN 1 AND 26214400),
  -- The folder itself; taken away when nobody may read it any more.
  zip          bytea,
  -- What a reader is shown of it, as JSON.
  shown        bytea,
  PRIMARY KEY (clinic_id, id)
);
CREATE TABLE reader_link (
  clinic_id      uuid NOT NULL REFERENCES clinic,
  id             uuid NOT NULL,
  folder_id      uuid NOT NULL,
  token_hash     bytea NOT NULL UNIQUE,
  -- Whom it was given to, in the giver's words.
  name           text NOT NULL,
  made_at        timestamptz NOT NULL,
  made_by        uuid NOT NULL REFERENCES person,
  ends_at        timestamptz NOT NULL,
  ended_at       timestamptz,
  views          integer NOT NULL DEFAULT 0,
  last_viewed_at timestamptz,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, folder_id) REFERENCES proof_folder,
  CHECK (ends_at > made_at)
);
GRANT SELECT, INSERT, UPDATE ON proof_folder, reader_link TO __app__;
SELECT keep_to_clinic(ARRAY['proof_folder', 'reader_link']);

-- ── beyond the ten ──────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE beyond_statement (
  clinic_id    uuid NOT NULL REFERENCES clinic,
  id           uuid NOT NULL,
  item         text NOT NULL CHECK (item IN ('backups', 'restore', 'updates', 'encryption', 'antivirus', 'remote_access',
                                             'guest_wifi', 'risk_analysis', 'insurance')),
  kept         text NOT NULL CHECK (kept IN ('yes', 'partly', 'no', 'none')),
  -- When it was done last, or when it ends.
  day          text CHECK (day ~ '^\d{4}-\d\d-\d\d$'),
  note         text NOT NULL,
  file_id      uuid,
  person_id    uuid NOT NULL REFERENCES person,
  stated_at    timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, file_id) REFERENCES file
);
CREATE UNIQUE INDEX beyond_statement__one_an_item ON beyond_statement (clinic_id, item) WHERE withdrawn_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON beyond_statement TO __app__;
SELECT keep_to_clinic(ARRAY['beyond_statement']);

-- ── something looks wrong ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE concern (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  id          uuid NOT NULL,
  -- Made by the page: the same note sent twice is one.
  key         uuid NOT NULL,
  person_id   uuid NOT NULL REFERENCES person,
  note        text NOT NULL,
  page        text NOT NULL,
  reported_at timestamptz NOT NULL,
  looked_at   timestamptz,
  looked_by   uuid REFERENCES person,
  closed_at   timestamptz,
  closed_by   uuid REFERENCES person,
  outcome     text,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, person_id, key),
  CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX concern__open ON concern (clinic_id, reported_at) WHERE closed_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON concern TO __app__;
SELECT keep_to_clinic(ARRAY['concern']);

DROP FUNCTION keep_to_clinic;
