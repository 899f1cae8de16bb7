/** How long the search for a weekly moment takes: twelve people, and forty, and a week in half hours. */
import { seededRandom } from '#kernel/random.ts'
import { findMoment, WORKDAYS, type WorkingDays } from '#people'
import { machineFacts } from './machine.ts'
import { figure, held, type Section } from './report.ts'

const AIM = 200
const ROUNDS = 200

const PARTS = ['full', 'am', 'pm', 'off'] as const

/** A team in which nobody has the same week. */
function teamOf(size: number, seed: number) {
  const random = seededRandom(seed)
  const days = () => Object.fromEntries(WORKDAYS.map((day) => [day, PARTS[Math.floor(random() * 4)]])) as WorkingDays
  return Array.from({ length: size }, (_, at) => ({
    id: String(at),
    groups: [`${Math.floor(at / 2)}`],
    workingDays: days()
  }))
}

export async function benchMoment({ quick }: { quick: boolean }): Promise<Section> {
  const rounds = quick ? 20 : ROUNDS
  const facts = machineFacts()
  const rows = [12, 40].map((size) => {
    const times = Array.from({ length: rounds }, (_, seed) => {
      const team = teamOf(size, seed)
      const start = performance.now()
      findMoment(team, 'any')
      return performance.now() - start
    }).sort((one, other) => one - other)
    const most = times.at(-1)!
    const aim = size === 12 ? held(most < AIM, `all under ${AIM} ms`) : ''
    return [String(size), figure(times[Math.floor(rounds / 2)]!, 2), figure(most, 2), aim]
  })
  return {
    title: 'The weekly moment of a unit',
    blocks: [
      `${facts}. Repeat: \`npm run bench -- moment\`.`,
      `Milliseconds for one search among every half hour of a working week and every two that alternate, over ${rounds} teams of part-timers who share classes two by two.`,
      { columns: ['people', 'p50', 'max', 'aim'], rows }
    ]
  }
}
