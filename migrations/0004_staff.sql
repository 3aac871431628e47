-- Staff: places of the clinic, invitations, how somebody came and goes, what they know and have, and reviews of it all.

-- ── the clinic's places ──────────────────────────────────────────────────────────────────────────────────
CREATE TABLE location (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  name       text NOT NULL,
  address    text NOT NULL DEFAULT '',
  closed_at  timestamptz,
  revision   integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX location__name ON location (clinic_id, lower(name)) WHERE closed_at IS NULL;

-- ── people in a clinic ───────────────────────────────────────────────────────────────────────────────────
ALTER TABLE membership
  -- Access ends by itself at that time; null: it has no end.
  ADD COLUMN access_ends_at  timestamptz,
  -- Not of the team: what they are here for.
  ADD COLUMN outsider        text CHECK (outsider IN ('it', 'locum', 'accountant', 'other')),
  ADD COLUMN manager_id      uuid,
  ADD COLUMN role_since      timestamptz,
  ADD COLUMN disabled_at     timestamptz,
  ADD COLUMN disabled_by     uuid REFERENCES person,
  -- hand: an Owner, Admin or HR Manager. end_date, leaver and review: what the rows of those say.
  ADD COLUMN disabled_how    text CHECK (disabled_how IN ('hand', 'end_date', 'leaver', 'review')),
  ADD COLUMN disabled_reason text,
  -- Account and name in lists are gone; the log keeps who acted.
  ADD COLUMN deleted_at      timestamptz,
  ADD COLUMN deleted_by      uuid REFERENCES person,
  ADD FOREIGN KEY (clinic_id, manager_id) REFERENCES membership;
UPDATE membership SET role_since = joined_at;
ALTER TABLE membership ALTER COLUMN role_since SET NOT NULL;

-- Whoever writes when somebody's access ends, it ends then, and is told a week before: no path can forget the calendar.
CREATE FUNCTION keep_access_end() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM due WHERE clinic_id = NEW.clinic_id AND key = NEW.person_id::text
                    AND kind IN ('staff.access_ends', 'staff.access_ends_soon');
  IF NEW.state = 'active' AND NEW.access_ends_at IS NOT NULL THEN
    INSERT INTO due (clinic_id, kind, key, at) VALUES
      (NEW.clinic_id, 'staff.access_ends', NEW.person_id::text, NEW.access_ends_at),
      (NEW.clinic_id, 'staff.access_ends_soon', NEW.person_id::text, NEW.access_ends_at - interval '7 days');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_access_end_of_new AFTER INSERT ON membership
  FOR EACH ROW WHEN (NEW.access_ends_at IS NOT NULL) EXECUTE FUNCTION keep_access_end();
CREATE TRIGGER keep_access_end AFTER UPDATE OF access_ends_at, state ON membership
  FOR EACH ROW WHEN (OLD.access_ends_at IS DISTINCT FROM NEW.access_ends_at OR OLD.state <> NEW.state)
  EXECUTE FUNCTION keep_access_end();

-- Of one who works at some places only; without a row at all of them.
CREATE TABLE membership_location (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  person_id   uuid NOT NULL REFERENCES person,
  location_id uuid NOT NULL,
  PRIMARY KEY (clinic_id, person_id, location_id),
  FOREIGN KEY (clinic_id, person_id) REFERENCES membership,
  FOREIGN KEY (clinic_id, location_id) REFERENCES location
);

CREATE TABLE role_change (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  person_id  uuid NOT NULL REFERENCES person,
  from_role  text NOT NULL,
  to_role    text NOT NULL,
  reason     text NOT NULL,
  changed_by uuid REFERENCES person,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (clinic_id, id)
);
CREATE INDEX role_change__person ON role_change (clinic_id, person_id, changed_at);

-- Ownership is handed over when both have confirmed it.
CREATE TABLE handover (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  id          uuid NOT NULL,
  from_person uuid NOT NULL REFERENCES person,
  to_person   uuid NOT NULL REFERENCES person,
  -- What the giver is afterwards; OWNER: both are.
  giver_role  text NOT NULL,
  reason      text NOT NULL,
  offered_at  timestamptz NOT NULL,
  ends_at     timestamptz NOT NULL,
  answered_at timestamptz,
  answer      text CHECK (answer IN ('accepted', 'declined', 'withdrawn')),
  PRIMARY KEY (clinic_id, id),
  CHECK ((answered_at IS NULL) = (answer IS NULL)),
  CHECK (from_person <> to_person)
);
CREATE UNIQUE INDEX handover__one_open ON handover (clinic_id, from_person) WHERE answer IS NULL;

-- Backup codes of a clinic's only Owner, sealed and put away: stated by them.
CREATE TABLE owner_envelope (
  clinic_id uuid NOT NULL REFERENCES clinic,
  id        uuid NOT NULL,
  owner_id  uuid NOT NULL REFERENCES person,
  -- Where it lies, in their words.
  place     text NOT NULL,
  sealed_at timestamptz NOT NULL,
  ended_at  timestamptz,
  PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX owner_envelope__one ON owner_envelope (clinic_id, owner_id) WHERE ended_at IS NULL;

-- ── invitations ──────────────────────────────────────────────────────────────────────────────────────────
-- Somebody who was asked to join. Not a member, and no person of this clinic, until they accept: whether the address
-- belongs to somebody of another clinic is nobody's to know.
CREATE TABLE invitation (
  clinic_id      uuid NOT NULL REFERENCES clinic,
  id             uuid NOT NULL,
  name           text NOT NULL,
  address        text NOT NULL,
  folded         text NOT NULL,
  role           text NOT NULL CHECK (role IN ('OWNER', 'ADMIN', 'HR_MANAGER', 'DENTIST', 'HYGIENIST', 'THERAPIST',
                                               'NURSE', 'RECEPTIONIST', 'BILLING_STAFF', 'STAFF', 'VIEWER')),
  outsider       text CHECK (outsider IN ('it', 'locum', 'accountant', 'other')),
  access_ends_at timestamptz,
  manager_id     uuid,
  location_ids   uuid[] NOT NULL DEFAULT '{}',
  language       text,
  made_at        timestamptz NOT NULL,
  made_by        uuid NOT NULL REFERENCES person,
  -- The rows of one CSV file.
  batch_id       uuid,
  -- Of the newest link alone; null: none works.
  token_hash     bytea UNIQUE,
  sent_at        timestamptz NOT NULL,
  sent_times     integer NOT NULL DEFAULT 1,
  ends_at        timestamptz NOT NULL,
  accepted_at    timestamptz,
  accepted_by    uuid REFERENCES person,
  cancelled_at   timestamptz,
  cancelled_by   uuid REFERENCES person,
  revision       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, manager_id) REFERENCES membership
);
CREATE UNIQUE INDEX invitation__one_open ON invitation (clinic_id, folded) WHERE accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX invitation__made_by ON invitation (clinic_id, made_by);

-- Whoever joins by the link that was mailed to them sets up a second step without one proof more.
ALTER TABLE session DROP CONSTRAINT session_vouched_by_check,
  ADD CONSTRAINT session_vouched_by_check CHECK (vouched_by IN ('known_device', 'mail_code', 'beside_code', 'recovery_link', 'invitation'));

-- ── links for people without an account ──────────────────────────────────────────────────────────────────
-- Shows one thing alone and lets it be answered; revocable, the token is in the fragment and kept as a hash.
CREATE TABLE task_link (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  -- What it shows: items of a leaver run, a row of a review.
  purpose    text NOT NULL CHECK (purpose IN ('leaver.items', 'review.row')),
  subject_id uuid NOT NULL,
  -- Whom it was given to, in the giver's words.
  name       text NOT NULL,
  address    text,
  made_at    timestamptz NOT NULL,
  made_by    uuid NOT NULL REFERENCES person,
  ends_at    timestamptz NOT NULL,
  ended_at   timestamptz,
  last_used_at timestamptz,
  PRIMARY KEY (clinic_id, id)
);
CREATE INDEX task_link__subject ON task_link (clinic_id, purpose, subject_id);

-- ── mail to people without an account: who is invited, or has a link ─────────────────────────────────────
ALTER TABLE mail ALTER COLUMN person_id DROP NOT NULL;
CREATE UNIQUE INDEX mail__no_account ON mail (clinic_id, cause, address) WHERE person_id IS NULL;

-- ── systems we use, and who has an account ───────────────────────────────────────────────────────────────
CREATE TABLE system (
  clinic_id       uuid NOT NULL REFERENCES clinic,
  id              uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('practice', 'imaging', 'mail', 'bank', 'payments', 'payer_portal', 'prescribing',
                                                'remote_access', 'messaging', 'social', 'backup', 'other')),
  name            text NOT NULL,
  -- Each of the four is stated by somebody, some day; null: nobody said anything yet.
  -- Who runs it: somebody of the clinic, or an outside name.
  run_by          uuid REFERENCES person,
  run_by_name     text,
  run_said_by     uuid REFERENCES person,
  run_said_at     timestamptz,
  -- Null: not known.
  shared_sign_in  boolean,
  shared_said_by  uuid REFERENCES person,
  shared_said_at  timestamptz,
  -- all_but: everyone but those whose account says so.
  second_factor   text NOT NULL DEFAULT 'unknown' CHECK (second_factor IN ('all', 'all_but', 'none', 'unknown')),
  factor_said_by  uuid REFERENCES person,
  factor_said_at  timestamptz,
  agreement       text NOT NULL DEFAULT 'unknown' CHECK (agreement IN ('signed', 'not_signed', 'not_needed', 'unknown')),
  agreement_said_by uuid REFERENCES person,
  agreement_said_at timestamptz,
  note            text NOT NULL DEFAULT '',
  ended_at        timestamptz,
  revision        integer NOT NULL DEFAULT 1,
  created_at      timestamptz NOT NULL,
  created_by      uuid NOT NULL REFERENCES person,
  PRIMARY KEY (clinic_id, id),
  CHECK (run_by IS NULL OR run_by_name IS NULL)
);
CREATE UNIQUE INDEX system__name ON system (clinic_id, lower(name)) WHERE ended_at IS NULL;
CREATE TABLE system_account (
  clinic_id        uuid NOT NULL REFERENCES clinic,
  id               uuid NOT NULL,
  system_id        uuid NOT NULL,
  person_id        uuid NOT NULL REFERENCES person,
  login            text NOT NULL DEFAULT '',
  -- The exception of "all but these".
  no_second_factor boolean NOT NULL DEFAULT false,
  stated_by        uuid NOT NULL REFERENCES person,
  stated_at        timestamptz NOT NULL,
  ended_at         timestamptz,
  ended_by         uuid REFERENCES person,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, system_id) REFERENCES system
);
CREATE UNIQUE INDEX system_account__one ON system_account (clinic_id, system_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX system_account__person ON system_account (clinic_id, person_id);

-- ── shared secrets: who knows them, never what they are ──────────────────────────────────────────────────
CREATE TABLE shared_secret (
  clinic_id       uuid NOT NULL REFERENCES clinic,
  id              uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('alarm', 'wifi', 'door', 'safe', 'portal', 'router', 'cctv', 'desk_sign_in', 'other')),
  name            text NOT NULL,
  place           text NOT NULL DEFAULT '',
  -- Days of the clinic: 2026-11-16. Null: not known.
  last_changed_on text CHECK (last_changed_on ~ '^\d{4}-\d\d-\d\d$'),
  change_every_days integer CHECK (change_every_days BETWEEN 1 AND 3660),
  next_change_on  text CHECK (next_change_on ~ '^\d{4}-\d\d-\d\d$'),
  ended_at        timestamptz,
  revision        integer NOT NULL DEFAULT 1,
  created_at      timestamptz NOT NULL,
  created_by      uuid NOT NULL REFERENCES person,
  PRIMARY KEY (clinic_id, id)
);
CREATE TABLE shared_secret_knower (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  secret_id  uuid NOT NULL,
  person_id  uuid NOT NULL REFERENCES person,
  since      timestamptz NOT NULL,
  -- What they said themselves of the present one: that they know it, or that they do not.
  confirmed_at timestamptz,
  denied_at    timestamptz,
  PRIMARY KEY (clinic_id, secret_id, person_id),
  CHECK (confirmed_at IS NULL OR denied_at IS NULL),
  FOREIGN KEY (clinic_id, secret_id) REFERENCES shared_secret
);
CREATE INDEX shared_secret_knower__person ON shared_secret_knower (clinic_id, person_id);
-- A change of one: asked for because somebody who knows it leaves or is to know it no longer; and each that was made.
CREATE TABLE shared_secret_change (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  secret_id  uuid NOT NULL,
  -- Who is to know the new one no longer; null: the change itself, from which the others are told.
  leaver_id  uuid REFERENCES person,
  asked_at   timestamptz NOT NULL,
  -- The leaving was a mistake.
  withdrawn_at timestamptz,
  changed_at timestamptz,
  changed_by uuid REFERENCES person,
  note       text NOT NULL DEFAULT '',
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, secret_id) REFERENCES shared_secret
);
CREATE UNIQUE INDEX shared_secret_change__one_open ON shared_secret_change (clinic_id, secret_id, leaver_id)
  WHERE changed_at IS NULL AND withdrawn_at IS NULL;
