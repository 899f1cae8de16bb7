/**
 * Who may see each table. The database's own catalogue says which tables there are; one that is not in this list fails
 * the test with its name, so that nobody forgets to think about it. A new table is one line here.
 */

/** Whose a row is: of one school behind row-level security, of the sign-in code, or of the owner alone. */
export type Wall = 'school' | 'signin' | 'owner'
export type Declared = { wall: Wall; readers: string }

/** A table of a school: no other school sees or changes it. `readers` says who inside the school gets to read it. */
const school = (readers: string): Declared => ({ wall: 'school', readers })
/** A table of the sign-in code: no school's transaction reaches it. */
const signin = (readers: string): Declared => ({ wall: 'signin', readers })
/** A table of whoever migrates the database. */
const owner = (readers: string): Declared => ({ wall: 'owner', readers })

export const TABLES: Record<string, Declared> = {
  'administration.migrations_done': owner('the start, to see which migrations were done'),

  'signin.accounts': signin('the account itself'),
  'signin.memberships': signin('the account itself; who keeps the list of people sees who has access'),
  'signin.sessions': signin('the account itself, as its list of devices'),
  'signin.push_devices': signin('nobody; the browser itself, as on or off'),
  'signin.links': signin('whoever holds the token'),
  'signin.refused_addresses': signin(
    'the account itself; who keeps the list of people, of the own people and of what the own mail met'
  ),
  'signin.attempts': signin('nobody; it is counted'),
  'signin.installation': signin('nobody; it is compared'),
  'signin.pairings': signin('the digiboard that shows the code'),
  'signin.half_sessions': signin('whoever holds the token, on the way to the second step'),
  'signin.second_steps': signin('nobody; the sealed secret is compared'),
  'signin.jobs': signin('nobody; the worker that does them'),
  'signin.recovery_codes': signin('nobody; they are compared'),
  'signin.trusts': signin('members of its schools, by name; the code is compared'),
  'signin.trust_schools': signin('the leaders of the schools of the trust, by name of the school'),
  'signin.trust_put_out': signin('the leaders of the school that was put out, by names of the trust and a school'),
  'signin.trust_answers': signin('nobody; summed over four schools or more'),
  'signin.trust_pools': signin('nobody; it is remembered what was shown together'),
  'signin.trust_pool_parts': signin('nobody; it is remembered what was shown together'),
  'signin.schools': signin('members of the school, by name; whoever runs the server'),

  'public.schools': school('everybody of the school'),
  'public.people': school('everybody of the school; the address only who keeps the list'),
  'public.units': school('everybody of the school'),
  'public.memberships': school('everybody of the school'),
  'public.roles': school('everybody of the school'),
  'public.audit_entries': school('who keeps the list of people; nobody changes it'),
  'public.imports': school('who keeps the list of people'),
  'public.import_changes': school('nobody: only undoing reads it, for a day, by who keeps the list of people'),
  'public.sites': school('everybody of the school; who keeps the list of people sets them'),
  'public.unit_thresholds': school('everybody of the school; who keeps the list of people sets them'),
  'public.boards': school('members of the unit and its digiboard'),
  'public.board_events': school('members of the unit and its digiboard'),
  'public.board_sessions': school('members of the unit and its digiboard'),
  'public.actions': school('members of the unit and its digiboard'),
  'public.goals': school('members of the unit and its digiboard'),
  'public.goal_measurements': school('members of the unit and its digiboard'),
  'public.successes': school('members of the unit and its digiboard'),
  'public.parked_items': school('members of the unit and its digiboard'),
  'public.check_ins': school('members of the unit and its digiboard'),
  'public.moods': school('members of the unit and its digiboard, until the next session'),
  'public.newcomer_paths': school('the newcomer, the buddy, and the members of the unit once they are asked'),
  'public.newcomer_answers': school('members of the unit that was asked'),
  'public.demonstration_eyes': school('everybody of the school; whoever looks around'),
  'public.programmes': school('everybody of the school; the school leader and coaches begin and end it'),
  'public.programme_team': school('everybody of the school'),
  'public.programme_decisions': school('everybody of the school'),
  'public.programme_tracks': school('everybody of the school'),
  'public.programme_evaluations': school(
    'the start team, or the members of the unit; others how many there are, and the start team topics without a name'
  ),
  'public.programme_meetings': school('everybody of the school; the start team writes them'),
  'public.session_observations': school('members of the unit and its coach'),
  'public.programme_voices_given': school('the person, that the questions were answered'),
  'public.programme_voice_counts': school('who takes part, once the round is over; of teachers from five on'),
  'public.weekly_moments': school('everybody of the school'),
  'public.timetable_periods': school('everybody of the school; who keeps the list of people sets them'),
  'public.timetable_lessons': school('everybody of the school; who keeps the list of people brings them in'),
  'public.timetable_codes': school('who keeps the list of people'),
  'public.timetable_imports': school('who keeps the list of people'),
  'public.visit_settings': school('everybody of the school; the school leader sets them'),
  'public.visit_invitations': school('everybody of the school'),
  'public.visit_wishes': school(
    'whose wish it is, and the colleague it is for; what waits, by name, the school leader'
  ),
  'public.visit_hosts': school('everybody of the school'),
  'public.visit_closed_lessons': school('the teacher; the planner'),
  'public.visit_plans': school('everybody of the school'),
  'public.visits': school('everybody of the school: who, when and where; what is to be learnt only visitor and host'),
  'public.visit_guides': school('who made it; everybody of the school when shared'),
  'public.visit_notes': school('the visitor alone, with the key'),
  'public.visit_talks': school('the visitor and the host, with the key; whom the host shares it with'),
  'public.visit_absences': school('the planner'),
  'public.visit_covers': school('everybody of the school'),
  'public.visit_times': school('the person; the planner'),
  'public.school_calendars': school('everybody of the school'),
  'public.free_days': school('everybody of the school; who keeps the list of people sets them'),
  'public.session_changes': school('everybody of the school'),
  'public.calendar_feeds': school('nobody: the hash of an address is compared'),
  'public.mail_refusals': school('the person'),
  'public.device_wishes': school('the person'),
  'public.calendar_invitations': school('nobody; what was sent is compared with what should be'),
  'public.invitation_choices': school('the person'),
  'public.presences': school('members of the unit and its digiboard'),
  'public.session_reactions': school('members of the unit and its digiboard'),
  'public.session_votes': school('nobody: they are counted when the session closes, and then gone'),
  'public.digiboards': school('members of the unit'),
  'public.board_deliveries': school('nobody; the board takes what waits in it'),
  'public.bulletin_items': school('everybody of the school it is for'),
  'public.support_requests': school('everybody of the school while open; who asked and who was asked afterwards'),
  'public.information_items': school('the school leader, and the boards of the units it is for'),
  'public.information_units': school('the school leader'),
  'public.wall_reactions': school('everybody of the school; the answer only who reacted'),
  'public.campaigns': school('everybody of the team; the results after the closing'),
  'public.campaign_people': school('whoever asks, by number; the person, whether it is their turn'),
  'public.campaign_pending': school('nobody, until the closing counts them'),
  'public.campaign_answers': school('everybody of the team, as figures'),
  'public.campaign_texts': school('everybody of the team, from five texts on'),
  'public.campaign_shared': school(
    'everybody of the team, as the leader chose, after the closing; of a mirror of leading only the leader'
  ),
  'public.campaign_notes': school('everybody who sees the results'),
  'public.campaign_outcomes': school('everybody who sees the results'),
  'public.own_instruments': school('who asks; everybody who is asked, once it is')
}

