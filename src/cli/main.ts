/** The `samenspel` command: finds the command that was asked for and ends with its status. */
import { isRefusal } from '#kernel/errors.ts'
import { attachApp, createLog, type App } from '#app/app.server.ts'
import { ConfigError, readConfig } from '#app/config.server.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { LANGUAGES, resolveLanguageWith, type Language } from '#platform/i18n/runtime.ts'
import * as t from '#texts/cli'
import { pino } from 'pino'
import { Mistake, type Command, type Surroundings } from './command.ts'

const COMMANDS: Record<string, () => Promise<Command>> = {
  compare: async () => (await import('./compare.ts')).compareCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  demo: async () => (await import('./demo.ts')).demoCommand,
  import: async () => (await import('./import.ts')).importCommand,
  invite: async () => (await import('./invite.ts')).inviteCommand,
  likert: async () => (await import('./likert.ts')).likertCommand,
  link: async () => (await import('./link.ts')).linkCommand,
  plan: async () => (await import('./plan.ts')).planCommand,
  restore: async () => (await import('./backup.ts')).restoreCommand,
  schools: async () => (await import('./schools.ts')).schoolsCommand,
  'second-step': async () => (await import('./second-step.ts')).secondStepCommand,
  verify: async () => (await import('./backup.ts')).verifyCommand
}

const REFUSED = 2

async function run(given: string[]): Promise<number> {
  const { language, args } = readLanguage(given)
  resolveLanguageWith(() => language)
  const tell = (text: string) => void process.stderr.write(`${text}\n`)
  const [name = '', ...rest] = args
  if (['', 'help', '--help', '-h'].includes(name)) {
    tell(t.usage())
    return name === '' ? REFUSED : 0
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) {
    tell(`${t.command_unknown({ name })}\n\n${t.usage()}`)
    return REFUSED
  }
  let app: Promise<App> | undefined
  const surroundings: Surroundings = {
    open: () => (app ??= attachApp(readConfig(process.env), logToStderr())),
    print: (text) => void process.stdout.write(`${text}\n`),
    tell,
    language
  }
  try {
    return await (
      await load()
    )(rest, surroundings)
  } catch (error) {
    tell(explain(error))
    return REFUSED
  } finally {
    await (await app?.catch(() => undefined))?.close()
  }
}

/** Standard output is for the answer alone. */
const logToStderr = () => createLog(process.env['LOG_LEVEL'] ?? 'warn', pino.destination({ fd: 2, sync: true }))

/** `--lang en`, wherever it stands. Dutch without it. */
function readLanguage(given: string[]): { language: Language; args: string[] } {
  const at = given.indexOf('--lang')
  const wanted = LANGUAGES.find((language) => language === given[at + 1])
  return at >= 0 && wanted ? { language: wanted, args: given.toSpliced(at, 2) } : { language: 'nl', args: given }
}

function explain(error: unknown): string {
  if (error instanceof Mistake || error instanceof ConfigError) return error.message
  if (isRefusal(error)) return failureText(error.failure)
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

process.exitCode = await run(process.argv.slice(2))
