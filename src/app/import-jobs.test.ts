import { expect, it } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openImportJobs, type JobStep } from './import-jobs.server.ts'

const ann = { school: newId(), person: newId() }
const bo = { school: ann.school, person: newId() }
const STEP: JobStep = { step: 'storing', done: 500, of: 2000 }

it('a job tells how far it is, to its owner alone', async () => {
  const jobs = openImportJobs()
  const id = newId()
  const seen: JobStep[] = []
  const elsewhere: JobStep[] = []
  const leave = jobs.watch(ann, id, (step) => seen.push(step))
  jobs.watch(bo, id, (step) => elsewhere.push(step))
  await jobs.run(ann, id, async (_, report) => report(STEP))
  leave()
  await jobs.run(ann, id, async (_, report) => report(STEP))
  expect([seen, elsewhere]).toEqual([[STEP], []])
})

it('a job is stopped by its owner alone, also before it begins', async () => {
  const jobs = openImportJobs()
  const id = newId()
  const isStopped = await jobs.run(ann, id, async (signal) => {
    jobs.stop(bo, id)
    const byAnother = signal.aborted
    jobs.stop(ann, id)
    return [byAnother, signal.aborted]
  })
  expect(isStopped).toEqual([false, true])
  const early = newId()
  jobs.stop(ann, early)
  expect(await jobs.run(ann, early, async (signal) => signal.aborted)).toBe(true)
})