-- Who has to be told the new one, ticked person by person.
CREATE TABLE shared_secret_telling (
  clinic_id uuid NOT NULL REFERENCES clinic,
  change_id uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES person,
  told_at   timestamptz,
  told_by   uuid REFERENCES person,
  PRIMARY KEY (clinic_id, change_id, person_id),
  FOREIGN KEY (clinic_id, change_id) REFERENCES shared_secret_change
);

-- ── leavers ──────────────────────────────────────────────────────────────────────────────────────────────
-- What a run begins with, by role; edited by the clinic.
CREATE TABLE leaver_list (
  clinic_id uuid NOT NULL REFERENCES clinic,
  id        uuid NOT NULL,
  -- practice, imaging, mail, money, payers, prescribing, secrets, things, remote, tell
  part      text NOT NULL,
  title     text NOT NULL,
  -- Empty: of every role.
  roles     text[] NOT NULL DEFAULT '{}',
  -- The 60 minutes count it.
  in_minutes boolean NOT NULL DEFAULT false,
  -- Days after the start by which it is to be done; 0: the same day.
  due_days  integer NOT NULL DEFAULT 0 CHECK (due_days BETWEEN 0 AND 365),
  position  integer NOT NULL,
  -- A kind of system: left out for whoever has an account of that kind on record, which is an item of its own.
  covers    text,
  ended_at  timestamptz,
  -- Of the whole list: each change writes it anew.
  revision  integer NOT NULL,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, revision, position)
);
CREATE TABLE leaver_run (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  id          uuid NOT NULL,
  person_id   uuid NOT NULL REFERENCES person,
  -- As they were when it began: the certificate says it also when the person is deleted.
  name        text NOT NULL,
  role        text NOT NULL,
  state       text NOT NULL CHECK (state IN ('planned', 'running', 'closed', 'undone', 'called_off')),
  -- When their work ended, and when the run is to begin.
  planned_for timestamptz NOT NULL,
  planned_at  timestamptz NOT NULL,
  planned_by  uuid NOT NULL REFERENCES person,
  note        text NOT NULL DEFAULT '',
  -- Who besides the Owners sees it before its hour.
  seen_by     uuid[] NOT NULL DEFAULT '{}',
  started_at  timestamptz,
  -- Null: by itself, at its hour.
  started_by  uuid REFERENCES person,
  -- The last of those the 60 minutes count.
  minutes_done_at timestamptz,
  closed_at   timestamptz,
  closed_by   uuid REFERENCES person,
  -- Why an Owner closed it with items open.
  closed_reason text,
  undone_at   timestamptz,
  undone_by   uuid REFERENCES person,
  undone_reason text,
  -- How they stood before, for an undo.
  was_active  boolean NOT NULL DEFAULT true,
  was_access_ends_at timestamptz,
  -- What the certificate says, and its SHA-256, which is in the log.
  certificate bytea,
  certificate_hash bytea,
  revision    integer NOT NULL DEFAULT 1,
  PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX leaver_run__one ON leaver_run (clinic_id, person_id) WHERE state = 'running';
-- Several may plan it, each without knowing of the others: a plan is seen by those it names.
CREATE INDEX leaver_run__planned ON leaver_run (clinic_id, person_id) WHERE state = 'planned';
CREATE TABLE leaver_item (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  run_id     uuid NOT NULL,
  position   integer NOT NULL,
  -- inside: Enamel does it. outside: somebody states it. heir: what was theirs wants a new name.
  kind       text NOT NULL CHECK (kind IN ('inside', 'outside', 'heir')),
  part       text NOT NULL,
  -- Inside and heir: the step's name in the register; outside: null.
  step       text,
  -- Heir: which one, as the step names it.
  key        text,
  title      text NOT NULL,
  in_minutes boolean NOT NULL,
  due_at     timestamptz NOT NULL,
  -- Who is asked to do it: a colleague, or by the link or on paper somebody without an account.
  asked      uuid REFERENCES person,
  asked_name text,
  asked_at   timestamptz,
  task_link_id uuid,
  state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'stated', 'not_applicable')),
  -- How many there were of what was ended here.
  count      integer,
  settled_at timestamptz,
  settled_by uuid REFERENCES person,
  settled_name text,
  note       text NOT NULL DEFAULT '',
  -- Heir: whose it is now.
  heir_id    uuid REFERENCES person,
  -- What it is about: a system, a shared secret.
  subject_id uuid,
  revision   integer NOT NULL DEFAULT 1,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, run_id) REFERENCES leaver_run,
  FOREIGN KEY (clinic_id, task_link_id) REFERENCES task_link,
  CHECK (state <> 'not_applicable' OR note <> ''),
  CHECK ((state = 'open') = (settled_at IS NULL))
);
CREATE INDEX leaver_item__run ON leaver_item (clinic_id, run_id, position);
CREATE INDEX leaver_item__asked ON leaver_item (clinic_id, asked) WHERE state = 'open';

