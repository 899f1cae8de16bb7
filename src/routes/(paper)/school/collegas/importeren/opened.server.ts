import type { Id } from '#kernel/id.ts'
import type { Result } from '#kernel/result.ts'
import type { Reading, ReadingChoices, RosterField } from '#people'
import { readRoster, type RosterSource } from '#people/server'
import type { Preview as PreviewOf } from '#app/previews.server.ts'

type Preview = PreviewOf<RosterSource>

/** A list that somebody looks at: what was chosen in the preview, and what reading it that way gives. */
export type Opened = { id: Id; preview: Preview; choices: Choices; reading: Result<Reading> }

type Choices = { mapping: Record<number, RosterField | null>; mendedEmails: Record<number, string> }

/** Beside the preview in memory, and gone with it. */
const remembered = new WeakMap<Preview, { choices: Choices; reading: Result<Reading> }>()

export async function openPreview({ app, member }: App.Locals, id: Id | null): Promise<Opened | null> {
  const preview = id === null ? null : app.previews.find(id, member!.school, member!.person)
  if (id === null || !preview) return null
  const known = remembered.get(preview) ?? (await read(preview, { mapping: {}, mendedEmails: {} }))
  return { id, preview, ...known }
}

/** Reads the list anew with other columns or a mended address on top of what was chosen before. */
export async function choose(opened: Opened, changes: ReadingChoices): Promise<void> {
  const { preview, choices } = opened
  await read(preview, {
    mapping: { ...choices.mapping, ...changes.mapping },
    mendedEmails: { ...choices.mendedEmails, ...changes.mendedEmails }
  })
}

/** The columns as we recognised them at first. */
export const resetColumns = async ({ preview, choices }: Opened): Promise<void> =>
  void (await read(preview, { ...choices, mapping: {} }))

/** The address of a line as the file has it. */
export async function unmend({ preview, choices }: Opened, line: number): Promise<void> {
  const { [line]: _address, ...mendedEmails } = choices.mendedEmails
  await read(preview, { ...choices, mendedEmails })
}

async function read(preview: Preview, choices: Choices) {
  const reading = await readRoster(preview.source, choices)
  const opened = { choices, reading }
  remembered.set(preview, opened)
  return opened
}
