import type { Failure } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { createTransport } from 'nodemailer'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseSender, type EmailAddress } from './address.ts'
import type { ComposedMail } from './compose.ts'

/** The way out for mail. Not configured is a normal state: a school may do without. */
export type Mailer = {
  readonly isConfigured: boolean
  /** Who mails, as MAIL_FROM says; null without mail. */
  readonly sender: { name: string; address: string } | null
  /**
   * Hands one mail to the mail server: `mail_not_sent` (with the server's code as `reason`) when it did not take
   * it, `mail_not_configured` when there is none. `school`: whose mail it is; nobody's when it is about signing in.
   */
  send(to: EmailAddress, mail: ComposedMail, school?: Id): Promise<Result<void>>
}

/** The `reason` when the mail server said for good that it takes no mail for this receiver. */
const RECEIVER = 'RECEIVER'
/** Did the mail server refuse this receiver for good? Asking again changes nothing, until somebody mends the address. */
export const isReceiverRefused = ({ code, params }: Failure): boolean =>
  code === 'mail_not_sent' && params?.['reason'] === RECEIVER

export type MailerOptions = {
  /** SMTP_URL: `smtp://user:secret@host:587` or `smtps://...`; null when the school has no mail. */
  url: string | null
  /** MAIL_FROM: `Samenspel <samenspel@school.nl>`. */
  from: string | null
  /** How long each step with the mail server may take, in ms. */
  timeout?: number
  /** The pause before the one retry, in ms. */
  retryAfter?: number
}

const NO_MAILER: Mailer = {
  isConfigured: false,
  sender: null,
  send: () => Promise.resolve(refuse({ code: 'mail_not_configured' }))
}

/**
 * Reads the settings and throws a plain sentence when they make no sense: a wrong setting is the operator's to
 * mend, before anyone waits for a mail that never comes. The sentence never repeats the URL, it holds a secret.
 */
export function openMailer(options: MailerOptions): Mailer {
  if (!options.url) return NO_MAILER
  const sender = options.from ? parseSender(options.from) : null
  if (!sender) throw new Error('MAIL_FROM is needed beside SMTP_URL, as: Samenspel <samenspel@school.nl>')
  const transport = createTransport(transportOptions(options.url, options.timeout ?? 10_000))

  async function attempt(to: EmailAddress, mail: ComposedMail): Promise<Result<void>> {
    try {
      await transport.sendMail({
        from: sender!,
        to: { name: '', address: to },
        subject: mail.subject,
        ...(mail.id && {
          messageId: `<${mail.id.replace(/[^\w.-]/g, '.')}@samenspel.${sender!.address.split('@')[1]}>`
        }),
        text: mail.text,
        html: mail.html,
        ...(mail.calendar && {
          alternatives: [
            {
              contentType: `text/calendar; charset=utf-8; method=${mail.calendar.method}`,
              content: mail.calendar.text
            }
          ]
        }),
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
        disableFileAccess: true,
        disableUrlAccess: true
      })
      return ok(undefined)
    } catch (error) {
      return refuse({ code: 'mail_not_sent', params: explain(error) })
    }
  }

  return {
    isConfigured: true,
    sender,
    async send(to, mail) {
      const first = await attempt(to, mail)
      if (first.ok || isFinal(first.failure.params)) return first
      await sleep(options.retryAfter ?? 1_000)
      return attempt(to, mail)
    }
  }
}

function transportOptions(setting: string, timeout: number) {
  const url = URL.canParse(setting) ? new URL(setting) : null
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || !url.hostname)
    throw new Error('SMTP_URL must look like smtp://name:password@mail.school.nl:587 (or smtps://)')
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.')
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // A password never travels in the clear, also not when somebody in between hides that the server knows TLS.
    requireTLS: Boolean(url.username) && !isLoopback,
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout
  }
}

/** The codes only: a server's own words may quote the address, the login or the content. */
function explain(error: unknown): { reason: string; status: number } {
  const { code, responseCode, command, response } = error as Record<string, unknown>
  const status = typeof responseCode === 'number' ? responseCode : 0
  const isReceiver = command === 'RCPT TO' && status >= 500 && !ABOUT_US.test(String(response))
  return { reason: isReceiver ? RECEIVER : typeof code === 'string' ? code : 'UNKNOWN', status }
}

/**
 * What a server says to RCPT about whoever sends, which is the operator's to mend and says nothing of the receiver: it
 * does not understand us (500-504, but for 501, a wrong address), wants a login (53x), or does not let us pass (RFC 3463:
 * 5.7.x, as for mail that it does not relay).
 */
const ABOUT_US = /^(?:50[0234]|53\d)|^5\d\d[ -]5\.7\./

/** A 5xx answer is the server's last word (RFC 5321, 4.2.1); anything else may have passed a moment later. */
const isFinal = (params?: Record<string, string | number>): boolean => Number(params?.['status']) >= 500
