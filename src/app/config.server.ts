import { resolve } from 'node:path'
import { parseSender } from '#platform/mail/address.ts'
import { isPushHost } from '#platform/push/endpoint.ts'

/** What the operator may set. Everything has a default but the addresses of other servers. */
export type Config = {
  port: number
  /** Where to listen; phones and digiboards in the school's network must be able to reach it. */
  host: string
  dataDir: string
  databaseUrl: string | null
  migrationUrl: string | null
  /** Redis or Valkey, which carries news between several processes on one database. */
  redisUrl: string | null
  smtpUrl: string | null
  /** Who mails come from; set whenever `smtpUrl` is. */
  mailFrom: string | null
  /** How people reach this server, for links in mail; null = as the request came in. */
  publicUrl: string | null
  /** Push services beside those of the known browsers. */
  pushHosts: string[]
  /** A proxy in front of us tells the address and protocol of the client. */
  isBehindProxy: boolean
  /** Who shows this may read the metrics from elsewhere; null = only this machine itself. */
  metricsToken: string | null
  /** Seals secrets of accounts; null = a key in the data folder. Needed where several servers share a database. */
  secretKey: Buffer | null
}

export class ConfigError extends Error {}

const text = (env: NodeJS.ProcessEnv, name: string): string | null => env[name]?.trim() || null

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = Number(text(env, 'PORT') ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`PORT moet een getal van 0 tot 65535 zijn, niet '${env['PORT']}'.`)
  const publicUrl = text(env, 'PUBLIC_URL')
  if (publicUrl !== null && !/^https?:\/\/[^/\s]+\/?$/.test(publicUrl))
    throw new ConfigError(`PUBLIC_URL moet een adres zijn zoals https://samenspel.school.nl, niet '${publicUrl}'.`)
  const redisUrl = text(env, 'REDIS_URL')
  // The address may hold a password: it is not repeated.
  if (redisUrl !== null && !/^rediss?:\/\/[^\s]+$/.test(redisUrl))
    throw new ConfigError('REDIS_URL moet een adres zijn zoals redis://cache.school.nl:6379.')
  const smtpUrl = text(env, 'SMTP_URL')
  const mailFrom = text(env, 'MAIL_FROM')
  if (smtpUrl !== null) checkMail(smtpUrl, mailFrom, publicUrl)
  return {
    port,
    host: text(env, 'HOST') ?? '::',
    dataDir: resolve(text(env, 'SAMENSPEL_DATA') ?? 'data'),
    databaseUrl: text(env, 'DATABASE_URL'),
    migrationUrl: text(env, 'MIGRATION_DATABASE_URL'),
    redisUrl,
    smtpUrl,
    mailFrom,
    publicUrl: publicUrl?.replace(/\/$/, '') ?? null,
    pushHosts: pushHostsFrom(text(env, 'PUSH_HOSTS')),
    isBehindProxy: ['1', 'true', 'ja', 'yes'].includes((text(env, 'TRUSTED_PROXY') ?? '').toLowerCase()),
    metricsToken: text(env, 'METRICS_TOKEN'),
    secretKey: keyFrom(text(env, 'SAMENSPEL_KEY'))
  }
}

function pushHostsFrom(names: string | null): string[] {
  const hosts = (names ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  for (const host of hosts)
    if (!isPushHost(host))
      throw new ConfigError(`PUSH_HOSTS moet uit namen bestaan zoals push.school.nl, geen adressen; niet '${host}'.`)
  return hosts
}

/** Whom a push service can turn to when something is wrong with what we send; it demands one (RFC 8292). */
export function contactOf({ mailFrom, publicUrl }: Pick<Config, 'mailFrom' | 'publicUrl'>): string | null {
  const sender = mailFrom && parseSender(mailFrom)
  if (sender) return `mailto:${sender.address}`
  return publicUrl?.startsWith('https:') ? publicUrl : null
}

function keyFrom(key: string | null): Buffer | null {
  if (key === null) return null
  if (!/^[0-9a-f]{64}$/i.test(key))
    throw new ConfigError('SAMENSPEL_KEY moet 64 tekens 0-9 en a-f zijn. Maak er een met: openssl rand -hex 32')
  return Buffer.from(key, 'hex')
}

/** Mail is all or nothing; the sentences never repeat SMTP_URL, which holds a password. */
function checkMail(smtpUrl: string, mailFrom: string | null, publicUrl: string | null): void {
  if (!URL.canParse(smtpUrl) || !['smtp:', 'smtps:'].includes(new URL(smtpUrl).protocol))
    throw new ConfigError('SMTP_URL moet een adres zijn zoals smtp://gebruiker:wachtwoord@mail.school.nl:587.')
  if (mailFrom === null || !parseSender(mailFrom))
    throw new ConfigError('Naast SMTP_URL is MAIL_FROM nodig: de afzender, zoals Samenspel <samenspel@school.nl>.')
  if (publicUrl === null)
    throw new ConfigError(
      'Naast SMTP_URL is PUBLIC_URL nodig: het adres in de mails, zoals https://samenspel.school.nl.'
    )
}
