/** `npm run bench [-- PART ...] [--quick]`: measures, prints, and writes bench/RESULTS.md (not when quick). */
import { parseArgs } from 'node:util'
import { ensureBuilt, starting } from '../tools/bootstrap.js'
import { benchFirstTap } from './first-tap.bench.ts'
import { benchLive } from './live.bench.ts'
import { benchMany } from './many.bench.ts'
import { loadNow } from './machine.ts'
import { benchPages } from './pages.bench.ts'
import { keepResults, sectionText, type Section } from './report.ts'
import { benchImport } from './import.bench.ts'
import { benchMoment } from './moment.bench.ts'
import { benchSchools } from './schools.bench.ts'
import { benchStart } from './start.bench.ts'
import { benchStatistics } from './statistics.bench.ts'
import { benchVisits } from './visits.bench.ts'

type Options = { quick: boolean; rates: number[] }

const PARTS: Record<string, (options: Options) => Promise<Section>> = {
  live: benchLive,
  pages: benchPages,
  'first-tap': benchFirstTap,
  start: benchStart,
  statistics: benchStatistics,
  moment: benchMoment,
  import: benchImport,
  schools: benchSchools,
  many: benchMany,
  visits: benchVisits
}

const USAGE = `Use: npm run bench -- [${Object.keys(PARTS).join(' | ')}] [--quick] [--rate=700]
  --quick  short steps, to try a change; does not touch bench/RESULTS.md
  --rate   only the steps of the part "live" with this many edits a second; no RESULTS.md either`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, rate: { type: 'string', multiple: true, default: [] } }
})
const names = positionals.length > 0 ? positionals : Object.keys(PARTS)
if (!names.every((name) => name in PARTS)) {
  console.error(USAGE)
  process.exit(2)
}

await starting(async () => {
  await ensureBuilt()
  for (const name of names) {
    console.log(`\n${name}: load ${loadNow()}`)
    try {
      const section = await PARTS[name]!({ quick: values.quick, rates: values.rate.map(Number) })
      console.log(`\n${sectionText(section)}`)
      if (!values.quick && values.rate.length === 0) keepResults(name, section, Object.keys(PARTS))
    } catch (error) {
      // The other parts have something to tell all the same.
      console.error(error)
      process.exitCode = 1
    }
  }
})
