import { describeScale, type Answers, type Scale } from '#analytics/statistics/scale.ts'
import { seededRandom } from '#kernel/random.ts'
import { machineFacts } from './machine.ts'
import { figure, held, type Section } from './report.ts'
import { percentile } from './statistics.ts'

const PEOPLE = 25_000
const ITEMS = 40
const AIM = 2000

/** Everything that `samenspel likert` tells about one large scale, from answers that are already in memory. */
export function benchStatistics({ quick = false }: { quick?: boolean } = {}): Promise<Section> {
  const { scale, answers } = makeAnswers()
  const times: number[] = []
  for (let turn = 0; turn < (quick ? 2 : 7); turn++) {
    const start = performance.now()
    describeScale(scale, answers, true)
    times.push(performance.now() - start)
  }
  const slowest = Math.max(...times)
  return Promise.resolve({
    title: 'Statistics: one scale of 40 items, 25,000 people',
    blocks: [
      `${machineFacts()}. Repeat: \`npm run bench -- statistics\`. All keys of \`samenspel likert\` with 50 groups and the two highest answers; reading the file is not counted.`,
      {
        columns: ['people', 'items', 'p50', 'slowest', 'aim'],
        rows: [
          [
            String(PEOPLE),
            String(ITEMS),
            `${figure(percentile(times, 0.5))} ms`,
            `${figure(slowest)} ms`,
            held(slowest < AIM, 'under 2 s')
          ]
        ]
      }
    ]
  })
}

function makeAnswers(): { scale: Scale; answers: Answers } {
  const random = seededRandom(8)
  const items = Array.from({ length: ITEMS }, (_, at) => `Q${at + 1}`)
  const own = Float64Array.from({ length: PEOPLE }, () => random() * 6)
  const column = () =>
    own.map((level) => (random() < 0.001 ? NaN : Math.min(6, Math.max(1, Math.round(level + random() * 3 - 1)))))
  return {
    scale: { items, reversed: items.filter((_, at) => at % 4 === 0), min: 1, max: 6 },
    answers: {
      columns: new Map(items.map((item) => [item, column()])),
      group: Array.from(own, (_, at) => `group ${at % 50}`)
    }
  }
}
