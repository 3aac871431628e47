-- The door: passkeys, recovery, mail by SMTP, and the first answers of the incident plan.

-- ── passkeys ─────────────────────────────────────────────────────────────────────────────────────────────
-- The name under which passkeys are made (WebAuthn: relying party id), kept from the first run on.
ALTER TABLE installation ADD COLUMN rp_id text;
GRANT UPDATE (rp_id) ON installation TO __app__;

-- 64 random bytes that stand for the person towards authenticators; never a name or an address (WebAuthn L3 §14.6.1).
ALTER TABLE person ADD COLUMN user_handle bytea UNIQUE CHECK (octet_length(user_handle) = 64);

CREATE TABLE passkey (
  id              uuid PRIMARY KEY,
  person_id       uuid NOT NULL REFERENCES person,
  credential_id   bytea NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 16 AND 1023),
  public_key      bytea NOT NULL,           -- COSE
  sign_count      bigint NOT NULL,
  transports      text NOT NULL,            -- with commas between
  aaguid          uuid NOT NULL,
  backup_eligible boolean NOT NULL,         -- never changes (WebAuthn L3 §6.1.3)
  backed_up       boolean NOT NULL,
  rp_id           text NOT NULL,
  -- Given by the person; null: the name of its provider.
  name            text,
  added_at        timestamptz NOT NULL,
  last_used_at    timestamptz
);
CREATE INDEX passkey__person ON passkey (person_id);

-- The passkey that proved the session last: what it opened ends with it.
ALTER TABLE session ADD COLUMN passkey_id uuid;

-- Challenges are signed, not stored; one that was answered is kept until it would be over, so that it is answered once.
CREATE TABLE challenge_used (
  challenge_hash bytea PRIMARY KEY,
  ends_at        timestamptz NOT NULL
);
CREATE INDEX challenge_used__ends ON challenge_used (ends_at);

-- ── links that work once ─────────────────────────────────────────────────────────────────────────────────
CREATE TABLE one_time_link (
  token_hash bytea PRIMARY KEY,
  purpose    text NOT NULL CHECK (purpose IN ('owner.recover')),
  person_id  uuid NOT NULL REFERENCES person,
  made_at    timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX one_time_link__person ON one_time_link (person_id);

-- ── mail by SMTP ─────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE mail_server (
  clinic_id    uuid PRIMARY KEY REFERENCES clinic,
  provider     text NOT NULL,
  host         text NOT NULL,
  port         integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  security     text NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
  username     text NOT NULL,               -- empty: no sign-in is wanted
  password     bytea,                       -- sealed with the server key; null: none is wanted
  from_address text NOT NULL,
  -- false: no longer, mail goes as if there were none. Never deleted, so that a revision is never given twice.
  in_use       boolean NOT NULL,
  changed_at   timestamptz NOT NULL,
  changed_by   uuid NOT NULL REFERENCES person,
  revision     integer NOT NULL DEFAULT 1
);

-- How the last try of a clinic's mail went, by the way it took: what the screens that need mail say.
CREATE TABLE mail_health (
  clinic_id   uuid PRIMARY KEY REFERENCES clinic,
  way         text NOT NULL CHECK (way IN ('own', 'preset', 'outbox')),
  tried_at    timestamptz NOT NULL,
  reason      text NOT NULL,                -- 'sent', or why not
  smtp_status integer,
  line        text NOT NULL                 -- the server's own, for the IT person; may be empty
);

ALTER TABLE mail ADD COLUMN attempts integer NOT NULL DEFAULT 0, ADD COLUMN given_up_at timestamptz;
CREATE INDEX mail__waiting ON mail (created_at) WHERE sent_at IS NULL;
CREATE INDEX mail__person ON mail (clinic_id, person_id, created_at);
CREATE TABLE mail_attempt (
  clinic_id   uuid NOT NULL REFERENCES clinic,
  mail_id     uuid NOT NULL,
  number      integer NOT NULL,
  at          timestamptz NOT NULL,
  -- deferred: the server asks to try again (4yz). refused: it never will take it (5yz). failed: no answer, or none to trust.
  outcome     text NOT NULL CHECK (outcome IN ('sent', 'deferred', 'refused', 'failed')),
  reason      text NOT NULL,
  smtp_status integer,
  server      text NOT NULL,                -- host:port, or 'outbox'
  PRIMARY KEY (clinic_id, mail_id, number),
  FOREIGN KEY (clinic_id, mail_id) REFERENCES mail
);

-- ── the incident plan: what was answered at the first run ────────────────────────────────────────────────
CREATE TABLE plan_answers (
  clinic_id     uuid PRIMARY KEY REFERENCES clinic,
  leader        text NOT NULL,
  deputy        text NOT NULL,
  it_help       text NOT NULL,
  insurer       text NOT NULL,
  policy_number text NOT NULL,
  meeting_place text NOT NULL,
  spokesperson  text NOT NULL,
  on_paper      text NOT NULL,
  restorer      text NOT NULL,
  changed_at    timestamptz NOT NULL,
  changed_by    uuid NOT NULL REFERENCES person,
  revision      integer NOT NULL DEFAULT 1
);

-- ── rights and row-level security ────────────────────────────────────────────────────────────────────────
GRANT SELECT, INSERT, UPDATE, DELETE ON passkey TO __app__;
GRANT SELECT, INSERT, UPDATE ON mail_server, mail_health TO __app__;
GRANT SELECT, INSERT ON challenge_used, mail_attempt TO __app__;
GRANT SELECT, INSERT, UPDATE ON one_time_link, plan_answers TO __app__;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['mail_server', 'mail_health', 'mail_attempt', 'plan_answers'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_clinic ON %I TO __app__ USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic())', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['passkey', 'one_time_link'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_person ON %I TO __app__ USING (person_id = current_person()) WITH CHECK (person_id = current_person())', name);
  END LOOP;
END $$;
