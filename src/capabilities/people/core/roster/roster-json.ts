import type { WorkingDays } from './days.ts'
import type { KnownPerson } from './known-person.ts'
import type { ImportPlan, PlannedRow } from './plan.ts'
import type { ProblemCode, RosterField, RosterPerson, RowProblem } from './types.ts'

export type PersonJson = {
  given_name: string
  infix: string
  family_name: string
  email: string
  function: string
  units: string[]
  groups: string[]
  working_days: WorkingDays | null
}

export type RosterJson = {
  rows: {
    line: number
    status: PlannedRow['status']
    person: PersonJson | null
    problems: { code: ProblemCode; field: RosterField | null; message: string }[]
  }[]
  leaving: PersonJson[]
  columns: { heading: string; field: RosterField | null; sample: string }[]
}

/** The plan as the command line prints it; `sentence` puts a problem into words. */
export function toJson(plan: ImportPlan, sentence: (problem: RowProblem) => string): RosterJson {
  return {
    rows: plan.rows.map(({ line, status, person, problems }) => ({
      line,
      status,
      person: person && personToJson(person),
      problems: problems.map((problem) => ({ code: problem.code, field: problem.field, message: sentence(problem) }))
    })),
    leaving: plan.leaving.map((known) => personToJson({ ...known, units: known.units.map(({ name }) => name) })),
    columns: plan.columns.map(({ heading, field, sample }) => ({ heading, field, sample }))
  }
}

type Listed = Omit<RosterPerson, 'units' | 'groups' | 'staffNumber'> & Pick<KnownPerson, 'groups'> & { units: string[] }

const personToJson = (person: Listed): PersonJson => ({
  given_name: person.givenName,
  infix: person.infix,
  family_name: person.familyName,
  email: person.email,
  function: person.function,
  units: [...person.units],
  groups: [...person.groups],
  working_days: person.workingDays
})