-- ── the quarterly review ─────────────────────────────────────────────────────────────────────────────────
CREATE TABLE access_review (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  state      text NOT NULL CHECK (state IN ('open', 'closed', 'called_off')),
  started_at timestamptz NOT NULL,
  started_by uuid NOT NULL REFERENCES person,
  -- "Since the last review": its closing, or 92 days.
  since      timestamptz NOT NULL,
  -- SHA-256 of the frozen rows, as it is in the log.
  frozen_hash bytea NOT NULL,
  closed_at  timestamptz,
  closed_by  uuid REFERENCES person,
  -- Why it was called off: begun by mistake.
  reason     text NOT NULL DEFAULT '',
  -- The summary as it was signed, its SHA-256, which is in the log, and the signature.
  summary      bytea,
  summary_hash bytea,
  summary_signature bytea,
  revision   integer NOT NULL DEFAULT 1,
  PRIMARY KEY (clinic_id, id)
);
CREATE UNIQUE INDEX access_review__one_open ON access_review (clinic_id) WHERE state = 'open';
-- A list of users of another system, as it was given.
CREATE TABLE access_review_list (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  id          uuid NOT NULL,
  review_id   uuid NOT NULL,
  system_id   uuid,
  name        text NOT NULL,
  how         text NOT NULL CHECK (how IN ('csv', 'pasted', 'typed')),
  imported_at timestamptz NOT NULL,
  imported_by uuid NOT NULL REFERENCES person,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, review_id) REFERENCES access_review,
  FOREIGN KEY (clinic_id, system_id) REFERENCES system
);
CREATE TABLE access_review_row (
  clinic_id  uuid NOT NULL REFERENCES clinic,
  id         uuid NOT NULL,
  review_id  uuid NOT NULL,
  position   integer NOT NULL,
  -- A person's membership, or a grant of the register: invitation, pin, outsider, list_entry, and what comes later.
  kind       text NOT NULL,
  -- What it is about, in its own table; null: a line of a list.
  subject_id uuid,
  -- Whose it is; null: nobody of the clinic matches.
  person_id  uuid REFERENCES person,
  list_id    uuid,
  -- How a line of a list was matched.
  matched_by text CHECK (matched_by IN ('address', 'name', 'hand', 'none')),
  -- As it was when the review began: name, role, last sign-in, factors, end date …
  frozen     jsonb NOT NULL,
  flags      text[] NOT NULL DEFAULT '{}',
  decision   text CHECK (decision IN ('keep', 'change_role', 'disable', 'remove')),
  new_role   text,
  note       text NOT NULL DEFAULT '',
  decided_by uuid REFERENCES person,
  -- Of somebody without an account, by a link; or that the clinic has no second person, with the reason in the note.
  decided_name text,
  decided_how  text CHECK (decided_how IN ('self', 'link', 'no_second_person')),
  decided_at timestamptz,
  -- Asked before it is decided: the person, their manager, or an outsider by a link.
  asked      uuid REFERENCES person,
  asked_name text,
  asked_at   timestamptz,
  asked_by   uuid REFERENCES person,
  task_link_id uuid,
  -- Whether they say that it is still needed, and what for.
  needed     boolean,
  answer     text,
  answered_at timestamptz,
  -- Carried out here at once; outside when somebody stated it.
  carried_out_at timestamptz,
  stated_by  uuid REFERENCES person,
  checked_at timestamptz,
  revision   integer NOT NULL DEFAULT 1,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, review_id) REFERENCES access_review,
  FOREIGN KEY (clinic_id, list_id) REFERENCES access_review_list,
  FOREIGN KEY (clinic_id, task_link_id) REFERENCES task_link,
  CHECK ((decision IS NULL) = (decided_at IS NULL)),
  CHECK (decision IS NULL OR decision = 'keep' OR note <> ''),
  CHECK ((decision = 'change_role') = (new_role IS NOT NULL))
);
CREATE INDEX access_review_row__review ON access_review_row (clinic_id, review_id, position);
CREATE INDEX access_review_row__person ON access_review_row (clinic_id, person_id);

