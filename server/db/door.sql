-- What may be read before a clinic is known: one function a question, run with the owner's rights, each
-- answering by a hash or an exact address only. Applied anew whenever this file changes.

-- What is no longer here, or answers in another form, goes first: the whole file is one transaction.
DO $$
DECLARE old regprocedure;
BEGIN
  FOR old IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND (proname LIKE 'door\_%' OR proname = 'enqueue') LOOP
    EXECUTE format('DROP FUNCTION %s', old);
  END LOOP;
END $$;

-- A passkey made under another name of Enamel proves nobody here any more: only those of the present one count. Nor does
-- one whose person was never verified with it.

-- Passkeys under another name of Enamel, and whether unused backup codes stand in for them: codes, none; null: no such passkey.
-- Asked with the caller's rights, and put into what asks.
CREATE OR REPLACE FUNCTION passkeys_elsewhere(who uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT FROM passkey k WHERE k.person_id = who AND k.verified_at IS NOT NULL AND k.rp_id <> (SELECT i.rp_id FROM installation i))
              THEN CASE WHEN EXISTS (SELECT FROM backup_code b WHERE b.person_id = who AND b.used_at IS NULL) THEN 'codes' ELSE 'none' END END
$$;

-- A signed-in device by the hash of its token (or of the token before, for requests that were under way). Asked on
-- every request: as one JSON value it costs a third less than as a table, here and where it is read.
CREATE OR REPLACE FUNCTION door_session(hash bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT to_json(found) FROM (
    SELECT s.id AS session_id, s.clinic_id, s.person_id, s.device_id, s.state, s.ended_why, s.token_hash <> hash AS former,
           s.former_ends_at, s.password_at, s.code_at, s.passkey_at, s.passkey_id, s.confirmed_until, s.started_at,
           s.last_activity_at, s.ends_at, s.vouched_at, s.device_class, s.device_name, s.break_glass_at,
           m.role, m.outsider, m.state AS membership_state, m.grace_ends_at, m.renew_factor_since, p.name AS person_name, e.address,
           EXISTS (SELECT FROM totp t WHERE t.person_id = s.person_id) AS has_totp,
           EXISTS (SELECT FROM passkey k WHERE k.person_id = s.person_id AND k.verified_at IS NOT NULL AND k.rp_id = (SELECT i.rp_id FROM installation i)) AS has_passkey,
           passkeys_elsewhere(s.person_id) AS passkeys_elsewhere,
           c.name AS clinic_name, c.country, c.zone, c.locale, c.two_factor,
           CASE WHEN r.two_factors THEN r.two_factors_from END AS two_factors_from,
           CASE WHEN r.passkey THEN r.passkey_from END AS passkey_from,
           (SELECT w.known_at FROM password w WHERE w.person_id = s.person_id) AS password_known_at,
           idle_minutes_of(s.device_class, c.idle_minutes, c.own_idle_minutes, c.shared_idle_minutes) AS idle_minutes,
           CASE WHEN c.allow_list_on THEN c.allowed_networks END AS allowed_networks, c.break_glass,
           EXISTS (SELECT FROM mail_server v WHERE v.clinic_id = s.clinic_id AND v.in_use) AS has_mail_server,
           h.way AS mail_way, h.reason AS mail_reason
      FROM session s
      JOIN clinic c ON c.id = s.clinic_id
      JOIN person p ON p.id = s.person_id
      LEFT JOIN membership m ON m.clinic_id = s.clinic_id AND m.person_id = s.person_id
      LEFT JOIN role_rule r ON r.clinic_id = s.clinic_id AND r.role = m.role
      LEFT JOIN person_email e ON e.person_id = s.person_id AND e.signs_in
      LEFT JOIN mail_health h ON h.clinic_id = s.clinic_id
     WHERE s.token_hash = hash OR s.former_hash = hash) found
$$;

-- Somebody by the folded address they sign in with, with everything a sign-in decides by.
CREATE OR REPLACE FUNCTION door_person(folded_address text, from_device uuid) RETURNS TABLE (
  person_id uuid, name text, address text, password_hash text, has_totp boolean, has_passkey boolean, passkeys_elsewhere text, known_device boolean,
  clinics jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, p.name, e.address, w.hash,
         EXISTS (SELECT FROM totp t WHERE t.person_id = p.id),
         EXISTS (SELECT FROM passkey k WHERE k.person_id = p.id AND k.verified_at IS NOT NULL AND k.rp_id = (SELECT i.rp_id FROM installation i)),
         passkeys_elsewhere(p.id),
         -- By the password alone only while there was nothing else: a stolen one makes no device known.
         EXISTS (SELECT FROM known_device d WHERE d.person_id = p.id AND d.device_id = from_device AND d.forgotten_at IS NULL
                   AND (d.proven OR NOT EXISTS (SELECT FROM totp t WHERE t.person_id = p.id UNION ALL
                                                SELECT FROM passkey k WHERE k.person_id = p.id AND k.verified_at IS NOT NULL))),
         coalesce((SELECT jsonb_agg(jsonb_build_object('clinicId', m.clinic_id, 'role', m.role, 'state', m.state,
                            'absoluteHours', c.absolute_hours)
                            -- At a shared computer somebody of several clinics enters the one it belongs to.
                            ORDER BY EXISTS (SELECT FROM shared_computer h WHERE h.device_id = from_device AND h.clinic_id = m.clinic_id
                                                AND h.ended_at IS NULL) DESC, m.joined_at)
                     FROM membership m JOIN clinic c ON c.id = m.clinic_id
                    WHERE m.person_id = p.id AND c.state = 'active'), '[]')
    FROM person_email e
    JOIN person p ON p.id = e.person_id
    LEFT JOIN password w ON w.person_id = p.id
   WHERE e.folded = folded_address AND e.signs_in
$$;

-- The clinics somebody may enter now, the one they entered last at this browser first, else the one they joined first. A
-- shared computer belongs to one clinic: whoever is of it enters that one there.
CREATE OR REPLACE FUNCTION door_own_clinics(who uuid, from_device uuid) RETURNS TABLE (clinic_id uuid, name text, absolute_hours integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH own AS (
    SELECT c.id, c.name, c.absolute_hours, m.joined_at,
           EXISTS (SELECT FROM shared_computer h WHERE h.device_id = from_device AND h.clinic_id = c.id AND h.ended_at IS NULL) AS belongs,
           (SELECT max(s.id::text) FROM session s WHERE s.person_id = who AND s.device_id = from_device AND s.clinic_id = c.id) AS last_here
      FROM membership m JOIN clinic c ON c.id = m.clinic_id AND c.state = 'active'
     WHERE m.person_id = who AND m.state = 'active' AND who = current_person())
  SELECT id, name, absolute_hours FROM own
   WHERE belongs OR NOT EXISTS (SELECT FROM own o WHERE o.belongs)
   ORDER BY last_here DESC NULLS LAST, joined_at, id
$$;

-- A passkey by its credential id, and whose it is. Public keys only.
CREATE OR REPLACE FUNCTION door_credential(credential bytea) RETURNS TABLE (
  passkey_id uuid, person_id uuid, folded_address text, user_handle bytea, public_key bytea, sign_count bigint,
  transports text, backup_eligible boolean, backed_up boolean, rp_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.id, p.id, e.folded, p.user_handle, k.public_key, k.sign_count, k.transports, k.backup_eligible, k.backed_up, k.rp_id
    FROM passkey k JOIN person p ON p.id = k.person_id JOIN person_email e ON e.person_id = p.id AND e.signs_in
   WHERE k.credential_id = credential
$$;

-- A link that works once, by the hash of its token, and whose it is.
CREATE OR REPLACE FUNCTION door_link(hash bytea, wanted text) RETURNS TABLE (
  person_id uuid, name text, folded_address text, ends_at timestamptz, used_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, p.name, e.folded, l.ends_at, l.used_at
    FROM one_time_link l JOIN person p ON p.id = l.person_id JOIN person_email e ON e.person_id = p.id AND e.signs_in
   WHERE l.token_hash = hash AND l.purpose = wanted
$$;

-- A link for somebody without an account, by the hash of its token: what it shows, while its clinic is open.
CREATE OR REPLACE FUNCTION door_task_link(hash bytea, at timestamptz) RETURNS TABLE (
  clinic_id uuid, id uuid, purpose text, subject_id uuid, name text, clinic_name text, zone text, locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.clinic_id, l.id, l.purpose, l.subject_id, l.name, c.name, c.zone, c.locale
    FROM task_link l JOIN clinic c ON c.id = l.clinic_id AND c.state = 'active'
   WHERE l.token_hash = hash AND l.ended_at IS NULL AND l.ends_at > at
$$;

-- A reader's link by the hash of its token, whatever became of it: one that is over is on record in its clinic's log.
CREATE OR REPLACE FUNCTION door_reader_link(hash bytea) RETURNS TABLE (
  clinic_id uuid, id uuid, folder_id uuid, name text, ends_at timestamptz, ended_at timestamptz, clinic_name text, zone text,
  locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.clinic_id, l.id, l.folder_id, l.name, l.ends_at, l.ended_at, c.name, c.zone, c.locale
    FROM reader_link l JOIN clinic c ON c.id = l.clinic_id AND c.state = 'active'
   WHERE l.token_hash = hash
$$;

-- What nobody may read any more, of all clinics: folders made before then that no link leads to. How many.
CREATE OR REPLACE FUNCTION door_sweep_folders(at timestamptz, made_before timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH swept AS (
    UPDATE proof_folder f SET zip = NULL, shown = NULL
     WHERE f.zip IS NOT NULL AND f.made_at < made_before
       AND NOT EXISTS (SELECT FROM reader_link l WHERE l.clinic_id = f.clinic_id AND l.folder_id = f.id
                                                   AND l.ended_at IS NULL AND l.ends_at > at)
    RETURNING 1)
  SELECT count(*)::integer FROM swept
$$;

-- An invitation by the hash of its token, whatever became of it: its link says so.
CREATE OR REPLACE FUNCTION door_invitation(hash bytea) RETURNS TABLE (
  clinic_id uuid, id uuid, name text, address text, folded text, role text, ends_at timestamptz, accepted_at timestamptz,
  cancelled_at timestamptz, made_by uuid, made_by_name text, clinic_name text, zone text, locale text, absolute_hours integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.clinic_id, i.id, i.name, i.address, i.folded, i.role, i.ends_at, i.accepted_at, i.cancelled_at, i.made_by,
         (SELECT p.name FROM person p WHERE p.id = i.made_by), c.name, c.zone, c.locale, c.absolute_hours
    FROM invitation i JOIN clinic c ON c.id = i.clinic_id AND c.state = 'active'
   WHERE i.token_hash = hash
$$;

-- Every device a person was signed in on, in any clinic: what was counted against them there is forgotten at a recovery.
CREATE OR REPLACE FUNCTION door_devices(who uuid) RETURNS TABLE (device_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT s.device_id FROM session s WHERE s.person_id = who AND who = current_person()
$$;

-- The name on the door: known before anybody signs in where one clinic lives here, else nothing.
CREATE OR REPLACE FUNCTION door_sign() RETURNS TABLE (clinic_id uuid, name text, zone text, locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT min(id::text)::uuid, min(name), min(zone), min(locale) FROM clinic WHERE state = 'active' HAVING count(*) = 1
$$;

-- Whether everybody of a clinic is asked for two factors and the date is over: then a password is never all there is.
CREATE OR REPLACE FUNCTION door_two_factors_hold(clinic uuid, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM membership m LEFT JOIN role_rule r ON r.clinic_id = m.clinic_id AND r.role = m.role
     WHERE m.clinic_id = clinic AND m.state IN ('active', 'invited')
       AND NOT (coalesce(r.two_factors, false) AND r.two_factors_from <= at))
$$;

-- The rules a person must keep: the strictest of all their clinics. The least length follows NIST SP 800-63B-4 section
-- 3.1.1.2: 15 while a password may be the only factor, whatever was set when it was not; with two 12, or what is set.
-- `joining`: a clinic they are about to be of; `who` may be nobody yet.
CREATE OR REPLACE FUNCTION door_person_rules(who uuid, at timestamptz, joining uuid)
  RETURNS TABLE (min_length integer, history integer, mixed_case boolean, digit boolean, symbol boolean, range_service boolean,
                 known_at timestamptz, two_factor_required boolean, passkey_required boolean, clinic_names text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(max(CASE WHEN door_two_factors_hold(c.id, at) THEN coalesce(c.password_min_length, 12)
                           ELSE greatest(coalesce(c.password_min_length, 15), 15) END), 15),
         coalesce(max(c.password_history), 5), coalesce(bool_or(c.password_mixed_case), false),
         coalesce(bool_or(c.password_digit), false), coalesce(bool_or(c.password_symbol), false),
         coalesce(bool_or(c.range_service), false), (SELECT w.known_at FROM password w WHERE w.person_id = who),
         coalesce(bool_or(r.two_factors OR r.passkey), false), coalesce(bool_or(r.passkey), false), coalesce(array_agg(c.name), '{}')
    FROM (SELECT clinic_id, role FROM membership WHERE person_id = who AND state IN ('active', 'invited')
          UNION ALL SELECT joining, NULL WHERE joining IS NOT NULL) m
    JOIN clinic c ON c.id = m.clinic_id LEFT JOIN role_rule r ON r.clinic_id = m.clinic_id AND r.role = m.role
   WHERE c.state = 'active'
$$;

-- Every device a person is signed in on, in all clinics: a new password ends them all but one, a recovery (null) all. What was ended.
CREATE OR REPLACE FUNCTION door_end_other_sessions(who uuid, but uuid, why text, at timestamptz)
  RETURNS TABLE (clinic_id uuid, session_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE session s SET state = 'ended', ended_why = why, ended_at = at
   WHERE s.person_id = who AND s.id IS DISTINCT FROM but AND s.state <> 'ended' AND who = current_person() RETURNING s.clinic_id, s.id
$$;

-- Who of the transaction's clinic has a second factor and a password: that they are there, never what they are.
CREATE OR REPLACE FUNCTION door_factors() RETURNS TABLE (
  person_id uuid, name text, role text, has_totp boolean, passkeys integer, has_password boolean, compared boolean, known boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, p.name, m.role, EXISTS (SELECT FROM totp t WHERE t.person_id = p.id),
         (SELECT count(*)::integer FROM passkey k WHERE k.person_id = p.id AND k.verified_at IS NOT NULL
             AND k.rp_id = (SELECT i.rp_id FROM installation i)), w.hash IS NOT NULL, w.compared_at IS NOT NULL, w.known_at IS NOT NULL
    FROM membership m JOIN person p ON p.id = m.person_id LEFT JOIN password w ON w.person_id = p.id
   WHERE m.clinic_id = current_clinic() AND m.state = 'active' ORDER BY p.name
$$;

-- What each active person of the transaction's clinic proves themselves with: that it is there and how many, never what
-- it is. `elsewhere`: they belong to another clinic too, never to which; an invitation that nobody took up is none.
CREATE OR REPLACE FUNCTION door_protected() RETURNS TABLE (
  person_id uuid, has_totp boolean, passkeys integer, passkeys_of_all_names integer, backup_codes integer, has_password boolean,
  elsewhere boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.person_id, EXISTS (SELECT FROM totp t WHERE t.person_id = m.person_id), k.working, k.all_names,
         (SELECT count(*)::integer FROM backup_code b WHERE b.person_id = m.person_id AND b.used_at IS NULL),
         EXISTS (SELECT FROM password w WHERE w.person_id = m.person_id),
         EXISTS (SELECT FROM membership o WHERE o.person_id = m.person_id AND o.clinic_id <> m.clinic_id AND o.state IN ('active', 'disabled'))
    FROM membership m,
         LATERAL (SELECT count(*)::integer AS all_names, count(*) FILTER (WHERE p.rp_id = (SELECT i.rp_id FROM installation i))::integer AS working
                    FROM passkey p WHERE p.person_id = m.person_id) k
   WHERE m.clinic_id = current_clinic() AND m.state = 'active'
$$;

-- Whose PINs open shared computers of the transaction's clinic: since when, never what they are.
CREATE OR REPLACE FUNCTION door_pins() RETURNS TABLE (person_id uuid, name text, set_at timestamptz, closed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT n.person_id, p.name, n.set_at, n.closed_at FROM pin n JOIN person p ON p.id = n.person_id
   WHERE n.clinic_id = current_clinic() ORDER BY p.name, n.person_id
$$;

-- Whether a member of the present clinic belongs to another too, in whatever state: then what proves them is not this clinic's to take.
CREATE OR REPLACE FUNCTION door_elsewhere(who uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM membership m WHERE m.clinic_id = current_clinic() AND m.person_id = who)
     AND EXISTS (SELECT FROM membership o WHERE o.person_id = who AND o.clinic_id <> current_clinic() AND o.state IN ('active', 'disabled'))
$$;

-- Whether another clinic's lists, also of those who left, still name somebody of the clinic that is spoken for.
CREATE OR REPLACE FUNCTION door_listed_elsewhere(who uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM membership m WHERE m.clinic_id = current_clinic() AND m.person_id = who)
     AND EXISTS (SELECT FROM membership o WHERE o.person_id = who AND o.clinic_id <> current_clinic() AND o.deleted_at IS NULL)
$$;

-- Where else somebody is signed in with a passkey, in all clinics: it goes, and they go with it. What was ended.
CREATE OR REPLACE FUNCTION door_end_passkey_sessions(who uuid, passkey uuid, but uuid, why text, at timestamptz)
  RETURNS TABLE (clinic_id uuid, session_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE session s SET state = 'ended', ended_why = why, ended_at = at, former_hash = NULL, former_ends_at = NULL
   WHERE s.person_id = who AND s.passkey_id = passkey AND s.id <> but AND s.state <> 'ended' AND who = current_person()
  RETURNING s.clinic_id, s.id
$$;

-- How many passkeys were made under a name of Enamel: how many a change of it would leave unusable.
CREATE OR REPLACE FUNCTION door_passkeys_under(rp text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*) FROM passkey k WHERE k.rp_id = rp
$$;

-- A browser by the hash of its device cookie, and the shared computer it is.
CREATE OR REPLACE FUNCTION door_device(hash bytea) RETURNS TABLE (id uuid, clinic_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.id, s.clinic_id, s.name FROM device d
    LEFT JOIN shared_computer s ON s.device_id = d.id AND s.ended_at IS NULL WHERE d.token_hash = hash
$$;

-- Holds a browser until the change is through: signing in there, marking it and taking the mark away come one after
-- the other, so that none overlooks what the other writes.
CREATE OR REPLACE FUNCTION door_hold_device(held uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT FROM device WHERE id = held FOR NO KEY UPDATE
$$;

-- What the living sessions of a browser are, of every clinic and person: the one place that decides it. Another clinic's
-- shared computer is shared here too, and keeps its name to itself.
CREATE OR REPLACE FUNCTION door_judge_device(judged uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT door_hold_device(judged);
  UPDATE session s SET device_class = n.class, device_name = n.name
    FROM (SELECT l.clinic_id, l.id, CASE WHEN c.clinic_id = l.clinic_id THEN c.name END AS name,
                 CASE WHEN c.id IS NOT NULL OR o.device_id IS NOT NULL THEN 'shared' WHEN k.own THEN 'own' ELSE 'other' END AS class
            FROM session l
            LEFT JOIN shared_computer c ON c.device_id = l.device_id AND c.ended_at IS NULL
            LEFT JOIN shared_offer o ON o.clinic_id = l.clinic_id AND o.device_id = l.device_id AND o.answer IS NULL
            LEFT JOIN known_device k ON k.person_id = l.person_id AND k.device_id = l.device_id AND k.forgotten_at IS NULL
           WHERE l.device_id = judged AND l.state <> 'ended') n
   WHERE s.clinic_id = n.clinic_id AND s.id = n.id AND (s.device_class, s.device_name) IS DISTINCT FROM (n.class, n.name)
$$;

-- A second person within twelve hours, of whatever clinic: the transaction's clinic is asked whether it is a shared
-- computer, again when it was one, and after 90 days of being none. Whether a question was put.
CREATE OR REPLACE FUNCTION door_offer_shared(seen uuid, at timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT door_hold_device(seen);
  -- "Nobody else uses it" is over by whoever else does, however much later.
  UPDATE known_device SET own = false WHERE device_id = seen AND person_id <> current_person() AND own;
  WITH put AS (
    INSERT INTO shared_offer AS o (clinic_id, device_id, seen_at)
    SELECT current_clinic(), seen, at
     WHERE NOT EXISTS (SELECT FROM shared_computer c WHERE c.device_id = seen AND c.ended_at IS NULL)
       AND EXISTS (SELECT FROM session s WHERE s.device_id = seen AND s.person_id <> current_person()
                      AND (s.confirmed_until IS NOT NULL OR s.code_at IS NOT NULL OR s.passkey_at IS NOT NULL)
                      AND s.last_activity_at > at - interval '12 hours')
    ON CONFLICT (clinic_id, device_id) DO UPDATE SET seen_at = at, answer = NULL, answered_at = NULL, answered_by = NULL
     WHERE o.answer = 'shared' OR o.answered_at < at - interval '90 days'
    RETURNING 1)
  SELECT EXISTS (SELECT FROM put)
$$;

-- Ends the sessions of a browser that the transaction's clinic has, or had just now, as a shared computer: of all clinics
-- (whoever typed the code sits at it), or of this one. What was ended.
CREATE OR REPLACE FUNCTION door_end_device_sessions(ended uuid, everywhere boolean, why text, at timestamptz)
  RETURNS TABLE (clinic_id uuid, session_id uuid, person_id uuid, person_name text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE session s SET state = 'ended', ended_why = why, ended_at = at, former_hash = NULL, former_ends_at = NULL
    FROM person p
   WHERE p.id = s.person_id AND s.device_id = ended AND s.state <> 'ended' AND (everywhere OR s.clinic_id = current_clinic())
     AND EXISTS (SELECT FROM shared_computer c WHERE c.device_id = ended AND c.clinic_id = current_clinic())
  RETURNING s.clinic_id, s.id, s.person_id, p.name
$$;

-- A code for a shared computer by its hash, and whether whoever made it still may.
CREATE OR REPLACE FUNCTION door_shared_code(hash bytea) RETURNS TABLE (
  clinic_id uuid, id uuid, shared_computer_id uuid, name text, place text, made_by uuid, ends_at timestamptz, used_at timestamptz,
  clinic_name text, made_by_name text, role text, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.clinic_id, k.id, k.shared_computer_id, k.name, k.place, k.made_by, k.ends_at, k.used_at, c.name, p.name, m.role, m.state
    FROM shared_computer_code k JOIN clinic c ON c.id = k.clinic_id AND c.state = 'active' JOIN person p ON p.id = k.made_by
    JOIN membership m ON m.clinic_id = k.clinic_id AND m.person_id = k.made_by
   WHERE k.code_hash = hash
$$;

-- Whether a browser serves several people, as far as anybody's clinic knows, and whether somebody else was at it in 90 days.
CREATE OR REPLACE FUNCTION door_device_use(used uuid, at timestamptz) RETURNS TABLE (shared boolean, others boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM shared_computer c WHERE c.device_id = used AND c.ended_at IS NULL)
         OR EXISTS (SELECT FROM shared_offer o WHERE o.device_id = used AND o.answer IS NULL),
         EXISTS (SELECT FROM known_device k WHERE k.device_id = used AND k.person_id <> current_person()
                    AND k.forgotten_at IS NULL AND k.last_at > at - interval '90 days')
$$;

-- The browsers of the clinic's people: those they were signed in with in this clinic.
CREATE OR REPLACE FUNCTION door_known_devices() RETURNS TABLE (
  person_id uuid, person_name text, role text, device_id uuid, name text, browser text, system text, known_at timestamptz,
  last_at timestamptz, own boolean, proven boolean, computer text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, p.name, m.role, d.id, k.name, d.browser, d.system, k.known_at, s.last_at, k.own, k.proven,
         (SELECT c.name FROM shared_computer c WHERE c.clinic_id = m.clinic_id AND c.device_id = d.id AND c.ended_at IS NULL)
    FROM membership m JOIN person p ON p.id = m.person_id
    JOIN known_device k ON k.person_id = m.person_id AND k.forgotten_at IS NULL JOIN device d ON d.id = k.device_id
    JOIN LATERAL (SELECT max(l.last_activity_at) AS last_at FROM session l
                   WHERE l.clinic_id = m.clinic_id AND l.person_id = m.person_id AND l.device_id = d.id) s ON s.last_at IS NOT NULL
   WHERE m.clinic_id = current_clinic() AND m.state = 'active'
   ORDER BY p.name, s.last_at DESC
$$;

-- Takes a browser off the list of a member of the transaction's clinic who was signed in with it there. Whether there was one.
CREATE OR REPLACE FUNCTION door_forget_device(who uuid, forgotten uuid, at timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    UPDATE known_device k SET forgotten_at = at, own = false
     WHERE k.person_id = who AND k.device_id = forgotten AND k.forgotten_at IS NULL
       AND EXISTS (SELECT FROM membership m WHERE m.clinic_id = current_clinic() AND m.person_id = who)
       AND EXISTS (SELECT FROM session s WHERE s.clinic_id = current_clinic() AND s.person_id = who AND s.device_id = forgotten)
    RETURNING 1)
  SELECT EXISTS (SELECT FROM gone)
$$;

-- Ends what a person has open at one of their browsers, in all clinics. What was ended.
CREATE OR REPLACE FUNCTION door_end_own_device_sessions(who uuid, ended uuid, at timestamptz)
  RETURNS TABLE (clinic_id uuid, session_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE session s SET state = 'ended', ended_why = 'device_forgotten', ended_at = at, former_hash = NULL, former_ends_at = NULL
   WHERE s.person_id = who AND s.device_id = ended AND s.state <> 'ended' AND who = current_person()
  RETURNING s.clinic_id, s.id
$$;

-- A shared computer by the hash of its device cookie: what its lock screen needs before anybody is known there.
CREATE OR REPLACE FUNCTION door_shared_computer(hash bytea) RETURNS TABLE (
  clinic_id uuid, id uuid, device_id uuid, name text, place text, clinic_name text, zone text, locale text, lock_names text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.clinic_id, s.id, s.device_id, s.name, s.place, c.name, c.zone, c.locale, c.lock_names
    FROM device d JOIN shared_computer s ON s.device_id = d.id AND s.ended_at IS NULL
    JOIN clinic c ON c.id = s.clinic_id AND c.state = 'active'
   WHERE d.token_hash = hash
$$;

-- Who may unlock a shared computer of the transaction's clinic now: of the shift, not over, five wrong tries not reached,
-- still with the clinic. By what each could, never what it is.
CREATE OR REPLACE FUNCTION door_roster(computer uuid, at timestamptz) RETURNS TABLE (
  person_id uuid, session_id uuid, device_id uuid, name text, address text, state text, has_passkey boolean, has_pin boolean,
  joined_at timestamptz, ends_at timestamptz, last_activity_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.person_id, e.session_id, s.device_id, p.name, a.address,
         CASE WHEN s.state = 'locked' OR session_over_at(s, k) <= at THEN 'locked' ELSE 'open' END,
         EXISTS (SELECT FROM passkey y WHERE y.person_id = e.person_id AND y.rp_id = (SELECT i.rp_id FROM installation i)),
         EXISTS (SELECT FROM pin n WHERE n.clinic_id = e.clinic_id AND n.person_id = e.person_id AND n.closed_at IS NULL AND n.tries < 10),
         e.joined_at, least(e.ends_at, s.ends_at), s.last_activity_at
    FROM shift_entry e
    JOIN shared_computer c ON c.clinic_id = e.clinic_id AND c.id = e.shared_computer_id AND c.ended_at IS NULL
    JOIN clinic k ON k.id = e.clinic_id AND k.state = 'active'
    JOIN session s ON s.clinic_id = e.clinic_id AND s.id = e.session_id AND s.person_id = e.person_id AND s.device_id = c.device_id
    JOIN membership m ON m.clinic_id = e.clinic_id AND m.person_id = e.person_id AND m.state = 'active'
    JOIN person p ON p.id = e.person_id
    JOIN person_email a ON a.person_id = e.person_id AND a.signs_in
   WHERE e.clinic_id = current_clinic() AND e.shared_computer_id = computer
     AND e.ended_at IS NULL AND e.ends_at > at AND e.tries < 5 AND s.state IN ('full', 'locked') AND s.ends_at > at
   ORDER BY s.last_activity_at DESC, e.person_id LIMIT 20
$$;

-- What people had typed on shared computers and elsewhere, and did not come back to within a day.
CREATE OR REPLACE FUNCTION door_sweep_drafts(at timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (DELETE FROM draft WHERE ends_at <= at RETURNING 1) SELECT count(*)::integer FROM gone
$$;

-- A job for the queue, inside the caller's transaction. Ids only, never personal data. The same key twice is one job.
CREATE OR REPLACE FUNCTION enqueue(task text, payload json, key text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT FROM graphile_worker.add_job(task, payload, job_key => key)
$$;

-- Every clinic that works here, for what is done once a day for each.
CREATE OR REPLACE FUNCTION door_active_clinics() RETURNS TABLE (clinic_id uuid, zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.zone FROM clinic c WHERE c.state = 'active' ORDER BY c.id
$$;

-- Every clinic, open or closed, and the installation: whoever may have a log.
CREATE OR REPLACE FUNCTION door_logs() RETURNS TABLE (clinic_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT '00000000-0000-0000-0000-000000000000'::uuid UNION SELECT c.id FROM clinic c ORDER BY 1
$$;

-- Logs opened before this moment, and those once checked whose head may be gone, that nobody has checked since it.
CREATE OR REPLACE FUNCTION door_logs_unchecked(since timestamptz) RETURNS TABLE (clinic_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.clinic_id FROM (SELECT h.clinic_id FROM head h WHERE h.opened_at < since UNION SELECT c.clinic_id FROM log_check c) l
   WHERE NOT EXISTS (SELECT FROM log_check c WHERE c.clinic_id = l.clinic_id AND c.checked_at >= since) ORDER BY 1
$$;

-- Those of them for which nothing of this kind stands in the calendar.
CREATE OR REPLACE FUNCTION door_clinics_without_due(wanted text) RETURNS TABLE (clinic_id uuid, zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.zone FROM clinic c
   WHERE c.state = 'active' AND NOT EXISTS (SELECT FROM due d WHERE d.clinic_id = c.id AND d.kind = wanted) ORDER BY c.id
$$;

-- Puts this into the calendar of every clinic that is open, and of the installation; where it stands already it is left alone.
CREATE OR REPLACE FUNCTION door_order_for_all(kind text, key text, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO due (clinic_id, kind, key, at)
  SELECT c.id, door_order_for_all.kind, door_order_for_all.key, door_order_for_all.at FROM clinic c
   WHERE c.state IN ('installation', 'active') AND door_order_for_all.kind LIKE 'log.%' ON CONFLICT DO NOTHING
$$;

-- Whose calendar it is, by the hash of its link's token, while they work there.
CREATE OR REPLACE FUNCTION door_calendar(hash bytea) RETURNS TABLE (clinic_id uuid, person_id uuid, made_at timestamptz, last_read_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.clinic_id, l.person_id, l.made_at, l.last_read_at
    FROM calendar_link l
    JOIN membership m ON m.clinic_id = l.clinic_id AND m.person_id = l.person_id AND m.state = 'active'
    JOIN clinic c ON c.id = l.clinic_id AND c.state = 'active'
   WHERE l.token_hash = hash
$$;

-- Clinics with sessions that are over and that nobody came back to.
CREATE OR REPLACE FUNCTION door_clinics_with_over_sessions(at timestamptz) RETURNS TABLE (clinic_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT s.clinic_id FROM session s JOIN clinic c ON c.id = s.clinic_id
   WHERE s.state <> 'ended' AND session_over_at(s, c) <= at
$$;

-- Mails that were ordered before `since`, never sent and stand nowhere in the calendar: their jobs are added again (the same key is one job).
CREATE OR REPLACE FUNCTION door_order_lost_mail(since timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH ordered AS (
    SELECT graphile_worker.add_job('mail.deliver', json_build_object('clinicId', m.clinic_id, 'mailId', m.id), job_key => 'mail ' || m.id)
      FROM mail m WHERE m.sent_at IS NULL AND m.given_up_at IS NULL AND m.created_at < since
       AND NOT EXISTS (SELECT FROM due d WHERE d.clinic_id = m.clinic_id AND d.kind = 'mail.retry' AND d.key = m.id::text)
       -- Nor is one whose next try was handed to the queue just now, and waits there behind this very sweep.
       AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE j.payload ->> 'key' = m.id::text))
  SELECT count(*)::integer FROM ordered
$$;

-- Questions that nobody answered in time.
CREATE OR REPLACE FUNCTION door_sweep_challenges(at timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (DELETE FROM challenge WHERE ends_at < at - interval '1 day' RETURNING 1),
       answered AS (DELETE FROM challenge_used WHERE ends_at < at - interval '1 day' RETURNING 1),
       links AS (DELETE FROM one_time_link WHERE ends_at < at - interval '30 days' RETURNING 1),
       codes AS (DELETE FROM one_time_code WHERE ends_at < at - interval '30 days' RETURNING 1),
       -- A code that is over is not kept in clear in the mail that brought it.
       hidden AS (UPDATE mail SET "values" = jsonb_set("values", '{code}', '"–"')
                   WHERE template = 'enrolment_code' AND created_at < at - interval '1 hour' AND "values" ->> 'code' <> '–' RETURNING 1)
  SELECT (SELECT count(*)::integer FROM gone) + (SELECT count(*)::integer FROM answered)
$$;

-- What the metrics count over all clinics: numbers alone. `mail_seconds` is how long the oldest mail waits.
CREATE OR REPLACE FUNCTION door_figures(at timestamptz) RETURNS TABLE (
  jobs_waiting integer, jobs_failed integer, mails_waiting integer, mail_seconds double precision, sessions_alive integer,
  log_waiting integer, log_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (SELECT count(*)::integer FROM graphile_worker.jobs WHERE attempts < max_attempts),
         (SELECT count(*)::integer FROM graphile_worker.jobs WHERE attempts >= max_attempts AND locked_at IS NULL),
         m.waiting, m.seconds,
         (SELECT count(*)::integer FROM session s JOIN clinic c ON c.id = s.clinic_id
           WHERE s.state NOT IN ('ended', 'locked') AND session_over_at(s, c) > at),
         (SELECT count(*)::integer FROM (SELECT FROM outbox LIMIT 1000000) o),
         -- An id begins with the millisecond in which the event was received.
         coalesce((SELECT greatest(extract(epoch FROM door_figures.at) - ('x' || translate(left(o.event_id::text, 13), '-', ''))::bit(48)::bigint / 1000.0, 0)
                     FROM outbox o ORDER BY o.seq LIMIT 1), 0)::double precision
    FROM (SELECT count(*)::integer AS waiting, coalesce(greatest(extract(epoch FROM at - min(created_at)), 0), 0)::double precision AS seconds
            FROM mail WHERE sent_at IS NULL AND given_up_at IS NULL) m
$$;

DO $$
DECLARE door regprocedure;
BEGIN
  FOR door IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND (proname LIKE 'door\_%' OR proname = 'enqueue') LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', door);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO __app__', door);
  END LOOP;
END $$;
