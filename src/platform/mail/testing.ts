import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type ReceivedMail = { from: string; to: string[]; mail: Email; raw: string }

export type MailboxOptions = SMTPServerOptions & {
  /** What happens between having a mail and saying so. */
  beforeAnswer?: () => Promise<void>
}

/** A mail server that really speaks SMTP, on a port of its own, and keeps what it gets. */
export async function openMailbox({ beforeAnswer, ...options }: MailboxOptions = {}) {
  const received: ReceivedMail[] = []
  const start = async (port: number): Promise<SMTPServer> => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      authOptional: true,
      logger: false,
      closeTimeout: 100,
      onData(stream, session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('utf8')
          const { mailFrom, rcptTo } = session.envelope
          const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address) }
          void PostalMime.parse(raw)
            .then((mail) => {
              received.push({ ...envelope, mail, raw })
              return beforeAnswer?.()
            })
            .then(() => done())
        })
      },
      ...options
    })
    // A sender that was killed in the middle of a mail is no fault of ours.
    server.on('error', () => {})
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
    return server
  }
  const stop = () => new Promise<void>((closed) => server.close(() => closed()))
  let server = await start(0)
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** Out of reach for so long (ms). */
    async away(ms: number) {
      await stop()
      await new Promise((over) => setTimeout(over, ms))
      server = await start(port)
    },
    close: stop
  }
}
