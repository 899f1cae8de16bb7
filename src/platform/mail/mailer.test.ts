import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { compose } from './compose.ts'
import { isReceiverRefused, openMailer } from './mailer.ts'
import { openMailbox } from './testing.ts'

const MAIL = compose({
  language: 'nl',
  subject: 'Je link om in te loggen – “Samenspel”',
  paragraphs: ['Fijn dat je er bent, Zoë.'],
  button: { label: 'Inloggen', url: 'https://samenspel.school.nl/inloggen/link/geheim' }
})

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function startServer(options: SMTPServerOptions = {}) {
  const mailbox = await openMailbox(options)
  closers.push(mailbox.close)
  return mailbox
}

const mailerOn = (port: number, login = '') =>
  openMailer({
    url: `smtp://${login}127.0.0.1:${port}`,
    from: 'Samenspel De Regenboog <samenspel@school.nl>',
    timeout: 300,
    retryAfter: 10
  })

describe('a mail that arrives', () => {
  test('has the sender, one receiver, both forms and says that a machine wrote it', async () => {
    const { port, received } = await startServer()
    expect(await mailerOn(port).send('zoe@school.nl', MAIL)).toEqual({ ok: true, value: undefined })
    expect(received).toHaveLength(1)
    const { from, to, mail } = received[0]!
    expect({ from, to }).toEqual({ from: 'samenspel@school.nl', to: ['zoe@school.nl'] })
    expect(mail.from).toEqual({ name: 'Samenspel De Regenboog', address: 'samenspel@school.nl' })
    expect(mail.to).toEqual([{ name: '', address: 'zoe@school.nl' }])
    expect(mail.subject).toBe(MAIL.subject)
    expect(mail.text?.trim()).toBe(MAIL.text.trim())
    expect(mail.html?.trim()).toBe(MAIL.html.trim())
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value
    expect(header('auto-submitted')).toBe('auto-generated')
    expect(header('content-language')).toBe('nl')
  })

  test('a subject with line breaks adds no header and no receiver', async () => {
    const { port, received } = await startServer()
    const subject = 'De Regenboog\r\nBcc: iedereen@school.nl\r\n\r\nandere tekst'
    const sent = await mailerOn(port).send('zoe@school.nl', { ...MAIL, subject })
    expect(sent.ok).toBe(true)
    expect(received[0]!.to).toEqual(['zoe@school.nl'])
    expect(received[0]!.mail.bcc).toBeUndefined()
    expect(received[0]!.raw).not.toMatch(/^Bcc:/im)
  })

  test('an address that slipped through with a line break or a comma reaches nobody else', async () => {
    const { port, received } = await startServer()
    const mailer = mailerOn(port)
    await mailer.send('zoe@school.nl\r\nBcc: iedereen@school.nl', MAIL)
    await mailer.send('zoe@school.nl, iedereen@school.nl', MAIL)
    for (const { to, raw } of received) {
      expect(to).not.toContain('iedereen@school.nl')
      expect(raw).not.toMatch(/^Bcc:/im)
    }
  })

  test('with a login, the server gets it', async () => {
    const seen: unknown[] = []
    const { port, received } = await startServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        seen.push([username, password])
        done(null, { user: username })
      }
    })
    expect((await mailerOn(port, 'samenspel:ge%40heim@').send('zoe@school.nl', MAIL)).ok).toBe(true)
    expect(seen).toEqual([['samenspel', 'ge@heim']])
    expect(received).toHaveLength(1)
  })
})

