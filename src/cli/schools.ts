import { listPeople, listSchools, listUnits } from '#people/server'
import * as t from '#texts/cli'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'

/** `schools`: which schools there are, and how large. */
export const schoolsCommand: Command = async (args, { open, print, tell }) => {
  readArguments(args, {})
  const { database } = await open()
  const schools = await listSchools(database)
  if (schools.length === 0) tell(t.no_schools())
  for (const { id, name } of schools) {
    const [people, units] = await database.read(id, (tx) => Promise.all([listPeople(tx), listUnits(tx)]))
    print(t.school_line({ name, people: people.filter(({ leftOn }) => !leftOn).length, units: units.length }))
  }
  return 0
}
