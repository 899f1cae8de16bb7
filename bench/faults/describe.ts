import { figure, type Section } from '../report.ts'
import { percentile } from '../statistics.ts'
import type { FullDiskOutcome } from './full-disk.ts'
import { SETUPS, type SetupName, type Victim } from './setups.ts'
import { sumOf, type StormOutcome } from './storm.ts'

const VICTIMS: Victim[] = ['application', 'database', 'redis']

/** What bench/FAULTS.md says: on which machine, how large, and what became of it. */
export function describeStorms(
  outcomes: StormOutcome[],
  names: readonly SetupName[],
  facts: string,
  full: { disconnects: number; kills: number },
  disk: FullDiskOutcome | null
): Section {
  const faults = [
    ...outcomes.flatMap(({ plan, faults: list }) => list.map((fault) => `- ${plan.setup}: ${fault}`)),
    ...(disk?.faults ?? []).map((fault) => `- full disk: ${fault}`)
  ]
  const total = (of: (outcome: StormOutcome) => number) => outcomes.reduce((sum, outcome) => sum + of(outcome), 0)
  const disconnects = total((outcome) => outcome.disconnects)
  const kills = total((outcome) => sumOf(outcome.kills))
  const isFull = disconnects >= full.disconnects && kills >= full.kills
  const missing = names.filter((name) => !outcomes.some(({ plan }) => plan.setup === name))
  return {
    title: 'Faults in the middle of sessions',
    blocks: [
      'Written by `npm run faults`; no figure here is typed by hand.',
      `${facts}.`,
      `${disconnects} disconnects and ${kills} kills in ${total(({ seconds }) => seconds)} s, while ${total(({ entered }) => entered)} edits were entered, ${total(({ enteredOffline }) => enteredOffline)} of them without a connection; ${total(({ acknowledged }) => acknowledged)} were acknowledged.`,
      faults.length === 0
        ? '**No fault**: every acknowledged edit is in its log exactly once, at the place that was acknowledged; what was refused is not; nothing that was entered stayed without an answer; every device shows what the tables say; every job was done, every mail and every push it asked for arrived, and the subscribed calendar says what the invitations say.'
        : `**${faults.length} faults**:\n\n${faults.slice(0, 50).join('\n')}`,
      ...(isFull
        ? []
        : [`This was not the full form, which asks for ${full.disconnects} disconnects and ${full.kills} kills.`]),
      ...(missing.length > 0 ? [`Not run yet: ${missing.join(', ')}.`] : []),
      {
        columns: [
          'setup',
          'devices',
          'disconnects',
          'kills',
          'entered',
          'offline',
          'acknowledged',
          'began again',
          'came twice',
          'faults',
          'seconds'
        ],
        rows: outcomes.map((outcome) => [
          SETUPS[outcome.plan.setup].title,
          String(outcome.plan.units * outcome.plan.devicesEach),
          String(outcome.disconnects),
          VICTIMS.filter((victim) => outcome.kills[victim])
            .map((victim) => `${outcome.kills[victim]} ${victim}`)
            .join(', '),
          String(outcome.entered),
          String(outcome.enteredOffline),
          String(outcome.acknowledged),
          String(outcome.gaps),
          String(outcome.doubles),
          String(outcome.faults.length),
          String(outcome.seconds)
        ])
      },
      'Began again: a stream that skipped a place in the log, which the device sees and mends by itself; came twice: an event that the device passed over. The next table is from a kill until an edit that was then entered in each room was stored and seen by every device in reach:',
      {
        columns: ['setup', 'killed', 'p50', 'p95', 'longest'],
        rows: outcomes.flatMap((outcome) =>
          VICTIMS.flatMap((victim) => {
            const times = outcome.backAfter[victim]
            if (!times) return []
            const ms = (value: number | null) => `${figure(value)} ms`
            return [
              [
                SETUPS[outcome.plan.setup].title,
                victim,
                ms(percentile(times, 0.5)),
                ms(percentile(times, 0.95)),
                ms(Math.max(...times))
              ]
            ]
          })
        )
      },
      'Beside it a unit closes one session after the other while two colleagues or more are away, and moves its next session in the diary; that becomes jobs, digests, invitations by mail and a subscribed calendar; one of those colleagues hears of it on two devices (web push). Half of the kills of an application wait until a mail or a push is being handed over. Once more: the mail server or the push service had taken it, whoever sent it was killed before it knew, and it went again as the same (same Message-ID; same topic, tag and words), never more often than its job was tried. Elsewhere: a device could not be reached three times, and it came on the other one or by mail.',
      {
        columns: [
          'setup',
          'sessions closed',
          'next one moved',
          'jobs',
          'mails',
          'once more',
          'pushes',
          'once more',
          'elsewhere',
          'killed while sending'
        ],
        rows: outcomes.flatMap(({ plan, letters, killedMailing }) =>
          letters
            ? [
                [
                  SETUPS[plan.setup].title,
                  String(letters.closed),
                  String(letters.moved),
                  String(letters.jobs),
                  String(letters.mails),
                  String(letters.cameTwice),
                  String(letters.pushes),
                  String(letters.pushedTwice),
                  String(letters.mailedInstead),
                  String(killedMailing)
                ]
              ]
            : []
        )
      },
      'From a kill to that edit: where there is one process, this includes starting it again, and up to 0.4 s in which it was left lying; where there are two, its devices go to the other one. Away once, at the end: the mail server and, where it is a server, the database (' +
        [
          ...new Set(outcomes.map(({ plan }) => `${plan.withoutMail / 1000} and ${plan.withoutDatabase / 1000} s`))
        ].join(', ') +
        '). Answers that were no receipt: ' +
        (Object.entries(mergedAnswers(outcomes))
          .map(([code, count]) => `${count} x ${code}`)
          .join(', ') || 'none') +
        '.',
      disk
        ? `A disk that was full in the middle of a session: ${disk.entered} lines entered, ${disk.acknowledged} acknowledged once there was room again; meanwhile the devices were answered ${Object.entries(
            disk.answers
          )
            .map(([code, count]) => `${count} x ${code}`)
            .join(', ')}.`
        : 'A full disk was not tried: only root can make a small one.'
    ]
  }
}

function mergedAnswers(outcomes: StormOutcome[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { answers } of outcomes)
    for (const [code, count] of Object.entries(answers)) all[code] = (all[code] ?? 0) + count
  return all
}