describe('a mail that does not', () => {
  test('an address the server refuses is named with its code, and not tried again', async () => {
    let tries = 0
    const { port } = await startServer({
      onRcptTo(_address, _session, done) {
        tries++
        done(Object.assign(new Error('zoe@school.nl does not live here'), { responseCode: 550 }))
      }
    })
    expect(await mailerOn(port).send('zoe@school.nl', MAIL)).toEqual({
      ok: false,
      failure: { code: 'mail_not_sent', params: { reason: 'RECEIVER', status: 550 } }
    })
    expect(tries).toBe(1)
  })

  test.each([
    [550, '5.1.1 no such user', true],
    [552, 'mailbox full', true],
    [553, '5.1.3 bad address', true],
    [501, 'what is that address', true],
    [550, '5.7.1 we do not relay', false],
    [554, '5.7.1 Relay access denied', false],
    [530, 'authentication required', false],
    [503, 'bad sequence', false],
    [452, '4.2.2 mailbox full', false],
    [450, '4.2.0 greylisted', false]
  ])('%i %s is the last word about the receiver: %s', async (responseCode, words, isLast) => {
    const { port } = await startServer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error(words), { responseCode }))
    })
    const sent = await mailerOn(port).send('zoe@school.nl', MAIL)
    expect(sent).toMatchObject({ ok: false, failure: { params: { status: responseCode } } })
    expect(!sent.ok && isReceiverRefused(sent.failure)).toBe(isLast)
  })

  test('a sender that is refused says nothing of the receiver', async () => {
    const { port } = await startServer({
      onMailFrom: (_address, _session, done) => done(Object.assign(new Error('not you'), { responseCode: 550 }))
    })
    const sent = await mailerOn(port).send('zoe@school.nl', MAIL)
    expect(sent).toMatchObject({ ok: false, failure: { params: { reason: 'EENVELOPE', status: 550 } } })
  })

  test('a server that is busy for a moment is asked once more', async () => {
    let tries = 0
    const { port, received } = await startServer({
      onRcptTo(_address, _session, done) {
        if (++tries === 1) done(Object.assign(new Error('later please'), { responseCode: 451 }))
        else done()
      }
    })
    expect((await mailerOn(port).send('zoe@school.nl', MAIL)).ok).toBe(true)
    expect(tries).toBe(2)
    expect(received).toHaveLength(1)
  })

  test('a wrong login tells neither name nor password', async () => {
    const { port } = await startServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('no such login: samenspel / supergeheim'))
    })
    const sent = await mailerOn(port, 'samenspel:supergeheim@').send('zoe@school.nl', MAIL)
    expect(sent).toEqual({ ok: false, failure: { code: 'mail_not_sent', params: { reason: 'EAUTH', status: 535 } } })
  })

  test('nobody listens: tried twice, then said', async () => {
    const { port } = await startServer()
    for (const close of closers.splice(0)) await close()
    expect(await mailerOn(port).send('zoe@school.nl', MAIL)).toMatchObject({
      ok: false,
      failure: { code: 'mail_not_sent', params: { status: 0 } }
    })
  })

  test('a server that hangs is given up after the time allowed, twice', async () => {
    const sockets: Socket[] = []
    const silent: Server = createServer((socket) => sockets.push(socket.on('error', () => {})))
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
    closers.push(() => {
      for (const socket of sockets) socket.destroy()
      silent.close()
    })
    const sent = await mailerOn((silent.address() as AddressInfo).port).send('zoe@school.nl', MAIL)
    expect(sent).toMatchObject({ ok: false, failure: { code: 'mail_not_sent' } })
    expect(sockets).toHaveLength(2)
  })
})

describe('settings', () => {
  test('no SMTP_URL is a normal state that says so', async () => {
    const mailer = openMailer({ url: null, from: null })
    expect(mailer.isConfigured).toBe(false)
    expect(await mailer.send('zoe@school.nl', MAIL)).toEqual({ ok: false, failure: { code: 'mail_not_configured' } })
  })

  test('a setting that makes no sense stops the start, without showing the secret', () => {
    const open = (url: string, from: string | null) => () => openMailer({ url, from })
    expect(open('smtp://u:supergeheim@mail.school.nl', null)).toThrow(/MAIL_FROM/)
    expect(open('https://u:supergeheim@mail.school.nl', 's@school.nl')).toThrow(/SMTP_URL/)
    expect(open('https://u:supergeheim@mail.school.nl', 's@school.nl')).not.toThrow(/supergeheim/)
    expect(open('geen adres', 's@school.nl')).toThrow(/SMTP_URL/)
  })

  test('a password is not sent to a server elsewhere that offers no encryption', async () => {
    const { port } = await startServer()
    const elsewhere = openMailer({
      url: `smtp://samenspel:geheim@0.0.0.0:${port}`,
      from: 's@school.nl',
      timeout: 300,
      retryAfter: 10
    })
    expect(await elsewhere.send('zoe@school.nl', MAIL)).toMatchObject({
      ok: false,
      failure: { code: 'mail_not_sent', params: { reason: 'ETLS' } }
    })
  })
})
