import * as v from 'valibot'
import { isDay, type Day } from '#kernel/days.ts'
import { isId, type Id } from '#kernel/id.ts'
import type { SentCommand } from './core/commands.ts'
import { MOODS } from './core/commands.ts'
import { LEADING_WAYS, TASKS } from './core/leading.ts'
import { HANDLINGS, VISITOR_ROLES } from './core/outside.ts'
import { PHASES } from './core/phases.ts'
import { PRESENCES } from './core/state.ts'

const id = v.custom<Id>(isId)
const day = v.custom<Day>(isDay)
const text = v.string()
const figure = v.pipe(v.number(), v.finite())
const optional = v.optional
const maybe = <T extends v.GenericSchema>(schema: T) => v.optional(v.nullable(schema))
const people = v.pipe(v.array(id), v.maxLength(8))
const outcome = v.picklist(['done', 'not-yet', 'no-longer'])
const minutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30))
const budgets = v.object(
  Object.fromEntries(PHASES.map((phase) => [phase, minutes])) as Record<(typeof PHASES)[number], typeof minutes>
)
const type = <T extends string>(name: T) => v.literal(name)

const goalFields = { measure: optional(text), aim: maybe(figure), outOf: maybe(figure), keeper: maybe(id) }

const source = v.strictObject({ kind: v.picklist(['need', 'action', 'parked', 'line']), id: v.nullable(id) })
const destination = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['bulletin', 'parking', 'leader']) }),
  v.strictObject({ kind: v.literal('person'), person: id }),
  v.strictObject({ kind: v.literal('unit'), unit: id })
])
const role = v.nullable(v.picklist(VISITOR_ROLES))

const command = v.variant('type', [
  v.strictObject({
    type: type('start-session'),
    session: id,
    facilitator: maybe(id),
    notes: maybe(id),
    time: maybe(id)
  }),
  v.strictObject({ type: type('enter-phase'), phase: v.picklist(PHASES) }),
  v.strictObject({ type: type('choose-facilitator'), person: v.nullable(id) }),
  v.strictObject({ type: type('close-session') }),
  v.strictObject({ type: type('cancel-session') }),
  v.strictObject({
    type: type('rate-session'),
    score: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))),
    word: optional(text)
  }),
  v.strictObject({ type: type('change-leading'), way: v.picklist(LEADING_WAYS), coach: v.nullable(id) }),
  v.strictObject({ type: type('choose-next'), task: v.picklist(TASKS), person: v.nullable(id) }),
  v.strictObject({ type: type('choose-task'), task: v.picklist(['notes', 'time']), person: v.nullable(id) }),
  v.strictObject({ type: type('say-presence'), person: id, kind: v.nullable(v.picklist(PRESENCES)) }),
  v.strictObject({ type: type('react'), id, person: id, text, on: v.picklist(['next', 'last']) }),
  v.strictObject({ type: type('withdraw-reaction'), id }),
  v.strictObject({ type: type('reopen-session') }),
  v.strictObject({ type: type('change-budgets'), budgets }),
  v.strictObject({
    type: type('check-in'),
    id,
    person: id,
    mood: maybe(v.picklist(MOODS)),
    need: optional(text),
    offer: optional(text)
  }),
  v.strictObject({ type: type('withdraw-check-in'), person: id, mood: maybe(v.picklist(MOODS)) }),
  v.strictObject({ type: type('offer-help'), checkIn: id, helper: id }),
  v.strictObject({ type: type('withdraw-help'), checkIn: id, helper: id }),
  v.strictObject({ type: type('add-action'), id, text, owners: people, due: maybe(day) }),
  v.strictObject({ type: type('edit-action'), id, text: optional(text), owners: optional(people), due: maybe(day) }),
  v.strictObject({ type: type('review-action'), id, outcome, blocker: optional(text), helper: maybe(id) }),
  v.strictObject({ type: type('reopen-action'), id }),
  v.strictObject({ type: type('withdraw-action'), id }),
  v.strictObject({ type: type('unmeasure-goal'), id, on: day }),
  v.strictObject({ type: type('reopen-goal'), id }),
  v.strictObject({ type: type('withdraw-goal'), id }),
  v.strictObject({ type: type('keep-success'), id, keptIn: v.boolean() }),
  v.strictObject({ type: type('add-goal'), id, text, ...goalFields }),
  v.strictObject({ type: type('edit-goal'), id, text: optional(text), ...goalFields }),
  v.strictObject({ type: type('measure-goal'), id, measurement: id, value: figure, on: optional(day) }),
  v.strictObject({
    type: type('close-goal'),
    id,
    status: v.picklist(['reached', 'partly', 'stopped']),
    learned: optional(text)
  }),
  v.strictObject({ type: type('add-success'), id, text, keptIn: optional(v.boolean()) }),
  v.strictObject({ type: type('withdraw-success'), id }),
  v.strictObject({ type: type('park'), id, text }),
  v.strictObject({ type: type('unpark'), id }),
  v.strictObject({ type: type('send-out'), id, text, from: source, to: destination, toName: optional(text) }),
  v.strictObject({ type: type('undo-send-out'), id }),
  v.strictObject({
    type: type('handle-brought'),
    id,
    how: v.picklist(HANDLINGS),
    text: optional(text),
    owners: optional(people),
    due: maybe(day)
  }),
  v.strictObject({ type: type('reopen-brought'), id }),
  v.strictObject({ type: type('invite-visitor'), person: id, name: text, role: optional(role) }),
  v.strictObject({ type: type('uninvite-visitor'), person: id }),
  v.strictObject({ type: type('join-as-visitor'), person: id, role }),
  v.strictObject({ type: type('leave-as-visitor'), person: id })
])

/** Every command there is, for whoever tries them all. */
export const BOARD_COMMANDS = command.options

const sentCommand = v.strictObject({
  key: id,
  base: v.pipe(v.number(), v.integer(), v.minValue(0)),
  as: maybe(id),
  command
})

/** What a device sent, if it is a command at all; what it may do is decided elsewhere. */
export function parseCommand(body: unknown): SentCommand | null {
  const parsed = v.safeParse(sentCommand, body)
  return parsed.success ? parsed.output : null
}