/** Functions that work with the rights of their maker: each one is a way through a wall, so each one is argued here. */
export const DEFINER_FUNCTIONS: Record<string, string> = {
  'public.make_trust': 'adds a trust with the school of this transaction in it; reads whether it is in one',
  'public.join_trust': 'adds the school of this transaction to the trust whose code it knows',
  'public.renew_trust_code': 'changes the code of the trust that the school of this transaction is in',
  'public.leave_trust': 'takes the school of this transaction out of its trust, and an empty trust away',
  'public.trust_of_school': 'the name of the trust of this school and of its schools, and nothing of what they gave',
  'public.trust_members': 'the names of the schools of the trust of this school, each under an id of its membership',
  'public.end_trust_membership':
    'takes another school out of the trust of the school of this transaction, with what it gave; gives its name',
  'public.put_out_of_trust': 'by which school this school was put out of which trust',
  'public.contribute_to_trust': 'copies what a closed campaign of this school shows; tells nothing of other schools',
  'public.take_back_from_trust': 'deletes what the school of this transaction gave of one campaign',
  'public.trust_pool_of':
    'sums over three other schools or more of the trust of this school, for sentences it gave itself; never one school',
  'public.enqueue_job': 'adds a job without content, of the school of this transaction; reads and changes nothing else',
  'public.remove_demonstration': 'empties the school of this transaction, when it was made as a demonstration',
  'public.forget_old_audit_entries': 'deletes only what is two years old, of the school of this transaction'
}
