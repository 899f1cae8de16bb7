import type { SMTPServerOptions } from 'smtp-server'
import type { Database } from '#platform/db/door.ts'
import { silentLog } from '#platform/db/log.ts'
import { startWorker } from '#platform/jobs/worker.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { rememberRefusals } from '#platform/mail/refusals.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { NO_PUSH } from '#platform/push/testing.ts'
import { openRhythm } from '../rhythm/rhythm.server.ts'

type Needs = { database: Database; clock: () => number; onWorks?: Parameters<typeof rememberRefusals>[1]['onWorks'] }

/** The rhythm with its post, delivered to a real mail server that refuses whom a test wants. */
export async function openRefusingPost({ database, clock, onWorks }: Needs) {
  /** What the mail server of the school answers to each address that it does not take mail for. */
  const refuses = new Map<string, number>()
  /** At whose mailbox was knocked. */
  const knocks: string[] = []
  const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _session, done) => {
    knocks.push(address)
    const responseCode = refuses.get(address)
    done(responseCode ? Object.assign(new Error(`${address} does not live here`), { responseCode }) : null)
  }
  const mailbox = await openMailbox({ onRcptTo })
  const mailer = rememberRefusals(
    openMailer({ url: mailbox.url, from: 'Samenspel <samenspel@wilg.example>', retryAfter: 1, timeout: 2000 }),
    { database, clock, log: silentLog, ...(onWorks ? { onWorks } : {}) }
  )
  const rhythm = openRhythm({ database, clock, mailer, pusher: NO_PUSH, publicUrl: 'https://samenspel.wilg.example' })
  const worker = startWorker({ database, clock, handlers: rhythm.handlers, log: silentLog, every: 1_000_000 })
  const close = async () => {
    await worker.stop()
    await mailbox.close()
    // A later test has a later clock: nothing of this one may be due then.
    await database.signin(({ sql }) => sql`delete from jobs`)
  }
  return { refuses, knocks, mailbox, mailer, rhythm, worker, close }
}

export type RefusingPost = Awaited<ReturnType<typeof openRefusingPost>>
