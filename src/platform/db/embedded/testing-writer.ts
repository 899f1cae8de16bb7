/**
 * An application to be killed in tests: opens the data folder given, writes a row at a time, and says on its output
 * `ready` once and then the id of each row that the database acknowledged.
 */
import { writeSync } from 'node:fs'
import { newId } from '#kernel/id.ts'
import { silentLog } from '../log.ts'
import { openStorage } from '../storage.ts'

const { database } = await openStorage({ dataDir: process.argv[2]!, log: silentLog })
writeSync(1, 'ready\n')

for (;;) {
  const id = newId()
  try {
    await database.transact(id, (tx) => tx.sql`insert into schools (id, name) values (${id}, 'acknowledged')`)
    writeSync(1, `${id}\n`)
  } catch {
    // The database was killed first; what was not acknowledged is not counted.
  }
}
