import type { SMTPServerOptions } from 'smtp-server'
import { openMailbox } from '#platform/mail/testing.ts'
import { openWorld, type World } from '../../tools/world.ts'
import { openLine, type Line } from './line.ts'

export type MailedWorld = {
  world: World
  /** The way to the server that the links in its mail take. */
  line: Line
  mailbox: Awaited<ReturnType<typeof openMailbox>>
  close(): Promise<void>
}

/** A Samenspel with a mail server beside it, which takes what `mail` lets it take. */
export async function openMailedWorld(mail: SMTPServerOptions = {}): Promise<MailedWorld> {
  const mailbox = await openMailbox(mail)
  // Links in mail lead to PUBLIC_URL, which must be known before the server has its port.
  const line = await openLine(() => world.port)
  const env = { SMTP_URL: mailbox.url, MAIL_FROM: 'Samenspel <samenspel@regenboog.example>', PUBLIC_URL: line.url }
  const world: World = await openWorld({ env })
  const close = async () => {
    await world.close()
    await line.close()
    await mailbox.close()
  }
  return { world, line, mailbox, close }
}
