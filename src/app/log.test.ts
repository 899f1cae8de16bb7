import { expect, it } from 'vitest'
import { createLog } from './log.server.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = ''
  write(createLog('trace', { write: (line: string) => void (text += line) }))
  return text
}

it('says what a program says of itself, and nothing that people wrote', () => {
  const ofDatabase = Object.assign(new Error('new row for relation "people" violates check constraint'), {
    name: 'PostgresError',
    code: '23514',
    detail: 'Failing row contains (Kanarievogel).',
    table_name: 'people',
    constraint_name: 'people_email_check',
    parameters: ['Kanarievogel']
  })
  const ofValue = Object.assign(new Error('invalid input syntax for type uuid: "Kanarievogel"'), { code: '22P02' })
  const text = logged((log) => {
    log.error({ err: ofDatabase, incident: 'abc' }, 'something went wrong')
    log.error({ err: new Error('outer', { cause: ofValue }) }, 'again')
    log.warn({ failure: { code: 'mail_not_sent', params: { reason: 'Kanarievogel' } } }, 'not sent')
  })
  expect(text).not.toContain('Kanarievogel')
  expect(text).toContain('people_email_check')
  expect(text).toContain('"code":"22P02"')
  expect(text).toContain('"failure":"mail_not_sent"')
  expect(text.trim().split('\n')).toHaveLength(3)
})