-- ── rights and row-level security ────────────────────────────────────────────────────────────────────────
GRANT SELECT, INSERT, UPDATE ON location, role_change, handover, owner_envelope, invitation, task_link, system, system_account, shared_secret,
  shared_secret_knower, shared_secret_change, shared_secret_telling, leaver_list, leaver_run, leaver_item, access_review,
  access_review_list, access_review_row TO __app__;
GRANT SELECT, INSERT, DELETE ON membership_location TO __app__;
GRANT DELETE ON shared_secret_knower, access_review_list, password TO __app__;
-- An address is free again once the account it belonged to is deleted.
GRANT DELETE ON person_email TO __app__;
CREATE POLICY removed_by_self ON person_email FOR DELETE TO __app__ USING (person_id = current_person());
GRANT DELETE ON shared_secret_knower, shared_secret_telling, access_review_list, password TO __app__;
-- The rows of a list that was given by mistake, while the review is open.
GRANT DELETE ON access_review_row TO __app__;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['location', 'membership_location', 'role_change', 'handover', 'owner_envelope', 'invitation', 'task_link', 'system',
                              'system_account', 'shared_secret', 'shared_secret_knower', 'shared_secret_change',
                              'shared_secret_telling', 'leaver_list', 'leaver_run', 'leaver_item', 'access_review',
                              'access_review_list', 'access_review_row'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_clinic ON %I TO __app__ USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic())', name);
  END LOOP;
END $$;
